// Checks channel_sum.hpp: the channels of each frame, added in their order.
#include "rectify/stages/channel_sum.hpp"

#include <doctest/doctest.h>

#include "support/run_chain.hpp"

using namespace test;
using rectify::ChannelSum;

TEST_CASE("each frame becomes one sample, whatever the blocks") {
  const std::vector<double> in = {1, 2, 3, 10, 20, 30, -1, 0, 1, 0.5, 0.25, 0.125};
  for (const auto& blocking : kBlockings) {
    rectify::Chain chain;
    chain.add(std::make_unique<ChannelSum>(3), 1);
    CHECK(run_chain(chain, in, 3, blocking) == std::vector<double>{6, 60, 0, 0.875});
  }
}

TEST_CASE("channels are added in their order") {
  rectify::Block block = {1e100, -1e100, 1, 1, 1e100, -1e100};
  ChannelSum(3).process(block);
  CHECK(block == rectify::Block{1, 0});
}

TEST_CASE("one channel stays as it is") {
  rectify::Block block = {1, -2, 3};
  ChannelSum(1).process(block);
  CHECK(block == rectify::Block{1, -2, 3});
}

TEST_CASE("an empty block stays empty") {
  rectify::Block block;
  ChannelSum(4).process(block);
  CHECK(block.empty());
}
