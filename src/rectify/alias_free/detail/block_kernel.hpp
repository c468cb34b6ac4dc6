// What turns a stretch of a signal, seen with its surroundings, into a stretch of the result.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace rectify::detail {

/// Works on one channel, a stretch at a time, and remembers nothing from one to the next: each
/// frame that it gives depends on the frames within its reach alone, whatever stretch it is part
/// of. So stretches can be worked on in any order, and side by side by copies of the kernel.
class BlockKernel {
 public:
  BlockKernel() = default;
  BlockKernel(const BlockKernel&) = default;
  BlockKernel& operator=(const BlockKernel&) = delete;
  virtual ~BlockKernel() = default;

  /// A copy with buffers of its own.
  [[nodiscard]] virtual std::unique_ptr<BlockKernel> clone() const = 0;

  /// How many numbers of each frame of a channel it takes; it gives one.
  [[nodiscard]] virtual std::size_t inputs() const = 0;

  /// How many frames before and after a frame it depends on.
  [[nodiscard]] virtual std::size_t reach() const = 0;

  /// Fills r, of n frames, from inputs() spans of n + 2·reach() finite numbers, of which the first
  /// and last reach() are the surroundings. No spans overlap.
  virtual void run(std::span<const std::span<const double>> in, std::span<double> r) = 0;
};

}  // namespace rectify::detail
