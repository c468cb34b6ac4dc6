// The smoothing capacitor after a rectifier.
#pragma once

#include <cstddef>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {

/// An ideal diode into a capacitor with a load across it, for each channel:
///
///     v[0] = y[0],  v[n] = max(y[n], v[n-1]·exp(-1/(hold_seconds·rate)))
///
/// where hold_seconds = R·C is the time constant: while y is lower, v falls to 1/e in that time. A
/// NaN goes through, and the charge decays meanwhile.
class RECTIFY_API Hold final : public Stage {
 public:
  /// `rate` in frames a second. Throws std::invalid_argument unless both are positive and there are
  /// channels, as process() does for a part of a frame.
  Hold(double hold_seconds, double rate, std::size_t channels);
  void process(Block& block) override;
  void reset() override;

 private:
  double decay_;
  std::vector<double> charge_;  // of each channel; -inf before the first frame
};

}  // namespace rectify
