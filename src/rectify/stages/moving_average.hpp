// The centred moving average: smooths without delay.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "rectify/compensated_sum.hpp"
#include "rectify/export.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {

/// The average over a window of L = max(1, seconds·rate) frames around each frame, of each channel:
///
///     y[n] = Σ w[k]·x[n+k] / Σ w[k]  over those k = -h … h for which there is a frame n + k
///     h = ⌈(L - 1)/2⌉,  w[k] = 1 for |k| < h,  w[±h] = (L - 2h + 1)/2  (w[0] = 1 where h = 0)
///
/// L is rounded to 1e-9. The weights add up to L exactly, fractions of a frame too, so that a
/// window of whole periods leaves no ripple. At both ends the window holds the frames that exist.
///
/// Each average is at most 4 ulps of the greatest |x| in its window off, however long the signal
/// is: no sum is carried on beyond a window. A sum beyond the largest double is infinite. A NaN
/// spoils the averages whose window holds it and no others; an infinity makes these infinite, or
/// NaN beside one of the other sign.
///
/// Frames come out h frames late, but none before the first: latency() is 0. Memory is that of two
/// windows, or of the signal where that is shorter.
class RECTIFY_API MovingAverage final : public Stage {
 public:
  /// `rate` in frames a second. Throws std::invalid_argument unless it and the time are positive.
  MovingAverage(double seconds, double rate, std::size_t channels);

  void process(Block& block) override;
  void drain(Block& block) override;
  void reset() override;

 private:
  // The inner weights, all 1, are summed after van Herk (1992) and Gil and Werman (1993): cut the
  // signal into blocks as long as this inner window. A window then is the end of one block and the
  // beginning of the next, whose sums run backward from the end of a block and forward from its
  // beginning. That takes three additions a frame, and no term is ever taken away again.
  struct Channel {
    std::vector<double> samples;  // of this block up to here, then of the block before it
    std::vector<double> ends;     // of the block before: sums from each of its samples to its end
    CompensatedSum beginning;     // of this block up to here
    double left = 0;              // the sample at the left edge of the window
  };

  double step(Channel& channel, double x, double weights) const;
  [[nodiscard]] double side(std::uint64_t frames) const;
  void count_frame();

  std::uint64_t reach_;   // h
  std::uint64_t inside_;  // frames of the inner window, and of a block: 2h - 1
  double edge_;           // the weight at either edge
  std::vector<Channel> channels_;
  std::uint64_t taken_ = 0;    // frames
  std::uint64_t at_ = 0;       // the next frame's place in its block
  std::uint64_t drained_ = 0;  // frames after the end, as if they were zero
};

}  // namespace rectify
