// Checks alias-free stages: blocks, channels, threads, edges, silence, and numbers that are none.
#include <doctest/doctest.h>

#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

#include "rectify/alias_free/alias_free.hpp"
#include "support/run_chain.hpp"

using namespace test;
using rectify::AliasFreeStage;
using rectify::PiecewiseLinear;
using rectify::Team;

namespace {

constexpr std::size_t kReach = AliasFreeStage::kReach;
constexpr std::size_t kBlock = AliasFreeStage::kBlock;
constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kInfinity = std::numeric_limits<double>::infinity();
const PiecewiseLinear kHalf{.slope = 0.5, .at_zero = 0, .kinks = {{0, 0.5}}};
const PiecewiseLinear kFull{.slope = 0, .at_zero = 0, .kinks = {{0, 1}}};
const PiecewiseLinear kUnits{
    .slope = -0.25, .at_zero = 0.69, .kinks = {{0.3, 0.5}, {-0.45, 1.25}, {0, -0.75}}};

std::vector<double> white(std::size_t count, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(0, 0.3);
  std::vector<double> x;
  for (std::size_t n = 0; n < count; ++n) x.push_back(normal(random));
  return x;
}

std::vector<double> run(std::unique_ptr<rectify::Stage> stage, std::size_t in, std::size_t out,
                        const std::vector<double>& x, const std::vector<std::size_t>& blocking) {
  rectify::Chain chain;
  chain.add(std::move(stage), out);
  return run_chain(chain, x, in, blocking);
}

std::vector<double> rectified(const PiecewiseLinear& f, const std::vector<double>& x,
                              std::size_t channels = 1) {
  return run(rectify::alias_free(f, channels), channels, channels, x, {1U << 20U});
}

bool same_bits(double a, double b) { return a == b && std::signbit(a) == std::signbit(b); }

}  // namespace

TEST_CASE("block lengths do not matter, to the bit") {
  const std::vector<double> x = white(2 * kBlock + 1234);
  const std::vector<double> expected = rectified(kUnits, x);
  REQUIRE(expected.size() == x.size());
  for (const auto& blocking : kBlockings) {
    CHECK(run(rectify::alias_free(kUnits, 1), 1, 1, x, blocking) == expected);
  }
}

TEST_CASE("the number of threads does not matter, to the bit") {
  for (const std::size_t channels : {1U, 2U, 3U}) {
    const std::vector<double> x = white(channels * (3 * kBlock + 777));
    const std::vector<double> expected = rectified(kFull, x, channels);
    const std::vector<double> pairs = white(2 * channels * (kBlock + 777));
    const auto sum = [&](Team* team) {
      return run(rectify::alias_free_phase_sum({.even = 5}, 0, 1, channels, {}, team), 2 * channels,
                 channels, pairs, {5000});
    };
    for (const std::size_t count : {1U, 2U, 3U, 8U}) {
      Team team(count);
      CHECK(run(rectify::alias_free(kFull, channels, {}, &team), channels, channels, x, {5000}) ==
            expected);
      CHECK(sum(&team) == sum(nullptr));
    }
  }
}

TEST_CASE("each channel is rectified by itself") {
  const std::vector<double> a = white(500, 1);
  const std::vector<double> b = white(500, 2);
  const std::vector<double> c = white(500, 3);
  std::vector<double> x;
  for (std::size_t n = 0; n < 500; ++n) x.insert(x.end(), {a[n], b[n], c[n]});
  const std::vector<double> r = rectified(kHalf, x, 3);
  const std::vector<std::vector<double>> alone = {rectified(kHalf, a), rectified(kHalf, b),
                                                  rectified(kHalf, c)};
  for (std::size_t i = 0; i < r.size(); ++i) CHECK(r[i] == alone[i % 3][i / 3]);
}

