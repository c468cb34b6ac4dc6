// Checks quadrature.hpp: the filter's gain, its convolution against plain sums, its ends, its
// adjoint, and the reach of samples that are not finite.
#include "rectify/stages/quadrature.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>

#include "support/run_chain.hpp"

using namespace test;
using rectify::AnalyticSignal;
using rectify::quadrature_edge_hz;
using rectify::quadrature_reach;
using rectify::quadrature_taps;

namespace {

using Direction = AnalyticSignal::Direction;
using Samples = std::vector<double>;
constexpr double kPi = std::numbers::pi;
constexpr double kSmallRate = 400;  // the shortest filter, whose blocks have 886 frames
constexpr std::size_t kSmallReach = 69;

/// The gain at a frequency over the rate: a sum of sines weighted by the taps.
double gain(const Samples& taps, double f) {
  double sum = 0;
  for (std::size_t i = 0; i < taps.size(); ++i) {
    sum += 2 * taps[i] * std::sin(2 * kPi * f * static_cast<double>(2 * i + 1));
  }
  return sum;
}

Samples analytic(const Samples& x, double rate, std::size_t channels,
                 const std::vector<std::size_t>& blocking = {4096}) {
  rectify::Chain chain;
  chain.add(std::make_unique<AnalyticSignal>(rate, channels), 2 * channels);
  return run_chain(chain, x, channels, blocking);
}

Samples adjoint(const Samples& pq, double rate, std::size_t channels,
                const std::vector<std::size_t>& blocking = {4096}) {
  rectify::Chain chain;
  chain.add(std::make_unique<AnalyticSignal>(rate, channels, Direction::adjoint), channels);
  return run_chain(chain, pq, 2 * channels, blocking);
}

Samples noise(std::size_t samples, unsigned seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<double> unit(-1, 1);
  Samples x(samples);
  for (double& value : x) value = unit(random);
  return x;
}

/// (Hx)[n] by the definition, of one channel among several.
double plain_quadrature(const Samples& taps, const Samples& x, std::size_t channels, std::size_t c,
                        std::size_t n) {
  const std::size_t frames = x.size() / channels;
  long double sum = 0;
  for (std::size_t i = 0; i < taps.size(); ++i) {
    const std::size_t m = 2 * i + 1;
    if (n >= m) sum += static_cast<long double>(taps[i]) * x[(n - m) * channels + c];
    if (n + m < frames) sum -= static_cast<long double>(taps[i]) * x[(n + m) * channels + c];
  }
  return static_cast<double>(sum);
}

long double dot(const Samples& a, const Samples& b) {
  REQUIRE(a.size() == b.size());
  long double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<long double>(a[i]) * b[i];
  return sum;
}

}  // namespace

TEST_CASE("the gain is within -100 dB of 1 between the edges, and never above, at any rate") {
  for (const double rate : {1.0, 8.0, 399.0, 400.0, 1000.0, 8000.0, 11025.0, 44100.0, 48000.0,
                            96000.0, 192000.0, 384000.0, 1e9}) {
    CAPTURE(rate);
    const Samples taps = quadrature_taps(rate);
    const double edge = quadrature_edge_hz(rate) / rate;
    // Gains are the same on both sides of a quarter of the rate, since all taps are odd, so that
    // half the band is enough. The ripples are about 1/(2M) wide and shrink away from the edge:
    // all of them near it are looked at, and some of the rest.
    double worst = 0;
    for (int i = 0; i < 200; ++i)
      worst = std::max(worst, std::fabs(gain(taps, edge * (1 + i * 0.02)) - 1));
    for (int i = 0; i < 100; ++i) {
      const double f = edge + (0.25 - edge) * i / 99.0;
      worst = std::max(worst, std::fabs(gain(taps, f) - 1));
    }
    CHECK(worst <= 1e-5);
    for (int i = 0; i <= 50; ++i) CHECK(gain(taps, edge * i / 50) <= 1 + 1e-5);
    CHECK(std::fabs(gain(taps, 0.31) - gain(taps, 0.19)) <= 1e-12);  // sums of thousands of sines
  }
}

TEST_CASE(
    "the edges are 10 Hz where sound is sampled, and in proportion for slow and fast tables") {
  CHECK(quadrature_edge_hz(8000) == 10);
  CHECK(quadrature_edge_hz(192000) == 10);
  CHECK(quadrature_edge_hz(8) == 0.2);
  CHECK(quadrature_edge_hz(3.84e9) == 1e5);
  CHECK(quadrature_reach(44100) == 7551);
  CHECK(quadrature_reach(8) == kSmallReach);
  CHECK(quadrature_reach(400) == kSmallReach);
  CHECK(quadrature_reach(1e9) == quadrature_reach(384e3));
  CHECK(quadrature_reach(1e9) == 65741);
  CHECK(quadrature_taps(44100).size() == (7551 + 1) / 2);
}

