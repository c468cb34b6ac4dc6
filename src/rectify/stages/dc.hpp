// Two ways to remove the DC: the exact mean of the whole signal, or a high-pass filter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rectify/compensated_sum.hpp"
#include "rectify/export.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {

/// y = x - mean(x) for each channel. The mean is that of the whole signal, in a compensated sum;
/// samples that are not finite don't count in it. The mean of no samples is 0.
class RECTIFY_API MeanRemoval : public Stage, private Survey {
 public:
  explicit MeanRemoval(std::size_t channels);
  void process(Block& block) override;
  Survey* survey() override { return this; }

 private:
  void observe(std::span<const double> block) override;
  void finish() override;

  struct Channel {
    CompensatedSum sum;
    std::uint64_t samples = 0;
    double mean = 0;
  };
  std::vector<Channel> channels_;
};

/// A first-order high-pass for each channel, at rest before the first frame: the bilinear
/// transform of the analogue RC high-pass, prewarped, so that the gain is exactly 0 at DC, -3.01 dB
/// at cutoff_hz and 1 at half the rate:
///
///     k = tan(π·cutoff_hz/rate),  y[n] = (x[n] - x[n-1])/(1 + k) + y[n-1]·(1 - k)/(1 + k)
///
/// A sample that is not finite stays as it is, and the filter goes on as if it were not there.
class RECTIFY_API DcBlock : public Stage {
 public:
  /// Throws std::invalid_argument unless 0 < cutoff_hz < rate/2.
  DcBlock(double cutoff_hz, double rate, std::size_t channels);
  void process(Block& block) override;
  void reset() override;

 private:
  struct State {
    double x = 0;
    double y = 0;
  };
  double gain_;
  double pole_;
  std::vector<State> channels_;
};

}  // namespace rectify
