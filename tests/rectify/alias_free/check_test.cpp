// Checks that AliasFreeCheck agrees with a right gradient, and with no wrong one.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <vector>

#include "rectify/alias_free/alias_free.hpp"
#include "rectify/alias_free/alias_free_check.hpp"
#include "support/run_chain.hpp"

using namespace test;
using rectify::AliasFreeCheck;
using rectify::GradientCheck;

namespace {

// So many that what lies long past is forgotten, thousands of frames at a time.
constexpr std::size_t kFrames = AliasFreeCheck::kEvery + 30 * AliasFreeCheck::kOneIn;
constexpr std::size_t kCompared = AliasFreeCheck::kEvery + 30;

std::vector<double> white(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(0, 0.3);
  std::vector<double> x;
  for (std::size_t n = 0; n < count; ++n) x.push_back(normal(random));
  return x;
}

/// A forward and a backward pass of `parts` numbers and `channels`.
struct Passes {
  std::size_t parts;
  std::size_t channels;
  std::unique_ptr<rectify::Stage> backward;
  AliasFreeCheck check;
};

Passes half(std::size_t channels) {
  const rectify::PiecewiseLinear f{.slope = 0.5, .at_zero = 0, .kinks = {{0, 0.5}}};
  return {1, channels, rectify::alias_free_gradient(f, channels),
          rectify::alias_free_check(f, channels)};
}

Passes three_phases(std::size_t channels) {
  return {2, channels, rectify::alias_free_phase_sum_gradient({.even = 3}, 0, 1, channels),
          rectify::alias_free_phase_sum_check({.even = 3}, 0, 1, channels)};
}

struct Signals {
  std::vector<double> x;
  std::vector<double> g;
  std::vector<double> gradient;
};

Signals signals(Passes& passes) {
  Signals s{
      white(kFrames * passes.parts * passes.channels, 1), white(kFrames * passes.channels, 2), {}};
  std::vector<double> rows;
  for (std::size_t i = 0; i < s.g.size(); ++i) {
    for (std::size_t k = 0; k < passes.parts; ++k) rows.push_back(s.x[i * passes.parts + k]);
    rows.push_back(s.g[i]);
  }
  rectify::Chain chain;
  chain.add(std::move(passes.backward), passes.parts * passes.channels);
  s.gradient = run_chain(chain, rows, (passes.parts + 1) * passes.channels, {777});
  return s;
}

/// Gives the signals to the check in blocks of some frames, g and the gradient later than x.
GradientCheck checked(Passes& passes, const Signals& s, std::size_t frames) {
  const auto part = [&](const std::vector<double>& of, std::size_t numbers, std::size_t at) {
    const std::size_t first = std::min(of.size(), at * numbers);
    return std::span(of).subspan(first, std::min(frames * numbers, of.size() - first));
  };
  const std::size_t stride = passes.parts * passes.channels;
  for (std::size_t at = 0; at < kFrames + 2 * frames; at += frames) {
    passes.check.add_input(part(s.x, stride, at));
    if (at >= frames) passes.check.add_upstream(part(s.g, passes.channels, at - frames));
    if (at >= 2 * frames) passes.check.add_gradient(part(s.gradient, stride, at - 2 * frames));
  }
  GradientCheck result;
  passes.check.conclude(result);
  return result;
}

void check_agreement(Passes passes, std::size_t frames) {
  const Signals s = signals(passes);
  const GradientCheck check = checked(passes, s, frames);
  CHECK(check.agreeing() == kCompared * passes.parts * passes.channels);
  CHECK(check.disagreeing() == 0);
  CHECK(check.not_finite() == 0);
  CHECK(check.greatest() < 1e-6);
}

}  // namespace

TEST_CASE("the check agrees with the gradient, of all first frames and some after them") {
  check_agreement(half(1), 1);
  check_agreement(half(2), 1000);
  check_agreement(three_phases(1), kFrames);
}

TEST_CASE("the check disagrees with the mask of a rectifier that aliases") {
  Passes passes = half(1);
  Signals s = signals(passes);
  for (std::size_t n = 0; n < kFrames; ++n) s.gradient[n] = s.x[n] > 0 ? s.g[n] : 0;
  CHECK(checked(passes, s, 100).disagreeing() > kCompared * 9 / 10);
}

TEST_CASE("the check sees each wrong derivative, of either part, also late in the signal") {
  Passes passes = three_phases(1);
  Signals s = signals(passes);
  for (const std::size_t place :
       {2 * 0U, 2 * 1U + 1, 2 * 1023U, 2 * 1023U + 1, 2 * 309U * 4 + 1, 2 * 309U * 30 + 1}) {
    s.gradient[place] += 0.01;
  }
  CHECK(checked(passes, s, 100).disagreeing() == 6);
}

TEST_CASE("derivatives near a number that is none are counted as such") {
  Passes passes = half(1);
  Signals s = signals(passes);
  s.x[1000] = std::nan("");
  const GradientCheck check = checked(passes, s, 100);
  CHECK(check.not_finite() >= 2 * 154 + 1);
  CHECK(check.not_finite() <= 4 * 154 + 1);
  CHECK(check.disagreeing() == 0);
}

TEST_CASE(
    "where both parts of a frame are numbers that are none, both derivatives are counted so") {
  Passes passes = three_phases(1);
  Signals s = signals(passes);
  s.x[2 * 1000] = s.x[2 * 1000 + 1] = std::nan("");
  const GradientCheck check = checked(passes, s, 100);
  CHECK(check.not_finite() >= 2 * (2 * 154 + 1));
  CHECK(check.not_finite() <= 2 * (4 * 154 + 1));
  CHECK(check.disagreeing() == 0);
}

TEST_CASE("silence lies on the kink, and derivatives there are not compared") {
  Passes passes = half(1);
  Signals s = signals(passes);
  std::fill(s.x.begin() + 200, s.x.begin() + 800, 0.0);
  const GradientCheck check = checked(passes, s, 100);
  CHECK(check.near_kink() >= 600 - 2 * 154);
  CHECK(check.near_kink() <= 600);
}

TEST_CASE("one frame can be compared, and none") {
  AliasFreeCheck check = half(1).check;
  GradientCheck nothing;
  half(1).check.conclude(nothing);
  CHECK(nothing.agreeing() + nothing.disagreeing() == 0);
  check.add_input(std::vector{0.3});
  check.add_upstream(std::vector{1.0});
  check.add_gradient(std::vector{0.3});
  GradientCheck result;
  check.conclude(result);
  CHECK(result.disagreeing() == 1);
}

TEST_CASE("the check wants channels") { CHECK_THROWS_AS(half(0), std::invalid_argument); }
