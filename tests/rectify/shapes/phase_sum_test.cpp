// Checks phase_sum.hpp: the closed form against the phases added up one by one in long double.
#include "rectify/shapes/phase_sum.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>
#include <vector>

using rectify::PhaseSum;

namespace {

using Path = PhaseSum::Path;
constexpr long double kTwoPi = 2 * std::numbers::pi_v<long double>;

/// The sum by its definition, u in turns.
long double plain_sum(const std::vector<long double>& phases, Path path, long double u) {
  long double sum = 0;
  for (const long double phase : phases) {
    const long double turns = u + phase - std::floor(u + phase);
    const long double rectified = path.amplitude * std::sin(kTwoPi * turns) - path.drop;
    if (rectified > 0) sum += rectified;
  }
  return path.scale * sum;
}

/// Points within [0, 1]: both ends, a grid, and at random.
std::vector<double> points(std::size_t count) {
  std::vector<double> v = {0, 1, 0x1p-60, 0.25, 0.5, 0.75, std::nextafter(1, 0)};
  std::mt19937_64 random(count);
  std::uniform_real_distribution<double> unit;
  while (v.size() < count) v.push_back(unit(random));
  return v;
}

/// The contract: below 1e-12 of the sum's greatest value.
void check(const PhaseSum& sum, const std::vector<long double>& phases, Path path,
           std::size_t count) {
  const std::vector<double> v = points(count);
  std::vector<double> got = v;
  sum.forward(got, got);
  std::vector<long double> expected;
  for (const double x : v) {
    expected.push_back(plain_sum(phases, path, x / static_cast<long double>(sum.repeats())));
  }
  const long double greatest = *std::max_element(expected.begin(), expected.end());
  for (std::size_t i = 0; i < v.size(); ++i) {
    CAPTURE(phases.size());
    CAPTURE(path.amplitude);
    CAPTURE(path.drop);
    CAPTURE(v[i]);
    CHECK(std::fabs(got[i] - expected[i]) <= 1e-12L * greatest);
    CHECK(got[i] >= 0);
  }
}

std::vector<long double> even_phases(std::uint64_t n) {
  std::vector<long double> phases;
  for (std::uint64_t k = 0; k < n; ++k) {
    phases.push_back(static_cast<long double>(k) / static_cast<long double>(n));
  }
  return phases;
}

const Path kPaths[] = {
    {},
    {.amplitude = -1},
    {.amplitude = 0.3, .drop = 0.1, .scale = 2},
    {.amplitude = -325, .drop = 1.4, .scale = 0.125},
    {.amplitude = 1, .drop = 0.5},
    {.amplitude = 1, .drop = 0.99},
    {.amplitude = 1, .drop = 1},   // nothing conducts
    {.amplitude = -1, .drop = 7},  // nothing conducts
    {.amplitude = 0},              // nothing conducts
};

}  // namespace

TEST_CASE("evenly spaced phases agree with the plain sum") {
  for (std::uint64_t n = 1; n <= 40; ++n) {
    for (const Path path : kPaths) check(PhaseSum::even(n, path), even_phases(n), path, 60);
  }
  for (const std::uint64_t n : {99U, 100U, 101U, 360U, 997U, 1000U}) {
    for (const Path path : kPaths) check(PhaseSum::even(n, path), even_phases(n), path, 25);
  }
}

TEST_CASE("a list of phases agrees with the plain sum") {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> turns(-5, 5);
  for (const std::size_t n : {0U, 1U, 2U, 3U, 8U, 33U, 100U, 1000U}) {
    std::vector<double> phases(n);
    for (double& phase : phases) phase = turns(random);
    if (n > 8) phases[5] = phases[2] = phases[1];  // three times the same
    if (n == 3) phases = {0.25, 0, 0};
    const std::vector<long double> exact(phases.begin(), phases.end());
    for (const Path path : kPaths)
      check(PhaseSum::of(phases, path), exact, path, n < 100 ? 200 : 25);
  }
}

TEST_CASE("a list of even phases is the even sum") {
  for (const std::size_t n : {1U, 2U, 3U, 8U, 12U}) {
    std::vector<double> phases;
    for (std::size_t k = 0; k < n; ++k) {
      phases.push_back(static_cast<double>(k) / static_cast<double>(n));
    }
    const Path path{.amplitude = 2, .drop = 0.25, .scale = 0.5};
    // Rounding the phases to doubles moves each sine by up to 2π·2^-54·A, less than 1e-12 allows.
    check(PhaseSum::of(phases, path), even_phases(n), path, 100);
  }
}

TEST_CASE("a drop of next to nothing agrees with the plain sum, its shortest pieces too") {
  // Of two phases one ends a drop/π of a turn before the turn does.
  for (const double drop : {3e-15, 1e-15, 5e-16, 1e-16, 1e-18}) {
    for (const std::uint64_t n : {1U, 2U, 4U}) {
      check(PhaseSum::even(n, {.drop = drop}), even_phases(n), {.drop = drop}, 100);
    }
  }
}

TEST_CASE("amplitudes, drops and scales out of range are refused") {
  const std::vector<double> phases = {0, 0.1};
  for (const Path& path :
       {Path{.scale = -1}, Path{.drop = -0.1}, Path{.amplitude = INFINITY}, Path{.drop = NAN}}) {
    CHECK_THROWS_AS(PhaseSum::even(8, path), std::invalid_argument);
    CHECK_THROWS_AS(PhaseSum::of(phases, path), std::invalid_argument);
  }
}

TEST_CASE("the order of a list does not matter") {
  std::mt19937_64 random(4);
  std::uniform_real_distribution<double> turns(0, 1);
  std::vector<double> phases(50);
  for (double& phase : phases) phase = turns(random);
  phases[7] = phases[30] = phases[44];
  const std::vector<double> v = points(300);
  std::vector<double> first = v;
  PhaseSum::of(phases, {}).forward(first, first);
  for (int trial = 0; trial < 5; ++trial) {
    std::shuffle(phases.begin(), phases.end(), random);
    std::vector<double> other = v;
    PhaseSum::of(phases, {}).forward(other, other);
    // Adding in another order changes the last bits of long doubles, which moves the height of a
    // piece (up to 16) and its centre by an ulp each, and the sine by another.
    for (std::size_t i = 0; i < v.size(); ++i)
      CHECK(std::fabs(other[i] - first[i]) <= 16 * 0x1p-50);
  }
}

TEST_CASE("counts and phases out of range are refused") {
  CHECK_THROWS_AS(PhaseSum::even(0, {}), std::invalid_argument);
  CHECK_THROWS_AS(PhaseSum::even((std::uint64_t{1} << 31U) + 1, {}), std::invalid_argument);
  for (const double bad : {std::nan(""), std::numeric_limits<double>::infinity()}) {
    CHECK_THROWS_AS(PhaseSum::of(std::vector<double>{0, bad}, {}), std::invalid_argument);
  }
  CHECK(PhaseSum::even(8, {}).repeats() == 8);
  CHECK(PhaseSum::of(std::vector<double>{0, 0.5}, {}).repeats() == 1);
  PhaseSum::even(8, {}).forward(std::span<const double>(), {});
}
