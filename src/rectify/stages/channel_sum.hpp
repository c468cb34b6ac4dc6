// The channels of a frame added into one: three recorded phases become their rectified sum.
#pragma once

#include <cstddef>

#include "rectify/stages/stage.hpp"

namespace rectify {

/// y[n] = Σ over the channels of x[n], added in their order, in double.
class ChannelSum : public Stage {
 public:
  explicit ChannelSum(std::size_t channels) : channels_(channels) {}
  void process(Block& block) override;

 private:
  std::size_t channels_;
};

}  // namespace rectify
