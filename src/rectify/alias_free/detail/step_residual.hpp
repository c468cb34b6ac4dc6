// What a bandlimited step differs from a step by.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace rectify::detail {

/// A step of 1 at the time t, from which all is taken that aliases, is not 0 before t and 1 after
/// it: it swings about both. The difference is the residual that this table holds.
///
/// With h a low-pass of gain 1, I(τ) = ∫ h from -∞ to τ is the bandlimited step, and
///
///     r(τ) = I(τ) before the step, I(τ) - 1 after it
///     h(τ) = sinc(τ)·kaiser(τ/12), β from A = 14.357·width·(24 - 1) + 7.95 dB
///
/// τ in samples. The sum of a sampled step at t = n + d, 0 <= d <= 1, and of r(j - t) at the 24
/// samples j = n - 11 … n + 12 is the sampled bandlimited step; beyond those I is 0 or 1. `width`
/// is the transition band in cycles a sample: what the step is multiplied with reaches up to f1,
/// what is wanted of the product up to f2, so h may fall from gain 1 at f2 + f1 to 0 at 1 - (f2 +
/// f1), f1 and f2 in cycles a sample, and width = 1 - 2·(f1 + f2).
///
/// (The idea of adding residuals to a trivially sampled step is E. Brandt's: Hard sync without
/// aliasing, ICMC 2001. The integral and its table, 64 places of d, value and slope, with a cubic
/// between each two after Hermite, are within kError of the truth; A is 188 dB at four times a rate
/// whose 20000/44100 are in use.)
class StepResidual {
 public:
  static constexpr std::size_t kTaps = 24;
  static constexpr double kError = 2e-10;
  using Taps = std::array<double, kTaps>;

  /// 0 < width < 1.
  explicit StepResidual(double width);

  /// r(i - 11 - d), i = 0 … 23, for 0 <= d <= 1.
  [[gnu::always_inline]] inline void at(double d, double* r) const {
    const double place = d * kPlaces;
    const auto row = static_cast<std::size_t>(static_cast<int>(place) - (d >= 1 ? 1 : 0));
    const double f = place - static_cast<double>(static_cast<int>(row));
    const double to = f * f * (3 - 2 * f);
    const double from = 1 - to;
    const double slope_from = f * (1 - f) * (1 - f);
    const double slope_to = -f * f * (1 - f);
    const double* v0 = values_.data() + row * kTaps;
    const double* v1 = v0 + kTaps;
    const double* s0 = slopes_.data() + row * kTaps;
    const double* s1 = s0 + kTaps;
    for (std::size_t i = 0; i < kTaps; ++i) {
      r[i] = from * v0[i] + to * v1[i] + (slope_from * s0[i] + slope_to * s1[i]);
    }
  }

 private:
  static constexpr int kPlaces = 64;
  std::vector<double> values_;  // kTaps for each of kPlaces + 1 values of d
  std::vector<double> slopes_;  // and their derivatives by place, d·kPlaces
};

}  // namespace rectify::detail
