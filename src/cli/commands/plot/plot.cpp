// plot SHAPE: a signal and what a shape makes of it, as a picture.
#include <fmt/format.h>

#include <deque>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "cli/commands/command.hpp"
#include "cli/commands/plot/chart.hpp"
#include "cli/outputs/picture/picture_request.hpp"
#include "cli/pipeline/input_end.hpp"
#include "cli/pipeline/signal_lane.hpp"
#include "cli/shapes/alias_free.hpp"
#include "cli/shapes/shape_request.hpp"
#include "cli/sources/source_request.hpp"
#include "cli/steps/step.hpp"

namespace rectify::cli {
namespace {

/// Gives the frames to the chart, and in the end the chart to gnuplot.
class ChartSink : public Sink {
 public:
  explicit ChartSink(Chart& chart) : chart_(&chart) {}
  void write(Rows& rows) override { chart_->add(rows); }
  void finish(const Report& /*report*/) override {}

 private:
  Chart* chart_;
};

class Plot : public Job {
 public:
  /// Null: no shape.
  explicit Plot(const ShapeRow* row) : row_(row), shape_(row == nullptr ? nullptr : row->make()) {}

  void declare(OptionList& options) override;
  void check(const OptionList& options) override;
  void run(const Context& context) override;

 private:
  /// What is drawn: the signal alone where nothing is done to it.
  [[nodiscard]] bool untouched() const { return !shape_ && steps_.empty(); }
  struct Prepared {
    Chain chain;
    StepInput result;  // what comes out of it
    std::unique_ptr<Chart> chart;
  };

  [[nodiscard]] SignalNeeds needs() const;
  [[nodiscard]] Prepared prepare(const Signal& signal, const Context& context);
  [[nodiscard]] Subject subject(const Signal& signal, const StepInput& result) const;
  [[nodiscard]] std::unique_ptr<Chart> chart(const Signal& signal, const Subject& subject) const;

