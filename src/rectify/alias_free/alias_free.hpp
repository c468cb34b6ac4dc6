// Rectification without aliasing, as stages of the signal lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/shapes/phases.hpp"
#include "rectify/shapes/piecewise_linear.hpp"
#include "rectify/stages/stage.hpp"
#include "rectify/stages/team.hpp"

namespace rectify {

namespace detail {
class BlockKernel;
class ParallelKernel;
}  // namespace detail

/// What lies before the first frame and after the last: fills whole frames from number `first` on,
/// as they go into the stage. The signal's first frame has number 0. So a generated signal runs on
/// past both ends; where there is no such function, there is silence.
using Surroundings = std::function<void(std::int64_t first, std::span<double> frames)>;

/// Rectifies as ideal diodes would between the samples: the result has no frequencies but those of
/// the rectified signal below half the rate, none that alias. Rectifying sample by sample leaves
/// aliases of -20 dB. The functions below make the stages.
///
/// The first frame that comes out belongs to the first that went in, so latency() is 0; but frames
/// wait until kReach frames after them are known, and a block of kBlock for each thread of the team
/// is full; where `team` is null, of one kBlock. What comes out depends neither on the lengths of
/// the blocks that come in nor on the team, bit for bit. The team must outlive the stage.
///
/// A number that is not finite, or is beyond ±kLargest, makes all that comes of its channel within
/// kReach frames NaN, 2·kReach + 1 frames, and nothing else. Silence gives +0.
///
/// Memory: 2 MB for each thread, and 8 bytes for each number in threads·kBlock + 2·kReach frames;
/// of many channels the blocks are shorter, so that these come to 8 MB.
class RECTIFY_API AliasFreeStage final : public Stage {
 public:
  static constexpr std::size_t kReach = 154;   ///< frames on either side that a frame depends on
  static constexpr std::size_t kBlock = 8192;  ///< frames that are worked on in one go
  static constexpr double kLargest = 1e290;

  /// Throws std::invalid_argument for no channels.
  AliasFreeStage(std::unique_ptr<detail::ParallelKernel> kernel, std::size_t channels,
                 Surroundings surroundings, Team* team);

  /// The same by one thread, so that the kernel may add something up.
  AliasFreeStage(std::unique_ptr<detail::BlockKernel> kernel, std::size_t channels,
                 Surroundings surroundings);
  AliasFreeStage(const AliasFreeStage&) = delete;
  AliasFreeStage& operator=(const AliasFreeStage&) = delete;
  ~AliasFreeStage() override;

  void process(Block& block) override;
  void drain(Block& block) override;
  void reset() override;

  /// The first frame since the start with a number that made its neighbours NaN, counted from 0.
  [[nodiscard]] std::optional<std::uint64_t> first_spoilt() const { return first_spoilt_; }

 private:
  using Kernels = std::vector<std::unique_ptr<detail::BlockKernel>>;  // one for each thread
  AliasFreeStage(Kernels kernels, std::size_t channels, Surroundings surroundings, Team* team);
  static Kernels alone(std::unique_ptr<detail::BlockKernel> kernel);
  static Kernels for_each(std::unique_ptr<detail::ParallelKernel> kernel, const Team* team);

  struct Channel {
    std::vector<std::vector<double>> inputs;   // a window: surroundings, frames, surroundings
    std::vector<std::vector<double>> outputs;  // of the frames between the surroundings
    std::vector<std::size_t> spoilt;           // frames of the window without a usable number
  };
  void take(std::span<const double> frames);
  void take_surroundings(std::size_t count);
  void mark_spoilt(Channel& channel, std::size_t n);
  static void spoil(Channel& channel, std::size_t frames);
  void emit(Block& block, std::size_t frames);
  void work(std::size_t thread, std::size_t frames);

  std::size_t inputs_;   // numbers of each frame of a channel that come in
  std::size_t outputs_;  // and go out
  Surroundings surroundings_;
  Team* team_;
  Kernels kernels_;
  std::vector<Channel> channels_;
  std::size_t block_;       // frames that are worked on by all threads together
  std::size_t window_;      // and with their surroundings
  std::size_t filled_ = 0;  // frames in each window
  std::int64_t taken_ = 0;  // number of the next frame that goes into them
  std::int64_t end_ = -1;   // number of frames of the signal, once it is known
  std::optional<std::uint64_t> first_spoilt_;
};

/// r = f(x), for each channel: any shape that says of which pieces it is made. The line of f passes
/// as it is, to the bit or two that adding it rounds: half(x) - half(-x) = x.
///
/// Error against what an ideal rectifier and an ideal converter after it would give, from 0 to
/// 20000/44100 of the rate (20 kHz at 44.1 kHz), where the input has nothing above that: -165 dB
/// for sines, -195 dB of that aliasing, -160 dB for dense music and noise; -155 dB for five kinks.
/// Above it, up to half the rate, the result is damped by up to 6 dB, and has aliases; input there
/// is rectified together with a mirror image, f = ½·rate + d with one at ½·rate - d, which leaves
/// aliases everywhere.
///
/// Throws std::invalid_argument as AliasFreeStage does, and where a number of f is not finite.
[[nodiscard]] RECTIFY_API std::unique_ptr<AliasFreeStage> alias_free(const PiecewiseLinear& f,
                                                                     std::size_t channels,
                                                                     Surroundings surroundings = {},
                                                                     Team* team = nullptr);

/// The most phases that are summed without aliasing.
inline constexpr std::uint64_t kMostAliasFreePhases = 4096;

/// r = scale·Σ relu(s_k - V) of analytic signals, s_k as AnalyticPhaseSum has it: the pair (Re z,
/// Im z) of each channel becomes one number. Without a drop V a sample costs the same for any
/// number of phases, and a phase that begins or ceases to conduct as much as a crossing of a half
/// wave; with a drop it costs as much as N half waves. Error: -155 dB.
///
/// Throws std::invalid_argument as AliasFreeStage and AnalyticPhaseSum do, and for too many phases.
[[nodiscard]] RECTIFY_API std::unique_ptr<AliasFreeStage> alias_free_phase_sum(
    const Phases& phases, double drop, double scale, std::size_t channels,
    Surroundings surroundings = {}, Team* team = nullptr);

/// The surroundings of an argument, of `parts` numbers for each channel, as surroundings of rows of
/// the argument and an upstream gradient of 0. The backward passes below make them by themselves.
[[nodiscard]] RECTIFY_API Surroundings with_zero_upstream(Surroundings of_argument,
                                                          std::size_t parts);

/// The backward passes of both: the derivative of what the forward pass computes, with the motion
/// of the crossings, exact but for rounding. From x and g = ∂e/∂r beside each other to ∂e/∂x; from
/// Re z, Im z and g to the pair (∂e/∂Re z, ∂e/∂Im z). In the surroundings, which are those of the
/// argument, g is 0: what lies there has no part in e.
[[nodiscard]] RECTIFY_API std::unique_ptr<AliasFreeStage> alias_free_gradient(
    const PiecewiseLinear& f, std::size_t channels, Surroundings surroundings = {},
    Team* team = nullptr);
[[nodiscard]] RECTIFY_API std::unique_ptr<AliasFreeStage> alias_free_phase_sum_gradient(
    const Phases& phases, double drop, double scale, std::size_t channels,
    Surroundings surroundings = {}, Team* team = nullptr);

}  // namespace rectify
