// Checks moving_average.hpp: the average of the frames around each, to a few ulps, ends included.
#include "rectify/stages/moving_average.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>

#include "support/run_chain.hpp"

using namespace test;
using rectify::MovingAverage;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// The definition: every term of every window, in extended precision.
std::vector<double> by_definition(const std::vector<double>& x, double frames) {
  const auto h = static_cast<std::ptrdiff_t>(std::ceil((frames - 1) / 2));
  const auto size = static_cast<std::ptrdiff_t>(x.size());
  std::vector<double> y;
  for (std::ptrdiff_t n = 0; n < size; ++n) {
    long double sum = 0;
    long double weights = 0;
    for (std::ptrdiff_t k = -h; k <= h; ++k) {
      if (n + k < 0 || n + k >= size) continue;
      const long double w =
          h == 0 || std::abs(k) < h ? 1 : (frames - 2 * static_cast<double>(h) + 1) / 2;
      weights += w;
      sum += w * x[static_cast<std::size_t>(n + k)];
    }
    y.push_back(static_cast<double>(sum / weights));
  }
  return y;
}

std::vector<double> noise(std::size_t samples, double offset) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> uniform(-1, 1);
  std::vector<double> x(samples);
  for (double& sample : x) sample = offset + uniform(random);
  return x;
}

std::vector<double> smoothed(const std::vector<double>& x, double frames,
                             const std::vector<std::size_t>& blocks = {1U << 20U}) {
  return run_stage(MovingAverage(frames, 1, 1), x, 1, blocks);
}

}  // namespace

TEST_CASE("a window of three frames averages each with its neighbours, two at the ends") {
  CHECK(smoothed({2, 2, 1, 4, 0.5}, 3) == std::vector<double>{2, 5.0 / 3, 7.0 / 3, 5.5 / 3, 2.25});
}

TEST_CASE("a window of two frames takes half of either neighbour") {
  CHECK(smoothed({4, 8, 0}, 2) == std::vector<double>{(4 + 4) / 1.5, (2 + 8 + 0) / 2.0, 4 / 1.5});
}

TEST_CASE("a window of a frame or less changes nothing") {
  const std::vector<double> x = {1, -0.0, kNan, -kInf, 1e-320};
  for (const double frames : {1.0, 0.25, 1e-300}) {
    const std::vector<double> y = smoothed(x, frames);
    REQUIRE(y.size() == x.size());
    for (std::size_t n = 0; n < x.size(); ++n) {
      CHECK((y[n] == x[n] || (std::isnan(x[n]) && std::isnan(y[n]))));
      CHECK(std::signbit(y[n]) == std::signbit(x[n]));
    }
  }
}

TEST_CASE("windows of any length are those of the definition, in any blocks") {
  for (const std::size_t samples : {1U, 2U, 5U, 40U, 300U}) {
    for (const double offset : {0.0, 1e6}) {
      const std::vector<double> x = noise(samples, offset);
      for (const double frames : {1.0, 1.5, 2.0, 3.0, 3.25, 4.0, 7.0, 21.5, 80.0, 599.0, 5000.0}) {
        CAPTURE(frames);
        const std::vector<double> expected = by_definition(x, frames);
        const std::vector<double> y = smoothed(x, frames);
        REQUIRE(y.size() == samples);
        for (std::size_t n = 0; n < samples; ++n) {
          REQUIRE(std::fabs(y[n] - expected[n]) <= 4 * 0x1p-52 * (offset + 1));
        }
        for (const auto& blocks : kBlockings) REQUIRE(smoothed(x, frames, blocks) == y);
      }
    }
  }
}

TEST_CASE("the average does not drift over ten million frames on an offset of a million") {
  // Whole numbers, of which the sum of a window is exact.
  std::vector<double> x(10'000'000);
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = 1e6 + static_cast<double>(n * n % 1009) - 504;
  }
  const std::vector<double> y = smoothed(x, 101, {65536});
  REQUIRE(y.size() == x.size());
  double sum = 0;
  for (std::size_t n = x.size() - 101; n < x.size(); ++n) sum += x[n];
  CHECK(y[x.size() - 51] == sum / 101);
  CHECK(y.back() == [&] {
    double last = 0;
    for (std::size_t n = x.size() - 51; n < x.size(); ++n) last += x[n];
    return last / 51;
  }());
}

