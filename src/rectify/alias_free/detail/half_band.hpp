// A half-band filter that doubles a sample rate or halves it.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "rectify/detail/kaiser.hpp"

namespace rectify::detail {

/// A linear-phase FIR that cuts at a quarter of the higher of two rates, half the lower:
///
///     h[0] = ½,  h[n] = ½·sinc(n/2)·kaiser(n/2m) for odd |n| < 2m,  0 for all other n
///
/// with m the least integer above (A - 7.95)/(14.357·width)/4 (J. F. Kaiser, 1974), A = 186 dB the
/// ripple in the pass band and the stop band, and `width` the transition between the two in cycles
/// a sample of the higher rate. The odd taps are scaled to the sum ½, so that the gain is 1 at
/// frequency 0 and 0 at half the higher rate, within rounding.
///
/// Why half-band: of its 4m - 1 taps only the 2m odd ones and the middle one are not zero, and they
/// are symmetric. Every second sample of the higher rate passes unchanged, and each of the others
/// is Σ h[2k+1]·(a + b) over m pairs: m products instead of 4m - 1.
///
/// Rounding leaves at most kError times the largest sample within reach. Whatever the instruction
/// set and wherever in a span a sample stands, the same samples within reach give the same bits.
class HalfBand {
 public:
  static constexpr double kAttenuation = 186;  ///< dB
  static constexpr double kError = 4e-15;

  /// m: how many samples of the lower rate lie within reach on either side.
  static constexpr std::size_t reach_of(double width) {
    return static_cast<std::size_t>((kaiser_taps(kAttenuation, width) - 1) / 4) + 1;
  }

  /// 0 < width < ½, or std::invalid_argument is thrown.
  explicit HalfBand(double width);

  [[nodiscard]] std::size_t reach() const { return taps_.size(); }

  /// Twice as many samples: with `in` of n + 2m - 1 samples of the lower rate, `out` of 2n takes
  ///
  ///     out[2i] = in[i + m - 1]    out[2i + 1] = 2·Σ h[2k+1]·in[…], the sample half-way to the
  ///     next
  ///
  /// The spans don't overlap. Samples must be finite.
  void up(std::span<const double> in, std::span<double> out);

  /// Half as many: with `in` of 2n + 4m - 3 samples of the higher rate, or one more,, `out` of n
  /// takes
  ///
  ///     out[i] = Σ h[l]·in[2i + 2m - 1 + l] over -2m < l < 2m
  ///
  /// which is half the transpose of up(). The spans don't overlap. Samples must be finite.
  void down(std::span<const double> in, std::span<double> out);

 private:
  std::vector<double> taps_;  // h[2m-1], h[2m-3] … h[1]: the least first, which rounds the least
  std::vector<double> odd_;   // every second sample of the higher rate
};

}  // namespace rectify::detail
