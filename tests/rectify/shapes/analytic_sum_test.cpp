// Checks analytic_sum.hpp and turns_kernel.hpp: sums over the analytic signal against phases added
// up one by one in long double, and signals of many partials against their exactly shifted selves.
#include "rectify/shapes/analytic_sum.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <complex>
#include <cstdint>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>

#include "rectify/detail/turns_kernel.hpp"
#include "rectify/shapes/envelope.hpp"
#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/half_wave.hpp"
#include "rectify/shapes/upright_phase_sum.hpp"
#include "rectify/stages/quadrature.hpp"
#include "rectify/stages/shape_stage.hpp"
#include "support/run_chain.hpp"

using namespace test;
using rectify::AnalyticPhaseSum;
using rectify::Envelope;
using rectify::Phases;
using rectify::UprightPhaseSum;

namespace {

using Samples = std::vector<double>;
using Real = long double;
constexpr Real kPi = std::numbers::pi_v<Real>;
constexpr double kInfinity = std::numeric_limits<double>::infinity();

/// The sum by its definition.
Real plain_sum(const Phases& phases, double drop, double scale, Real x, Real y) {
  Real sum = 0;
  for (std::uint64_t k = 0; k < phases.count(); ++k) {
    const Real phase = phases.list.empty() ? static_cast<Real>(k) / static_cast<Real>(phases.even)
                                           : static_cast<Real>(phases.list[k]);
    const Real angle = 2 * kPi * (phase - std::floor(phase));
    const Real s = x * std::cos(angle) - y * std::sin(angle) - static_cast<Real>(drop);
    if (s > 0) sum += s;
  }
  return sum * static_cast<Real>(scale);
}

/// Points on the axes and the diagonals, at random, tiny and huge.
Samples points(std::size_t count) {
  Samples z = {0, 0,  1, 0, 0,  1,  -1, 0, 0,       -1, 1,
               1, -1, 1, 1, -1, -1, -1, 1, 0x1p-60, -1, -0x1p-60};
  std::mt19937_64 random(count);
  std::uniform_real_distribution<double> unit(-1, 1);
  while (z.size() < 2 * count) {
    const double size =
        std::pow(10, 200 * std::max(0.0, unit(random) - 0.9) * (unit(random) > 0 ? 10 : -10));
    z.push_back(size * unit(random));
    z.push_back(size * unit(random));
  }
  return z;
}

void check(const Phases& phases, double drop, double scale, std::size_t count) {
  const Samples z = points(count);
  Samples r(z.size() / 2);
  AnalyticPhaseSum(phases, drop, scale).forward(z, r);
  double worst = 0;
  for (std::size_t i = 0; i < r.size(); ++i) {
    const Real expected = plain_sum(phases, drop, scale, z[2 * i], z[2 * i + 1]);
    const Real size = static_cast<Real>(scale) * static_cast<Real>(phases.count()) *
                      std::hypot(static_cast<Real>(z[2 * i]), static_cast<Real>(z[2 * i + 1]));
    const Real error = std::fabs(r[i] - expected);
    worst =
        std::max(worst, size == 0 ? static_cast<double>(error) : static_cast<double>(error / size));
  }
  CAPTURE(phases.count());
  CAPTURE(drop);
  CHECK(worst <= 1e-12);
}

/// A sum of cosines, which can be computed with a shift of all of them.
struct Partials {
  std::vector<double> amplitude, hz, turns;