TEST_CASE("a stage can be run again after a reset") {
  const std::vector<double> x = white(1000);
  rectify::Chain chain;
  chain.add(rectify::alias_free(kFull, 1), 1);
  const std::vector<double> first = run_chain(chain, x, 1, {300});
  CHECK(run_chain(chain, x, 1, {300}) == first);
}

TEST_CASE("the linear part is untouched: half(x) - half(-x) is x to the last bit or two") {
  const std::vector<double> x = white(5000);
  std::vector<double> opposite;
  for (const double value : x) opposite.push_back(-value);
  const std::vector<double> above = rectified(kHalf, x);
  const std::vector<double> below = rectified(kHalf, opposite);
  for (std::size_t n = 0; n < x.size(); ++n) {
    // Each is a sum of ½x and one value D, which both share: two roundings of the greater result,
    // and the filters' rounding of what is the same but for the order in which it is added.
    const double size = std::max({std::fabs(above[n]), std::fabs(below[n]), std::fabs(x[n])});
    CHECK(std::fabs(above[n] - below[n] - x[n]) <= 4e-16 * size + 1e-16);
  }
}

TEST_CASE("silence gives silence, exactly, of positive sign") {
  for (const double zero : {0.0, -0.0}) {
    for (const auto& f : {kHalf, kFull}) {
      for (const double r : rectified(f, std::vector<double>(400, zero))) {
        CHECK(same_bits(r, 0.0));
      }
    }
    const std::vector<double> z(800, zero);
    for (const double drop : {0.0, 0.5}) {
      for (const double r :
           run(rectify::alias_free_phase_sum({.even = 3}, drop, 1, 1), 2, 1, z, {100})) {
        CHECK(same_bits(r, 0.0));
      }
    }
  }
  // f(0) is added after the filters: it is exact from the first frame to the last.
  for (const double r : rectified(kUnits, std::vector<double>(400, 0.0))) CHECK(r == 0.69);
  // Silence beyond the reach of a sound is exact as well.
  std::vector<double> x(1000, 0.0);
  x[300] = 1;
  const std::vector<double> r = rectified(kFull, x);
  for (std::size_t n = 0; n < r.size(); ++n) {
    if (n + kReach < 300 || n > 300 + kReach) CHECK(same_bits(r[n], 0.0));
  }
}

TEST_CASE("a constant is rectified as it is, away from its ends") {
  for (const double c : {1.0, -1.0, 0.3, -1e-300, 1e200}) {
    const std::vector<double> full = rectified(kFull, std::vector<double>(1000, c));
    const std::vector<double> half = rectified(kHalf, std::vector<double>(1000, c));
    for (std::size_t n = kReach; n + kReach < 1000; ++n) {
      CHECK(std::fabs(full[n] - std::fabs(c)) <= 4e-15 * std::fabs(c));
      CHECK(std::fabs(half[n] - std::max(c, 0.0)) <= 4e-15 * std::fabs(c));
    }
  }
}

TEST_CASE("what lies around the signal is silence, or what it is said to be") {
  // The surroundings of a part of a signal are the rest of it.
  const std::vector<double> x = white(2 * 3000);
  const std::vector<double> whole = rectified(kUnits, x, 2);
  const std::vector<double> part(x.begin() + 2 * 1000, x.begin() + 2 * 2000);
  const auto rest = [&](std::int64_t first, std::span<double> frames) {
    CHECK(frames.size() % 2 == 0);
    CHECK((first + static_cast<std::int64_t>(frames.size() / 2) <= 0 || first >= 1000));
    std::copy_n(x.begin() + 2 * (1000 + first), frames.size(), frames.begin());
  };
  for (const auto& blocking : kBlockings) {
    const std::vector<double> r = run(rectify::alias_free(kUnits, 2, rest), 2, 2, part, blocking);
    REQUIRE(r.size() == part.size());
    for (std::size_t i = 0; i < r.size(); ++i) REQUIRE(r[i] == whole[2 * 1000 + i]);
  }
  // Silence put around it by hand changes nothing.
  std::vector<double> longer(2 * 200, 0.0);
  longer.insert(longer.end(), part.begin(), part.end());
  longer.resize(longer.size() + 2 * 200);
  const std::vector<double> among_silence = rectified(kUnits, longer, 2);
  const std::vector<double> alone = rectified(kUnits, part, 2);
  for (std::size_t i = 0; i < alone.size(); ++i) REQUIRE(alone[i] == among_silence[2 * 200 + i]);
}

