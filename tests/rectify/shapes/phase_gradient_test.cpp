// Checks the backward passes of phase_sum.hpp and phase_list.hpp against the plain sum of cosines.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "rectify/shapes/phase_list.hpp"
#include "rectify/shapes/phase_sum.hpp"

using rectify::PhaseList;
using rectify::PhaseSum;

namespace {

using Path = PhaseSum::Path;
constexpr long double kTwoPi = 2 * std::numbers::pi_v<long double>;

/// Σ A·cos over the phases whose sine exceeds V, and whether one is within 1e-9 turns of it.
struct Slope {
  long double value = 0;
  bool near_kink = false;
};

Slope plain_slope(const std::vector<double>& phases, Path path, long double u) {
  Slope slope;
  for (const double phase : phases) {
    const long double turns = u + phase - std::floor(u + phase);
    const long double above = path.amplitude * std::sin(kTwoPi * turns) - path.drop;
    const long double cosine = path.scale * path.amplitude * std::cos(kTwoPi * turns);
    if (above > 0) slope.value += cosine;
    slope.near_kink = slope.near_kink || std::fabs(above) <= 1e-9L * kTwoPi * std::fabs(cosine);
  }
  return slope;
}

double slope_of(const PhaseSum& sum, double v, double at_zero = 0) {
  const double one = 1;
  double out = 99;
  sum.backward({&v, 1}, {&one, 1}, {&out, 1}, at_zero);
  return out;
}

void check(const PhaseSum& sum, const std::vector<double>& phases, Path path) {
  std::mt19937_64 random(phases.size());
  std::uniform_real_distribution<double> unit;
  // As for the sum itself: 1e-12 of N·A.
  const long double bound =
      1e-12L * std::fabs(path.scale * path.amplitude) * static_cast<long double>(phases.size());
  for (int i = 0; i < 300; ++i) {
    const double v = unit(random);
    const Slope slope = plain_slope(phases, path, v / static_cast<long double>(sum.repeats()));
    if (slope.near_kink) continue;
    CAPTURE(phases.size());
    CAPTURE(v);
    CHECK(std::fabs(slope_of(sum, v) - slope.value) <= bound);
  }
}

const Path kPaths[] = {{},
                       {.amplitude = -2},
                       {.amplitude = 0.3, .drop = 0.1, .scale = 2},
                       {.amplitude = -325, .drop = 1.4, .scale = 0.125},
                       {.amplitude = 1, .drop = 0.99},
                       {.amplitude = 1, .drop = 1},
                       {.amplitude = 0}};

}  // namespace

TEST_CASE("the slope of a phase sum is the sum of the conducting phases' slopes") {
  for (const std::size_t n : {1U, 2U, 3U, 7U, 8U, 100U, 101U}) {
    std::vector<double> even(n);
    for (std::size_t k = 0; k < n; ++k) even[k] = static_cast<double>(k) / static_cast<double>(n);
    std::vector<double> any(n);
    std::mt19937_64 random(n);
    for (double& phase : any) phase = std::uniform_real_distribution<double>(-3, 3)(random);
    for (const Path& path : kPaths) {
      check(PhaseSum::even(n, path), even, path);
      check(PhaseSum::of(any, path), any, path);
    }
  }
}