TEST_CASE("a sine comes out by the gain of the window: next to nothing where it holds a period") {
  for (const double frames : {10.0, 10.4, 7.5, 33.3}) {
    for (const double period : {10.0, 10.4, 7.5, 91.0}) {
      CAPTURE(frames);
      CAPTURE(period);
      // The transform of the weights: that of 2h - 1 ones, and the two edges.
      const double w = 2 * std::numbers::pi / period;
      const double h = std::ceil((frames - 1) / 2);
      const double gain =
          (std::sin((h - 0.5) * w) / std::sin(w / 2) + (frames - 2 * h + 1) * std::cos(h * w)) /
          frames;
      std::vector<double> x(400);
      for (std::size_t n = 0; n < x.size(); ++n) x[n] = std::sin(w * static_cast<double>(n));
      const std::vector<double> y = smoothed(x, frames);
      // An argument of up to 335 is rounded by 2^-45.
      for (std::size_t n = 20; n < 380; ++n) REQUIRE(std::fabs(y[n] - gain * x[n]) <= 0x1p-44);
      if (frames == 10.0 && period == 10.0) CHECK(std::fabs(gain) <= 1e-15);
    }
  }
}

TEST_CASE("a sample that is no number spoils the windows that hold it, and no others") {
  std::vector<double> x(100, 1.0);
  x[40] = kNan;
  x[70] = kInf;
  const std::vector<double> y = smoothed(x, 6.5);  // from -3 to 3
  for (std::size_t n = 0; n < x.size(); ++n) {
    CAPTURE(n);
    if (n >= 37 && n <= 43) {
      CHECK(std::isnan(y[n]));
    } else {
      CHECK(y[n] == (n >= 67 && n <= 73 ? kInf : 1.0));
    }
  }
  x[71] = -kInf;
  CHECK(std::isnan(smoothed(x, 6.5)[70]));
}

TEST_CASE("channels are averaged alone") {
  const std::vector<double> a = noise(500, 0);
  const std::vector<double> b = noise(500, 9);
  std::vector<double> both;
  for (std::size_t n = 0; n < a.size(); ++n) both.insert(both.end(), {a[n], b[n]});
  const std::vector<double> y = run_stage(MovingAverage(0.0333, 1000, 2), both, 2, {64});
  const std::vector<double> ya = smoothed(a, 33.3);
  const std::vector<double> yb = smoothed(b, 33.3);
  REQUIRE(y.size() == both.size());
  for (std::size_t n = 0; n < a.size(); ++n) {
    REQUIRE(y[2 * n] == ya[n]);
    REQUIRE(y[2 * n + 1] == yb[n]);
  }
}

TEST_CASE("a window longer than any signal averages all of it, in memory for the signal alone") {
  const std::vector<double> y = smoothed({1, 2, 6}, 1e300);
  CHECK(y == std::vector<double>{3, 3, 3});
}

TEST_CASE("a stage that is reset gives the same again") {
  const std::vector<double> x = noise(100, 0);
  rectify::Chain chain;
  chain.add(std::make_unique<MovingAverage>(9.5, 1.0, 1), 1);
  const std::vector<double> first = run_chain(chain, x, 1, {13});
  CHECK(run_chain(chain, x, 1, {13}) == first);
}

TEST_CASE("a moving average wants a time, a rate and channels, and whole frames") {
  CHECK_THROWS_AS(MovingAverage(0, 1, 1), std::invalid_argument);
  CHECK_THROWS_AS(MovingAverage(kNan, 1, 1), std::invalid_argument);
  CHECK_THROWS_AS(MovingAverage(1, -1, 1), std::invalid_argument);
  CHECK_THROWS_AS(MovingAverage(1, 1, 0), std::invalid_argument);
  MovingAverage stage(3, 1, 2);
  rectify::Block block(3);
  CHECK_THROWS_AS(stage.process(block), std::invalid_argument);
}
