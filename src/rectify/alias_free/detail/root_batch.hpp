// Newton's method on many cells side by side.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace rectify::detail {

/// Up to kSize roots of cell polynomials. Each is passed upward: P(from) <= 0 <= P(to).
struct RootBatch {
  static constexpr std::size_t kSize = 64;

  std::array<std::array<double, kSize>, 8> samples;  ///< y[n - 3] … y[n + 4] of each
  std::array<double, kSize> from;                    ///< times in the cell, in [0, 1]
  std::array<double, kSize> to;
  std::array<double, kSize> d;  ///< the first guess, and then the root

  /// Five steps after Newton for all of them. A step that would leave what is left of [from, to]
  /// is replaced by half of that. Of all the places visited, d becomes the one where P is nearest
  /// to 0, which matters where P only touches 0, and rounding makes a crossing of it.
  void solve();
};

/// The signal at a time in a cell, at one end of a part of it.
struct End {
  double d;
  double value;
  bool turns;  ///< it turns round here
};

/// The signal passes 0 at the time cell + d, 0 <= d <= 1.
struct Crossing {
  std::uint32_t cell;
  std::uint32_t kink;  ///< the number of what it passes
  double direction;    ///< +1 upward, -1 downward
  double d;
  double from;  ///< d lies between these two
  double to;
};

/// A crossing between two times at which the signal has values of different signs, with a first
/// guess: on the line between them or, where it turns round at one of them, on the parabola that
/// does so too. If it passes the other way, or not at all, it is at the end where it is nearer to
/// 0.
[[nodiscard]] Crossing crossing_between(const End& from, const End& to, double direction);

}  // namespace rectify::detail
