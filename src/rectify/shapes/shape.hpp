// What a shape is, and one interface for all of them: forward and backward, block by block.
#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/shapes/piecewise_linear.hpp"

namespace rectify {

class GradientCheck;

/// The gradients of a shape's parameters, summed over all samples that were added.
class RECTIFY_API ParameterGradient {
 public:
  virtual ~ParameterGradient() = default;

  /// `x` and the upstream gradient `g` as backward() takes them.
  virtual void add(std::span<const double> x, std::span<const double> g) = 0;

  /// In the order of parameters().
  [[nodiscard]] virtual std::vector<double> values() const = 0;
};

/// A shape is a class with two passes over the same object: forward, from x to r, and backward,
/// from the upstream gradient g = ∂e/∂r to out = ∂e/∂x. Of every shape in this folder:
///
/// - `r` and `g` hold N values, `x` and `out` N·parts(), where parts() is 1 unless the class has a
///   constant kParts or, where it differs among objects, a function of that name. Each sample is a
///   function of its own x; so channels may lie in any layout, and N may be 0.
/// - `r` may be the front of `x`; `out` may be `x`, or `g` where parts() is 1. Otherwise they must
///   not overlap what is read.
/// - at_zero is the slope of relu at its kink, relu'(0); relu'(NaN) is 1. A slope of 0 selects +0,
///   even where g is not finite; a slope of 1 selects g, bit for bit.
/// - Lengths that do not fit, at_zero outside [0, 1] and parameters out of their range are
///   std::invalid_argument.
/// - The passes on floats are those on doubles with each result rounded once, but where the class
///   says otherwise.
template <class S>
concept ShapeClass = std::copy_constructible<S> &&
    requires(const S& shape, std::span<const double> in, std::span<double> out) {
  shape.forward(in, out);
  shape.backward(in, in, out, 0.0);
};

template <class S>
inline constexpr std::size_t kPartsOf = [] {
  if constexpr (requires { S::kParts; }) return S::kParts;
  return std::size_t{1};
}();

/// A shape whose parameters have gradients, in compensated sums; where the slope of a parameter is
/// 0, g does not enter. forward_with() is the forward pass with other values of the parameters: a
/// step beside its own, which may take a drop below 0.
template <class S>
concept ShapeWithParameters = ShapeClass<S> &&
    requires(const S& shape, std::span<const double> in, std::span<double> out) {
  { shape.parameters() } -> std::same_as<std::vector<double>>;
  { shape.parameter_gradient(0.0) } -> std::same_as<std::unique_ptr<ParameterGradient>>;
  shape.forward_with(in, in, out);
};

/// What of r one parameter moves, where r is a sum of terms: a shape of the same x, in which it is
/// the parameter of that number, counted from 0. A class with terms has a function term(k), which
/// gives that of its parameter k as an optional Term of itself; nullopt: it moves all of r.
template <class S>
struct Term {
  S shape;
  std::size_t parameter;
};

/// A shape of any class, with one virtual call a block.
class RECTIFY_API Shape {
 public:
  virtual ~Shape() = default;

  /// How many numbers of x make one of r: 2 for a function of the analytic signal, as many as there
  /// are phases for those that share a load, else 1.
  [[nodiscard]] virtual std::size_t parts() const = 0;

  /// How far x moves for a step of 1 in what backward() differentiates by: 1, but for a function of
  /// turns, whose gradient is by the angle in radians.
  [[nodiscard]] virtual double input_unit() const = 0;

  virtual void forward(std::span<const double> x, std::span<double> r) const = 0;
  virtual void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                        double at_zero) const = 0;

  /// Empty where no parameter has a gradient.
  [[nodiscard]] virtual std::vector<double> parameters() const = 0;
  [[nodiscard]] virtual std::unique_ptr<ParameterGradient> parameter_gradient(
      double at_zero) const = 0;
  virtual void forward_with(std::span<const double> parameters, std::span<const double> x,
                            std::span<double> r) const = 0;

  /// The term that parameter k moves; null: it moves all of r.
  [[nodiscard]] virtual Term<std::unique_ptr<const Shape>> term(std::size_t k) const = 0;

  /// The straight pieces that r is made of, as a function of x; nullopt: it is not made of such.
  [[nodiscard]] virtual std::optional<PiecewiseLinear> pieces() const = 0;

  /// The same with other values of the parameters, as forward_with() has it.
  [[nodiscard]] virtual std::optional<PiecewiseLinear> pieces_with(
      std::span<const double> parameters) const = 0;

  /// The gradients of the parameters from the sums at the kinks of pieces(). Empty where there are
  /// no pieces or no parameters.
  [[nodiscard]] virtual std::vector<double> gradients_from(const PieceSums& sums) const = 0;

  /// Compares `gradient`, which backward() gave for these x and g, with central differences.
  void check_input(std::span<const double> x, std::span<const double> g,
                   std::span<const double> gradient, GradientCheck& check) const;

  /// Compares the gradients of all parameters with central differences, sample by sample, so that
  /// no error hides in a sum. It keeps the derivatives of one sample, or 8 MB of them, at a time;
  /// of a sum it moves one term at a time, so that N samples and P parameters take N·P steps.
  void check_parameters(double at_zero, std::span<const double> x, std::span<const double> g,
                        GradientCheck& check) const;
};

/// A shape of class S as a Shape.
template <ShapeClass S>
class ShapeOf final : public Shape {
 public:
  explicit ShapeOf(S shape) : shape_(std::move(shape)) {}

  [[nodiscard]] std::size_t parts() const override {
    if constexpr (requires { shape_.parts(); }) return shape_.parts();
    return kPartsOf<S>;
  }
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

  [[nodiscard]] Term<std::unique_ptr<const Shape>> term(
      [[maybe_unused]] std::size_t k) const override {
    if constexpr (requires { shape_.term(k); }) {
      if (auto found = shape_.term(k)) {
        using Of = ShapeOf<decltype(found->shape)>;
        return {std::make_unique<const Of>(std::move(found->shape)), found->parameter};
      }
    }
    return {nullptr, k};
  }

  [[nodiscard]] std::optional<PiecewiseLinear> pieces() const override {
    if constexpr (requires { shape_.pieces(); }) return shape_.pieces();
    return std::nullopt;
  }
  [[nodiscard]] std::optional<PiecewiseLinear> pieces_with(
      [[maybe_unused]] std::span<const double> parameters) const override {
    if constexpr (requires { shape_.pieces_with(parameters); }) {
      return shape_.pieces_with(parameters);
    }
    return pieces();
  }
  [[nodiscard]] std::vector<double> gradients_from(
      [[maybe_unused]] const PieceSums& sums) const override {
    if constexpr (requires { shape_.gradients_from(sums); }) return shape_.gradients_from(sums);
    return {};
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
