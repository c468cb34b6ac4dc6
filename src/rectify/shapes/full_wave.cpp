// The loops of full-wave rectification, forward and backward.
#include "rectify/shapes/full_wave.hpp"

#include <cstddef>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/shapes/detail/summed_gradient.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {
namespace {

// Since V >= 0, one of relu(x - V) and relu(-x - V) is 0: together they are relu(|x| - V).

template <class T>
void run_forward(const FullWave& shape, std::span<const T> x, std::span<T> r) {
  const T drop = static_cast<T>(shape.drop);
  detail::require_lengths(x.size(), 1, r.size());
  const T* from = x.data();
  T* to = r.data();
  const std::size_t count = r.size();
  RECTIFY_SAMPLE_BY_SAMPLE
  for (std::size_t i = 0; i < count; ++i) to[i] = relu(full_wave(from[i]) - drop);
}

// out = ±g where the bridge conducts, +0 where it does not. There are two of it since a template
// can't be compiled for several instruction sets.

RECTIFY_CLONES void select(const double* x, const double* g, double* out, std::size_t count,
                           double drop) {
  RECTIFY_SAMPLE_BY_SAMPLE
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = passed(full_wave(x[i]) - drop, x[i] < 0 ? negated(g[i]) : g[i]);
  }
}

RECTIFY_CLONES void select(const float* x, const float* g, float* out, std::size_t count,
                           float drop) {
  RECTIFY_SAMPLE_BY_SAMPLE
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = passed(full_wave(x[i]) - drop, x[i] < 0 ? negated(g[i]) : g[i]);
  }
}

template <class T>
void run_backward(const FullWave& shape, std::span<const T> x, std::span<const T> g,
                  std::span<T> out, T at_zero) {
  const T drop = static_cast<T>(shape.drop);
  detail::require_backward(x.size(), 1, g.size(), out.size(), at_zero);
  // Without a drop the kinks of both halves fall together at 0, and their slopes cancel.
  if (at_zero == 0 || drop == 0) return select(x.data(), g.data(), out.data(), x.size(), drop);
  for (std::size_t i = 0; i < x.size(); ++i) {
    out[i] = relu_gradient(full_wave(x[i]) - drop, x[i] < 0 ? negated(g[i]) : g[i], at_zero);
  }
}

}  // namespace

void FullWave::forward(std::span<const double> x, std::span<double> r) const {
  detail::require_drop(drop);
  run_forward(*this, x, r);
}

void FullWave::forward(std::span<const float> x, std::span<float> r) const {
  detail::require_drop(drop);
  run_forward(*this, x, r);
}

void FullWave::backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                        double at_zero) const {
  detail::require_drop(drop);
  run_backward(*this, x, g, out, at_zero);
}

void FullWave::backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                        double at_zero) const {
  detail::require_drop(drop);
  run_backward(*this, x, g, out, static_cast<float>(at_zero));
}

std::unique_ptr<ParameterGradient> FullWave::parameter_gradient(double at_zero) const {
  detail::require_drop(drop);
  // At x = 0 without a drop both halves are at their kink, and both lose V.
  const double at_kink = drop == 0 ? 2 * at_zero : at_zero;
  return detail::summed_gradient(
      1, 1, at_zero, [v = drop, at_kink](const double* x, double g, CompensatedSum* sums) {
        sums->add(relu_gradient(full_wave(*x) - v, negated(g), at_kink));
      });
}

void FullWave::forward_with(std::span<const double> parameters, std::span<const double> x,
                            std::span<double> r) {
  detail::require_lengths(parameters.size(), 1, 1);
  run_forward({parameters[0]}, x, r);
}

PiecewiseLinear FullWave::pieces() const {
  detail::require_drop(drop);
  return pieces_with(parameters());
}

PiecewiseLinear FullWave::pieces_with(std::span<const double> parameters) {
  detail::require_lengths(parameters.size(), 1, 1);
  const double drop = parameters[0];
  return {.slope = 0, .at_zero = 2 * relu(-drop), .kinks = {{drop, 0.5}, {-drop, 0.5}}};
}

std::vector<double> FullWave::gradients_from(const PieceSums& sums) {
  detail::require_lengths(sums.kinks.size(), 1, 2);
  return {-sums.g + 0.5 * (sums.kinks[1].signs - sums.kinks[0].signs)};
}

}  // namespace rectify
