// Adds the channels of each frame, such as three rectified phases on one load.
#pragma once

#include <cstddef>

#include "rectify/export.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {

/// y[n] = Σ of x[n] over the channels, added in their order, in double: n channels become one.
class RECTIFY_API ChannelSum : public Stage {
 public:
  explicit ChannelSum(std::size_t channels);
  void process(Block& block) override;

 private:
  std::size_t channels_;
};

}  // namespace rectify
