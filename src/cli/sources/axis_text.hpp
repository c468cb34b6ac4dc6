// The axis of signals that come without one, as text: time in seconds, or the points of a line.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/frames.hpp"
#include "rectify/sources/line.hpp"

namespace rectify::cli {

/// "ch1", "ch2" …
[[nodiscard]] std::vector<std::string> channel_names(std::size_t channels);

/// How the numbers of such an axis are written.
struct AxisText {
  bool wanted = false;
  int digits = 0;  ///< significant ones; 0: the fewest that read back to the same number
};

/// Appends n/rate for each frame from `first` on.
void append_times(io::Labels& labels, std::uint64_t first, std::size_t frames, double rate,
                  AxisText text);

/// Appends the points of the line from number `first` on.
void append_points(io::Labels& labels, std::uint64_t first, std::size_t frames, const Line& line,
                   AxisText text);

}  // namespace rectify::cli
