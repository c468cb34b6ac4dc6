// What turns a stretch of a signal, seen with its surroundings, into a stretch of the result.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "rectify/alias_free/detail/fourfold.hpp"
#include "rectify/alias_free/detail/step_residual.hpp"

namespace rectify::detail {

/// Works on one channel, a stretch at a time, at four times its rate, and remembers nothing from
/// one stretch to the next: a frame of the result depends on the frames within kReach of it alone.
class BlockKernel {
 public:
  /// Samples at four times the rate, around those that are filtered down, whose steps may still
  /// reach into these.
  static constexpr std::size_t kMargin = StepResidual::kTaps;
  static_assert(kMargin % Fourfold::kFactor == 0);

  /// How many frames before and after it a frame depends on: 154.
  static constexpr std::size_t kReach = 2 * Fourfold::kReach + kMargin / Fourfold::kFactor;

  BlockKernel() = default;
  BlockKernel& operator=(const BlockKernel&) = delete;
  virtual ~BlockKernel() = default;

  /// How many numbers it takes for each frame of a channel, and how many it gives.
  [[nodiscard]] virtual std::size_t inputs() const = 0;
  [[nodiscard]] virtual std::size_t outputs() const = 0;

  /// Fills outputs() spans of n numbers from inputs() spans of n + 2·kReach finite ones, of which
  /// the first and last kReach are the surroundings. No spans overlap.
  virtual void run(std::span<const std::span<const double>> in,
                   std::span<const std::span<double>> out) = 0;

 protected:
  BlockKernel(const BlockKernel&) = default;

  /// Those samples at four times the rate that are filtered down.
  static std::span<const double> inner(std::span<const double> z) {
    return z.subspan(kMargin, z.size() - 2 * kMargin);
  }
};

/// A kernel that keeps nothing, so that stretches can be worked on in any order, and side by side
/// by clones of it.
class ParallelKernel : public BlockKernel {
 public:
  /// A copy with buffers of its own.
  [[nodiscard]] virtual std::unique_ptr<ParallelKernel> clone() const = 0;
};

}  // namespace rectify::detail
