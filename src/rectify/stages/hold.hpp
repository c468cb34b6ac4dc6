// The smoothing capacitor behind a rectifier.
#pragma once

#include <cstddef>
#include <vector>

#include "rectify/stages/stage.hpp"

namespace rectify {

/// An ideal diode into a capacitor with a load across it, for each channel:
///
///     v[0] = y[0],  v[n] = max(y[n], v[n-1]·exp(-1/(hold_seconds·rate)))
///
/// where hold_seconds = R·C is the time constant: unloaded, v falls to 1/e in that time. A NaN goes
/// through and leaves the charge as it was, decaying.
class Hold final : public Stage {
 public:
  /// hold_seconds > 0, rate > 0 in frames a second, or std::invalid_argument is thrown.
  Hold(double hold_seconds, double rate, std::size_t channels);
  void process(Block& block) override;
  void reset() override;

 private:
  double decay_;
  std::vector<double> charge_;  // of each channel; -inf before the first frame
};

}  // namespace rectify
