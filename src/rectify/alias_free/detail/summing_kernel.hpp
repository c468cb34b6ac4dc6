// What adds something up over a signal, a stretch at a time.
#pragma once

#include <cstddef>
#include <vector>

#include "rectify/alias_free/detail/block_kernel.hpp"

namespace rectify::detail {

/// Takes the argument of a shape and, last, the upstream gradient g, and adds up what depends on
/// both. What comes out of it are zeros, so that a stage can tell which frames were spoilt.
class SummingKernel : public BlockKernel {
 public:
  [[nodiscard]] std::size_t outputs() const final { return 1; }

  /// What was added up since the start.
  [[nodiscard]] virtual std::vector<double> sums() const = 0;

 protected:
  /// The samples at four times the rate that belong to the frames of a stretch, after up().
  struct Range {
    std::size_t begin;
    std::size_t end;
  };
  [[nodiscard]] static Range own_samples(std::size_t frames) {
    constexpr std::size_t kBegin = (kReach - Fourfold::kReach) * Fourfold::kFactor;
    return {kBegin, kBegin + frames * Fourfold::kFactor};
  }
};

}  // namespace rectify::detail
