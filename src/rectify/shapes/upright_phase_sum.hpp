// The multi-phase sum of any signal at phases of whole half turns, which need no filter.
#pragma once

#include <span>

#include "rectify/export.hpp"
#include "rectify/shapes/floats.hpp"
#include "rectify/shapes/phases.hpp"
#include "rectify/shapes/piecewise_linear.hpp"

namespace rectify {

/// r = scale·(n·relu(x - V) + m·relu(-x - V)), n of the phases being whole turns and m half a turn
/// more: what a sum of upright phases comes to. Exact where one of n and m is 0 or V is, and the
/// factor a power of two; else one rounding each of x - V, the factor and the product. NaN gives
/// NaN.
///
/// Backward: scale·n·g where x > V or is NaN, -scale·m·g where x < -V, +0 between; at the kinks
/// at_zero times that; at 0 without a drop at_zero·scale·(n - m)·g.
class RECTIFY_API UprightPhaseSum : public FloatPasses<UprightPhaseSum> {
 public:
  /// `drop` is V. Throws std::invalid_argument where the phases are not upright, or where the drop
  /// or the scale is negative or not finite.
  UprightPhaseSum(const Phases& phases, double drop, double scale);

  using FloatPasses::backward;
  using FloatPasses::forward;
  void forward(std::span<const double> x, std::span<double> r) const;
  void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const;

  /// scale·½((n - m)·x + n·|x - V| + m·|x + V| - (n + m)·V).
  [[nodiscard]] PiecewiseLinear pieces() const {
    return {.slope = 0.5 * (direct_ - opposite_),
            .at_zero = 0,
            .kinks = {{drop_, 0.5 * direct_}, {-drop_, 0.5 * opposite_}}};
  }

 private:
  double direct_ = 0;    // scale·n
  double opposite_ = 0;  // scale·m
  double drop_;
};

}  // namespace rectify
