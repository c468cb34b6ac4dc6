// Adds the channels of each frame: three rectified phases become what their load gets.
#pragma once

#include <cstddef>

#include "rectify/export.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {

/// y[n] = Σ over the channels of x[n], added in their order, in double. n channels become one. NaN
/// in any channel gives NaN.
class RECTIFY_API ChannelSum : public Stage {
 public:
  /// Throws std::invalid_argument for no channels, as process() does for a part of a frame.
  explicit ChannelSum(std::size_t channels);
  void process(Block& block) override;

 private:
  std::size_t channels_;
};

}  // namespace rectify
