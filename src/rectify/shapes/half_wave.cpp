// The loops of half-wave rectification, forward and backward.
#include "rectify/shapes/half_wave.hpp"

#include <cstddef>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/shapes/detail/summed_gradient.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {
namespace {

/// min(x, 0), NaN staying NaN.
template <class T>
T below_zero(T x) {
  return x > 0 ? T{0} : x;
}

// out = g where a diode with this drop conducts, +0 where it does not. That is the backward pass,
// and without a drop the forward pass too, with g = x. There are two of it since a template can't
// be compiled for several instruction sets.

RECTIFY_CLONES void select(const double* x, const double* g, double* out, std::size_t count,
                           double drop) {
  RECTIFY_SAMPLE_BY_SAMPLE
  for (std::size_t i = 0; i < count; ++i) out[i] = passed(x[i] - drop, g[i]);
}

RECTIFY_CLONES void select(const float* x, const float* g, float* out, std::size_t count,
                           float drop) {
  RECTIFY_SAMPLE_BY_SAMPLE
  for (std::size_t i = 0; i < count; ++i) out[i] = passed(x[i] - drop, g[i]);
}

template <class T>
void run_forward(const HalfWave& shape, std::span<const T> x, std::span<T> r) {
  const bool negative = shape.negative;
  const T drop = static_cast<T>(shape.drop);
  const T leak = static_cast<T>(shape.leak);
  detail::require_lengths(x.size(), 1, r.size());
  if (drop == 0 && leak == 0 && !negative) {
    return select(x.data(), x.data(), r.data(), x.size(), drop);
  }
  const T* from = x.data();
  T* to = r.data();
  const std::size_t count = r.size();
  RECTIFY_SAMPLE_BY_SAMPLE
  for (std::size_t i = 0; i < count; ++i) {
    const T u = negative ? negated(from[i]) : from[i];
    const T conducted = relu(drop == 0 ? u : u - drop);
    to[i] = leak == 0 ? conducted : conducted + leak * below_zero(u);
  }
}

template <class T>
void run_backward(const HalfWave& shape, std::span<const T> x, std::span<const T> g,
                  std::span<T> out, T at_zero) {
  const bool negative = shape.negative;
  const T drop = static_cast<T>(shape.drop);
  const T leak = static_cast<T>(shape.leak);
  detail::require_backward(x.size(), 1, g.size(), out.size(), at_zero);
  if (leak == 0 && at_zero == 0 && !negative) {
    return select(x.data(), g.data(), out.data(), x.size(), drop);
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    const T u = negative ? negated(x[i]) : x[i];
    const T conducted = relu_gradient(u - drop, T{1}, at_zero);
    const T leaked = u < 0 ? leak : u == 0 ? leak * (1 - at_zero) : T{0};
    out[i] = weighted(conducted + leaked, negative ? negated(g[i]) : g[i]);
  }
}

void require_valid(const HalfWave& shape) {
  detail::require_drop(shape.drop);
  detail::require_leak(shape.leak);
}

}  // namespace

void HalfWave::forward(std::span<const double> x, std::span<double> r) const {
  require_valid(*this);
  run_forward(*this, x, r);
}

void HalfWave::forward(std::span<const float> x, std::span<float> r) const {
  require_valid(*this);
  run_forward(*this, x, r);
}

void HalfWave::backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                        double at_zero) const {
  require_valid(*this);
  run_backward(*this, x, g, out, at_zero);
}

void HalfWave::backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                        double at_zero) const {
  require_valid(*this);
  run_backward(*this, x, g, out, static_cast<float>(at_zero));
}

std::unique_ptr<ParameterGradient> HalfWave::parameter_gradient(double at_zero) const {
  require_valid(*this);
  return detail::summed_gradient(
      1, 2, at_zero, [shape = *this, at_zero](const double* x, double g, CompensatedSum* sums) {
        const double u = shape.negative ? negated(*x) : *x;
        const double below = below_zero(u);
        sums[0].add(relu_gradient(u - shape.drop, negated(g), at_zero));
        sums[1].add(below == 0 ? 0.0 : below * g);
      });
}

void HalfWave::forward_with(std::span<const double> parameters, std::span<const double> x,
                            std::span<double> r) const {
  detail::require_lengths(parameters.size(), 1, 2);
  run_forward({parameters[0], parameters[1], negative}, x, r);
}

PiecewiseLinear HalfWave::pieces() const {
  require_valid(*this);
  return pieces_with(parameters());
}

PiecewiseLinear HalfWave::pieces_with(std::span<const double> parameters) const {
  detail::require_lengths(parameters.size(), 1, 2);
  const double sign = negative ? -1 : 1;
  return {.slope = sign * 0.5 * (1 + parameters[1]),
          .at_zero = relu(-parameters[0]),
          .kinks = {{sign * parameters[0], 0.5}, {0, -0.5 * parameters[1]}}};
}

std::vector<double> HalfWave::gradients_from(const PieceSums& sums) const {
  detail::require_lengths(sums.kinks.size(), 1, 2);
  const double sign = negative ? -1 : 1;
  return {-0.5 * (sums.g + sign * sums.kinks[0].signs),
          0.5 * (sign * sums.gx - sums.kinks[1].signs_x)};
}

}  // namespace rectify
