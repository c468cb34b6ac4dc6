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
/// fs - p and stops what lies above fs + p: a wide transition, and few taps.
///
/// Between p and fs - p the gain falls from 1 through ½ at fs/2 to 0. A tone between p and fs/2
/// gets a mirror image above fs/2 on its way up, and is weaker by as much; what lies between fs/2
/// and fs - p on the way down falls back to p … fs/2. Below p either is clean.
class Fourfold {
 private:
  static constexpr double kPassed = 20000.0 / 44100.0;  // p/fs
  static constexpr double kFirstWidth = 0.5 - kPassed;  // (fs - 2p)/2fs
  static constexpr double kSecondWidth = kPassed / 2;   // 2p/4fs
  static constexpr std::size_t kFirst = HalfBand::reach_of(kFirstWidth);
  static constexpr std::size_t kSecond = HalfBand::reach_of(kSecondWidth);
  static constexpr std::size_t kMargin = (kSecond + 1) / 2;  // the second's reach, in frames

 public:
  static constexpr std::size_t kFactor = 4;

  /// How many frames of the base rate before and after it a sample depends on.
  static constexpr std::size_t kReach = kFirst + kMargin;

  /// What may be in use of the signal at four times the rate, and of what is made of it, in cycles
  /// a sample: p.
  static constexpr double kInUse = kPassed / kFactor;

  /// U: of `x`, n + 2·kReach frames, y becomes 4n samples: four for each frame but the kReach at
  /// either end, the first of the four being the frame itself. Samples must be finite. Throws
  /// std::invalid_argument where x is shorter than 2·kReach.
  void up(std::span<const double> x, std::vector<double>& y);

  /// D: of `z`, 4·(n + 2·kReach) samples, `r` takes n frames: one for every four samples but those
  /// of the kReach frames at either end. z and r do not overlap. Samples must be finite. Throws
  /// std::invalid_argument where the lengths do not fit.
  void down(std::span<const double> z, std::span<double> r);

 private:
  HalfBand first_{kFirstWidth};
  HalfBand second_{kSecondWidth};
  std::vector<double> twofold_;
};

}  // namespace rectify::detail