  const ShapeRow* row_;
  SourceRequest source_;
  std::unique_ptr<ShapeRequest> shape_;
  StepList steps_;
  PictureRequest picture_;
  bool transfer_ = false;
  bool spectrum_ = false;
  bool rate_given_ = false;
};

void Plot::declare(OptionList& options) {
  source_.declare(options, SourceRequest::Inputs::kAny, row_ != nullptr && row_->needs_angle);
  if (shape_) shape_->declare(options, Direction::kForward);
  steps_.declare(options);
  options.flag(Group::kOutput, "--transfer", "the output over the input, not over time", transfer_);
  options.flag(Group::kOutput, "--spectrum", "amplitudes in dB over frequency", spectrum_);
  picture_.declare(options);
}

void Plot::check(const OptionList& options) {
  source_.check(options);
  if (shape_) shape_->check(options);
  StepList::check(options);
  picture_.check(options, false);
  options.exclude({"--transfer", "--spectrum"});
  options.require(!untouched(), {"--transfer"}, "without a shape and without a step");
  check_alias_free(options, source_.on_line());
  options.require(!source_.on_line(), {"--spectrum"},
                  "with --ramp and --sine-over, which are no "
                  "signals in time");
  rate_given_ = options.given("--rate");
  options.require(!source_.on_line() || steps_.needs_rate() || steps_.needs_time_steps(),
                  {"--rate"}, "with an axis that is no time, unless a step needs it");
}

SignalNeeds Plot::needs() const {
  const ShapeUse use{.generated = source_.generated()};
  SignalNeeds needs;
  needs.rate =
      rate_given_ || spectrum_ || steps_.needs_rate() || (shape_ && shape_->needs_rate(use));
  needs.time_steps = steps_.needs_time_steps();
  needs.second_pass = steps_.needs_second_pass();
  return needs;
}

Subject Plot::subject(const Signal& signal, const StepInput& result) const {
  Subject subject;
  if (!untouched()) subject.inputs = signal.format().names;
  subject.outputs = result.names;
  subject.result = row_ == nullptr ? "output" : std::string(row_->name) + steps_.words();
  subject.table = signal.table() != nullptr;
  const std::size_t ins = subject.inputs.size();
  const std::size_t outs = subject.outputs.size();
  const std::size_t most = ins == outs || ins == 0 ? kMostCurves : kMostCurves - 1;
  if (std::max(ins, outs) > most) {
    usage_error(fmt::format("a picture shows at most {} channels, and {} has {}{}", most,
                            signal.name(), std::max(ins, outs),
                            subject.table ? "; --column picks some" : ""));
  }
  if (transfer_ && ins != outs) {
    usage_error(fmt::format("--transfer needs an output for each input; here {} become {}",
                            counted(ins, "channel"), outs));
  }
  return subject;
}

std::unique_ptr<Chart> Plot::chart(const Signal& signal, const Subject& subject) const {
  const auto& range = picture_.range();
  if (transfer_) return transfer_chart(subject, range, picture_.columns());
  if (spectrum_) {
    return spectrum_chart(subject, signal.needed_rate("--spectrum"), range, picture_.columns());
  }
  return time_chart(subject, FrameAxis(signal, rate_given_), range, picture_.columns());
}

/// All that can be known of the picture before a frame is read.
Plot::Prepared Plot::prepare(const Signal& signal, const Context& context) {
  Prepared all;
  all.result = {signal.format().names, signal.rate(), signal.format().timed};
  if (shape_) {
    shape_->add_forward(all.chain, signal, context);
    all.result.names = shape_->result_names(signal);
  }
  steps_.add_to(all.chain, all.result);
  const Subject what = subject(signal, all.result);
  picture_.claim(context);
  all.chart = chart(signal, what);
  return all;
}

void Plot::run(const Context& context) {
  std::vector<Place> inputs;
  if (const auto input = source_.input()) inputs.push_back({"INPUT", *input});
  if (shape_) {
    for (Place& input : shape_->inputs()) inputs.push_back(std::move(input));
  }
  check_inputs(inputs, context);
  check_outputs(picture_.places(), "name a file in it", context);

  if (shape_) shape_->open(context);
  const SignalNeeds needed = needs();
  Signal signal = source_.open(needed, context, [&](Signal* start) {
    picture_.claim(context);
    const Report silent(Report::Level::kQuiet);
    if (start != nullptr) (void)prepare(*start, {.disk = context.disk, .report = silent});
  });
  source_.check_found(signal, needed);
  auto [chain, result, picture] = prepare(signal, context);
  ChartSink sink(*picture);
  const std::uint64_t frames =
      run_signal(signal, chain, steps_, result.channels(), !untouched(), sink);
  report_end(signal, frames, {source_.fail_on_damage(), picture_.places()}, context);
  if (shape_) shape_->report_end(signal, context.report);
  steps_.report_end(context.report);
  picture->report_end(context.report);
  picture_.draw(picture->figure(), context);
}

/// "plot units song.wav …": an example with what the shape can't do without.
std::vector<Example> examples_of(const ShapeRow* row) {
  static std::deque<std::string> lines;  // what the examples point into
  const std::string start = "plot " + (row == nullptr ? "none" : std::string(row->name)) +
                            (row == nullptr ? "" : std::string(row->needed_options)) + " ";
  const auto line = [&](const std::string& rest) {
    return std::string_view(lines.emplace_back(start + rest));
  };
  return {{line("song.wav --range 100ms:125ms -o song.png"), "some milliseconds of a sound"},
          {line("--sine 50 --cycles 2"), "in the terminal"},
          {line("--sine 317 --spectrum -o spectrum.svg"), "amplitudes over frequency"}};
}

}  // namespace

void add_plot(std::vector<Command>& commands) {
  const std::string family = "a signal and what the shape makes of it, as a picture";
  for (const ShapeRow* row : shapes()) {
    commands.push_back({"plot " + std::string(row->name), std::string(row->formula),
                        "input and output as a picture", examples_of(row),
                        [row] { return std::make_unique<Plot>(row); }, family});
  }
  commands.push_back({"plot none", "y = x", "a signal as a picture, not rectified",
                      examples_of(nullptr), [] { return std::make_unique<Plot>(nullptr); },
                      family});
}

}  // namespace rectify::cli
