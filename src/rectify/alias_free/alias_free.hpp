// Alias-free rectification as a stage of the signal lane.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/shapes/piecewise_linear.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {

namespace detail {
class BlockKernel;
}

/// What lies before the first frame and after the last: fills whole frames from number `first` on,
/// of the channels that go into the stage, interleaved. The first frame of the signal has number 0.
/// A generated signal goes on there; where nothing is given there is silence.
using Surroundings = std::function<void(std::int64_t first, std::span<double> frames)>;

/// Who does the work. `run` calls the function it is given once for each number from 0 to count -
/// 1, at the same time or in any order, and returns when all calls have returned. Where `run` is
/// empty the calling thread does everything.
struct Workers {
  std::size_t count = 1;
  std::function<void(const std::function<void(std::size_t)>&)> run;
};

/// Runs a BlockKernel over every channel. Each channel has as many numbers in a frame as the kernel
/// has inputs, beside each other; n channels become n numbers a frame.
///
/// Frames that come out belong to those that went in, the first to the first: latency() is 0, since
/// none come out before the surroundings after them are known. They wait until a block of
/// workers.count·kBlock frames, and the kernel's reach after it, is full. The bytes depend neither
/// on the blocks that come in nor on the workers.
///
/// A sample that is not finite, or beyond ±kLargest, makes the frames of its channel within the
/// kernel's reach NaN, 2·reach() + 1 in all, and no others.
///
/// Memory: 8·inputs·(workers.count·kBlock + 2·reach) bytes a channel, and 0.8 MB a worker.
class RECTIFY_API AliasFreeStage final : public Stage {
 public:
  static constexpr double kLargest = 1e290;
  static constexpr std::size_t kBlock = 8192;  ///< frames

  /// Throws std::invalid_argument for no channels or no workers.
  AliasFreeStage(std::unique_ptr<detail::BlockKernel> kernel, std::size_t channels,
                 Surroundings surroundings = {}, Workers workers = {});
  AliasFreeStage(const AliasFreeStage&) = delete;
  AliasFreeStage& operator=(const AliasFreeStage&) = delete;
  ~AliasFreeStage() override;

  void process(Block& block) override;
  void drain(Block& block) override;
  void reset() override;

  /// The first frame since the start with a sample that made its neighbours NaN, counted from 0.
  [[nodiscard]] std::optional<std::uint64_t> first_spoilt() const { return first_spoilt_; }

 private:
  struct Channel {
    std::vector<std::vector<double>>
        inputs;                       // a window of each: surroundings, frames, surroundings
    std::vector<std::size_t> spoilt;  // frames of the window without a usable number
  };
  void take(std::span<const double> frames);
  void take_surroundings(std::size_t count);
  void mark_spoilt(Channel& channel, std::size_t n);
  void spoil(Channel& channel, std::span<double> r) const;
  void emit(Block& block, std::size_t frames);

  std::size_t inputs_;
  std::size_t reach_;
  Surroundings surroundings_;
  Workers workers_;
  std::vector<std::unique_ptr<detail::BlockKernel>> kernels_;  // one a worker
  std::vector<Channel> channels_;
  std::vector<std::vector<double>> results_;  // a block of each channel
  std::size_t block_;                         // frames that are worked on together
  std::size_t window_;                        // and with their surroundings
  std::size_t filled_ = 0;                    // frames in each window
  std::int64_t taken_ = 0;                    // number of the next frame to take, from -reach on
  std::int64_t end_ = -1;                     // number of frames, once they are known
  std::optional<std::uint64_t> first_spoilt_;
};

/// r = f(x) for every channel: see PiecewiseRectifier.
[[nodiscard]] std::unique_ptr<AliasFreeStage> alias_free(const PiecewiseLinear& f,
                                                         std::size_t channels,
                                                         Surroundings surroundings = {},
                                                         Workers workers = {});

}  // namespace rectify
