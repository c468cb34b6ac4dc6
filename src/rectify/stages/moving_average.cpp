// Sums over windows as the ends and beginnings of blocks.
#include "rectify/stages/moving_average.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "rectify/detail/preconditions.hpp"

namespace rectify {
namespace {

constexpr double kMostFrames = 0x1p50;  // no signal is longer, and a window counts what exists

/// L: the length of the window in frames.
double window(double seconds, double rate) {
  detail::require(seconds > 0 && rate > 0, "a moving average needs a time and a rate above zero");
  const double frames = std::clamp(seconds * rate, 1.0, kMostFrames);
  return frames < 1e6 ? std::round(frames * 1e9) / 1e9 : frames;  // beyond, doubles are coarser
}

}  // namespace

MovingAverage::MovingAverage(double seconds, double rate, std::size_t channels)
    : reach_(static_cast<std::uint64_t>(std::ceil((window(seconds, rate) - 1) / 2))),
      inside_(reach_ == 0 ? 0 : 2 * reach_ - 1),
      edge_((window(seconds, rate) - static_cast<double>(inside_)) / 2),
      channels_(channels) {
  detail::require_channels(channels);
}

void MovingAverage::reset() {
  channels_.assign(channels_.size(), {});
  taken_ = at_ = drained_ = 0;
}

/// The weights on one side of the middle of a window, where `frames` frames exist on that side.
double MovingAverage::side(std::uint64_t frames) const {
  if (frames < reach_) return static_cast<double>(frames);
  return static_cast<double>(reach_ - 1) + edge_;
}

/// Takes the frame n + h and gives the average around n.
double MovingAverage::step(Channel& channel, double x, double weights) const {
  const bool first_block = channel.ends.empty();
  const double inner = channel.beginning.value() + (first_block ? 0 : channel.ends[at_]);
  const double edges = x + channel.left;
  channel.beginning.add(x);
  if (first_block) {
    channel.samples.push_back(x);
  } else {
    channel.left = std::exchange(channel.samples[at_], x);
  }
  return (inner + edge_ * edges) / weights;
}

/// Counts a frame that all channels have taken, and at the end of a block sums its ends.
void MovingAverage::count_frame() {
  if (++at_ != inside_) return;
  at_ = 0;
  for (Channel& channel : channels_) {
    channel.ends.resize(inside_);
    CompensatedSum end;
    for (std::size_t i = inside_; i-- > 0;) {
      end.add(channel.samples[i]);
      channel.ends[i] = end.value();
    }
    channel.beginning = {};
  }
}

void MovingAverage::process(Block& block) {
  const std::size_t channels = channels_.size();
  detail::require_frames(block.size(), channels);
  if (reach_ == 0) return;
  const double full_side = side(reach_);
  std::size_t out = 0;
  for (std::size_t in = 0; in < block.size(); in += channels) {
    const bool ready = taken_ >= reach_;
    const double weights = ready ? 1 + side(taken_ - reach_) + full_side : 1;
    for (std::size_t c = 0; c < channels; ++c) {
      block[out + c] = step(channels_[c], block[in + c], weights);
    }
    if (ready) out += channels;
    ++taken_;
    count_frame();
  }
  block.resize(out);
}

void MovingAverage::drain(Block& block) {
  constexpr std::uint64_t kBlock = 4096;  // frames
  const std::uint64_t held = std::min(taken_, reach_);
  const std::uint64_t first = taken_ - held;
  const std::uint64_t end = std::min(held, drained_ + kBlock);
  for (; drained_ < end; ++drained_) {
    const std::uint64_t n = first + drained_;
    const double weights = 1 + side(n) + side(taken_ - 1 - n);
    for (Channel& channel : channels_) block.push_back(step(channel, 0, weights));
    count_frame();
  }
}

}  // namespace rectify
