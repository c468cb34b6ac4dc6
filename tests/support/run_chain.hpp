// Sends a whole signal through a chain, in blocks of lengths that are chosen.
#pragma once

#include <algorithm>
#include <cstddef>
#include <memory>
#include <vector>

#include "rectify/stages/stage.hpp"

namespace test {

/// All passes that the chain asks for; block lengths are taken in turn from `frames_in_block`.
inline std::vector<double> run_chain(rectify::Chain& chain, const std::vector<double>& in,
                                     std::size_t channels,
                                     const std::vector<std::size_t>& frames_in_block) {
  std::vector<double> out;
  for (bool more = true; more;) {
    more = chain.begin_pass();
    const auto take = [&](const rectify::Block& b) { out.insert(out.end(), b.begin(), b.end()); };
    std::size_t turn = 0;
    for (std::size_t at = 0; at < in.size();) {
      const std::size_t wanted = frames_in_block[turn++ % frames_in_block.size()] * channels;
      const std::size_t end = std::min(in.size(), at + wanted);
      rectify::Block block(in.begin() + static_cast<std::ptrdiff_t>(at),
                           in.begin() + static_cast<std::ptrdiff_t>(end));
      chain.process(block);
      take(block);
      at = end;
    }
    for (rectify::Block block; chain.drain(block);) take(block);
  }
  return out;
}

/// A single stage as a chain.
template <class Made>
std::vector<double> run_stage(Made stage, const std::vector<double>& in, std::size_t channels,
                              const std::vector<std::size_t>& frames_in_block) {
  rectify::Chain chain;
  chain.add(std::make_unique<Made>(std::move(stage)), channels);
  return run_chain(chain, in, channels, frames_in_block);
}

/// What block lengths must not matter: in one go, one by one, two, odd, long, and mixed with empty.
inline const std::vector<std::vector<std::size_t>> kBlockings = {
    {1U << 20U}, {1}, {2}, {7}, {4096}, {0, 3, 1, 0, 13}};

}  // namespace test
