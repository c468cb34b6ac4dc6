#include "rectify/stages/channel_sum.hpp"

namespace rectify {

void ChannelSum::process(Block& block) {
  const std::size_t frames = block.size() / channels_;
  for (std::size_t n = 0; n < frames; ++n) {
    double sum = block[n * channels_];
    for (std::size_t c = 1; c < channels_; ++c) sum += block[n * channels_ + c];
    block[n] = sum;
  }
  block.resize(frames);
}

}  // namespace rectify
