// The directions in which a multi-phase sum of a complex number has its kinks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rectify/alias_free/detail/lines.hpp"
#include "rectify/shapes/phases.hpp"

namespace rectify::detail {

/// scale·Σ relu(Re(z·e^{jφ_k})) = Re(z·linear) + f(z), f(z) = ½·scale·Σ |Re(z·e^{jφ_k})|.
///
/// A phase's term of f has its kink where z points in a direction ψ = ±π/2 - φ_k. Between two such
/// directions, in an arc, f(z) = Re(z·W); where z passes ψ upward, W grows by
///
///     J = -2j·γ·e^{-jψ},   Re(z·J) = 2γ·side(z, ψ),   side(z, ψ) = Im z·cos ψ - Re z·sin ψ
///
/// with γ half the scale. Directions that several phases have add their γ up: N even phases have
/// lcm(2, N) directions.
class PhaseTable {
 public:
  struct Direction {
    double turns;  ///< ψ/2π, in [0, 1)
    double cosine;
    double sine;
    double strength;  ///< γ
  };
  /// Throws std::invalid_argument for no phases, or one that is not finite.
  PhaseTable(const Phases& phases, double scale);

  /// Ascending. An even number of them, at least 2, since with ψ there is ψ + π.
  [[nodiscard]] std::span<const Direction> directions() const { return directions_; }

  /// W of the arc from direction i to the next.
  [[nodiscard]] std::span<const Vector> arcs() const { return arcs_; }

  [[nodiscard]] Vector linear() const { return linear_; }

  /// The arc in which z lies, on its lower end or between its ends. That of 0 is any.
  [[nodiscard]] std::size_t arc_of(double real, double imaginary) const;

 private:
  void add_even(std::uint64_t phases, double scale);
  void add_list(std::span<const double> phases_turns, double scale);

  std::vector<Direction> directions_;
  std::vector<Vector> arcs_;
  Vector linear_{0, 0};
};

/// On which side of the line in its direction z lies: positive on the left, within π beyond it.
[[gnu::always_inline]] inline double side(double real, double imaginary,
                                          const PhaseTable::Direction& direction) {
  return imaginary * direction.cosine - real * direction.sine;
}

}  // namespace rectify::detail
