// Compares a gradient with central differences of the forward pass.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
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
    const double difference = std::fabs(derivative - g * slope);
    greatest_ = std::max(greatest_, difference);
    ++(difference <= std::fabs(g) * tolerance ? agreeing_ : disagreeing_);
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

/// Checks ∂e/∂x, as backward() gave it for these x and g. `unit` is how far x goes for a step of 1
/// of what the derivative is by (a shape of turns with a derivative by radians: 1/2π).
template <class Shape>
void check_input(const Shape& shape, std::span<const double> x, std::span<const double> g,
                 std::span<const double> gradient, GradientCheck& check, double unit = 1) {
  std::vector<double> at(x.begin(), x.end());
  std::vector<double> below = at;
  std::vector<double> above = at;
  std::vector<std::pair<double, double>> widths(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double h = GradientCheck::step(x[i]) * unit;
    below[i] = x[i] - h;
    above[i] = x[i] + h;
    widths[i] = {(x[i] - below[i]) / unit, (above[i] - x[i]) / unit};
  }
  shape.forward(below);
  shape.forward(at);
  shape.forward(above);
  for (std::size_t i = 0; i < x.size(); ++i) {
    check.compare({below[i], at[i], above[i]}, widths[i].first, widths[i].second, g[i],
                  gradient[i]);
  }
}

/// Checks the gradients of all parameters, sample by sample, so that no error hides in a sum.
template <class Shape>
class ParameterCheck {
 public:
  ParameterCheck(const Shape& shape, double at_zero) : shape_(shape), at_zero_(at_zero) {
    const std::vector<double> parameters = shape.parameters();
    for (std::size_t k = 0; k < parameters.size(); ++k) {
      const double h = GradientCheck::step(parameters[k]);
      std::vector<double> moved = parameters;
      moved[k] = parameters[k] - h;
      const double below = parameters[k] - moved[k];
      Shape lower = shape.with(moved);
      moved[k] = parameters[k] + h;
      sides_.push_back({std::move(lower), shape.with(moved), below, moved[k] - parameters[k]});
    }
  }

  void add(std::span<const double> x, std::span<const double> g, GradientCheck& check) const {
    std::vector<std::vector<double>> single;
    for (std::size_t i = 0; i < x.size(); ++i) {
      typename Shape::Gradient gradient(shape_, at_zero_);
      gradient.add(x.subspan(i, 1), g.subspan(i, 1));
      single.push_back(gradient.values());
    }
    std::vector<double> at(x.begin(), x.end());
    shape_.forward(at);
    for (std::size_t k = 0; k < sides_.size(); ++k) {
      std::vector<double> below(x.begin(), x.end());
      std::vector<double> above = below;
      sides_[k].lower.forward(below);
      sides_[k].upper.forward(above);
      for (std::size_t i = 0; i < x.size(); ++i) {
        check.compare({below[i], at[i], above[i]}, sides_[k].below, sides_[k].above, g[i],
                      single[i][k]);
      }
    }
  }

 private:
  struct Sides {
    Shape lower;
    Shape upper;
    double below;
    double above;
  };
  Shape shape_;
  double at_zero_;
  std::vector<Sides> sides_;  // of each parameter
};

}  // namespace rectify
