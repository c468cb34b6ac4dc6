// Checks units.hpp: the sorted pieces against the units added up one by one in long double.
#include "rectify/shapes/units.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

using rectify::Unit;
using rectify::UnitSum;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double at(const UnitSum& sum, double x) {
  sum.forward({&x, 1}, {&x, 1});
  return x;
}

/// Compares with the units one by one, within the few ulp of Σ |c|(|ax| + |b|) of the contract.
void check(const std::vector<Unit>& units, double leak, double scale,
           const std::vector<double>& points) {
  const UnitSum sum(units, leak, scale);
  std::vector<double> got = points;
  sum.forward(got, got);
  for (std::size_t i = 0; i < points.size(); ++i) {
    long double expected = 0;
    long double size = 0;
    for (const auto& [a, b, c] : units) {
      const long double line = static_cast<long double>(a) * points[i] + b;
      expected += scale * (line > 0 ? c * line : c * (leak * line));
      size += std::fabs(static_cast<long double>(c) * scale) *
              (std::fabs(static_cast<long double>(a) * points[i]) + std::fabs(b));
    }
    // Each term is rounded at most eight times by 2^-53: scale·c, ·leak, their difference, ·a, the
    // sum, ·x, + intercept, and the place of its kink. The line left of a kink and its change there
    // add up to 1 + 2·leak of it. And the smallest subnormal, where all is tiny.
    const long double bound = 8 * 0x1p-53L * (1 + 2 * std::fabs(leak)) * size + 0x1p-1074L;
    CAPTURE(points[i]);
    CAPTURE(units.size());
    CHECK(std::fabs(got[i] - expected) <= bound);
  }
}

/// Evenly spaced points, and every kink with its neighbours.
std::vector<double> points_for(const std::vector<Unit>& units) {
  std::vector<double> points = {-1e300, 1e300, 0.0, -0.0, 0x1p-1074};
  for (int i = -40; i <= 40; ++i) points.push_back(i * 0.173);
  for (const auto& [a, b, c] : units) {
    const double kink = -b / a;
    if (!std::isfinite(kink)) continue;
    points.insert(points.end(),
                  {kink, std::nextafter(kink, kInf), std::nextafter(kink, -kInf), kink + 0.01});
  }
  return points;
}

void check_all(const std::vector<Unit>& units) {
  for (const double leak : {0.0, 0.01, 0.3, 1.0, -0.5}) {
    for (const double scale : {1.0, 0.1, 2.0, 0.0}) check(units, leak, scale, points_for(units));
  }
}

}  // namespace

TEST_CASE("no units give 0, and NaN stays NaN") {
  const UnitSum none({}, 0.1, 1);
  CHECK(at(none, 3.0) == 0);
  CHECK(at(none, -kInf) == 0);
  CHECK(std::isnan(at(none, kNan)));
  none.forward(std::span<const double>(), {});
}

TEST_CASE("few units of every kind agree with the plain sum") {
  check_all({{1, 0, 1}});
  check_all({{-1, 0, 1}});
  check_all({{2, -1, 0.5}});
  check_all({{-3, 0.7, -1.1}});
  check_all({{0, 0.7, 2}});   // no kink, conducting
  check_all({{0, -0.7, 2}});  // no kink, not conducting
  check_all({{0, 0, 2}});
  check_all({{1, 0.5, 0}});
  check_all({{1, -1, 1}, {1, -1, 1}, {-1, 1, 1}});  // three kinks at one place
  check_all({{1, 0.3, 1}, {-2, 0.1, 0.7}, {0.5, -1, -3}});
  check_all({{1, 1e10, 1}, {1, -1e10, -1}, {1e-5, 1, 1}});
}

TEST_CASE("a hundred random units agree with the plain sum") {
  std::mt19937_64 random(1);
  std::normal_distribution<double> normal;
  for (const std::size_t count : {2U, 5U, 31U, 32U, 33U, 100U}) {
    std::vector<Unit> units(count);
    for (Unit& u : units) u = {normal(random), normal(random), normal(random)};
    units[count / 2].a = 0;
    units[0] = units[count - 1];  // twice the same
    check_all(units);
  }
}

TEST_CASE("a unit whose kink is beyond all doubles counts as a line") {
  check_all({{1e-320, 1, 1}, {1e-320, -1, 3}, {-1e-320, 1, 1}, {1, 0, 1}});
}

TEST_CASE("two units make |x| and a straight line, exactly") {
  const UnitSum magnitude(std::vector<Unit>{{1, 0, 1}, {-1, 0, 1}}, 0, 1);
  const UnitSum line(std::vector<Unit>{{1, 0, 1}, {-1, 0, -1}}, 0, 1);
  for (const double x : {0.0, 0.1, -0.1, 1e308, -1e308, 0x1p-1074, -0x1p-1074, kInf, -kInf}) {
    CHECK(at(magnitude, x) == std::fabs(x));
    CHECK(at(line, x) == x);
  }
}

TEST_CASE("infinity gives infinity, or the constant of a flat end") {
  const UnitSum one(std::vector<Unit>{{1, -2, 3}}, 0, 1);
  CHECK(at(one, kInf) == kInf);
  CHECK(at(one, -kInf) == 0);
  CHECK(std::isnan(at(one, kNan)));
  const UnitSum leaky(std::vector<Unit>{{1, -2, 3}}, 0.5, 1);
  CHECK(at(leaky, -kInf) == -kInf);
  // A clipper, min(max(x, 0), 1) + 4: flat at both ends.
  const UnitSum clipper(std::vector<Unit>{{1, 0, 1}, {1, -1, -1}, {0, 4, 1}}, 0, 1);
  CHECK(at(clipper, kInf) == 5);
  CHECK(at(clipper, -kInf) == 4);
  CHECK(at(clipper, 0.25) == 4.25);
  CHECK(std::isnan(at(clipper, kNan)));
}

TEST_CASE("coefficients that are not finite are refused") {
  for (const double bad : {kInf, -kInf, kNan}) {
    CHECK_THROWS_AS(UnitSum(std::vector<Unit>{{bad, 0, 1}}, 0, 1), std::invalid_argument);
    CHECK_THROWS_AS(UnitSum(std::vector<Unit>{{1, bad, 1}}, 0, 1), std::invalid_argument);
    CHECK_THROWS_AS(UnitSum(std::vector<Unit>{{1, 0, 1}, {1, 0, bad}}, 0, 1),
                    std::invalid_argument);
  }
}