  [[nodiscard]] double at(double rate, std::size_t n, double shift_turns) const {
    Real sum = 0;
    for (std::size_t p = 0; p < hz.size(); ++p) {
      const Real u = static_cast<Real>(hz[p]) * static_cast<Real>(n) / static_cast<Real>(rate) +
                     static_cast<Real>(turns[p]) + static_cast<Real>(shift_turns);
      sum += static_cast<Real>(amplitude[p]) * std::cos(2 * kPi * (u - std::floor(u)));
    }
    return static_cast<double>(sum);
  }
  [[nodiscard]] double peak() const {
    double sum = 0;
    for (const double a : amplitude) sum += a;
    return sum;
  }
};

Samples rectified(const Samples& x, double rate, const Phases& phases) {
  rectify::Chain chain;
  chain.add(std::make_unique<rectify::AnalyticSignal>(rate, 1), 2);
  chain.add(
      std::make_unique<rectify::ShapeStage>(rectify::make_shape(AnalyticPhaseSum(phases, 0, 1))),
      1);
  return run_chain(chain, x, 1, {4096});
}

/// Checks the error away from the ends: the quadrature of each partial is off by 1e-5 at most, and
/// the phases that conduct add up to 1/sin(π/N) < N/π·1.03 for N >= 8.
void check_partials(const Partials& partials, double rate, const Phases& phases) {
  const std::size_t reach = rectify::quadrature_reach(rate);
  const std::size_t frames = 2 * reach + 3000;
  Samples x(frames);
  for (std::size_t n = 0; n < frames; ++n) x[n] = partials.at(rate, n, 0);
  const Samples r = rectified(x, rate, phases);
  double worst = 0;
  for (std::size_t n = reach; n < frames - reach; n += 7) {
    double expected = 0;
    for (std::uint64_t k = 0; k < phases.count(); ++k) {
      const double phase = phases.list.empty()
                               ? static_cast<double>(k) / static_cast<double>(phases.even)
                               : phases.list[k];
      expected += std::max(partials.at(rate, n, phase), 0.0);
    }
    worst = std::max(worst, std::fabs(r[n] - expected));
  }
  const double sum = partials.peak() * static_cast<double>(phases.count()) / std::numbers::pi;
  CHECK(worst <= 1e-5 * 1.03 * sum);
}

const Phases kScattered = {.list = {0.1, 0.72, 0.3, 0.3, -1.9, 5.55, 0.5, 0.25, 0.005}};

}  // namespace

TEST_CASE("a point's magnitude and angle are those of the long double functions") {
  const Samples z = points(20000);
  for (std::size_t i = 0; i < z.size(); i += 2) {
    const auto [magnitude, turns] = rectify::detail::polar_of(z[i], z[i + 1]);
    const Real expected = std::hypot(static_cast<Real>(z[i]), static_cast<Real>(z[i + 1]));
    const Real angle = std::atan2(static_cast<Real>(z[i + 1]), static_cast<Real>(z[i])) / (2 * kPi);
    REQUIRE(std::fabs(magnitude - expected) <= 0x1p-51L * expected);  // 2 ulp
    const Real apart = turns - angle;
    REQUIRE(std::fabs(apart - std::nearbyint(apart)) <= 0x1p-52L);
    REQUIRE(turns >= -0x1p-52);
    REQUIRE(turns <= 1 + 0x1p-52);
  }
}

TEST_CASE("magnitudes neither overflow nor underflow, and NaN gives NaN") {
  const double tiny = std::numeric_limits<double>::denorm_min();
  for (const auto& [x, y, expected] :
       {std::tuple{1e308, 0.0, 1e308}, std::tuple{0.0, -tiny, tiny},
        std::tuple{3e307, 4e307, 5e307}, std::tuple{3e-310, 4e-310, 5e-310},
        std::tuple{0.0, -0.0, 0.0}, std::tuple{-kInfinity, 1.0, kInfinity}}) {
    const double got = rectify::detail::polar_of(x, y).magnitude;
    CHECK((got == expected || std::fabs(got / expected - 1) <= 0x1p-51));
  }
  for (const double other : {0.0, 1.0, kInfinity}) {
    CHECK(std::isnan(rectify::detail::polar_of(std::nan(""), other).magnitude));
    CHECK(std::isnan(rectify::detail::polar_of(other, std::nan("")).magnitude));
  }
}

TEST_CASE("evenly spaced phases of an analytic signal agree with the plain sum") {
  for (std::uint64_t n = 1; n <= 40; ++n) {
    for (const double drop : {0.0, 0.1, 7.0}) check({.even = n}, drop, 1, 300);
  }
  for (const std::uint64_t n : {99U, 360U, 1000U}) {
    for (const double drop : {0.0, 0.25}) check({.even = n}, drop, 1 / static_cast<double>(n), 100);
  }
}