TEST_CASE("signals of any length have as many frames after as before: 0, 1, 2, 10, …") {
  const std::vector<double> x = white(kBlock + kReach + 1);
  std::vector<double> longer = x;
  longer.resize(x.size() + 1000);
  for (const std::size_t frames :
       {0UL, 1UL, 2UL, 10UL, kReach, kBlock, kBlock + kReach, x.size()}) {
    const std::vector<double> cut(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(frames));
    CAPTURE(frames);
    CHECK(rectified(kFull, cut).size() == frames);
    CHECK(run(rectify::alias_free_phase_sum({.even = 3}, 0, 1, 1), 2, 1, white(2 * frames), {777})
              .size() == frames);
  }
  // One frame is the impulse that it is among silence.
  std::vector<double> impulse(2 * kReach + 1, 0.0);
  impulse[kReach] = -0.7;
  CHECK(rectified(kFull, {-0.7})[0] == rectified(kFull, impulse)[kReach]);
}

TEST_CASE("powers of two scale the result exactly, down to where numbers run out") {
  const std::vector<double> x = white(1500);
  const std::vector<double> expected = rectified(kHalf, x);
  for (const int exponent : {-900, -100, 100, 900}) {
    std::vector<double> scaled;
    for (const double value : x) scaled.push_back(std::ldexp(value, exponent));
    const std::vector<double> r = rectified(kHalf, scaled);
    for (std::size_t n = 0; n < r.size(); ++n) {
      REQUIRE(r[n] == std::ldexp(expected[n], exponent));
    }
  }
  std::vector<double> subnormal;
  for (const double value : x) subnormal.push_back(std::ldexp(value, -1060));
  const std::vector<double> r = rectified(kHalf, subnormal);
  for (std::size_t n = 0; n < r.size(); ++n) {
    // Each of some 400 products is a whole number of the smallest steps.
    CHECK(std::fabs(r[n] - std::ldexp(expected[n], -1060)) <= 400 * 0x1p-1074);
  }
}

TEST_CASE("full-scale squares and impulses stay finite and within reason") {
  std::vector<double> square;
  for (std::size_t n = 0; n < 2000; ++n) square.push_back(n / 10 % 2 == 0 ? 1 : -1);
  std::vector<double> fastest;
  for (std::size_t n = 0; n < 2000; ++n) fastest.push_back(n % 2 == 0 ? 1 : -1);
  std::vector<double> impulses(2000, 0.0);
  for (std::size_t n = 0; n < 2000; n += 7) impulses[n] = n % 2 == 0 ? 1 : -1;
  for (const auto& x : {square, fastest, impulses}) {
    for (const PiecewiseLinear& f : {kHalf, kFull}) {
      for (const double r : rectified(f, x)) {
        // A square rings by 18 % above its edges and |x| dips to 0 at each of them.
        CHECK(std::fabs(r) < 1.3);
      }
    }
  }
}

