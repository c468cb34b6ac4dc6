// The loop of the smoothing capacitor.
#include "rectify/stages/hold.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "rectify/detail/preconditions.hpp"

namespace rectify {
namespace {

/// Moves the charge v by one step, and returns what comes out for y.
double charged(double& v, double y, double decay) {
  if (std::isfinite(v)) v *= decay;  // not inf·0, where the decay is 0
  if (y > v) v = y;
  return std::isnan(y) ? y : v;
}

}  // namespace

Hold::Hold(double hold_seconds, double rate, std::size_t channels)
    : hold_seconds_(hold_seconds),
      decay_(std::exp(-1.0 / (hold_seconds * rate))),
      even_(true),
      charge_(channels) {
  detail::require(hold_seconds > 0 && rate > 0, "a hold needs a time and a rate above zero");
  detail::require_channels(channels);
  reset();
}

Hold::Hold(double hold_seconds, std::size_t channels)
    : hold_seconds_(hold_seconds), charge_(channels) {
  detail::require(hold_seconds > 0, "a hold needs a time above zero");
  detail::require_channels(channels);
  reset();
}

void Hold::append_steps(std::span<const double> seconds) {
  steps_.insert(steps_.end(), seconds.begin(), seconds.end());
}

void Hold::reset() {
  steps_.clear();
  std::fill(charge_.begin(), charge_.end(), -std::numeric_limits<double>::infinity());
}

void Hold::process(Block& block) {
  const std::size_t channels = charge_.size();
  detail::require_frames(block.size(), channels);
  if (even_) {
    for (std::size_t c = 0; c < channels; ++c) {
      double v = charge_[c];  // a local one, which stays in a register
      for (std::size_t i = c; i < block.size(); i += channels) {
        block[i] = charged(v, block[i], decay_);
      }
      charge_[c] = v;
    }
    return;
  }
  const std::size_t frames = block.size() / channels;
  if (frames > steps_.size()) throw std::logic_error("rectify: a hold lacks the step of a frame");
  for (std::size_t n = 0; n < frames; ++n) {
    const double decay = std::exp(-steps_[n] / hold_seconds_);
    for (std::size_t c = 0; c < channels; ++c) {
      double& sample = block[n * channels + c];
      sample = charged(charge_[c], sample, decay);
    }
  }
  steps_.erase(steps_.begin(), steps_.begin() + static_cast<std::ptrdiff_t>(frames));
}

}  // namespace rectify
