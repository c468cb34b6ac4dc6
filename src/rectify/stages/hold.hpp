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
/// where hold_seconds = R·C is the time constant: v falls to 1/e in that time while y is lower. Δt
/// is 1/rate, or the step that append_steps() gives for each frame. A NaN stays as it is, and v
/// decays meanwhile.
class RECTIFY_API Hold final : public Stage {
 public:
  /// `rate` in frames a second. Throws std::invalid_argument unless it and the time are positive.
  Hold(double hold_seconds, double rate, std::size_t channels);

  /// For frames at uneven times. Throws std::invalid_argument unless the time is positive.
  Hold(double hold_seconds, std::size_t channels);

  /// For uneven times: of frames that process() will be given, the seconds since the frame before,
  /// >= 0. That of the very first frame has no effect.
  void append_steps(std::span<const double> seconds);

  /// Throws std::logic_error where a frame has no step.
  void process(Block& block) override;
  void reset() override;

 private:
  double hold_seconds_;
  double decay_ = 0;  // of each step, where these are even
  bool even_ = false;
  std::vector<double> steps_;   // of the frames to come, where they are not
  std::vector<double> charge_;  // of each channel; -inf before the first frame
};

}  // namespace rectify