TEST_CASE("at its kink a phase counts at_zero times") {
  const std::vector<double> zero = {0};
  for (const PhaseSum& one : {PhaseSum::even(1, {}), PhaseSum::of(zero, {})}) {
    for (const double at_zero : {0.0, 0.5, 1.0}) {
      CHECK(slope_of(one, 0, at_zero) == at_zero);
      CHECK(slope_of(one, 1, at_zero) == at_zero);
      CHECK(slope_of(one, 0.5, at_zero) == -at_zero);
    }
  }
  // A phase so little above 0 that its kink would be at 1, as a double, is at its kink at 0.
  const PhaseSum near = PhaseSum::of(std::vector<double>{1e-18}, {});
  for (const double at_zero : {0.0, 0.5, 1.0}) {
    CHECK(slope_of(near, 0, at_zero) == at_zero);
    CHECK(slope_of(near, 1, at_zero) == at_zero);
    CHECK(slope_of(near, 0.5, at_zero) == -at_zero);
  }
  // Each of several kinks, the one at the end of the first piece too.
  const std::vector<double> spread = {-0.1, -0.2, -0.3, -0.4};
  const PhaseSum several = PhaseSum::of(spread, {});
  for (const double phase : spread) {
    for (const double side : {1.0, -1.0}) {
      const double v = side > 0 ? -phase : 0.5 - phase;
      const double counted = slope_of(several, v, 1) - slope_of(several, v, 0);
      CHECK(counted == doctest::Approx(side).epsilon(1e-14));
    }
  }
  // Without a kink at 0, the slope there is that of the sine, whatever at_zero.
  const std::vector<double> quarter = {0.25};
  const std::vector<double> many = {0.1, 0.15, 0.2, 0.3, 0.35, 0.4};
  for (const double end : {0.0, 1.0}) {
    CHECK(slope_of(PhaseSum::even(1, {.amplitude = 1, .drop = 1}), end, 1) == 0);
    CHECK(std::fabs(slope_of(PhaseSum::of(quarter, {}), end, 1)) <= 0x1p-52);
    CHECK(std::fabs(slope_of(PhaseSum::of(many, {}), end, 1)) <= 6 * 0x1p-52);  // ±cosines
  }
  // The phases 0 and ½ are at their kinks together, with slopes 1 and -1; ¼ conducts with slope 0.
  const std::vector<double> four = {0, 0.25, 0.5, 0.75};
  for (const PhaseSum& sum : {PhaseSum::even(4, {}), PhaseSum::of(four, {})}) {
    for (const double at_zero : {0.0, 0.5, 1.0}) {
      // Rounded cosines of right angles are 6e-17 each.
      CHECK(std::fabs(slope_of(sum, 0, at_zero)) <= 4 * 0x1p-53);
      CHECK(std::fabs(slope_of(sum, 1, at_zero)) <= 4 * 0x1p-53);
    }
  }
}

TEST_CASE("whole turns change no slope") {
  for (const PhaseSum& sum : {PhaseSum::even(2, {}), PhaseSum::even(12, {.drop = 0.2})}) {
    for (const double v : {0.0, 0.125, 0.375, 0.75}) {
      CHECK(slope_of(sum, v + 5) == slope_of(sum, v));
      CHECK(slope_of(sum, v - 3) == slope_of(sum, v));
    }
  }
}

TEST_CASE("a slope of 0 selects +0") {
  const PhaseSum none = PhaseSum::even(8, {.amplitude = 1, .drop = 1});
  const double v = 0.3;
  const double g = INFINITY;
  double out = 99;
  none.backward({&v, 1}, {&g, 1}, {&out, 1});
  CHECK(out == 0);
  CHECK_FALSE(std::signbit(out));
}

TEST_CASE("each phase and the forward voltage have the gradient of their definition") {
  const std::vector<double> phases = {0.1, -0.35, 2.62, 0.9};
  const Path path{.amplitude = -1.5, .drop = 0.2, .scale = 0.25};
  const PhaseList list({.list = phases}, path);
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> unit;
  std::vector<double> u(200);
  std::vector<double> g(200);
  for (double& v : u) v = unit(random);
  for (double& v : g) v = unit(random) - 0.3;
  const auto gradient = list.parameter_gradient(0);
  gradient->add(std::span(u).first(77), std::span(g).first(77));
  gradient->add(std::span(u).subspan(77), std::span(g).subspan(77));
  const std::vector<double> values = gradient->values();
  REQUIRE(values.size() == 5);
  long double drop = 0;
  for (std::size_t k = 0; k < 4; ++k) {
    long double expected = 0;
    for (std::size_t i = 0; i < u.size(); ++i) {
      const long double angle = kTwoPi * (static_cast<long double>(u[i]) + phases[k]);
      if (path.amplitude * std::sin(angle) <= path.drop) continue;
      expected += g[i] * path.scale * path.amplitude * std::cos(angle);
      drop -= g[i] * path.scale;
    }
    // 200 terms below ½ each, whose angles are off by a rounding of 3.6 turns: 2^-52·2π.
    CHECK(std::fabs(values[k] - expected) <= 200 * 0.5L * 8 * 0x1p-52L);
  }
  CHECK(std::fabs(values[4] - drop) <= 800 * 0x1p-53L);
}

TEST_CASE("a list's parameters are its phases in radians and its forward voltage") {
  const PhaseList list({.list = {0.25, 0.5}}, {.drop = 0.125});
  const std::vector<double> parameters = list.parameters();
  REQUIRE(parameters.size() == 3);
  CHECK(parameters[0] == std::numbers::pi / 2);
  CHECK(parameters[2] == 0.125);
  const double u = 0.3;
  double y = 1;
  double again = 2;
  list.forward({&u, 1}, {&y, 1});
  list.forward_with(parameters, {&u, 1}, {&again, 1});
  CHECK(y == again);
}
