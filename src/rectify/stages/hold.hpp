// The smoothing capacitor after a rectifier.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {

/// An ideal diode into a capacitor with a load across it, for each channel:
///
///     v[0] = y[0],  v[n] = max(y[n], v[n-1]·exp(-Δt[n]/hold_seconds))
///
/// where hold_seconds = R·C is the time constant: while y is lower, v falls to 1/e in that time. Δt
/// is one over the rate, or what append_steps() says of each frame. A NaN goes through, and the
/// charge decays meanwhile.
class RECTIFY_API Hold final : public Stage {
 public:
  /// `rate` in frames a second. Throws std::invalid_argument unless both are positive and there are
  /// channels, as process() does for a part of a frame.
  Hold(double hold_seconds, double rate, std::size_t channels);

  /// For frames that do not follow evenly. Throws as above.
  Hold(double hold_seconds, std::size_t channels);

  /// Only for those: the seconds from the frame before, >= 0, of frames that process() will be
  /// given; of the very first frame they mean nothing.
  void append_steps(std::span<const double> seconds);

  /// Throws std::logic_error where a frame has no step.
  void process(Block& block) override;
  void reset() override;

 private:
  [[nodiscard]] double charged(std::size_t channel, double y, double decay);

  double hold_seconds_;
  double decay_ = 0;  // of every step, where they are even
  bool even_ = false;
  std::vector<double> steps_;   // to come, where they are not
  std::vector<double> charge_;  // of each channel; -inf before the first frame
};

}  // namespace rectify
