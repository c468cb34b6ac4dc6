// Full-wave rectification: a bridge, with the forward voltage of its path.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/shapes/piecewise_linear.hpp"
#include "rectify/shapes/shape.hpp"

namespace rectify {

/// r = relu(x - V) + relu(-x - V): a bridge whose path has the forward voltage V in all. NaN gives
/// NaN; without a drop the result is exactly |x|, else it has one rounding. Floats are computed as
/// floats, V too.
///
/// Backward, with s = at_zero; exact with s 0 or 1, else one rounding:
///
///     V = 0      x > 0: g    x = ±0: +0    x < 0: -g    NaN: g
///     V > 0      +0 for |x| < V; s·g at x = V, -s·g at x = -V; beyond them as above
struct RECTIFY_API FullWave {
  double drop = 0;  ///< V >= 0, finite, in the unit of x

  void forward(std::span<const double> x, std::span<double> r) const;
  void forward(std::span<const float> x, std::span<float> r) const;
  void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const;
  void backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                double at_zero = 0) const;

  /// V, with ∂e/∂V = -Σ g·(relu'(x - V) + relu'(-x - V)).
  [[nodiscard]] std::vector<double> parameters() const { return {drop}; }
  [[nodiscard]] std::unique_ptr<ParameterGradient> parameter_gradient(double at_zero) const;
  static void forward_with(std::span<const double> parameters, std::span<const double> x,
                           std::span<double> r);

  /// ½|x - V| + ½|x + V| - V.
  [[nodiscard]] PiecewiseLinear pieces() const;
  [[nodiscard]] static PiecewiseLinear pieces_with(std::span<const double> parameters);

  /// ∂e/∂V = -Σ g - ½Σ g·sgn(x - V) + ½Σ g·sgn(x + V).
  [[nodiscard]] static std::vector<double> gradients_from(const PieceSums& sums);
};

}  // namespace rectify
