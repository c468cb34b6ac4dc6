// Checks the way to four times the rate and back.
#include "rectify/alias_free/detail/fourfold.hpp"

#include <doctest/doctest.h>

#include <numbers>
#include <random>
#include <stdexcept>
#include <vector>

#include "support/spectrum.hpp"

using namespace test;
using rectify::detail::Fourfold;

namespace {

constexpr std::size_t kReach = Fourfold::kReach;

std::vector<double> sine(double frequency, std::size_t count, double start) {
  std::vector<double> x;
  for (std::size_t n = 0; n < count; ++n) {
    x.push_back(std::sin(2 * std::numbers::pi * frequency * (static_cast<double>(n) - start)));
  }
  return x;
}

double greatest_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double greatest = 0;
  for (std::size_t i = 0; i < a.size(); ++i) greatest = std::max(greatest, std::fabs(a[i] - b[i]));
  return greatest;
}

}  // namespace

TEST_CASE("sines up to 20000/44100 of the rate are the same sines at four times the rate") {
  Fourfold fourfold;
  for (const double frequency : {0.0, 0.01, 0.1, 0.25, 0.4, 20000.0 / 44100}) {
    std::vector<double> y;
    fourfold.up(sine(frequency, 500 + 2 * kReach, kReach + 0.3), y);
    REQUIRE(y.size() == 2000);
    CHECK(20 * std::log10(greatest_difference(y, sine(frequency / 4, 2000, 1.2)) + 1e-20) < -180);
    std::vector<double> r(500 - 2 * kReach);
    fourfold.down(y, r);
    const double start = 0.3 - static_cast<double>(kReach);
    CHECK(20 * std::log10(greatest_difference(r, sine(frequency, r.size(), start)) + 1e-20) < -180);
  }
}

TEST_CASE("what folds back below 20000/44100 of the rate is gone on the way down") {
  Fourfold fourfold;
  std::vector<double> r(200);
  // In cycles a sample of four times the rate: from 1 - 20000/44100 of the base rate to twice it.
  for (const double frequency : {(1 - 20000.0 / 44100) / 4, 0.2, 0.25, 0.3, 0.42, 0.5}) {
    fourfold.down(sine(frequency, 4 * (200 + 2 * kReach), 0.1), r);
    CAPTURE(frequency);
    CHECK(20 * std::log10(greatest_difference(r, std::vector<double>(200)) + 1e-20) < -180);
  }
}

TEST_CASE("frames pass up unchanged, to the bit") {
  Fourfold fourfold;
  const std::vector<double> x = sine(0.31, 100 + 2 * kReach, 0.77);
  std::vector<double> y;
  fourfold.up(x, y);
  for (std::size_t n = 0; n < 100; ++n) CHECK(y[4 * n] == x[kReach + n]);
}

TEST_CASE("up is four times the transpose of down") {
  Fourfold fourfold;
  std::mt19937 random(1);
  std::uniform_real_distribution<double> uniform(-1, 1);
  constexpr std::size_t kFrames = 50;
  std::vector<double> x(kFrames + 4 * kReach, 0.0);
  for (std::size_t n = 0; n < kFrames; ++n) x[2 * kReach + n] = uniform(random);
  std::vector<double> z(4 * (kFrames + 2 * kReach));
  for (double& value : z) value = uniform(random);
  std::vector<double> y;
  fourfold.up(x, y);
  std::vector<double> r(kFrames);
  fourfold.down(z, r);
  double up = 0;
  for (std::size_t j = 0; j < z.size(); ++j) up += y[j] * z[j];
  double down = 0;
  for (std::size_t n = 0; n < kFrames; ++n) down += x[2 * kReach + n] * r[n];
  CHECK(up == doctest::Approx(4 * down).epsilon(1e-13));
}

TEST_CASE("spans that do not fit are refused") {
  Fourfold fourfold;
  std::vector<double> y;
  std::vector<double> r(3);
  CHECK_THROWS_AS(fourfold.up(std::vector<double>(2 * kReach - 1), y), std::invalid_argument);
  CHECK_THROWS_AS(fourfold.down(std::vector<double>(100), r), std::invalid_argument);
}
