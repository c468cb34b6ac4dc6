// The loops that remove the DC.
#include "rectify/stages/dc.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "rectify/detail/preconditions.hpp"

namespace rectify {

MeanRemoval::MeanRemoval(std::size_t channels) : channels_(channels) {
  detail::require_channels(channels);
}

void MeanRemoval::observe(std::span<const double> block) {
  detail::require_frames(block.size(), channels_.size());
  for (std::size_t i = 0; i < block.size(); ++i) {
    Channel& channel = channels_[i % channels_.size()];
    if (!std::isfinite(block[i])) continue;
    channel.sum.add(block[i]);
    ++channel.samples;
  }
}

void MeanRemoval::finish() {
  for (Channel& channel : channels_) {
    if (channel.samples != 0)
      channel.mean = channel.sum.value() / static_cast<double>(channel.samples);
  }
}

void MeanRemoval::process(Block& block) {
  detail::require_frames(block.size(), channels_.size());
  for (std::size_t i = 0; i < block.size(); ++i) block[i] -= channels_[i % channels_.size()].mean;
}

DcBlock::DcBlock(double cutoff_hz, double rate, std::size_t channels) : channels_(channels) {
  detail::require_channels(channels);
  detail::require(cutoff_hz > 0 && cutoff_hz < rate / 2 && std::isfinite(rate),
                  "the cutoff of a DC block must lie between 0 and half the rate");
  const double k = std::tan(std::numbers::pi * cutoff_hz / rate);
  gain_ = 1.0 / (1.0 + k);
  pole_ = (1.0 - k) / (1.0 + k);
}

void DcBlock::reset() { std::fill(channels_.begin(), channels_.end(), State{}); }

void DcBlock::process(Block& block) {
  detail::require_frames(block.size(), channels_.size());
  for (std::size_t c = 0; c < channels_.size(); ++c) {
    auto [last_x, y] = channels_[c];
    for (std::size_t i = c; i < block.size(); i += channels_.size()) {
      const double x = block[i];
      if (!std::isfinite(x)) continue;
      y = (x - last_x) * gain_ + y * pole_;
      last_x = x;
      block[i] = y;
    }
    channels_[c] = {last_x, y};
  }
}

}  // namespace rectify
