// Loudness: a fixed gain, or the one that brings the peak to a level.
#pragma once

#include <span>

#include "rectify/stages/stage.hpp"

namespace rectify {

/// y = factor·x.
struct Gain {
  double factor = 1;
  void forward(std::span<double> samples) const;
};

/// y = x·level/peak, the peak being the largest |x| over all channels of the whole signal. Silence,
/// and a signal with a NaN or an infinity in it, is left alone; so is one whose peak is so small
/// that level/peak overflows.
class Normalization : public Stage, private Survey {
 public:
  /// `level` is the peak that is wanted, linear; > 0.
  explicit Normalization(double level) : level_(level) {}
  void process(Block& block) override { gain_.forward(block); }
  Survey* survey() override { return this; }

  /// What the survey found: the peak, 0 for silence, or not finite.
  [[nodiscard]] double peak() const { return peak_; }

 private:
  void observe(std::span<const double> block) override;
  void conclude() override;

  double level_;
  double peak_ = 0;
  Gain gain_;
};

}  // namespace rectify
