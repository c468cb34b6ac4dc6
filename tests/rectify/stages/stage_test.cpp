// Checks stage.hpp: a chain keeps frames aligned and lengths equal, and surveys before it
// processes.
#include "rectify/stages/stage.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <deque>

#include "rectify/stages/level.hpp"
#include "support/run_chain.hpp"

using namespace test;
using rectify::Block;
using rectify::Chain;
using rectify::Gain;
using rectify::Stage;
using rectify::Survey;

namespace {

/// Delays by `latency` frames, and gives only `hop` frames at a time, as a block filter does.
class Delay : public Stage {
 public:
  Delay(std::size_t latency, std::size_t hop, std::size_t channels)
      : latency_(latency), hop_(hop * channels), channels_(channels) {
    Delay::reset();
  }
  void process(Block& block) override {
    held_.insert(held_.end(), block.begin(), block.end());
    give(block, held_.size() / hop_ * hop_);
  }
  void drain(Block& block) override {
    CHECK(block.empty());
    give(block, std::min(hop_, held_.size()));
  }
  [[nodiscard]] std::size_t latency() const override { return latency_; }
  void reset() override { held_.assign(latency_ * channels_, -99.0); }

 private:
  void give(Block& block, std::size_t samples) {
    const auto end = held_.begin() + static_cast<std::ptrdiff_t>(samples);
    block.assign(held_.begin(), end);
    held_.erase(held_.begin(), end);
  }
  std::size_t latency_, hop_, channels_;
  std::deque<double> held_;
};

/// Adds the number of samples seen, and keeps what it saw for the test.
class CountAdded : public Stage, private Survey {
 public:
  explicit CountAdded(std::vector<double>& seen) : seen_(seen) {}
  Survey* survey() override { return this; }
  void process(Block& block) override {
    CHECK(finished_ == 1);
    for (double& x : block) x += static_cast<double>(seen_.size());
  }

 private:
  void observe(std::span<const double> block) override {
    CHECK(finished_ == 0);
    seen_.insert(seen_.end(), block.begin(), block.end());
  }
  void finish() override { ++finished_; }
  std::vector<double>& seen_;
  int finished_ = 0;
};

/// The first of each two channels.
class FirstOfTwo : public Stage {
 public:
  void process(Block& block) override {
    for (std::size_t i = 0; i < block.size() / 2; ++i) block[i] = block[2 * i];
    block.resize(block.size() / 2);
  }
};

/// Each sample and all before it added up: what no stage may feed with frames of no signal.
class RunningSum : public Stage {
 public:
  void process(Block& block) override {
    for (double& x : block) x = sum_ += x;
  }
  void reset() override { sum_ = 0; }

 private:
  double sum_ = 0;
};

/// 0, step, 2·step …
std::vector<double> counting(std::size_t samples, double step = 1) {
  std::vector<double> x(samples);
  for (std::size_t i = 0; i < samples; ++i) x[i] = step * static_cast<double>(i);
  return x;
}

}  // namespace

TEST_CASE("an empty chain gives back what it takes") {
  Chain chain;
  CHECK(chain.empty());
  CHECK(run_chain(chain, counting(10), 2, {3}) == counting(10));
}

TEST_CASE("latency is made up for whatever the blocks, channels, hops and lengths") {
  for (const std::size_t channels : {1U, 2U, 5U}) {
    for (const std::size_t latency : {0U, 1U, 6U, 100U}) {
      for (const std::size_t hop : {1U, 4U, 64U}) {
        for (const std::size_t frames : {0U, 1U, 50U, 333U}) {
          for (const auto& blocking : kBlockings) {
            Chain chain;
            chain.add(std::make_unique<Delay>(latency, hop, channels), channels);
            chain.add(std::make_unique<Gain>(2), channels);
            chain.add(std::make_unique<Delay>(3, 2, channels), channels);
            const std::vector<double> expected = counting(frames * channels, 2);
            REQUIRE(run_chain(chain, counting(frames * channels), channels, blocking) == expected);
            // And again, since begin_pass() resets the stages.
            REQUIRE(run_chain(chain, counting(frames * channels), channels, blocking) == expected);
          }
        }
      }
    }
  }
}

TEST_CASE("latency is counted in frames of the channels that come out") {
  for (const auto& blocking : kBlockings) {
    Chain chain;
    chain.add(std::make_unique<Delay>(5, 1, 2), 2);
    chain.add(std::make_unique<FirstOfTwo>(), 1);
    chain.add(std::make_unique<Delay>(4, 3, 1), 1);
    CHECK(run_chain(chain, counting(80), 2, blocking) == counting(40, 2));
  }
}

TEST_CASE("a stage with memory sees nothing of the latency of those before it") {
  for (const auto& blocking : kBlockings) {
    for (const std::size_t hop : {1U, 4U, 64U}) {
      Chain chain;
      chain.add(std::make_unique<Delay>(5, hop, 1), 1);
      chain.add(std::make_unique<RunningSum>(), 1);
      chain.add(std::make_unique<Delay>(3, 2, 1), 1);
      chain.add(std::make_unique<RunningSum>(), 1);
      const std::vector<double> ones(40, 1.0);
      std::vector<double> triangular(40);
      for (std::size_t n = 0; n < 40; ++n)
        triangular[n] = static_cast<double>((n + 1) * (n + 2) / 2);
      CHECK(run_chain(chain, ones, 1, blocking) == triangular);
      CHECK(run_chain(chain, ones, 1, blocking) == triangular);
    }
  }
}

TEST_CASE("surveys see the whole signal, as the stages before them leave it") {
  for (const auto& blocking : kBlockings) {
    std::vector<double> first;
    std::vector<double> second;
    Chain chain;
    chain.add(std::make_unique<Delay>(7, 4, 2), 2);
    chain.add(std::make_unique<CountAdded>(first), 2);
    chain.add(std::make_unique<Gain>(2), 2);
    chain.add(std::make_unique<CountAdded>(second), 2);
    chain.add(std::make_unique<Delay>(2, 1, 2), 2);
    const std::vector<double> out = run_chain(chain, counting(60), 2, blocking);
    CHECK(first == counting(60));
    REQUIRE(out.size() == 60);
    REQUIRE(second.size() == 60);
    for (std::size_t i = 0; i < 60; ++i) {
      CHECK(second[i] == 2 * (static_cast<double>(i) + 60));
      CHECK(out[i] == second[i] + 60);
    }
  }
}

TEST_CASE("as many passes as surveys, and one more") {
  std::vector<double> seen;
  Chain chain;
  chain.add(std::make_unique<CountAdded>(seen), 1);
  chain.add(std::make_unique<CountAdded>(seen), 1);
  for (const bool only_surveys : {true, true, false}) {
    CHECK(chain.begin_pass() == only_surveys);
    Block block = {1.0};
    chain.process(block);
    CHECK(block.empty() == only_surveys);
    CHECK_FALSE(chain.drain(block));
  }
}

TEST_CASE("a chain that has begun no pass, or ended it, passes nothing") {
  Chain chain;
  chain.add(std::make_unique<Gain>(2), 1);
  Block block = {1};
  CHECK_THROWS_AS(chain.process(block), std::logic_error);
  CHECK_FALSE(chain.drain(block));
  CHECK_FALSE(chain.begin_pass());
  chain.process(block);
  CHECK(block == Block{2});
  CHECK_FALSE(chain.drain(block));
  CHECK_THROWS_AS(chain.process(block), std::logic_error);
  chain.begin_pass();
  chain.add(std::make_unique<Gain>(2), 1);
  CHECK_THROWS_AS(chain.process(block), std::logic_error);
}
