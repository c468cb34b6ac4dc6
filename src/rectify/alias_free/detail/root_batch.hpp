// Newton's method on many cells side by side.
#pragma once

#include <array>
#include <cstddef>

namespace rectify::detail {

/// Up to kSize roots of cell polynomials. Each is passed upward: P(from) <= 0 <= P(to).
struct RootBatch {
  static constexpr std::size_t kSize = 64;

  std::array<std::array<double, kSize>, 8> samples;  ///< y[n - 3] … y[n + 4] of each
  std::array<double, kSize> from;                    ///< times in the cell, in [0, 1]
  std::array<double, kSize> to;
  std::array<double, kSize> d;  ///< the first guess, and then the root

  /// Five steps after Newton for all of them. A step that would leave what is left of [from, to]
  /// is replaced by half of that.
  void solve();
};

/// A first guess of where a signal that has the values v_from < 0 <= v_to, or v_from > 0 >= v_to,
/// at two times passes 0, as a part of the way: on the line between them or, where it turns round
/// at one of them, on the parabola that does so too.
double first_guess(double v_from, double v_to, bool turns_at_from, bool turns_at_to);

}  // namespace rectify::detail
