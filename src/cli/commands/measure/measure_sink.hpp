// Frames on their way into the figures.
#pragma once

#include <optional>
#include <vector>

#include "cli/outputs/sink.hpp"
#include "rectify/measures/signal_measure.hpp"

namespace rectify::cli {

/// Hands inputs and outputs to the measure, and at the end finishes it.
class MeasureSink : public Sink {
 public:
  /// `weighed`: the rows tell the seconds between frames, which are uneven. Then each frame counts
  /// by the time that it stands for, half the step before it and half the one after it, so that a
  /// mean is the integral by the trapezoidal rule over the whole time; a lone frame counts once.
  MeasureSink(SignalMeasure& measure, bool weighed) : measure_(&measure), weighed_(weighed) {}

  [[nodiscard]] bool weighs() const { return weighed_; }

  void write(Rows& rows) override;
  void finish(const Report& report) override;

 private:
  void weigh(const Rows& rows);

  SignalMeasure* measure_;
  bool weighed_;
  std::vector<double> waiting_;  // the last frame, until the step after it is known …
  double step_ = 0;              // … and the step before it
  std::vector<double> weights_;
  std::vector<double> frames_;
  bool alone_ = true;  // no frame came after the first
};

}  // namespace rectify::cli