TEST_CASE("a number that is none spoils the frames within reach, of its channel, and no others") {
  constexpr std::size_t kFrames = 2 * kBlock;
  const std::vector<double> x = white(2 * kFrames);
  const std::vector<double> expected = rectified(kHalf, x, 2);
  for (const double bad : {kNaN, kInfinity, -kInfinity, 1e300}) {
    for (const std::size_t at : {0UL, 3UL, kReach, kBlock - 1, kBlock, kBlock + 55, kFrames - 1}) {
      std::vector<double> spoilt = x;
      spoilt[2 * at + 1] = bad;
      auto stage = rectify::alias_free(kHalf, 2);
      const AliasFreeStage* watched = stage.get();
      rectify::Chain chain;
      chain.add(std::move(stage), 2);
      const std::vector<double> r = run_chain(chain, spoilt, 2, {1000});
      CAPTURE(at);
      CHECK(watched->first_spoilt() == at);
      for (std::size_t n = 0; n < kFrames; ++n) {
        REQUIRE(r[2 * n] == expected[2 * n]);
        const bool within = n + kReach >= at && n <= at + kReach;
        REQUIRE(std::isnan(r[2 * n + 1]) == within);
        // Beyond, it is as if there had been silence instead, which reaches as far.
        if (!within) REQUIRE(r[2 * n + 1] == expected[2 * n + 1]);
      }
    }
  }
}

TEST_CASE("numbers that are none around a signal spoil its ends, and are no frames of it") {
  const std::vector<double> x = white(1000);
  const std::vector<double> expected = rectified(kHalf, x);
  for (const std::int64_t at : {-100, -1, 1000, 1120}) {
    const auto around = [&](std::int64_t first, std::span<double> frames) {
      std::fill(frames.begin(), frames.end(), 0.0);
      const std::int64_t place = at - first;
      if (place >= 0 && place < static_cast<std::int64_t>(frames.size())) {
        frames[static_cast<std::size_t>(place)] = kNaN;
      }
    };
    auto stage = rectify::alias_free(kHalf, 1, around);
    const AliasFreeStage* watched = stage.get();
    rectify::Chain chain;
    chain.add(std::move(stage), 1);
    const std::vector<double> r = run_chain(chain, x, 1, {300});
    CAPTURE(at);
    CHECK_FALSE(watched->first_spoilt());
    for (std::int64_t n = 0; n < 1000; ++n) {
      const auto i = static_cast<std::size_t>(n);
      const bool within = std::abs(n - at) <= static_cast<std::int64_t>(kReach);
      REQUIRE(std::isnan(r[i]) == within);
      if (!within) REQUIRE(r[i] == expected[i]);
    }
  }
}

TEST_CASE("numbers that are none on end spoil all between them, once") {
  std::vector<double> x = white(3000);
  for (std::size_t n = 1000; n < 2000; ++n) x[n] = kNaN;
  const std::vector<double> r = rectified(kFull, x);
  for (std::size_t n = 0; n < r.size(); ++n) {
    CHECK(std::isnan(r[n]) == (n + kReach >= 1000 && n <= 1999 + kReach));
  }
  for (const double value : rectified(kFull, std::vector<double>(3000, kInfinity))) {
    CHECK(std::isnan(value));
  }
}

TEST_CASE("no channels and half a frame are refused") {
  CHECK_THROWS_AS((void)rectify::alias_free(kFull, 0), std::invalid_argument);
  CHECK_THROWS_AS((void)rectify::alias_free({.slope = 0, .at_zero = 0, .kinks = {{kNaN, 1}}}, 1),
                  std::invalid_argument);
  CHECK_THROWS_AS((void)rectify::alias_free({.slope = 0, .at_zero = 0, .kinks = {{0, kNaN}}}, 1),
                  std::invalid_argument);
  CHECK_THROWS_AS((void)rectify::alias_free({.slope = kInfinity, .at_zero = 0, .kinks = {}}, 1),
                  std::invalid_argument);
  CHECK_THROWS_AS((void)rectify::alias_free({.slope = 0, .at_zero = kNaN, .kinks = {}}, 1),
                  std::invalid_argument);
  CHECK_THROWS_AS((void)rectify::alias_free_phase_sum({.even = 4097}, 0, 1, 1),
                  std::invalid_argument);
  CHECK_THROWS_AS((void)rectify::alias_free_phase_sum({.even = 3}, -1, 1, 1),
                  std::invalid_argument);
  const auto stage = rectify::alias_free(kFull, 2);
  rectify::Block block(3);
  CHECK_THROWS_AS(stage->process(block), std::invalid_argument);
}
