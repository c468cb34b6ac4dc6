// The diode and the bridge, on one sample of any type: everything else is built on these.
#pragma once

#include <cmath>
#include <concepts>
#include <limits>

namespace rectify {

/// The rectified linear unit, max(0, x): a diode, half-wave rectification.
/// ±0 and negative x, -inf too, give +0; NaN stays, bit for bit. Exact. Never (x + |x|)/2, which is
/// NaN at -inf.
template <class T>
constexpr T relu(T x) {
  return x <= T{0} ? T{0} : x;
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
