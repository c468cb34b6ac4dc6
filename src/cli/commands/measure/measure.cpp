// measure SHAPE|none: the figures of a signal, rectified or as it is.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cli/commands/command.hpp"
#include "cli/commands/measure/measure_output.hpp"
#include "cli/commands/measure/measure_sink.hpp"
#include "cli/context/utf8.hpp"
#include "cli/options/values.hpp"
#include "cli/pipeline/input_end.hpp"
#include "cli/pipeline/rectification.hpp"
#include "cli/pipeline/signal_lane.hpp"
#include "io/file/error.hpp"
#include "io/file/output.hpp"

namespace rectify::cli {
namespace {

class Measure : public Job {
 public:
  explicit Measure(const ShapeRow* row) : needs_angle_(row != nullptr && row->needs_angle) {
    if (row == nullptr) return;
    request_.shape = row->make();
    request_.shape_name = row->name;
  }

  void declare(OptionList& options) override;
  void check(const OptionList& options) override;
  void run(const Context& context) override;

 private:
  [[nodiscard]] SignalNeeds needs() const;
  [[nodiscard]] Measured measure(std::optional<std::string> file, const Context& context);
  [[nodiscard]] MeasureForm form(std::size_t inputs) const;

  Rectification request_;
  bool needs_angle_;
  bool json_ = false;
  std::optional<MeasureForm> table_;
  int digits_ = 0;
};

std::optional<MeasureForm> parse_form(const std::string& name) {
  if (name == "csv") return MeasureForm::kCsv;
  if (name == "tsv") return MeasureForm::kTsv;
  return std::nullopt;
}

void Measure::declare(OptionList& options) {
  constexpr Group kGroup = Group::kOutput;
  request_.source.declare(options, SourceRequest::Inputs::kSeveral, needs_angle_);
  if (request_.shape) request_.shape->declare(options, Direction::kForward);
  request_.steps.declare(options);
  options.flag(kGroup, "--json", "a JSON object a line, one for each INPUT", json_);
  options.value(kGroup, "--format", "FORMAT", "csv or tsv: a row for each channel",
                one_of(table_, {"csv", "tsv"}, parse_form));
  options.value(kGroup, "--precision", "N",
                "significant digits, 1 to 17 (6; in JSON and CSV as few as read back to the same "
                "number)",
                whole_number(digits_, 1, 17));
}

void Measure::check(const OptionList& options) {
  request_.check(options);
  request_.check_rate(options, false);
  options.exclude({"--json", "--format"});
  options.require(!request_.phase_is_lost(), {"--phase"},
                  "with --envelope, which is the amplitude at any phase");
}

MeasureForm Measure::form(std::size_t inputs) const {
  if (json_) return MeasureForm::kJson;
  return table_.value_or(inputs > 1 ? MeasureForm::kRows : MeasureForm::kTable);
}

SignalNeeds Measure::needs() const {
  SignalNeeds needs = request_.needs();
  needs.samples = true;
  needs.rate_if_even = true;
  needs.whole_periods = true;
  return needs;
}

/// Opens the chosen input and takes it in, from the first frame to the last.
Measured Measure::measure(std::optional<std::string> file, const Context& context) {
  // What the start of a pipe shows to be wrong is told before the rest has come.
  const auto check_start = [&](Signal* start) {
    const Report silent(Report::Level::kQuiet);
    if (start == nullptr) return;
    (void)request_.staged(std::move(*start), {.disk = context.disk, .report = silent});
  };
  Opened opened = request_.open(needs(), context, check_start);
  Signal& signal = opened.signal;
  const bool changed = !opened.chain.empty();
  const Wave* const wave = signal.wave();
  SignalMeasure::Form form;
  form.inputs = changed ? signal.channels() : 0;
  form.results = opened.result.channels();
  if (!request_.source.on_line()) form.rate = signal.rate();
  const std::uint64_t period = wave == nullptr ? 0 : wave->repeats_after();
  const std::size_t most = PowerSpectrum::block_of(std::max(signal.channels(), form.results));
  if (period != 0 && period <= most && wave->frames % period == 0) form.period = period;
  if (wave != nullptr) form.sine_hz = wave->frequency();
  request_.tell("in double precision", context);

  SignalMeasure figures(form);
  MeasureSink sink(figures, signal.format().timed && !form.rate);
  const std::uint64_t frames = run_signal(signal, opened.chain, request_.steps, form.results,
                                          changed || sink.weighs(), sink);
  sink.finish(context.report);
  report_end(signal, frames, {request_.source.fail_on_damage(), {}, "measured"}, context);
  if (request_.shape) request_.shape->report_end(signal, context.report);
  request_.steps.report_end(context.report);

  Measured measured{std::move(file), frames, form.rate, opened.result.names, {}};
  for (std::size_t c = 0; c < form.results; ++c) measured.channels.push_back(figures.channel(c));
  return measured;
}

void Measure::run(const Context& context) {
  check_inputs(request_.inputs(), context);
  if (request_.shape) request_.shape->open(context);
  std::vector<std::optional<std::string>> files;
  for (const std::string& input : request_.source.inputs()) files.emplace_back(input);
  if (files.empty()) files.emplace_back();

  std::size_t longest = 0;
  for (const auto& file : files)
    longest = std::max(longest, columns_of(escaped(file.value_or(""))));
  const MeasureOutput layout(form(files.size()), digits_, longest);
  io::Output output = io::Output::open(context.disk, "-", io::Output::Existing::kRefuse);
  const auto write = [&](const std::string& text) { output.write(std::as_bytes(std::span(text))); };

  std::optional<io::ExitStatus> failure;
  std::size_t failed = 0;
  bool headed = false;
  for (std::size_t i = 0; i < files.size(); ++i) {
    request_.source.choose(i);
    std::string text;
    try {
      text = layout.text(measure(files[i], context));
    } catch (const io::Error& error) {
      if (files.size() == 1) throw;
      Report::error(error.what());
      failure = failure.value_or(error.status());
      ++failed;
      continue;
    }
    write(std::exchange(headed, true) ? text : layout.head() + text);
  }
  output.commit();
  if (failure) {
    throw io::Error(*failure,
                    fmt::format("{} of {} inputs could not be measured", failed, files.size()));
  }
}

}  // namespace

void add_measure(std::vector<Command>& commands) {
  const std::string family = "DC, RMS, ripple, form factor, frequencies of a signal";
  for (const ShapeRow* row : shapes()) {
    commands.push_back({"measure " + std::string(row->name),
                        std::string(row->formula),
                        std::string("the figures of y: DC, RMS, ripple and others"),
                        {row->measure_examples.begin(), row->measure_examples.end()},
                        [row] { return std::make_unique<Measure>(row); },
                        family});
  }
  commands.push_back({"measure none",
                      "y = x",
                      "the figures of a signal as it is",
                      {{"measure none song.wav", "DC, RMS, peak and others"},
                       {"measure none song.wav x.csv --format csv", "of several, as a table"},
                       {"measure none --sine 50 --json", "for programs"}},
                      [] { return std::make_unique<Measure>(nullptr); },
                      family});
}

}  // namespace rectify::cli
