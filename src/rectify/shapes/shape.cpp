// Compares the gradients of any shape with central differences of its forward pass.
#include "rectify/shapes/shape.hpp"

#include <algorithm>

#include "rectify/detail/preconditions.hpp"
#include "rectify/shapes/gradient_check.hpp"

namespace rectify {
namespace {

/// Keeps 8 bytes for each parameter of each sample.
void check_some_parameters(const Shape& shape, double at_zero, std::span<const double> x,
                           std::span<const double> g, GradientCheck& check) {
  std::vector<double> gradients;  // of the first sample, then of the second …
  for (std::size_t i = 0; i < g.size(); ++i) {
    const auto gradient = shape.parameter_gradient(at_zero);
    gradient->add(x.subspan(shape.parts() * i, shape.parts()), g.subspan(i, 1));
    const std::vector<double> values = gradient->values();
    gradients.insert(gradients.end(), values.begin(), values.end());
  }
  std::vector<double> at(g.size());
  std::vector<double> below(g.size());
  std::vector<double> above(g.size());
  const std::vector<double> all = shape.parameters();
  for (std::size_t k = 0; k < all.size(); ++k) {
    const auto [term, of_term] = shape.term(k);
    const Shape& moving = term ? *term : shape;
    std::vector<double> values = term ? term->parameters() : all;
    const double value = values[of_term];
    const double h = GradientCheck::step(value);
    moving.forward(x, at);
    values[of_term] = value - h;
    const double width_below = value - values[of_term];
    moving.forward_with(values, x, below);
    values[of_term] = value + h;
    const double width_above = values[of_term] - value;
    moving.forward_with(values, x, above);
    for (std::size_t i = 0; i < g.size(); ++i) {
      check.compare({below[i], at[i], above[i]}, width_below, width_above, g[i],
                    gradients[i * all.size() + k]);
    }
  }
}

}  // namespace

void Shape::check_input(std::span<const double> x, std::span<const double> g,
                        std::span<const double> gradient, GradientCheck& check) const {
  const std::size_t count = g.size();
  detail::require_lengths(gradient.size(), parts(), count);
  const double unit = input_unit();
  std::vector<double> at(count);
  std::vector<double> below(count);
  std::vector<double> above(count);
  std::vector<double> widths_below(count);
  std::vector<double> widths_above(count);
  forward(x, at);
  for (std::size_t part = 0; part < parts(); ++part) {
    std::vector<double> lower(x.begin(), x.end());
    std::vector<double> upper = lower;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t place = parts() * i + part;
      const double h = GradientCheck::step(x[place]) * unit;
      lower[place] = x[place] - h;
      upper[place] = x[place] + h;
      widths_below[i] = (x[place] - lower[place]) / unit;
      widths_above[i] = (upper[place] - x[place]) / unit;
    }
    forward(lower, below);
    forward(upper, above);
    for (std::size_t i = 0; i < count; ++i) {
      check.compare({below[i], at[i], above[i]}, widths_below[i], widths_above[i], g[i],
                    gradient[parts() * i + part]);
    }
  }
}

void Shape::check_parameters(double at_zero, std::span<const double> x, std::span<const double> g,
                             GradientCheck& check) const {
  constexpr std::size_t kMostSamples = 4096;
  constexpr std::size_t kMostKept = std::size_t{1} << 20U;  // derivatives
  const std::size_t each = std::max<std::size_t>(parameters().size(), 1);
  const std::size_t most = std::clamp<std::size_t>(kMostKept / each, 1, kMostSamples);
  for (std::size_t at = 0; at < g.size(); at += most) {
    const std::size_t count = std::min(most, g.size() - at);
    check_some_parameters(*this, at_zero, x.subspan(parts() * at, parts() * count),
                          g.subspan(at, count), check);
  }
}

}  // namespace rectify
