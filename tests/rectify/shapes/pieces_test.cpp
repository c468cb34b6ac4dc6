// Checks that a shape is what it says that its pieces are.
#include <doctest/doctest.h>

#include <cmath>
#include <memory>
#include <stdexcept>
#include <vector>

#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/half_wave.hpp"
#include "rectify/shapes/units.hpp"
#include "rectify/shapes/upright_phase_sum.hpp"

namespace {

using rectify::make_shape;

double sum_of(const rectify::PiecewiseLinear& f, double x) {
  double y = f.at_zero + f.slope * x;
  for (const auto& [at, strength] : f.kinks) y += strength * (std::fabs(x - at) - std::fabs(at));
  return y;
}

void check(const std::unique_ptr<const rectify::Shape>& shape) {
  const auto pieces = shape->pieces();
  REQUIRE(pieces);
  for (double x = -3; x <= 3; x += 0.0625) {
    std::vector<double> r(1);
    shape->forward(std::vector{x}, r);
    CAPTURE(x);
    CHECK(sum_of(*pieces, x) == doctest::Approx(r[0]).epsilon(1e-14));
  }
}

}  // namespace

TEST_CASE("a half wave is its pieces: with a drop, a leak, reversed") {
  for (const bool negative : {false, true}) {
    for (const double drop : {0.0, 0.7}) {
      for (const double leak : {0.0, 0.1, -0.5, 1.0, 2.0}) {
        check(make_shape(rectify::HalfWave{drop, leak, negative}));
      }
    }
  }
}

TEST_CASE("a full wave is its pieces: with a drop and without") {
  check(make_shape(rectify::FullWave{0}));
  check(make_shape(rectify::FullWave{0.7}));
}

TEST_CASE("a sum of units is its pieces, lines and far kinks among them") {
  const std::vector<rectify::Unit> units = {{1, 0, 1},  {-2, 0.5, 0.3}, {0.5, 1, -2},
                                            {0, 2, 1},  {0, -2, 0.25},  {1, -1, 0.1},
                                            {3, -3, 2}, {1e-320, 1, 1}};
  for (const double leak : {0.0, 0.2}) check(make_shape(rectify::UnitSum(units, leak, 0.5)));
}

TEST_CASE("a sum of upright phases is its pieces") {
  for (const double drop : {0.0, 0.2}) {
    check(make_shape(rectify::UprightPhaseSum({.even = 1}, drop, 1)));
    check(make_shape(rectify::UprightPhaseSum({.even = 2}, drop, 0.5)));
    check(make_shape(rectify::UprightPhaseSum({.list = {0, 0.5, -1, 3}}, drop, 1)));
  }
}

TEST_CASE("sums at the kinks give the gradients of the parameters that the samples give") {
  const std::vector<rectify::Unit> units = {{1, 0, 1},  {-2, 0.5, 0.3}, {0.5, 1, -2},
                                            {0, 2, 1},  {0, -2, 0.25},  {1, -1, 0.1},
                                            {3, -3, 2}, {1e-320, 1, 1}};
  std::vector<std::unique_ptr<const rectify::Shape>> shapes;
  shapes.push_back(make_shape(rectify::HalfWave{0.7, 0.2, false}));
  shapes.push_back(make_shape(rectify::HalfWave{0.7, 0.2, true}));
  shapes.push_back(make_shape(rectify::HalfWave{0, 0, false}));
  shapes.push_back(make_shape(rectify::FullWave{0.7}));
  shapes.push_back(make_shape(rectify::FullWave{0}));
  shapes.push_back(make_shape(rectify::UnitSum(units, 0.2, 0.5)));
  std::vector<double> x;
  std::vector<double> g;
  for (double at = -3.01; at <= 3; at += 0.0625) {  // never on a kink
    x.push_back(at);
    g.push_back(std::sin(7 * at));
  }
  for (const auto& shape : shapes) {
    const auto pieces = *shape->pieces();
    rectify::PieceSums sums;
    sums.kinks.resize(pieces.kinks.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
      sums.g += g[i];
      sums.gx += g[i] * x[i];
      for (std::size_t k = 0; k < pieces.kinks.size(); ++k) {
        const double sign = x[i] > pieces.kinks[k].at ? g[i] : -g[i];
        sums.kinks[k].signs += sign;
        sums.kinks[k].signs_x += sign * x[i];
      }
    }
    sums.far = {sums.g, sums.gx};
    const auto gradient = shape->parameter_gradient(0);
    gradient->add(x, g);
    const std::vector<double> expected = gradient->values();
    const std::vector<double> made = shape->gradients_from(sums);
    REQUIRE(made.size() == expected.size());
    for (std::size_t k = 0; k < made.size(); ++k) {
      CAPTURE(k);
      CHECK(std::fabs(made[k] - expected[k]) <= 1e-12);  // 97 terms below 10
    }
    sums.kinks.pop_back();
    CHECK_THROWS_AS((void)shape->gradients_from(sums), std::invalid_argument);
  }
}
