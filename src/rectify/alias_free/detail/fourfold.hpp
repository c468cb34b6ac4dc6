// Four times the sample rate, and back.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "rectify/alias_free/detail/half_band.hpp"

namespace rectify::detail {

/// Two half-band filters in a row: U up, D down, and U = 4·Dᵀ.
///
/// The filter between fs, the base rate, and 2·fs passes what lies below p = 20000/44100·fs (20 kHz
/// at 44.1 kHz, 21.77 kHz at 48 kHz) and stops what lies above fs - p. So nothing but that, and its
/// mirror images at 2·fs, reaches the filter between 2·fs and 4·fs, which passes what lies below
/// fs - p and stops what lies above fs + p: a wide transition, and few taps. Both stop 186 dB.
///
/// Between p and fs - p the gain falls from 1 through ½ at fs/2 to 0. A tone between p and fs/2
/// gets a mirror image above fs/2 on its way up, and is weaker by as much; what lies between fs/2
/// and fs - p on the way down falls back to p … fs/2. Below p either is clean.
class Fourfold {
 public:
  static constexpr std::size_t kFactor = 4;
  static constexpr double kPassed = 20000.0 / 44100.0;  ///< p/fs

  /// How many frames of the base rate before and after it a sample depends on: 74.
  [[nodiscard]] std::size_t reach() const { return first_.reach() + margin_; }

  /// U: with `x` of n + 2·reach() frames, `y` of 4n takes four samples for each frame but the
  /// reach() at either end, the first of which is the frame itself. The spans don't overlap.
  /// Samples must be finite.
  void up(std::span<const double> x, std::span<double> y);

  /// D: with `z` of 4·(n + 2·reach()) samples, `r` of n takes a frame for every four but those of
  /// the reach() frames at either end. The spans don't overlap. Samples must be finite.
  void down(std::span<const double> z, std::span<double> r);

 private:
  HalfBand first_{0.5 - kPassed};                   // (fs - 2p)/2fs
  HalfBand second_{kPassed / 2};                    // 2p/4fs
  std::size_t margin_ = (second_.reach() + 1) / 2;  // the second's reach, in frames
  std::vector<double> twofold_;
};

}  // namespace rectify::detail
