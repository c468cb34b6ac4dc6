// The analytic signal: beside each sample its quadrature, every frequency a quarter turn behind.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {

/// The quadrature filter H: a Hilbert transformer as a type III FIR, windowed after Kaiser,
///
///     (Hx)[n] = Σ h[m]·x[n - m] over odd m, |m| <= M
///     h[m] = 2/(πm) · I0(β·√(1 - (m/(M+1))²)) / I0(β),  β = 10.747
///
/// where M, its reach in frames, is the first odd number >= 0.1712·rate. It turns cos into sin and
/// sin into -cos. Its phase is 90° at every frequency, exactly; its gain is within -100 dB of 1
/// from quadrature_edge_hz to half the rate less as much, falls to 0 at DC and at half the rate,
/// and is nowhere above 1 by more than that. The transpose of H is -H. (A. Oppenheim and R.
/// Schafer, Discrete-Time Signal Processing, 3rd ed. (2010), section 12.4.)
///
/// The edge is 10 Hz. For rates below 400 Hz, where that would leave little, it is rate/40; above
/// 384 kHz, where the filter would grow without end, rate/38400.
[[nodiscard]] RECTIFY_API double quadrature_edge_hz(double rate);

/// M, in frames, from 69 to 65741. Throws std::invalid_argument unless rate > 0 and finite.
[[nodiscard]] RECTIFY_API std::size_t quadrature_reach(double rate);

/// h[1], h[3] … h[M]; h[-m] = -h[m]. Throws as quadrature_reach does.
[[nodiscard]] RECTIFY_API std::vector<double> quadrature_taps(double rate);

/// z = x + j·Hx of each channel: n channels become 2n, x and Hx beside each other; or the adjoint
/// of that, p and q beside each other become p + Hᵀq = p - Hq, which is what a gradient passes on
/// its way back. Outside the signal there is silence on either side, and since that is so for both,
/// they are each other's transpose at the ends too.
///
/// x is passed unchanged. Rounding leaves an error in Hx of at most kError times the largest |x|
/// within a block of the convolution, up to 2.8 seconds. A sample that is not finite, or beyond
/// ±kLargest, would spoil that whole block: it makes the 2M+1 frames within its reach NaN instead,
/// x and Hx alike, and no other frame. In the adjoint that is true of q; p goes its way untouched.
///
/// The convolution is done in blocks of a fixed number of frames, from the first on, so that the
/// bytes that come out do not depend on the blocks that come in. Frames come out M later
/// (latency()), and wait until a block is full: between 1.2 and 2.6 seconds at rates from 400 Hz to
/// 384 kHz. Memory: 1.4 to 2.8 s of every channel in double precision, and four times that once.
class RECTIFY_API AnalyticSignal final : public Stage {
 public:
  enum class Direction { forward, adjoint };
  static constexpr double kLargest = 1e290;
  static constexpr double kError = 4e-15;

  /// `channels` is n. Throws std::invalid_argument for no channels, or as quadrature_reach does.
  AnalyticSignal(double rate, std::size_t channels, Direction direction = Direction::forward);
  AnalyticSignal(const AnalyticSignal&) = delete;
  AnalyticSignal& operator=(const AnalyticSignal&) = delete;
  ~AnalyticSignal() override;

  void process(Block& block) override;
  void drain(Block& block) override;
  [[nodiscard]] std::size_t latency() const override { return reach_; }
  void reset() override;

  /// The first frame since the start with a sample that made its neighbours NaN, counted from 0.
  [[nodiscard]] std::optional<std::uint64_t> first_spoilt() const { return first_spoilt_; }

 private:
  class Convolution;
  struct Channel {
    std::vector<double> window;       // the 2M frames before the block, then the block
    std::vector<std::size_t> spoilt;  // frames of the block that hold no usable sample, ascending
    std::size_t still_spoilt = 0;     // frames of the block that samples before it make NaN
  };

  void take(const double* frames, std::size_t count);
  void emit(Block& block, std::size_t frames);
  void spoil(Channel& channel, std::span<double> out, std::size_t stride, std::size_t values) const;

  std::size_t reach_;
  Direction direction_;
  std::unique_ptr<Convolution> convolution_;
  std::vector<Channel> channels_;  // that come in
  std::size_t hop_;                // frames in a block
  std::size_t filled_ = 0;         // of them
  std::uint64_t taken_ = 0;        // frames since the start …
  std::uint64_t emitted_ = 0;      // … and those that came out
  std::optional<std::uint64_t> first_spoilt_;
};

}  // namespace rectify
