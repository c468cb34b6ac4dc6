// Half-wave rectification: one diode, with its forward voltage and its leak.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/shapes/piecewise_linear.hpp"
#include "rectify/shapes/shape.hpp"

namespace rectify {

/// r = relu(x - V) + α·min(x, 0): a diode of forward voltage V and leak α. Reversed, -x takes the
/// place of x. NaN gives NaN; without drop and leak the result is exact, else it has one rounding
/// on each side of zero. Floats are computed as floats, V and α too.
///
/// Backward, with s = at_zero and min(x, 0) = x - relu(x); exact without a leak and with s 0 or 1,
/// else one rounding:
///
///     V = 0      x > 0: g    x = ±0: (s + α(1 - s))·g    x < 0: α·g    NaN: g
///     V > 0      the step from 0 to g lies at x = V, with s·g there; at x = ±0 it is α(1 - s)·g
///     reversed   the same of -x, and what passes changes its sign: at NaN it is -g
///
/// So without a leak it agrees with PyTorch's threshold_backward, and with one and s = 0 with its
/// leaky_relu_backward, but for a NaN in x, where PyTorch leaks.
struct RECTIFY_API HalfWave {
  double drop = 0;        ///< V >= 0, finite, in the unit of x
  double leak = 0;        ///< α, finite
  bool negative = false;  ///< the reversed diode

  void forward(std::span<const double> x, std::span<double> r) const;
  void forward(std::span<const float> x, std::span<float> r) const;
  void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const;
  void backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                double at_zero = 0) const;

  /// V and α, with ∂e/∂V = -Σ g·relu'(u - V) and ∂e/∂α = Σ g·min(u, 0), u being x or -x.
  [[nodiscard]] std::vector<double> parameters() const { return {drop, leak}; }
  [[nodiscard]] std::unique_ptr<ParameterGradient> parameter_gradient(double at_zero) const;
  void forward_with(std::span<const double> parameters, std::span<const double> x,
                    std::span<double> r) const;

  /// relu(x - V) = ½(x - V) + ½|x - V| and α·min(x, 0) = ½α·x - ½α·|x|; reversed, x and the kinks
  /// change their sign.
  [[nodiscard]] PiecewiseLinear pieces() const;
  [[nodiscard]] PiecewiseLinear pieces_with(std::span<const double> parameters) const;

  /// ∂e/∂V = -½Σ g - ½Σ g·sgn(u - V) and ∂e/∂α = ½Σ g·u - ½Σ g·|u|.
  [[nodiscard]] std::vector<double> gradients_from(const PieceSums& sums) const;
};

}  // namespace rectify
