// Checks hold.hpp: a peak is held and decays with the time constant, in each channel alone.
#include "rectify/stages/hold.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <span>
#include <stdexcept>
#include <vector>

#include "support/run_chain.hpp"

using namespace test;
using rectify::Hold;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("a peak falls to 1/e in the time constant") {
  std::vector<double> in(4801, 0.0);
  in[0] = 1;
  const std::vector<double> out = run_stage(Hold(0.1, 48000, 1), in, 1, {64});
  CHECK(out[0] == 1);
  // 4800 products, each rounded by 2^-53, and the rounding of the factor 4800 times over.
  for (std::size_t n = 0; n < in.size(); ++n) {
    const double expected = std::exp(-static_cast<double>(n) / 4800);
    CHECK(std::fabs(out[n] - expected) <= 2 * 4800 * 0x1p-53);
  }
}

TEST_CASE("values by hand: a rising signal goes through, a falling one is held") {
  // A time constant of 1/ln 2 frames: it halves each frame, to the rounding of exp and ln.
  const double seconds = 1 / std::log(2.0) / 8;
  const std::vector<double> in = {-1, -2, 4, 1, 0.5, 3, -8, 0};
  const std::vector<double> expected = {-1, -0.5, 4, 2, 1, 3, 1.5, 0.75};
  const std::vector<double> out = run_stage(Hold(seconds, 8, 1), in, 1, {3});
  for (std::size_t n = 0; n < in.size(); ++n) CHECK(std::fabs(out[n] - expected[n]) <= 0x1p-48);
}

TEST_CASE("a capacitor that never discharges keeps the greatest value so far, exactly") {
  const std::vector<double> in = {1, 3, 2, -5, 3.5, 0};
  CHECK(run_stage(Hold(kInf, 48000, 1), in, 1, {2}) == std::vector<double>{1, 3, 3, 3, 3.5, 3.5});
}

TEST_CASE("a time constant far below a frame holds nothing") {
  const std::vector<double> in = {1, 0.5, 2, 0, 0.25};
  CHECK(run_stage(Hold(1e-9, 48000, 1), in, 1, {2}) == in);
}

TEST_CASE("channels are independent, whatever the blocks") {
  const std::size_t frames = 500;
  std::vector<std::vector<double>> alone(3);
  std::vector<double> in;
  for (std::size_t n = 0; n < frames; ++n) {
    for (std::size_t c = 0; c < 3; ++c) {
      alone[c].push_back(std::fabs(std::sin(0.1 * static_cast<double>(n * (c + 1)))));
      in.push_back(alone[c].back());
    }
  }
  for (auto& channel : alone) channel = run_stage(Hold(0.01, 1000, 1), channel, 1, {frames});
  for (const auto& blocking : kBlockings) {
    const std::vector<double> out = run_stage(Hold(0.01, 1000, 3), in, 3, blocking);
    REQUIRE(out.size() == in.size());
    for (std::size_t i = 0; i < out.size(); ++i) REQUIRE(out[i] == alone[i % 3][i / 3]);
  }
}

TEST_CASE("NaN stays NaN, and the charge decays meanwhile") {
  const double seconds = 1 / std::log(2.0) / 8;
  const std::vector<double> out = run_stage(Hold(seconds, 8, 1), {kNan, 8, kNan, kNan, 0}, 1, {2});
  CHECK(std::isnan(out[0]));
  CHECK(out[1] == 8);
  CHECK(std::isnan(out[2]));
  CHECK(std::isnan(out[3]));
  CHECK(std::fabs(out[4] - 1) <= 0x1p-48);  // three halvings, as above
}

TEST_CASE("where each frame has a step of its own the charge decays by that step") {
  const double seconds = 1 / std::log(2.0);  // it halves each second, to the rounding of exp and ln
  const std::vector<double> steps = {9, 1, 2, 0, 1};
  const std::vector<double> in = {8, -1, 0, 4, 0, 0, 0, 3, 0, 0};  // of two channels
  const std::vector<double> expected = {8, -1, 4, 4, 1, 1, 1, 3, 0.5, 1.5};
  for (const std::size_t first : {0U, 1U, 2U, 5U}) {  // frames of the first of two blocks
    Hold hold(seconds, 2);
    std::size_t at = 0;
    for (const std::size_t frames : {first, steps.size() - first}) {
      hold.append_steps(std::span(steps).subspan(at / 2, frames));
      rectify::Block block(in.begin() + static_cast<std::ptrdiff_t>(at),
                           in.begin() + static_cast<std::ptrdiff_t>(at + 2 * frames));
      hold.process(block);
      for (const double v : block) CHECK(std::fabs(v - expected[at++]) <= 0x1p-48);
    }
    rectify::Block block = {1, 1};
    CHECK_THROWS_AS(hold.process(block), std::logic_error);  // the steps are used up
  }
}

TEST_CASE("reset forgets the charge") {
  Hold hold(1, 10, 1);
  rectify::Block block = {5};
  hold.process(block);
  hold.reset();
  block = {1, 0.5};
  hold.process(block);
  CHECK(block[0] == 1);
}

TEST_CASE("times and rates that are not above zero are refused") {
  for (const double bad : {0.0, -1.0, kNan}) {
    CHECK_THROWS_AS(Hold(bad, 48000, 1), std::invalid_argument);
    CHECK_THROWS_AS(Hold(0.1, bad, 1), std::invalid_argument);
  }
}
