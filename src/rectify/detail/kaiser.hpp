// The window of J. F. Kaiser and R. W. Schafer (1980), which every filter here is cut with.
#pragma once

#include <cmath>

namespace rectify::detail {

/// The modified Bessel function I0 by its power series, Σ ((x/2)^k/k!)².
inline double bessel_i0(double x) {
  double sum = 0;
  double term = 1;
  for (int k = 1; sum + term != sum; ++k) {
    sum += term;
    term *= (x / 2 / k) * (x / 2 / k);
  }
  return sum;
}

/// The window at `place`, from 0 in its middle to ±1 at its ends, where it is 1/I0(β): not zero.
inline double kaiser_window(double place, double beta) {
  return bessel_i0(beta * std::sqrt(1 - place * place)) / bessel_i0(beta);
}

/// β for a filter whose ripple is to be `attenuation` dB below its gain, above 50.
inline double kaiser_beta(double attenuation) { return 0.1102 * (attenuation - 8.7); }

/// The attenuation in dB that a window of `taps` taps gives over a transition of `width` cycles a
/// sample, and the taps that an attenuation needs.
constexpr double kaiser_attenuation(double taps, double width) {
  return 14.357 * width * (taps - 1) + 7.95;
}
constexpr double kaiser_taps(double attenuation, double width) {
  return (attenuation - 7.95) / (14.357 * width) + 1;
}

/// sin(πx)/(πx).
inline double sinc(double x) {
  constexpr double kPi = 3.141592653589793;
  return x == 0 ? 1.0 : std::sin(kPi * x) / (kPi * x);
}

}  // namespace rectify::detail
