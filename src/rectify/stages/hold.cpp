// The loop of the smoothing capacitor.
#include "rectify/stages/hold.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "rectify/detail/preconditions.hpp"

namespace rectify {

Hold::Hold(double hold_seconds, double rate, std::size_t channels)
    : decay_(std::exp(-1.0 / (hold_seconds * rate))), charge_(channels) {
  detail::require(hold_seconds > 0 && rate > 0, "a hold needs a time and a rate above zero");
  detail::require_channels(channels);
  reset();
}

void Hold::reset() {
  std::fill(charge_.begin(), charge_.end(), -std::numeric_limits<double>::infinity());
}

void Hold::process(Block& block) {
  const std::size_t channels = charge_.size();
  detail::require_frames(block.size(), channels);
  for (std::size_t c = 0; c < channels; ++c) {
    double v = charge_[c];
    for (std::size_t i = c; i < block.size(); i += channels) {
      if (std::isfinite(v)) v *= decay_;  // no 0·inf, where the decay is 0
      if (block[i] > v) v = block[i];
      if (!std::isnan(block[i])) block[i] = v;
    }
    charge_[c] = v;
  }
}

}  // namespace rectify
