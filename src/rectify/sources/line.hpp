// Evenly spaced points, both ends included.
#pragma once

#include <cstdint>

namespace rectify {

/// `count` points from start to stop as NumPy's linspace gives them, bit for bit: start + i·step
/// with step = (stop - start)/(count - 1), and the last point exactly stop. One point is start.
struct Line {
  double start = 0;
  double stop = 1;
  std::uint64_t count = 2;

  [[nodiscard]] double at(std::uint64_t i) const {
    if (i + 1 == count && count > 1) return stop;
    if (i == 0) return start + 0.0;  // -0 becomes 0, as with NumPy
    const double step = (stop - start) / static_cast<double>(count - 1);
    return step == 0
               ? static_cast<double>(i) / static_cast<double>(count - 1) * (stop - start) + start
               : static_cast<double>(i) * step + start;
  }
};

}  // namespace rectify
