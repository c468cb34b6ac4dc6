// relu and |x| of one sample of any type, and the gradient of relu.
#pragma once

#include <cmath>
#include <concepts>
#include <limits>

namespace rectify {

/// `value` where x > 0 or is NaN, else +0: what a diode lets through. It selects and never
/// multiplies, so that it gives +0 even where `value` is not finite.
template <class T>
constexpr T passed(T x, T value) {
  return x <= T{0} ? T{0} : value;
}

/// The rectified linear unit, max(0, x): half-wave rectification. ±0 and negative x, also -inf,
/// give +0; NaN stays, bit for bit. Exact. (It is not (x + |x|)/2, which is NaN at -inf.)
template <class T>
constexpr T relu(T x) {
  return passed(x, x);
}

/// weight·g, where a weight of 0 selects +0 and one of 1 selects g, bit for bit.
template <std::floating_point T>
constexpr T weighted(T weight, T g) {
  return weight == 0 ? T{0} : weight == 1 ? g : weight * g;
}

/// The backward pass of r = relu(x), from g = ∂e/∂r to ∂e/∂x: g where x > 0 or is NaN; +0 where
/// x < 0; weighted(at_zero, g) at ±0, where any slope from 0 to 1 is a subgradient. Exact but for
/// the product.
template <std::floating_point T>
constexpr T relu_gradient(T x, T g, T at_zero) {
  return x == 0 ? weighted(at_zero, g) : passed(x, g);
}

/// -x; the lowest code of a PCM type has no opposite and saturates to `highest`.
template <std::signed_integral T>
constexpr T negated(T x, T highest = std::numeric_limits<T>::max()) {
  return static_cast<T>(-(x < -highest ? static_cast<T>(-highest) : x));
}

/// -x, with the sign of a NaN changed too.
template <std::floating_point T>
constexpr T negated(T x) {
  return -x;
}

/// relu(x) + relu(-x) = |x|: full-wave rectification. Exact; the lowest code of a PCM type
/// saturates to `highest`. -0 gives +0; a NaN keeps its payload and loses its sign.
template <std::signed_integral T>
constexpr T full_wave(T x, T highest = std::numeric_limits<T>::max()) {
  return x < 0 ? negated(x, highest) : x;
}

template <std::floating_point T>
T full_wave(T x) {
  return std::fabs(x);
}

}  // namespace rectify
