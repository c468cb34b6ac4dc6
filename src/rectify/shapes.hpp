// The shapes that act on each sample alone: half-wave and full-wave, with their parameters.
#pragma once

#include <span>

namespace rectify {

/// r = relu(x - V) + α·min(x, 0): one diode of forward voltage V >= 0 and leak α. Reversed, -x
/// takes the place of x. NaN gives NaN; without drop and leak the result is exact.
struct HalfWave {
  double drop = 0;  ///< V, in the unit of x
  double leak = 0;  ///< α
  bool negative = false;

  /// In place, any layout of samples.
  void forward(std::span<double> samples) const;
};

/// r = relu(x - V) + relu(-x - V): a bridge whose path has the forward voltage V >= 0 in all. NaN
/// gives NaN; without drop the result is exactly |x|.
struct FullWave {
  double drop = 0;  ///< V, in the unit of x

  /// In place, any layout of samples.
  void forward(std::span<double> samples) const;
};

}  // namespace rectify
