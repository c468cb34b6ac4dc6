// The shapes that act on each sample alone: half-wave and full-wave, with their parameters.
//
// Each has a backward pass, from the upstream gradient g = ∂e/∂r to ∂e/∂x and to the gradients of
// its parameters. What both passes share: `at_zero` in [0, 1] is the slope that relu is given at
// its kink, relu'(0); relu'(NaN) is 1; a slope of 0 selects +0, whatever g is, and a slope of 1
// selects g, bit for bit. The rest follows from the formula, with min(x, 0) = x - relu(x):
//
//     half, V = 0   x > 0: g    x = ±0: (s + α(1 - s))·g    x < 0: α·g    NaN: g     (s = at_zero)
//     half, V > 0   the step from 0 to g lies at x = V, with s·g there; at x = ±0 it is α(1 - s)·g
//     half of -x    the same of -x, and what passes turns its sign: at NaN it is -g
//     full, V = 0   x > 0: g    x = ±0: +0                  x < 0: -g     NaN: g
//     full, V > 0   +0 for |x| < V; s·g at x = V, -s·g at x = -V
//
// So `half` without a leak agrees with PyTorch's threshold_backward, and with one, at_zero = 0,
// with its leaky_relu_backward, but where x is NaN and there is a leak: there PyTorch leaks.
#pragma once

#include <span>
#include <vector>

#include "rectify/gradient/compensated_sum.hpp"

namespace rectify {

/// r = relu(x - V) + α·min(x, 0): one diode of forward voltage V >= 0 and leak α. Reversed, -x
/// takes the place of x. NaN gives NaN; without drop and leak the result is exact.
struct HalfWave {
  double drop = 0;  ///< V, in the unit of x
  double leak = 0;  ///< α
  bool negative = false;

  /// In place, any layout of samples.
  void forward(std::span<double> samples) const;

  /// out[i] = ∂e/∂x[i] by the table above: exact without a leak and with at_zero 0 or 1, else one
  /// rounding. The spans are equally long; `out` may be one of the others, or overlap none. Floats
  /// take V and α as floats.
  void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const;
  void backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                float at_zero = 0) const;

  /// The parameters that have a gradient: V, α.
  [[nodiscard]] std::vector<double> parameters() const { return {drop, leak}; }
  [[nodiscard]] HalfWave with(std::span<const double> parameters) const {
    return {parameters[0], parameters[1], negative};
  }
  class Gradient;
};

/// r = relu(x - V) + relu(-x - V): a bridge whose path has the forward voltage V >= 0 in all. NaN
/// gives NaN; without drop the result is exactly |x|.
struct FullWave {
  double drop = 0;  ///< V, in the unit of x

  /// In place, any layout of samples.
  void forward(std::span<double> samples) const;

  /// As HalfWave::backward().
  void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const;
  void backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                float at_zero = 0) const;

  /// The parameter that has a gradient: V.
  [[nodiscard]] std::vector<double> parameters() const { return {drop}; }
  [[nodiscard]] static FullWave with(std::span<const double> parameters) { return {parameters[0]}; }
  class Gradient;
};

/// ∂e/∂V = -Σ g·relu'(u - V) and ∂e/∂α = Σ g·min(u, 0), u being x or, reversed, -x. Compensated
/// sums over all samples added; a g where the slope, or min(u, 0), is 0 does not enter.
class HalfWave::Gradient {
 public:
  Gradient(const HalfWave& shape, double at_zero) : shape_(shape), at_zero_(at_zero) {}
  void add(std::span<const double> x, std::span<const double> g);
  /// As HalfWave::parameters().
  [[nodiscard]] std::vector<double> values() const { return {drop_.value(), leak_.value()}; }

 private:
  HalfWave shape_;
  double at_zero_;
  CompensatedSum drop_;
  CompensatedSum leak_;
};

/// ∂e/∂V = -Σ g·(relu'(x - V) + relu'(-x - V)), summed like that of HalfWave.
class FullWave::Gradient {
 public:
  Gradient(const FullWave& shape, double at_zero) : shape_(shape), at_zero_(at_zero) {}
  void add(std::span<const double> x, std::span<const double> g);
  [[nodiscard]] std::vector<double> values() const { return {drop_.value()}; }

 private:
  FullWave shape_;
  double at_zero_;
  CompensatedSum drop_;
};

}  // namespace rectify
