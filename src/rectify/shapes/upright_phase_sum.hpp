// The multi-phase sum of any signal at phases of whole half turns, which need no filter.
#pragma once

#include <span>

#include "rectify/export.hpp"
#include "rectify/shapes/floats.hpp"
#include "rectify/shapes/phases.hpp"

namespace rectify {

/// r = scale·(n·relu(x - V) + m·relu(-x - V)), n of the phases being whole turns and m half a turn
/// more: what a sum of upright phases comes to. Exact where one of n and m is 0 or V is, and the
/// factor a power of two; else one rounding each of x - V, scale·n and the product. NaN gives NaN.
/// Floats are computed in double, and each result is rounded once.
class RECTIFY_API UprightPhaseSum {
 public:
  /// `drop` is V. Throws std::invalid_argument where the phases are not upright, or where the drop
  /// or the scale is negative or not finite.
  UprightPhaseSum(const Phases& phases, double drop, double scale);

  /// Samples may lie in any layout. `r` may be `x`, or must not overlap it. Throws
  /// std::invalid_argument where their lengths differ.
  void forward(std::span<const double> x, std::span<double> r) const;
  void forward(std::span<const float> x, std::span<float> r) const { forward_floats(*this, x, r); }

  /// out[i] = ∂e/∂x from g = ∂e/∂r: scale·n·g where x > V or is NaN, -scale·m·g where x < -V, +0
  /// between. At the kinks at_zero times that; at 0 without a drop at_zero·scale·(n - m)·g. `out`
  /// may be `x` or `g`, or must not overlap them. Throws std::invalid_argument where lengths differ
  /// or at_zero is outside [0, 1].
  void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const;
  void backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                double at_zero = 0) const {
    backward_floats(*this, x, g, out, at_zero);
  }

 private:
  double direct_ = 0;    // scale·n
  double opposite_ = 0;  // scale·m
  double drop_;
};

}  // namespace rectify