TEST_CASE("a list of phases of an analytic signal agrees with the plain sum, in any order") {
  check(kScattered, 0, 2, 3000);
  check(kScattered, 0.3, 1, 3000);
  Phases many;
  for (int k = 0; k < 1000; ++k) many.list.push_back(k * 0.317);
  check(many, 0, 1, 200);
  check(many, 0.125, 1, 200);

  Phases turned = kScattered;
  std::reverse(turned.list.begin(), turned.list.end());
  const Samples z = points(2000);
  Samples one(z.size() / 2);
  Samples other(one.size());
  AnalyticPhaseSum(kScattered, 0, 1).forward(z, one);
  AnalyticPhaseSum(turned, 0, 1).forward(z, other);
  for (std::size_t i = 0; i < one.size(); ++i) {
    // The coefficients are added in another order, in long double, and then rounded to doubles.
    CHECK(std::fabs(one[i] - other[i]) <= 0x1p-48 * std::hypot(z[2 * i], z[2 * i + 1]));
  }
}

TEST_CASE("NaN gives NaN and zero gives zero, and their neighbours are not changed") {
  for (const Phases& phases : {Phases{.even = 8}, Phases{.even = 7}, kScattered}) {
    for (const double drop : {0.0, 0.1}) {
      const Samples z = {1, 0, std::nan(""), std::nan(""), 0, 0, 0, 1};
      Samples r(4);
      AnalyticPhaseSum(phases, drop, 1).forward(z, r);
      CHECK(r[0] > 0);
      CHECK(std::isnan(r[1]));
      CHECK(r[2] == 0);
      CHECK(r[3] > 0);
    }
  }
}

TEST_CASE("as a stage, each pair becomes one sample in place") {
  Samples z = points(5000);
  const Samples before = z;
  Samples r(z.size() / 2);
  const AnalyticPhaseSum sum({.even = 8}, 0, 1);
  sum.forward(z, r);
  rectify::ShapeStage(rectify::make_shape(sum)).process(z);
  CHECK(z == r);
  z = before;
  Envelope::forward(before, r);
  rectify::ShapeStage(rectify::make_shape(Envelope{})).process(z);
  CHECK(z == r);
}

TEST_CASE("the envelope is the sum of many phases, times pi over their number") {
  const Samples z = points(1000);
  Samples envelope(z.size() / 2);
  Samples sum(envelope.size());
  constexpr double kMany = 1e6;
  Envelope::forward(z, envelope);
  AnalyticPhaseSum({.even = 1000000}, 0, std::numbers::pi / kMany).forward(z, sum);
  for (std::size_t i = 0; i < sum.size(); ++i) {
    // The sum's ripple is of the order 1/N².
    CHECK(std::fabs(sum[i] - envelope[i]) <= 1e-11 * envelope[i]);
  }
}

TEST_CASE("phases of half turns need no quadrature, others do") {
  CHECK(Phases{.even = 1}.upright());
  CHECK(Phases{.even = 2}.upright());
  CHECK_FALSE(Phases{.even = 3}.upright());
  CHECK(Phases{.list = {0.5, 0, -1, 7.5}}.upright());
  CHECK_FALSE(Phases{.list = {0, 0.25}}.upright());
  CHECK_THROWS_AS(UprightPhaseSum({.even = 8}, 0, 1), std::invalid_argument);
  CHECK_THROWS_AS(UprightPhaseSum({.even = 2}, -1, 1), std::invalid_argument);
  CHECK_THROWS_AS(AnalyticPhaseSum({.even = 0}, 0, 1), std::invalid_argument);
  CHECK_THROWS_AS(AnalyticPhaseSum({.even = 8}, std::nan(""), 1), std::invalid_argument);
  CHECK_THROWS_AS(AnalyticPhaseSum({.even = 8}, -0.1, 1), std::invalid_argument);
  CHECK_THROWS_AS(AnalyticPhaseSum({.even = 8}, 0, -1), std::invalid_argument);
  CHECK_THROWS_AS(AnalyticPhaseSum({.list = {0, kInfinity}}, 0, 1), std::invalid_argument);
}

