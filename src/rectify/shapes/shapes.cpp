// relu, with the voltage it loses and the current it leaks, forward and backward.
#include "rectify/shapes/shapes.hpp"

#include <cstddef>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {
namespace {

/// min(x, 0), NaN staying NaN.
double below_zero(double x) { return x > 0 ? 0.0 : x; }

RECTIFY_CLONES void relu_each(double* samples, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) samples[i] = relu(samples[i]);
}

// Said once for each type: a template can't be compiled for several instruction sets.

RECTIFY_CLONES void half_each(const double* x, const double* g, double* out, std::size_t count,
                              double drop) {
  for (std::size_t i = 0; i < count; ++i) out[i] = passed(x[i] - drop, g[i]);
}

RECTIFY_CLONES void half_each(const float* x, const float* g, float* out, std::size_t count,
                              float drop) {
  for (std::size_t i = 0; i < count; ++i) out[i] = passed(x[i] - drop, g[i]);
}

RECTIFY_CLONES void full_each(const double* x, const double* g, double* out, std::size_t count,
                              double drop) {
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = passed(full_wave(x[i]) - drop, x[i] < 0 ? negated(g[i]) : g[i]);
  }
}

RECTIFY_CLONES void full_each(const float* x, const float* g, float* out, std::size_t count,
                              float drop) {
  for (std::size_t i = 0; i < count; ++i) {
    out[i] = passed(full_wave(x[i]) - drop, x[i] < 0 ? negated(g[i]) : g[i]);
  }
}

template <class T>
void half_backward(const HalfWave& shape, std::span<const T> x, std::span<const T> g,
                   std::span<T> out, T at_zero) {
  const T drop = static_cast<T>(shape.drop);
  const T leak = static_cast<T>(shape.leak);
  if (leak == 0 && at_zero == 0 && !shape.negative) {
    return half_each(x.data(), g.data(), out.data(), x.size(), drop);
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    const T u = shape.negative ? negated(x[i]) : x[i];
    const T conducted = relu_gradient(u - drop, T{1}, at_zero);
    const T leaked = u < 0 ? leak : u == 0 ? leak * (1 - at_zero) : T{0};
    out[i] = weighted(conducted + leaked, shape.negative ? negated(g[i]) : g[i]);
  }
}

template <class T>
void full_backward(const FullWave& shape, std::span<const T> x, std::span<const T> g,
                   std::span<T> out, T at_zero) {
  const T drop = static_cast<T>(shape.drop);
  // Without drop the kinks of both halves fall together at 0, and their slopes cancel.
  if (at_zero == 0 || drop == 0) {
    return full_each(x.data(), g.data(), out.data(), x.size(), drop);
  }
  for (std::size_t i = 0; i < x.size(); ++i) {
    out[i] = relu_gradient(full_wave(x[i]) - drop, x[i] < 0 ? negated(g[i]) : g[i], at_zero);
  }
}

}  // namespace

void HalfWave::forward(std::span<double> samples) const {
  if (negative) {
    for (double& x : samples) x = negated(x);
  }
  if (drop == 0 && leak == 0) {
    relu_each(samples.data(), samples.size());
  } else if (leak == 0) {
    for (double& x : samples) x = relu(x - drop);
  } else {
    for (double& x : samples) x = relu(x - drop) + leak * below_zero(x);
  }
}

void HalfWave::backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                        double at_zero) const {
  half_backward(*this, x, g, out, at_zero);
}

void HalfWave::backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                        float at_zero) const {
  half_backward(*this, x, g, out, at_zero);
}

void HalfWave::Gradient::add(std::span<const double> x, std::span<const double> g) {
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double u = shape_.negative ? negated(x[i]) : x[i];
    drop_.add(relu_gradient(u - shape_.drop, negated(g[i]), at_zero_));
    const double below = below_zero(u);
    leak_.add(below == 0 ? 0.0 : below * g[i]);
  }
}

void FullWave::forward(std::span<double> samples) const {
  // One of relu(x - V) and relu(-x - V) is zero, since V >= 0: together they are relu(|x| - V).
  for (double& x : samples) x = relu(full_wave(x) - drop);
}

void FullWave::backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                        double at_zero) const {
  full_backward(*this, x, g, out, at_zero);
}

void FullWave::backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                        float at_zero) const {
  full_backward(*this, x, g, out, at_zero);
}

void FullWave::Gradient::add(std::span<const double> x, std::span<const double> g) {
  // At x = 0 without drop both halves are at their kink, and both lose V.
  const double both = shape_.drop == 0 ? 2 * at_zero_ : at_zero_;
  for (std::size_t i = 0; i < x.size(); ++i) {
    drop_.add(relu_gradient(full_wave(x[i]) - shape_.drop, negated(g[i]), both));
  }
}

}  // namespace rectify
