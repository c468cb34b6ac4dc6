// The diode and the bridge, on one sample of any type: everything else is built on these.
#pragma once

#include <cmath>
#include <concepts>
#include <limits>

namespace rectify {

/// `value` where a diode lets x through, +0 where it does not: x = ±0 and below. A NaN in x lets
/// through. It selects and never multiplies, so an infinity or NaN that is held back gives +0.
template <class T>
constexpr T passed(T x, T value) {
  return x <= T{0} ? T{0} : value;
}

/// The rectified linear unit, max(0, x): a diode, half-wave rectification.
/// ±0 and negative x, -inf too, give +0; NaN stays, bit for bit. Exact. Never (x + |x|)/2, which is
/// NaN at -inf.
template <class T>
constexpr T relu(T x) {
  return passed(x, x);
}

/// weight·g, where a weight of 0 selects +0 and one of 1 selects g, bit for bit.
template <std::floating_point T>
constexpr T weighted(T weight, T g) {
  return weight == 0 ? T{0} : weight == 1 ? g : weight * g;
}

/// The backward pass of r = relu(x): ∂e/∂x from g = ∂e/∂r. It is g where x > 0, or NaN; +0 where
/// x < 0; at ±0, where relu has no slope, weighted(at_zero, g), at_zero being any choice from 0 to
/// 1. Exact but for the product at ±0.
template <std::floating_point T>
constexpr T relu_gradient(T x, T g, T at_zero) {
  return x == 0 ? weighted(at_zero, g) : passed(x, g);
}

/// -x; the lowest code of a PCM type has no opposite and saturates to `highest`.
template <std::signed_integral T>
constexpr T negated(T x, T highest = std::numeric_limits<T>::max()) {
  return static_cast<T>(-(x < -highest ? static_cast<T>(-highest) : x));
}

/// -x, with the sign of a NaN turned as well.
template <std::floating_point T>
constexpr T negated(T x) {
  return -x;
}

/// relu(x) + relu(-x) = |x|: a bridge, full-wave rectification. PCM saturates at the lowest code;
/// -0 gives +0, a NaN stays a NaN with its payload and loses its sign. Exact.
template <std::signed_integral T>
constexpr T full_wave(T x, T highest = std::numeric_limits<T>::max()) {
  return x < 0 ? negated(x, highest) : x;
}

template <std::floating_point T>
T full_wave(T x) {
  return std::fabs(x);
}

}  // namespace rectify
