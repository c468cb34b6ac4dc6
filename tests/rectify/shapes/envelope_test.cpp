// Checks the backward pass of envelope.hpp against long double, and at its edges.
#include "rectify/shapes/envelope.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include "rectify/shapes/analytic_sum.hpp"

using rectify::AnalyticPhaseSum;
using rectify::Envelope;

namespace {

std::vector<double> noise(std::size_t count) {
  std::mt19937_64 random(count);
  std::normal_distribution<double> normal;
  std::vector<double> values(count);
  for (double& v : values) v = normal(random);
  return values;
}

}  // namespace

TEST_CASE("the gradient of the envelope is g in the direction of z") {
  std::vector<double> z = noise(4000);
  for (std::size_t i = 0; i < 400; ++i) z[i] *= i % 4 < 2 ? 1e200 : 1e-200;
  const std::vector<double> g = noise(2000);
  std::vector<double> out(4000);
  Envelope::backward(z, g, out);
  for (std::size_t i = 0; i < 4000; ++i) {
    const std::size_t at = i / 2;
    const long double size = std::hypot(static_cast<long double>(z[2 * at]), z[2 * at + 1]);
    CHECK(std::fabs(out[i] - g[at] * (z[i] / size)) <= 1e-15L * std::fabs(g[at]));
  }
}

TEST_CASE("it is the limit of the gradient of many phases, at silence too") {
  constexpr std::uint64_t kMany = 100000;
  std::vector<double> z = noise(40);
  z[6] = z[7] = 0;
  const std::vector<double> g = noise(20);
  std::vector<double> out(40);
  std::vector<double> many(40);
  Envelope::backward(z, g, out, 0.5);
  AnalyticPhaseSum({.even = kMany}, 0, 3.14159265358979324 / kMany).backward(z, g, many, 0.5);
  // Phases switch one by one, each with π/N of the slope.
  for (std::size_t i = 0; i < 40; ++i) CHECK(std::fabs(out[i] - many[i]) <= 1e-4 * 3.2);
  CHECK(out[6] == 0);
  CHECK(out[7] == 0);
}

TEST_CASE("a slope of 0 selects +0, and NaN gives NaN") {
  const std::vector<double> z = {0, -0.0, 3, 0, NAN, 1};
  std::vector<double> out(6);
  Envelope::backward(z, std::vector<double>{INFINITY, INFINITY, 1}, out);
  CHECK(out[0] == 0);
  CHECK(out[1] == 0);
  CHECK(out[2] == INFINITY);
  CHECK(out[3] == 0);
  CHECK(std::isnan(out[4]));
  CHECK(std::isnan(out[5]));
}