TEST_CASE("one phase is half-wave and two opposite ones are full-wave rectification, bit for bit") {
  const Samples x = {0,     -0.0, 1,         -1,         0.1,          -0.1, 5e-324, -5e-324,
                     1e300, 3,    kInfinity, -kInfinity, std::nan(""), 2.5,  -2.5};
  const auto same = [](const Samples& a, const Samples& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double p, double q) {
      return std::bit_cast<std::uint64_t>(p) == std::bit_cast<std::uint64_t>(q);
    });
  };
  for (const double drop : {0.0, 0.75}) {
    Samples half = x;
    Samples full = x;
    Samples negative = x;
    rectify::HalfWave{.drop = drop}.forward(half, half);
    rectify::HalfWave{.drop = drop, .negative = true}.forward(negative, negative);
    rectify::FullWave{.drop = drop}.forward(full, full);
    Samples one = x;
    UprightPhaseSum({.even = 1}, drop, 1).forward(one, one);
    CHECK(same(one, half));
    for (const Phases& phases :
         {Phases{.even = 2}, Phases{.list = {0.5, 0}}, Phases{.list = {-3, 1.5}}}) {
      Samples two = x;
      UprightPhaseSum(phases, drop, 1).forward(two, two);
      CHECK(same(two, full));
    }
    Samples opposite = x;
    UprightPhaseSum({.list = {0.5}}, drop, 1).forward(opposite, opposite);
    // Compilers negate a NaN with or without its sign.
    for (std::size_t i = 0; i < x.size(); ++i) {
      CHECK((opposite[i] == negative[i] || std::isnan(opposite[i]) == std::isnan(x[i])));
    }
    Samples three = {2, -2};
    UprightPhaseSum({.list = {0, 0.5, 0}}, drop, 0.5).forward(three, three);
    CHECK(three == Samples{2 - drop, (2 - drop) / 2});
  }
}

TEST_CASE("two tones come out as the sum of their exactly shifted selves") {
  for (const double rate : {1000.0, 8000.0, 44100.0}) {
    for (const auto& [low, high] :
         {std::pair{10.0, 11.0}, std::pair{100.0, rate / 2 - 10}, std::pair{440.0, 466.0}}) {
      const Partials tones{{1, 0.7}, {low, high}, {0.1, 0.6}};
      check_partials(tones, rate, {.even = 8});
    }
    check_partials({{1, 0.7}, {440, 30}, {0.1, 0.6}}, rate, kScattered);
  }
}

TEST_CASE("twenty partials from edge to edge come out as the sum of their exactly shifted selves") {
  constexpr double kRate = 48000;
  Partials partials;
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> unit(0, 1);
  for (int p = 0; p < 20; ++p) {
    partials.amplitude.push_back(1 / (1.0 + p));
    partials.hz.push_back(10 * std::pow((kRate / 2 - 10) / 10, p / 19.0));
    partials.turns.push_back(unit(random));
  }
  for (const Phases& phases : {Phases{.even = 3}, Phases{.even = 8}, kScattered}) {
    check_partials(partials, kRate, phases);
  }
}

TEST_CASE("a sweep of partials comes out as the sum of its exactly shifted self") {
  // Partials at multiples of 10 Hz with phases in proportion to the square of their number run
  // through the whole band, one after the other (M. Schroeder, IEEE Trans. IT-16 (1970)).
  constexpr double kRate = 4000;
  Partials sweep;
  for (int q = 1; q < 200; ++q) {
    sweep.amplitude.push_back(0.01);
    sweep.hz.push_back(10.0 * q);
    sweep.turns.push_back(-0.5 * q * q / 200);
  }
  check_partials(sweep, kRate, {.even = 8});
}

TEST_CASE("a sine alone comes out as its closed form") {
  constexpr double kRate = 44100;
  const std::size_t reach = rectify::quadrature_reach(kRate);
  Samples x(3 * reach);
  for (std::size_t n = 0; n < x.size(); ++n) x[n] = std::sin(0.05 * static_cast<double>(n));
  const Samples r = rectified(x, kRate, {.even = 8});
  const rectify::PhaseSum closed = rectify::PhaseSum::even(8, {});
  for (std::size_t n = reach; n < 2 * reach; ++n) {
    const double turns = 8 * 0.05 * static_cast<double>(n) / (2 * std::numbers::pi);
    Samples v = {turns - std::floor(turns)};
    closed.forward(v, v);
    REQUIRE(std::fabs(r[n] - v[0]) <= 1e-5 * 2.62);
  }
}
