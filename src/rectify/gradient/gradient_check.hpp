// Compares a gradient with central differences of the forward pass.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rectify {

/// Counts derivatives that agree with (r(p + h) - r(p - h))/2h, those that don't, and those that
/// can't be told so, because r has a kink within h of p.
///
/// h = 1e-6·max(1, |p|). They agree within 1e-5·max(1, |r|) + 1e-3·|slope|, both times |g|: the
/// difference quotient itself is off by up to 2^-53·|r|/h = 1e-10·|r| from rounding and h²/6 of
/// the third derivative. A kink is near where the quotients of the two sides differ by more than
/// that tolerance: then they can be trusted no more, and otherwise a kink in reach can't move the
/// central one beyond it.
class GradientCheck {
 public:
  static constexpr double kStep = 1e-6;
  static constexpr double kAbsolute = 1e-5;
  static constexpr double kRelative = 1e-3;

  [[nodiscard]] static double step(double p) { return kStep * std::max(1.0, std::fabs(p)); }

  /// r at p - below, p and p + above, against the derivative that is g·dr/dp. Counts as not finite
  /// where one of them is not.
  void compare(std::array<double, 3> r, double below, double above, double g, double derivative) {
    const double left = (r[1] - r[0]) / below;
    const double right = (r[2] - r[1]) / above;
    const double slope = (r[2] - r[0]) / (below + above);
    if (!std::isfinite(slope * g) || !std::isfinite(derivative)) {
      ++not_finite_;
      return;
    }
    const double tolerance = kAbsolute * std::max(1.0, std::fabs(r[1])) +
                             kRelative * std::max(std::fabs(left), std::fabs(right));
    if (std::fabs(right - left) > tolerance) {
      ++near_kink_;
      return;
    }
    compare(derivative, g * slope, std::fabs(g) * tolerance);
  }

  /// A derivative against what it should be. Counts as not finite where one of them is not.
  void compare(double derivative, double expected, double tolerance) {
    const double difference = std::fabs(derivative - expected);
    if (!std::isfinite(difference)) {
      ++not_finite_;
      return;
    }
    greatest_ = std::max(greatest_, difference);
    ++(difference <= tolerance ? agreeing_ : disagreeing_);
  }

  [[nodiscard]] std::uint64_t agreeing() const { return agreeing_; }
  [[nodiscard]] std::uint64_t disagreeing() const { return disagreeing_; }
  [[nodiscard]] std::uint64_t near_kink() const { return near_kink_; }
  [[nodiscard]] std::uint64_t not_finite() const { return not_finite_; }
  /// The greatest difference of those compared.
  [[nodiscard]] double greatest() const { return greatest_; }

 private:
  std::uint64_t agreeing_ = 0;
  std::uint64_t disagreeing_ = 0;
  std::uint64_t near_kink_ = 0;
  std::uint64_t not_finite_ = 0;
  double greatest_ = 0;
};

/// How many numbers of x a shape takes for each of r.
template <class Shape>
constexpr std::size_t parts_of() {
  if constexpr (requires { Shape::kParts; }) return Shape::kParts;
  return 1;
}

/// A shape's forward pass, from x to r.
template <class Shape>
void forward(const Shape& shape, std::span<const double> x, std::span<double> r) {
  if constexpr (parts_of<Shape>() == 1) {
    std::copy(x.begin(), x.end(), r.begin());
    shape.forward(r);
  } else {
    shape.forward(x, r);
  }
}

/// Checks ∂e/∂x, as backward() gave it for these x and g. `unit` is how far x goes for a step of 1
/// of what the derivative is by (a shape of turns with a derivative by radians: 1/2π).
template <class Shape>
void check_input(const Shape& shape, std::span<const double> x, std::span<const double> g,
                 std::span<const double> gradient, GradientCheck& check, double unit = 1) {
  constexpr std::size_t kParts = parts_of<Shape>();
  const std::size_t count = x.size() / kParts;
  std::vector<double> at(count);
  std::vector<double> below(count);
  std::vector<double> above(count);
  std::vector<double> widths_below(count);
  std::vector<double> widths_above(count);
  forward(shape, x, at);
  for (std::size_t part = 0; part < kParts; ++part) {
    std::vector<double> lower(x.begin(), x.end());
    std::vector<double> upper = lower;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t place = kParts * i + part;
      const double h = GradientCheck::step(x[place]) * unit;
      lower[place] = x[place] - h;
      upper[place] = x[place] + h;
      widths_below[i] = (x[place] - lower[place]) / unit;
      widths_above[i] = (upper[place] - x[place]) / unit;
    }
    forward(shape, lower, below);
    forward(shape, upper, above);
    for (std::size_t i = 0; i < count; ++i) {
      check.compare({below[i], at[i], above[i]}, widths_below[i], widths_above[i], g[i],
                    gradient[kParts * i + part]);
    }
  }
}

namespace detail {

/// Of P parameters, those of S samples: 8·P·S bytes.
template <class Shape>
void check_some_parameters(const Shape& shape, double at_zero, std::span<const double> x,
                           std::span<const double> g, GradientCheck& check) {
  constexpr std::size_t kParts = parts_of<Shape>();
  const std::vector<double> parameters = shape.parameters();
  std::vector<double> gradients;  // of the first sample, of the second …
  for (std::size_t i = 0; i < g.size(); ++i) {
    typename Shape::Gradient gradient(shape, at_zero);
    gradient.add(x.subspan(kParts * i, kParts), g.subspan(i, 1));
    const std::vector<double> values = gradient.values();
    gradients.insert(gradients.end(), values.begin(), values.end());
  }
  std::vector<double> at(g.size());
  std::vector<double> below(g.size());
  std::vector<double> above(g.size());
  forward(shape, x, at);
  std::vector<double> moved = parameters;
  for (std::size_t k = 0; k < parameters.size(); ++k) {
    const double h = GradientCheck::step(parameters[k]);
    moved[k] = parameters[k] - h;
    const double width_below = parameters[k] - moved[k];
    forward(shape.with(moved), x, below);
    moved[k] = parameters[k] + h;
    const double width_above = moved[k] - parameters[k];
    forward(shape.with(moved), x, above);
    moved[k] = parameters[k];
    for (std::size_t i = 0; i < g.size(); ++i) {
      check.compare({below[i], at[i], above[i]}, width_below, width_above, g[i],
                    gradients[i * parameters.size() + k]);
    }
  }
}

}  // namespace detail

/// Checks the gradients of all parameters, sample by sample, so that no error hides in a sum. Of P
/// parameters it keeps those of 4096 samples at a time: 32·P kB.
template <class Shape>
void check_parameters(const Shape& shape, double at_zero, std::span<const double> x,
                      std::span<const double> g, GradientCheck& check) {
  constexpr std::size_t kParts = parts_of<Shape>();
  constexpr std::size_t kMost = 4096;
  for (std::size_t at = 0; at < g.size(); at += kMost) {
    const std::size_t count = std::min(kMost, g.size() - at);
    detail::check_some_parameters(shape, at_zero, x.subspan(kParts * at, kParts * count),
                                  g.subspan(at, count), check);
  }
}

}  // namespace rectify