TEST_CASE("the convolution is the plain sum over the taps, whatever the length and the channels") {
  const Samples taps = quadrature_taps(kSmallRate);
  for (const std::size_t channels : {1U, 2U, 5U}) {
    for (const std::size_t frames : {1U, 3U, 68U, 885U, 886U, 887U, 1500U}) {
      const Samples x = noise(frames * channels, 7);
      const Samples z = analytic(x, kSmallRate, channels);
      REQUIRE(z.size() == 2 * x.size());
      double worst = 0;
      for (std::size_t i = 0; i < x.size(); ++i) {
        REQUIRE(z[2 * i] == x[i]);
        const double expected = plain_quadrature(taps, x, channels, i % channels, i / channels);
        worst = std::max(worst, std::fabs(z[2 * i + 1] - expected));
      }
      CHECK(worst <= AnalyticSignal::kError);
    }
  }
  CHECK(analytic({}, kSmallRate, 2).empty());
}

TEST_CASE("the long convolutions of sound are the plain sum too") {
  for (const double rate : {44100.0, 192000.0}) {
    const Samples taps = quadrature_taps(rate);
    const Samples x = noise(400000, 8);
    const Samples z = analytic(x, rate, 1);
    double worst = 0;
    for (std::size_t n = 0; n < x.size(); n += 4999) {
      worst = std::max(worst, std::fabs(z[2 * n + 1] - plain_quadrature(taps, x, 1, 0, n)));
    }
    CHECK(worst <= AnalyticSignal::kError);
  }
}

TEST_CASE("short signals at rates of sound are the plain sum, in both ways to compute it") {
  const Samples taps = quadrature_taps(48000);
  for (const std::size_t frames : {1U, 2U, 100U, 1023U, 1024U, 1025U, 1026U, 9000U}) {
    CAPTURE(frames);
    const Samples x = noise(2 * frames, 7);
    const Samples z = analytic(x, 48000, 2);
    REQUIRE(z.size() == 2 * x.size());
    double worst = 0;
    for (std::size_t i = 0; i < x.size(); i += 1 + x.size() / 3000) {
      CHECK(z[2 * i] == x[i]);
      worst = std::max(worst, std::fabs(z[2 * i + 1] - plain_quadrature(taps, x, 2, i % 2, i / 2)));
    }
    CHECK(worst <= AnalyticSignal::kError);
  }
}

TEST_CASE("the bytes do not depend on the lengths of the blocks") {
  const Samples x = noise(2 * 1000, 9);
  const Samples z = analytic(x, kSmallRate, 2);
  const Samples back = adjoint(x, kSmallRate, 1);
  for (const auto& blocking : kBlockings) {
    CHECK(analytic(x, kSmallRate, 2, blocking) == z);
    CHECK(adjoint(x, kSmallRate, 1, blocking) == back);
  }
}

TEST_CASE("no frame waits longer than 2.6 seconds, and none comes before the first") {
  for (const double rate : {400.0, 8000.0, 44100.0, 48000.0, 96000.0, 384000.0}) {
    CAPTURE(rate);
    AnalyticSignal stage(rate, 1);
    CHECK(stage.latency() == 0);
    CHECK(stage.reach() == quadrature_reach(rate));
    rectify::Block block(static_cast<std::size_t>(2.6 * rate), 0.5);
    stage.process(block);
    REQUIRE(!block.empty());
    CHECK(block[0] == 0.5);
  }
}

TEST_CASE("reset() forgets the signal") {
  rectify::Chain chain;
  chain.add(std::make_unique<AnalyticSignal>(kSmallRate, 1), 2);
  const Samples x = noise(500, 10);
  const Samples first = run_chain(chain, x, 1, {100});
  Samples broken = x;
  broken[499] = std::nan("");
  run_chain(chain, broken, 1, {100});
  CHECK(run_chain(chain, x, 1, {100}) == first);
}

TEST_CASE("the quadrature of a cosine is its sine, to -100 dB away from the ends") {
  constexpr double kRate = 8000;
  constexpr std::size_t kFrames = 8000;
  const std::size_t reach = quadrature_reach(kRate);
  for (const double hz : {10.0, 10.5, 50.0, 441.0, 2000.0, 3333.0, 3989.9}) {
    CAPTURE(hz);
    Samples x;
    for (std::size_t n = 0; n < kFrames; ++n) {
      x.push_back(std::cos(2 * kPi * hz / kRate * static_cast<double>(n) + 0.3));
    }
    const Samples z = analytic(x, kRate, 1);
    double inside = 0;
    double ends = 0;  // the error times the distance in periods
    for (std::size_t n = 0; n < kFrames; ++n) {
      const double sine = std::sin(2 * kPi * hz / kRate * static_cast<double>(n) + 0.3);
      const double error = std::fabs(z[2 * n + 1] - sine);
      const std::size_t distance = std::min(n, kFrames - 1 - n) + 1;
      if (distance > reach) {
        inside = std::max(inside, error);
      } else if (hz < kRate / 4) {
        ends = std::max(ends, error * static_cast<double>(distance) * hz / kRate);
      }
    }
    CHECK(inside <= 1e-5);
    // Beyond the end ∫ cos(ωt)/(πt) from the distance on is missing, below 1/(πωt): at p periods
    // from the end 1/(2π²p). The window makes it less. The sum over frames is that integral where
    // periods are long.
    CHECK(ends <= 1 / (2 * kPi * kPi) * 1.02);
  }
}

