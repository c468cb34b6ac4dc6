// Where the frames of a signal stand on the x axis of a picture, and what that axis is called.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/commands/plot/trace.hpp"
#include "cli/outputs/picture/picture_request.hpp"
#include "cli/sources/signal.hpp"
#include "io/frames.hpp"
#include "io/table/stamp.hpp"
#include "rectify/sources/line.hpp"

namespace rectify::cli {

/// The axis of a table where it has one, else the points of a generated line, else time by the
/// rate, else the number of the frame. Where --rate was given it is time by that rate.
class FrameAxis {
 public:
  FrameAxis(const Signal& signal, bool rate_given);

  /// x of the next frame: `frame` counts those in the block that has these labels. NaN: it has
  /// none.
  [[nodiscard]] double next(const io::Labels& labels, std::size_t frame);

  /// The range that the command line asks for as a window of this axis. Throws io::Error kUsage
  /// where its unit is not that of the axis.
  [[nodiscard]] std::optional<Window> window(const std::optional<AxisRange>& range) const;

  /// Throws io::Error kUsage: none of the frames that there are has its place in that range or,
  /// where none was asked for, on this axis at all.
  [[noreturn]] void refuse_empty(const std::optional<AxisRange>& range) const;

  /// The window with the time that the last frame lasts.
  [[nodiscard]] Window whole(const Window& window) const;

  /// How x is drawn: times the factor, under that label. A time has the unit that makes its numbers
  /// readable.
  struct Scale {
    double factor;
    std::string label;
  };
  [[nodiscard]] Scale scale(const Window& window) const;

 private:
  enum class Kind : std::uint8_t { kLine, kNumbers, kStamps, kRate, kFrames };

  [[nodiscard]] double stamp(std::string_view text);

  Kind kind_ = Kind::kFrames;
  std::string name_;
  double seconds_ = 0;    // in one unit of x; 0: it is no time
  bool own_unit_ = true;  // the name says the unit
  Line line_;
  double rate_ = 0;
  std::size_t column_ = 0;  // among the labels
  std::optional<io::Stamp> first_stamp_;
  std::uint64_t frame_ = 0;
};

}  // namespace rectify::cli
