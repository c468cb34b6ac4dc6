// measure SHAPE|none: the figures of a signal, rectified or as it is.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cli/commands/command.hpp"
#include "cli/commands/many/batch.hpp"
#include "cli/commands/many/streams.hpp"
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
  explicit Measure(const ShapeRow* row)
      : row_(row), needs_angle_(row != nullptr && row->needs_angle) {
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
  [[nodiscard]] Measured measure_one(const SourceRequest::Named& input,
                                     const Context& context) const;
  void measure_several(const MeasureOutput& layout, io::Output& output, const Context& context);
  [[nodiscard]] MeasureForm form(std::size_t inputs) const;

  const ShapeRow* row_;
  Rectification request_;
  bool needs_angle_;
  bool json_ = false;
  std::optional<MeasureForm> table_;
  int digits_ = 0;
  bool fail_fast_ = false;
  const OptionList* options_ = nullptr;
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
  options.flag(Group::kFiles, "--fail-fast", "begin no other file once one has failed", fail_fast_);
}

void Measure::check(const OptionList& options) {
  options_ = &options;
  request_.check(options);
  request_.check_rate(options, false);
  options.require(!request_.source.generated(), {"--fail-fast"},
                  "with " + request_.source.wave_words());
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

/// Opens the input and takes it in, from the first frame to the last.
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

/// What a job of its own measures of one of several inputs.
Measured Measure::measure_one(const SourceRequest::Named& input, const Context& context) const {
  Measure one(row_);
  OptionList options;
  one.declare(options);
  options.give_all(*options_,
                   {"--fail-fast", may_be_spooled(input, context) ? "" : "--spool-limit"});
  options.input()(input.path, input.hint);
  one.check(options);
  if (one.request_.shape) one.request_.shape->open(context);
  return one.measure(input.path, context);
}

void Measure::measure_several(const MeasureOutput& layout, io::Output& output,
                              const Context& context) {
  const std::vector<SourceRequest::Named>& inputs = request_.source.named();
  std::vector<std::string> texts(inputs.size());
  bool headed = false;
  Batch batch;
  batch.done = "measured";
  batch.told = false;
  batch.fail_fast = fail_fast_;
  for (const SourceRequest::Named& input : inputs) batch.files.push_back({input.path});
  batch.work = [&](std::size_t file, const Context& own) {
    texts[file] = layout.text(measure_one(inputs[file], own));
  };
  batch.in_order = [&](std::size_t file) {
    if (texts[file].empty()) return;  // it failed
    if (!std::exchange(headed, true)) texts[file].insert(0, layout.head());
    const std::string text = std::exchange(texts[file], "");
    output.write(std::as_bytes(std::span(text)));
  };
  run_batch(batch, context);
}

void Measure::run(const Context& context) {
  const std::vector<SourceRequest::Named>& inputs = request_.source.named();
  check_inputs(request_.inputs(), context);
  if (inputs.size() > 1) {
    check_streams(inputs, *options_,
                  request_.shape ? request_.shape->inputs() : std::vector<Place>(), context);
  }
  if (request_.shape) request_.shape->open(context);
  std::size_t longest = 0;
  for (const SourceRequest::Named& input : inputs) {
    longest = std::max(longest, columns_of(escaped(input.path)));
  }
  const MeasureOutput layout(form(inputs.size()), digits_, longest);
  io::Output output = io::Output::open(context.disk, "-", io::Output::Existing::kRefuse);
  if (inputs.size() > 1) {
    measure_several(layout, output, context);
  } else {
    const std::string text = layout.head() + layout.text(measure(request_.source.input(), context));
    output.write(std::as_bytes(std::span(text)));
  }
  output.commit();
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
