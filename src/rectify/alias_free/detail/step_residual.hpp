// What a bandlimited step differs from a step by.
#pragma once

#include <cstddef>
#include <vector>

namespace rectify::detail {

/// A step from 0 to 1 at the time t, from which all is taken that would alias, swings about 0
/// before t and about 1 after it. With h a low-pass of gain 1 and I(τ) = ∫ h from -∞ to τ, it is
/// I(time - t), and what it differs from the step by is
///
///     r(τ) = I(τ) before the step, I(τ) - 1 after it,   τ = time - t
///     h(τ) = sinc(τ)·kaiser(τ/12), scaled to ∫ h = 1,   I = 0 below -12, 1 above 12
///
/// A step between two samples, at t = n + d, 0 <= d <= 1, has a residual at the 24 samples from n -
/// 11 to n + 12. (Adding residuals to a step that was sampled as it is: E. Brandt, Hard sync
/// without aliasing, ICMC 2001.)
///
/// What the step is multiplied with reaches up to f, p/4 cycles a sample, and of the product what
/// is below f is wanted: h may fall from a gain of 1 at 2f to 0 at 1 - 2f. Kaiser's window with 24
/// taps attenuates A = 14.357·(1 - 4f)·(24 - 1) + 7.95 = 188 dB over that transition.
///
/// r is tabled at 64 values of d, with its slopes, and a cubic after Hermite lies between each two:
/// within kError of the true r.
class StepResidual {
 public:
  static constexpr std::size_t kTaps = 24;
  static constexpr std::size_t kBefore = kTaps / 2 - 1;  ///< of them before sample n
  static constexpr double kError = 1e-9;

  /// Whether the first `samples` samples hold all that have a residual of a step after sample n.
  [[nodiscard]] static constexpr bool fits(std::size_t n, std::size_t samples) {
    return n >= kBefore && n - kBefore + kTaps <= samples;
  }

  StepResidual();

  /// r[i] = r(i - 11 - d) for i = 0 … 23, 0 <= d <= 1.
  [[gnu::always_inline]] void at(double d, double* r) const {
    const Row row = row_of(d);
    const double f = row.fraction;
    const double to = f * f * (3 - 2 * f);
    const double slope_from = f * (1 - f) * (1 - f);
    const double slope_to = -f * f * (1 - f);
    combine(row, {1 - to, to, slope_from, slope_to}, r);
  }

  /// The derivative of that by d.
  [[gnu::always_inline]] void slope_at(double d, double* r) const {
    const Row row = row_of(d);
    const double f = row.fraction;
    const double to = 6 * f * (1 - f) * kPlaces;
    const double slope_from = (1 - f) * (1 - 3 * f) * kPlaces;
    const double slope_to = f * (3 * f - 2) * kPlaces;
    combine(row, {-to, to, slope_from, slope_to}, r);
  }

 private:
  static constexpr int kPlaces = 64;

  struct Row {
    std::size_t first;  // of the values at the place before d
    double fraction;    // of the way to the next
  };
  struct Weights {
    double value_from;
    double value_to;
    double slope_from;
    double slope_to;
  };
  [[gnu::always_inline]] static Row row_of(double d) {
    const double place = d * kPlaces;
    const int row = static_cast<int>(place) - (d >= 1 ? 1 : 0);
    return {static_cast<std::size_t>(row) * kTaps, place - row};
  }
  [[gnu::always_inline]] void combine(Row row, Weights by, double* r) const {
    const double* value = values_.data() + row.first;
    const double* slope = slopes_.data() + row.first;
    for (std::size_t i = 0; i < kTaps; ++i) {
      r[i] = by.value_from * value[i] + by.value_to * value[i + kTaps] +
             (by.slope_from * slope[i] + by.slope_to * slope[i + kTaps]);
    }
  }

  std::vector<double> values_;  // kTaps for each place 0 … kPlaces
  std::vector<double> slopes_;  // and their derivatives by place
};

}  // namespace rectify::detail
