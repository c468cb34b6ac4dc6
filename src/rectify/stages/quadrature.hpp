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
/// on the blocks that come in. The first frame that comes out belongs to the first that went in, so
/// latency() is 0; but frames wait until those within reach after them are known and a block is
/// full: 0.7 to 1.7 seconds at rates from 400 Hz to 384 kHz. A signal of up to kShort frames is
/// summed tap by tap instead, which takes less time there.
///
/// It takes memory for up to 2.1 seconds of every channel in double precision, twice; as much for
/// the filter, and half of it for every thread. None of it is taken before the frames come.
class RECTIFY_API AnalyticSignal final : public Stage {
 public:
  enum class Direction { forward, adjoint };
  static constexpr double kLargest = 1e290;
  static constexpr double kError = 4e-15;
  static constexpr std::size_t kShort = 1024;

  /// `channels` is n. `team`, if not null, does channels side by side, and must outlive this.
  /// Throws as quadrature_reach does.
  AnalyticSignal(double rate, std::size_t channels, Direction direction = Direction::forward,
                 Team* team = nullptr);
  AnalyticSignal(const AnalyticSignal&) = delete;
  AnalyticSignal& operator=(const AnalyticSignal&) = delete;
  ~AnalyticSignal() override;

  void process(Block& block) override;
  void drain(Block& block) override;
  void reset() override;

  /// M.
  [[nodiscard]] std::size_t reach() const { return reach_; }

  /// The first frame, counted from 0, with a sample that made the frames within its reach NaN.
  [[nodiscard]] std::optional<std::uint64_t> first_spoilt() const { return first_spoilt_; }

 private:
  class Convolution;
  struct Lane;
  struct Channel {
    std::vector<double> frames;       // up to 2M before the block, then those of the block so far
    std::vector<double> shifted;      // H of the frames that come out, from an even one on
    std::vector<std::size_t> spoilt;  // frames of the block that make others NaN, ascending
    std::size_t still_spoilt = 0;     // frames of the block made NaN by samples before it
  };

  void take(const double* frames, std::size_t count);
  void emit(Block& block, std::size_t end);
  void keep();
  void add_up(Channel& channel) const;
  void interleave(std::size_t first, std::size_t from, std::size_t count,
                  std::span<double> out) const;
  void spoil(Channel& channel, std::span<double> out, std::size_t first, std::size_t stride,
             std::size_t values) const;

  Team* team_;
  double rate_;
  std::size_t reach_;
  Direction direction_;
  std::size_t hop_;                           // frames in a block
  std::unique_ptr<Convolution> convolution_;  // null until it is needed
  std::vector<Lane> lanes_;
  std::vector<double> taps_;       // for a short signal
  bool by_taps_ = false;           // the signal is short, and has ended
  std::vector<Channel> channels_;  // those that come in
  Block in_;                       // the block at hand
  std::size_t before_ = 0;         // frames that are kept from before the block
  std::size_t filled_ = 0;         // frames of the block so far
  std::uint64_t taken_ = 0;        // frames since the start …
  std::uint64_t done_ = 0;         // … and those of all blocks before this one
  std::optional<std::uint64_t> first_spoilt_;
};

}  // namespace rectify