TEST_CASE("forward and adjoint are transposes of each other, ends and all") {
  for (const std::size_t channels : {1U, 3U}) {
    for (const std::size_t frames : {1U, 2U, 60U, 140U, 886U, 2000U}) {
      CAPTURE(frames);
      const Samples x = noise(frames * channels, 11);
      const Samples pq = noise(2 * frames * channels, 12);
      const long double one = dot(analytic(x, kSmallRate, channels), pq);
      const long double other = dot(x, adjoint(pq, kSmallRate, channels));
      // 1e-12 of the product of the norms, which a sum of independent terms stays far below.
      const long double size = std::sqrt(dot(x, x) * dot(pq, pq));
      CHECK(std::fabs(one - other) <= 1e-12L * size);
      CHECK(size > 0);
    }
  }
  const Samples x = noise(60000, 13);
  const Samples pq = noise(120000, 14);
  const long double one = dot(analytic(x, 44100, 1), pq);
  CHECK(std::fabs(one - dot(x, adjoint(pq, 44100, 1))) <=
        1e-12L * std::sqrt(dot(x, x) * dot(pq, pq)));
}

TEST_CASE("a sample that is not finite makes the frames within the reach NaN, and no others") {
  constexpr double kInfinity = std::numeric_limits<double>::infinity();
  constexpr std::size_t kFrames = 1200;
  for (const double bad : {std::nan(""), kInfinity, -kInfinity, 1e300}) {
    for (const std::size_t at : {0U, 5U, 300U, 373U, 374U, 700U, 1199U}) {
      CAPTURE(at);
      Samples x = noise(2 * kFrames, 15);
      x[2 * at + 1] = 0;
      const Samples clean = analytic(x, kSmallRate, 2);
      x[2 * at + 1] = bad;
      for (const auto& blocking : kBlockings) {
        const Samples z = analytic(x, kSmallRate, 2, blocking);
        REQUIRE(z.size() == clean.size());
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < z.size(); ++i) {
          const std::size_t frame = i / 4;
          const bool near = (frame > at ? frame - at : at - frame) <= kSmallReach;
          const bool spoilt = near && i % 4 >= 2;  // in the second channel alone
          if (spoilt ? !std::isnan(z[i]) : z[i] != clean[i]) ++wrong;
        }
        CHECK(wrong == 0);
      }
    }
  }
}

TEST_CASE("the reaches of samples that are not finite may overlap, and the first sample is known") {
  AnalyticSignal stage(kSmallRate, 1);
  CHECK_FALSE(stage.first_spoilt());
  rectify::Block block = noise(374, 16);
  for (const std::size_t at : {100U, 101U, 150U, 373U}) block[at] = std::nan("");
  stage.process(block);
  REQUIRE(block.size() == 2 * (374 - kSmallReach));
  for (std::size_t n = 0; n < 374 - kSmallReach; ++n) {
    const bool within = n >= 100 - kSmallReach && n <= 150 + kSmallReach;
    CHECK(std::isnan(block[2 * n]) == (within || n == 373 - kSmallReach));
  }
  CHECK(stage.first_spoilt() == 100);
  stage.reset();
  CHECK_FALSE(stage.first_spoilt());
  for (const std::size_t at : {0U, 5U}) {  // in the second block
    stage.reset();
    block = noise(500, 16);
    stage.process(block);
    block = noise(20, 16);
    block[at] = block[at + 2] = std::nan("");
    stage.process(block);
    CHECK(stage.first_spoilt() == 500 + at);
  }
}

TEST_CASE("in the adjoint only the filtered part spreads NaN") {
  Samples pq = noise(2 * 600, 17);
  pq[2 * 300] = std::numeric_limits<double>::infinity();
  pq[2 * 500 + 1] = std::nan("");
  const Samples x = adjoint(pq, kSmallRate, 1);
  for (std::size_t n = 0; n < 600; ++n) {
    CHECK(std::isnan(x[n]) == (n >= 500 - kSmallReach && n <= 500 + kSmallReach));
    CHECK(std::isinf(x[n]) == (n == 300));
  }
}

TEST_CASE("rates and channels out of range are refused") {
  for (const double rate : {0.0, -1.0, std::nan(""), std::numeric_limits<double>::infinity()}) {
    CHECK_THROWS_AS(static_cast<void>(quadrature_taps(rate)), std::invalid_argument);
    CHECK_THROWS_AS(AnalyticSignal(rate, 1), std::invalid_argument);
  }
  CHECK_THROWS_AS(AnalyticSignal(8000, 0), std::invalid_argument);
}
