// Loudness: a fixed gain, or the one that brings the peak to a level.
#pragma once

#include <span>

#include "rectify/export.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {

/// y = factor·x, one rounding.
class RECTIFY_API Gain : public Stage {
 public:
  /// Throws std::invalid_argument where the factor is not finite.
  explicit Gain(double factor);
  void process(Block& block) override;

 private:
  double factor_;
};

/// y = x·level/peak, the peak being the largest |x| over all channels of the whole signal. A signal
/// is left as it is where it is silent, where it holds a NaN or an infinity, and where its peak is
/// so small that level/peak overflows.
class RECTIFY_API Normalization : public Stage, private Survey {
 public:
  /// `level` is the peak that is wanted, linear. Throws std::invalid_argument unless it is positive
  /// and finite.
  explicit Normalization(double level);
  void process(Block& block) override { gain_.process(block); }
  Survey* survey() override { return this; }

  /// The peak that the survey found; 0 for silence, NaN or infinity where the signal holds one.
  [[nodiscard]] double peak() const { return peak_; }

 private:
  void observe(std::span<const double> block) override;
  void finish() override;

  double level_;
  double peak_ = 0;
  Gain gain_{1};
};

}  // namespace rectify
