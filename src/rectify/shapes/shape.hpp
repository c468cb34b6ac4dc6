// The interface of all shapes: forward, backward and parameters, with one virtual call a block.
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "rectify/export.hpp"

namespace rectify {

class GradientCheck;

/// The gradients of a shape's parameters, summed over all samples that were added.
class RECTIFY_API ParameterGradient {
 public:
  virtual ~ParameterGradient() = default;

  /// `x` holds N·parts() values, the upstream gradient `g` N; else std::invalid_argument is thrown.
  virtual void add(std::span<const double> x, std::span<const double> g) = 0;

  /// In the order of Shape::parameters().
  [[nodiscard]] virtual std::vector<double> values() const = 0;
};

/// What a shape is: a class with two passes over the same object, from x to r and from the upstream
/// gradient g = ∂e/∂r to ∂e/∂x. Where it needs more than one number of x for each of r, it says so
/// by a constant kParts.
template <class S>
concept ShapeClass = std::copy_constructible<S> &&
    requires(const S& shape, std::span<const double> in, std::span<double> out) {
  shape.forward(in, out);
  shape.backward(in, in, out, 0.0);
};

/// How many numbers of x a shape takes for each of r.
template <class S>
inline constexpr std::size_t kPartsOf = [] {
  if constexpr (requires { S::kParts; }) return S::kParts;
  return std::size_t{1};
}();

/// A shape whose parameters have gradients. forward_with() is the forward pass with other values of
/// the parameters, which need not be valid: a check steps to a drop below 0.
template <class S>
concept ShapeWithParameters = ShapeClass<S> &&
    requires(const S& shape, std::span<const double> in, std::span<double> out) {
  { shape.parameters() } -> std::same_as<std::vector<double>>;
  { shape.parameter_gradient(0.0) } -> std::same_as<std::unique_ptr<ParameterGradient>>;
  shape.forward_with(in, in, out);
};

/// A shape of any kind. `x` and `out` hold N·parts() values, `r` and `g` N; spans that do not fit
/// are std::invalid_argument, and so is at_zero, the slope of relu at its kink, outside [0, 1].
class RECTIFY_API Shape {
 public:
  virtual ~Shape() = default;

  /// Numbers of x for each sample of r: 2 for a function of the analytic signal, else 1.
  [[nodiscard]] virtual std::size_t parts() const = 0;

  /// How far x moves for a step of 1 in what backward() differentiates by: 1, but for a function of
  /// turns, whose gradient is by the angle in radians.
  [[nodiscard]] virtual double input_unit() const = 0;

  /// From x to r. `r` may be the front of `x`, or must not overlap it.
  virtual void forward(std::span<const double> x, std::span<double> r) const = 0;

  /// From g = ∂e/∂r to out = ∂e/∂x. `out` may be `x`, and `g` where parts() is 1.
  virtual void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                        double at_zero) const = 0;

  /// The parameters that have a gradient; empty where there are none.
  [[nodiscard]] virtual std::vector<double> parameters() const = 0;
  [[nodiscard]] virtual std::unique_ptr<ParameterGradient> parameter_gradient(
      double at_zero) const = 0;

  /// forward() with other values of the parameters, as the concept ShapeWithParameters has it.
  virtual void forward_with(std::span<const double> parameters, std::span<const double> x,
                            std::span<double> r) const = 0;

  /// Compares `gradient`, which backward() gave for these x and g, with central differences.
  void check_input(std::span<const double> x, std::span<const double> g,
                   std::span<const double> gradient, GradientCheck& check) const;

  /// Compares the gradients of all parameters with central differences, sample by sample, so that
  /// no error hides in a sum. Of P parameters it keeps those of 4096 samples at a time: 32·P kB.
  void check_parameters(double at_zero, std::span<const double> x, std::span<const double> g,
                        GradientCheck& check) const;
};

/// A shape of class S behind the interface.
template <ShapeClass S>
class ShapeOf final : public Shape {
 public:
  explicit ShapeOf(S shape) : shape_(std::move(shape)) {}

  [[nodiscard]] std::size_t parts() const override { return kPartsOf<S>; }
  [[nodiscard]] double input_unit() const override {
    if constexpr (requires { shape_.input_unit(); }) return shape_.input_unit();
    return 1;
  }
  void forward(std::span<const double> x, std::span<double> r) const override {
    shape_.forward(x, r);
  }
  void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                double at_zero) const override {
    shape_.backward(x, g, out, at_zero);
  }
  [[nodiscard]] std::vector<double> parameters() const override {
    if constexpr (ShapeWithParameters<S>) return shape_.parameters();
    return {};
  }
  [[nodiscard]] std::unique_ptr<ParameterGradient> parameter_gradient(
      double at_zero) const override {
    if constexpr (ShapeWithParameters<S>) return shape_.parameter_gradient(at_zero);
    return std::make_unique<NoParameters>();
  }
  void forward_with([[maybe_unused]] std::span<const double> parameters, std::span<const double> x,
                    std::span<double> r) const override {
    if constexpr (ShapeWithParameters<S>) return shape_.forward_with(parameters, x, r);
    shape_.forward(x, r);
  }

 private:
  struct NoParameters : ParameterGradient {
    void add(std::span<const double> /*x*/, std::span<const double> /*g*/) override {}
    [[nodiscard]] std::vector<double> values() const override { return {}; }
  };
  S shape_;
};

template <class S>
[[nodiscard]] std::unique_ptr<const Shape> make_shape(S shape) {
  return std::make_unique<const ShapeOf<S>>(std::move(shape));
}

}  // namespace rectify
