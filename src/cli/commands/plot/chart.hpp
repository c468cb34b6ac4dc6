// The kinds of pictures of a signal and its result: over time, one over the other, as spectra.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands/plot/frame_axis.hpp"
#include "cli/context/report.hpp"
#include "cli/outputs/picture/figure.hpp"
#include "cli/outputs/sink.hpp"

namespace rectify::cli {

/// What is to be seen.
struct Subject {
  std::vector<std::string> inputs;   ///< names of the channels; none: the outputs are all there is
  std::vector<std::string> outputs;  ///< the same
  std::string result;                ///< what made the outputs of the inputs
  bool table = false;                ///< the names are those of a table
};

/// Takes the frames of a signal, and makes a figure of them in bounded memory.
class Chart {
 public:
  virtual ~Chart() = default;

  /// `rows.inputs` holds samples where the subject has inputs.
  virtual void add(const Rows& rows) = 0;

  /// After the last frame. Throws io::Error kUsage where there is nothing to see in the range.
  [[nodiscard]] virtual Figure figure() = 0;

  /// Warns of what can't be seen.
  virtual void report_end(const Report& report) const = 0;
};

/// Input and output over the axis of the frames.
[[nodiscard]] std::unique_ptr<Chart> time_chart(const Subject& subject, const FrameAxis& axis,
                                                const std::optional<AxisRange>& range,
                                                std::size_t columns);

/// Output over input, channel by channel.
[[nodiscard]] std::unique_ptr<Chart> transfer_chart(const Subject& subject,
                                                    const std::optional<AxisRange>& range,
                                                    std::size_t columns);

/// The amplitudes of input and output over frequency, in decibels; the signal has that rate.
[[nodiscard]] std::unique_ptr<Chart> spectrum_chart(const Subject& subject, double rate,
                                                    const std::optional<AxisRange>& range,
                                                    std::size_t columns);

/// A curve that is part of a picture of channels.
struct Series {
  std::string name;
  std::vector<Point> points;
  std::vector<std::vector<Point>> edges;  ///< of a curve that is an envelope, to be drawn over all
};

/// Panels for channels: where there are as many outputs as inputs, a panel for each with both in
/// it; else all in one or, where the curves are envelopes that would hide each other, in several.
/// `result` is what the outputs are called where each has its input beside it.
[[nodiscard]] std::vector<Panel> panels_of(std::vector<Series> inputs, std::vector<Series> outputs,
                                           const std::string& result, const std::string& y_label,
                                           bool envelopes);

/// What to warn of where so many values can't be drawn.
[[nodiscard]] std::string left_out_words(std::uint64_t values);

}  // namespace rectify::cli
