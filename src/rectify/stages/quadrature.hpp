// The analytic signal: each sample with its quadrature, in which every frequency lags by 90°.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/stages/stage.hpp"
#include "rectify/stages/team.hpp"

namespace rectify {

/// The quadrature filter H: a Hilbert transformer as a type III FIR, windowed after Kaiser,
///
///     (Hx)[n] = Σ h[m]·x[n - m] over odd m, |m| <= M
///     h[m] = 2/(πm) · I0(β·√(1 - (m/(M+1))²)) / I0(β),  β = 10.747
///
/// where M, its reach in frames, is the first odd number >= 0.1712·rate. It turns cos into sin and
/// sin into -cos. Its phase is 90° at every frequency, exactly; its gain is within -100 dB of 1
/// from quadrature_edge_hz to as much below half the rate, falls to 0 at DC and at half the rate,
/// and nowhere exceeds 1 by more than that. The transpose of H is -H. (A. Oppenheim and R.
/// Schafer, Discrete-Time Signal Processing, 3rd ed. (2010), section 12.4.)
///
/// The edge is 10 Hz. Below a rate of 400 Hz, where that would leave little, it is rate/40; above
/// 384 kHz it is rate/38400, so that the filter does not grow without bound.
[[nodiscard]] RECTIFY_API double quadrature_edge_hz(double rate);

/// M, in frames, from 69 to 65741. Throws std::invalid_argument unless rate > 0 and finite.
[[nodiscard]] RECTIFY_API std::size_t quadrature_reach(double rate);

/// h[1], h[3] … h[M]; h[-m] = -h[m]. Throws as quadrature_reach does.
[[nodiscard]] RECTIFY_API std::vector<double> quadrature_taps(double rate);

/// z = x + j·Hx of each channel: n channels become 2n, with x and Hx next to each other. Or the
/// adjoint of that, for the backward pass: p and q next to each other become p + Hᵀq = p - Hq. Both
/// assume silence before and after the signal, so that each is the transpose of the other at the
/// ends too.
///
/// x passes unchanged. Rounding leaves an error in Hx of at most kError times the largest |x|
/// within a block of the convolution, up to 2.1 seconds. A sample that is not finite, or beyond
/// ±kLargest, would spoil that whole block; instead it makes the 2M+1 frames within its reach NaN,
/// both x and Hx, and no others. In the adjoint that holds for q, and p passes unchanged.
///
/// The blocks of the convolution have a fixed length, so that the bytes that come out do not depend
/// on the blocks that come in. Frames come out M frames later (latency()), and wait until a block
/// is full: 0.7 to 1.7 seconds at rates from 400 Hz to 384 kHz. It takes memory for 1.0 to 2.1
/// seconds of every channel in double precision, twice; twice that once, and for every thread.
class RECTIFY_API AnalyticSignal final : public Stage {
 public:
  enum class Direction { forward, adjoint };
  static constexpr double kLargest = 1e290;
  static constexpr double kError = 4e-15;

  /// `channels` is n. `team`, if not null, does channels side by side, and must outlive this.
  /// Throws as quadrature_reach does.
  AnalyticSignal(double rate, std::size_t channels, Direction direction = Direction::forward,
                 Team* team = nullptr);
  AnalyticSignal(const AnalyticSignal&) = delete;
  AnalyticSignal& operator=(const AnalyticSignal&) = delete;
  ~AnalyticSignal() override;

  void process(Block& block) override;
  void drain(Block& block) override;
  [[nodiscard]] std::size_t latency() const override { return reach_; }
  void reset() override;

  /// The first frame, counted from 0, with a sample that made the frames within its reach NaN.
  [[nodiscard]] std::optional<std::uint64_t> first_spoilt() const { return first_spoilt_; }

 private:
  class Convolution;
  struct Lane;
  struct Channel {
    std::vector<double> window;       // the 2M frames before the block, then the block
    std::vector<double> shifted;      // H of the block, each two frames swapped
    std::vector<std::size_t> spoilt;  // frames of the block that make others NaN, ascending
    std::size_t still_spoilt = 0;     // frames of the block made NaN by samples before it
  };

  void take(const double* frames, std::size_t count);
  void emit(Block& block, std::size_t frames);
  void interleave(std::size_t from, std::size_t count, std::span<double> out) const;
  void spoil(Channel& channel, std::span<double> out, std::size_t stride, std::size_t values) const;

  Team* team_;
  std::size_t reach_;
  Direction direction_;
  std::unique_ptr<Convolution> convolution_;
  std::vector<Lane> lanes_;
  std::vector<Channel> channels_;  // those that come in
  Block in_;                       // the block at hand
  std::size_t hop_;                // frames in a block
  std::size_t filled_ = 0;         // frames of the block so far
  std::uint64_t taken_ = 0;        // frames since the start …
  std::uint64_t emitted_ = 0;      // … and those that came out
  std::optional<std::uint64_t> first_spoilt_;
};

}  // namespace rectify
