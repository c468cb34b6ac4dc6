// The loop of the channel sum.
#include "rectify/stages/channel_sum.hpp"

#include "rectify/detail/preconditions.hpp"

namespace rectify {

ChannelSum::ChannelSum(std::size_t channels) : channels_(channels) {
  detail::require_channels(channels);
}

void ChannelSum::process(Block& block) {
  detail::require_frames(block.size(), channels_);
  const std::size_t frames = block.size() / channels_;
  for (std::size_t n = 0; n < frames; ++n) {
    double sum = block[n * channels_];
    for (std::size_t c = 1; c < channels_; ++c) sum += block[n * channels_ + c];
    block[n] = sum;
  }
  block.resize(frames);
}

}  // namespace rectify
