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
#include "cli/pipeline/rectification.hpp"
#include "cli/pipeline/signal_lane.hpp"

namespace rectify::cli {
namespace {

/// Gives the frames to the chart.
class ChartSink : public Sink {
 public:
  explicit ChartSink(Chart& chart) : chart_(&chart) {}
  void write(Rows& rows) override { chart_->add(rows); }
  void finish(const Report& report) override { chart_->report_end(report); }

 private:
  Chart* chart_;
};

class Plot : public Job {
 public:
  /// Null: no shape.
  explicit Plot(const ShapeRow* row) : needs_angle_(row != nullptr && row->needs_angle) {
    if (row == nullptr) return;
    request_.shape = row->make();
    request_.shape_name = row->name;
  }

  void declare(OptionList& options) override;
  void check(const OptionList& options) override;
  void run(const Context& context) override;

 private:
  /// What is drawn: the signal alone where nothing is done to it.
  [[nodiscard]] bool untouched() const { return !request_.shape && request_.steps.empty(); }
  [[nodiscard]] SignalNeeds needs() const;
  [[nodiscard]] Subject subject(const Opened& opened) const;
  [[nodiscard]] std::unique_ptr<Chart> chart(const Opened& opened) const;

  Rectification request_;
  bool needs_angle_;
  PictureRequest picture_;
  bool transfer_ = false;
  bool spectrum_ = false;
  bool rate_given_ = false;
};

void Plot::declare(OptionList& options) {
  request_.source.declare(options, SourceRequest::Inputs::kAny, needs_angle_);
  if (request_.shape) request_.shape->declare(options, Direction::kForward);
  request_.steps.declare(options);
  options.flag(Group::kOutput, "--transfer", "the output over the input, not over time", transfer_);
  options.flag(Group::kOutput, "--spectrum", "amplitudes in dB over frequency", spectrum_);
  picture_.declare(options);
}

void Plot::check(const OptionList& options) {
  request_.check(options);
  request_.check_rate(options, false);
  picture_.check(options, false);
  options.exclude({"--transfer", "--spectrum"});
  options.require(!untouched(), {"--transfer"}, "without a shape and without a step");
  options.require(!request_.source.on_line(), {"--spectrum"},
                  "with " + request_.source.wave_words() + ", which is no signal in time");
  rate_given_ = options.given("--rate");
}

SignalNeeds Plot::needs() const {
  SignalNeeds needs = request_.needs();
  needs.samples = true;
  needs.rate = needs.rate || rate_given_ || spectrum_;
  return needs;
}

Subject Plot::subject(const Opened& opened) const {
  const Signal& signal = opened.signal;
  Subject subject;
  if (!untouched()) subject.inputs = signal.format().names;
  subject.outputs = opened.result.names;
  subject.result = request_.shape ? request_.shape_name + request_.steps.words() : "output";
  subject.table = signal.table() != nullptr;
  const std::size_t ins = subject.inputs.size();
  const std::size_t outs = subject.outputs.size();
  const std::size_t most = ins == outs || ins == 0 ? kMostCurves : kMostCurves - 1;
  if (std::max(ins, outs) > most) {
    usage_error(fmt::format(
        "a picture shows at most {} channels, and {} has {}{}", most, signal.name(),
        std::max(ins, outs),
        subject.table ? "; --column picks some" : "; 'sox IN OUT remix 1 2' picks some"));
  }
  if (transfer_ && ins != outs) {
    usage_error(fmt::format("--transfer needs an output for each input; here {} become {}",
                            counted(ins, "channel"), outs));
  }
  return subject;
}

/// Throws what can be known to be wrong before a frame is read.
std::unique_ptr<Chart> Plot::chart(const Opened& opened) const {
  const Subject what = subject(opened);
  const auto& range = picture_.range();
  if (transfer_) return transfer_chart(what, range, picture_.columns());
  if (spectrum_) {
    return spectrum_chart(what, opened.signal.needed_rate("--spectrum"), range, picture_.columns());
  }
  return time_chart(what, FrameAxis(opened.signal, rate_given_), range, picture_.columns());
}

void Plot::run(const Context& context) {
  check_inputs(request_.inputs(), context);
  check_outputs(picture_.places(), request_.inputs(), "name a file in it", context);
  if (request_.shape) request_.shape->open(context);
  Opened opened = request_.open(needs(), context, [&](Signal* start) {
    if (start == nullptr) return picture_.claim(context);
    const Report silent(Report::Level::kQuiet);
    (void)chart(request_.staged(std::move(*start), {.disk = context.disk, .report = silent}));
  });
  (void)subject(opened);  // what is wrong with it comes before the picture's own faults
  picture_.claim(context);
  const auto picture = chart(opened);
  request_.tell("in double precision", context);
  ChartSink sink(*picture);
  const std::uint64_t frames = run_signal(opened.signal, opened.chain, request_.steps,
                                          opened.result.channels(), !untouched(), sink);
  report_end(opened.signal, frames, {request_.source.fail_on_damage(), picture_.places(), "drawn"},
             context);
  if (request_.shape) request_.shape->report_end(opened.signal, context.report);
  request_.steps.report_end(context.report);
  const Figure figure = picture->figure();
  sink.finish(context.report);
  picture_.draw(figure, context);
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
