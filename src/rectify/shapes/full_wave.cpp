// The loops of full-wave rectification, forward and backward.
#include "rectify/shapes/full_wave.hpp"

#include <cstddef>

#include "rectify/compensated_sum.hpp"
#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"
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

// out = ±g where the bridge conducts, +0 where it does not. Twice, since a template can't be
// compiled for several instruction sets.

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
  detail::require_lengths(x.size(), 1, g.size());
  detail::require_lengths(x.size(), 1, out.size());
  // Without a drop the kinks of both halves fall together at 0, and their slopes cancel.
  if (at_zero == 0 || drop == 0) return select(x.data(), g.data(), out.data(), x.size(), drop);
  for (std::size_t i = 0; i < x.size(); ++i) {
    out[i] = relu_gradient(full_wave(x[i]) - drop, x[i] < 0 ? negated(g[i]) : g[i], at_zero);
  }
}

class FullWaveGradient final : public ParameterGradient {
 public:
  // At x = 0 without a drop both halves are at their kink, and both lose V.
  FullWaveGradient(const FullWave& shape, double at_zero)
      : drop_(shape.drop), slope_at_kink_(shape.drop == 0 ? 2 * at_zero : at_zero) {}

  void add(std::span<const double> x, std::span<const double> g) override {
    detail::require_lengths(x.size(), 1, g.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      sum_.add(relu_gradient(full_wave(x[i]) - drop_, negated(g[i]), slope_at_kink_));
    }
  }

  [[nodiscard]] std::vector<double> values() const override { return {sum_.value()}; }

 private:
  double drop_;
  double slope_at_kink_;
  CompensatedSum sum_;
};

void require_valid(const FullWave& shape, double at_zero = 0) {
  detail::require_drop(shape.drop);
  detail::require_at_zero(at_zero);
}

}  // namespace

void FullWave::forward(std::span<const double> x, std::span<double> r) const {
  require_valid(*this);
  run_forward(*this, x, r);
}

void FullWave::forward(std::span<const float> x, std::span<float> r) const {
  require_valid(*this);
  run_forward(*this, x, r);
}

void FullWave::backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                        double at_zero) const {
  require_valid(*this, at_zero);
  run_backward(*this, x, g, out, at_zero);
}

void FullWave::backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                        double at_zero) const {
  require_valid(*this, at_zero);
  run_backward(*this, x, g, out, static_cast<float>(at_zero));
}

std::unique_ptr<ParameterGradient> FullWave::parameter_gradient(double at_zero) const {
  require_valid(*this, at_zero);
  return std::make_unique<FullWaveGradient>(*this, at_zero);
}

void FullWave::forward_with(std::span<const double> parameters, std::span<const double> x,
                            std::span<double> r) const {
  run_forward({parameters[0]}, x, r);
}

PiecewiseLinear FullWave::pieces() const {
  require_valid(*this);
  return {.slope = 0, .at_zero = 0, .kinks = {{drop, 0.5}, {-drop, 0.5}}};
}

}  // namespace rectify
