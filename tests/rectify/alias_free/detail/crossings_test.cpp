// Checks where crossings are found, and that none is missed.
#include "rectify/alias_free/detail/crossings.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <stdexcept>
#include <vector>

#include "rectify/alias_free/detail/cell_polynomial.hpp"
#include "support/trigonometric.hpp"

using namespace test;
using rectify::detail::CellPolynomial;
using rectify::detail::Crossing;
using rectify::detail::CrossingFinder;

namespace {

std::vector<double> sampled(const std::function<double(double)>& f, std::size_t count = 64) {
  std::vector<double> y;
  for (std::size_t n = 0; n < count; ++n) y.push_back(f(static_cast<double>(n)));
  return y;
}

std::vector<Crossing> found(const std::vector<double>& y, std::vector<double> kinks = {0}) {
  CrossingFinder finder(std::move(kinks));
  finder.find(y);
  return {finder.crossings().begin(), finder.crossings().end()};
}

double time_of(const Crossing& crossing) { return crossing.cell + crossing.d; }

/// The cells between 20 and 22 alone: a bell makes all other samples positive.
double bell(double t) { return 1 - std::exp(-(t - 20.5) * (t - 20.5) / 40); }

}  // namespace

TEST_CASE("a crossing's time moves with its value by the slope there, and not where it has none") {
  const std::array<double, 8> line = {-7, -5, -3, -1, 1, 3, 5, 7};
  // Some ten roundings of numbers around 7.
  CHECK(std::fabs(CellPolynomial::through(line.data()).by_value(6, 0.25) - 3) <= 1e-14);
  const std::array<double, 8> flat{};
  CHECK(CellPolynomial::through(flat.data()).by_value(6, 0.25) == 0);
}

TEST_CASE("the zeros of a sine are found, with their directions") {
  for (const double period : {400.0, 37.3, 12.1, 9.0}) {
    const std::vector<Crossing> crossings = found(sampled(
        [&](double t) { return std::sin(2 * std::numbers::pi * (t - 0.3) / period); }, 500));
    // Lagrange's polynomial is off by 0.0011·ω⁸, over a slope of ω.
    const double omega = 2 * std::numbers::pi / period;
    const double tolerance = 1e-12 + 0.0011 * std::pow(omega, 7);
    double expected = 0.3;
    double direction = 1;
    while (expected < 4) {
      expected += period / 2;
      direction = -direction;
    }
    for (const Crossing& crossing : crossings) {
      CHECK(std::fabs(time_of(crossing) - expected) < tolerance);
      CHECK(crossing.direction == direction);
      expected += period / 2;
      direction = -direction;
    }
    CHECK(expected > 495);
  }
}

TEST_CASE("a crossing on a sample is found once, at that sample") {
  for (const double direction : {1.0, -1.0}) {
    const auto crossings = found(sampled([&](double t) { return direction * (t - 30); }));
    REQUIRE(crossings.size() == 1);
    CHECK(time_of(crossings[0]) == 30);
    CHECK(crossings[0].direction == direction);
  }
}

TEST_CASE("two crossings within one cell are found, however near each other") {
  for (const double turn : {20.0001, 20.2, 20.5, 20.77, 20.9999}) {
    for (const double depth : {0.05, 1e-2, 1e-4, 1e-8, 1e-12}) {
      const double half = std::sqrt(depth);
      if (turn - half < 20 || turn + half > 21) continue;
      for (const double side : {1.0, -1.0}) {
        const auto crossings =
            found(sampled([&](double t) { return side * ((t - turn) * (t - turn) - depth); }));
        CAPTURE(turn);
        CAPTURE(depth);
        REQUIRE(crossings.size() == 2);
        CHECK(crossings[0].direction == -side);
        CHECK(crossings[1].direction == side);
        // The samples are 400 times the signal between them, whose rounding moves a zero most where
        // it is flat: 2^-53·500/(2·half).
        const double tolerance = 1e-13 / half;
        CHECK(std::fabs(time_of(crossings[0]) - (turn - half)) < tolerance);
        CHECK(std::fabs(time_of(crossings[1]) - (turn + half)) < tolerance);
      }
    }
  }
}

TEST_CASE("three crossings within one cell are found") {
  const auto cubic = [](double t) { return (t - 20.2) * (t - 20.5) * (t - 20.8); };
  const auto crossings = found(sampled(cubic));
  REQUIRE(crossings.size() == 3);
  CHECK(time_of(crossings[0]) == doctest::Approx(20.2).epsilon(1e-9));
  CHECK(time_of(crossings[1]) == doctest::Approx(20.5).epsilon(1e-9));
  CHECK(time_of(crossings[2]) == doctest::Approx(20.8).epsilon(1e-9));
  CHECK(crossings[1].direction == -1);
}

TEST_CASE("touching zero is no crossing, or pairs that cancel") {
  for (const double turn : {20.0, 20.5, 20.3}) {
    for (const double side : {1.0, -1.0}) {
      const auto crossings =
          found(sampled([&](double t) { return side * (t - turn) * (t - turn); }));
      CAPTURE(turn);
      CAPTURE(side);
      double sum = 0;
      for (const Crossing& crossing : crossings) {
        // The samples are up to 1600: 2^-53·1600 is reached 4e-7 beside a turn at 0.
        CHECK(std::fabs(time_of(crossing) - turn) < 1e-6);
        sum += crossing.direction;
      }
      CHECK(sum == 0);
    }
  }
}

TEST_CASE("constants, silence and signals that stay on one side have no crossings") {
  CHECK(found(std::vector<double>(64, 0.0)).empty());
  CHECK(found(std::vector<double>(64, -0.0)).empty());
  CHECK(found(std::vector<double>(64, 1e-310)).empty());
  CHECK(found(std::vector<double>(64, -3.0)).empty());
  CHECK(found(sampled([](double t) { return 1e-3 + bell(t); })).empty());
  CHECK(found(std::vector<double>(4, 1.0)).empty());
}

TEST_CASE("all kinks between two samples are passed in order") {
  const std::vector<double> kinks = {-2, -0.5, 0, 0.25, 1, 40};
  const auto crossings = found(sampled([](double t) { return 3 * (t - 30.5); }), kinks);
  REQUIRE(crossings.size() == 6);
  for (std::size_t i = 0; i < kinks.size(); ++i) {
    CHECK(crossings[i].kink == i);
    CHECK(time_of(crossings[i]) == doctest::Approx(30.5 + kinks[i] / 3).epsilon(1e-13));
  }
}

TEST_CASE("each sample is counted to the run of the kinks below it") {
  const Trigonometric signal = noise(1024, 44100, 5000, 1);
  const std::vector<double> y = signal.samples();
  const std::vector<double> kinks = {-0.4, -0.1, 0, 0.3};
  CrossingFinder finder(kinks);
  finder.find(y);
  std::size_t next = CrossingFinder::kMargin;
  finder.for_each_run([&](std::size_t begin, std::size_t end, std::size_t below) {
    CHECK(begin == next);
    next = end;
    for (std::size_t n = begin; n < std::min(end, y.size() - CrossingFinder::kMargin); ++n) {
      CHECK((below == 0 || y[n] >= kinks[below - 1]));
      CHECK((below == kinks.size() || y[n] < kinks[below]));
    }
  });
  CHECK(next == y.size());
}

TEST_CASE("noise is crossed where it is, as often as it is") {
  for (unsigned seed = 0; seed < 20; ++seed) {
    // Up to an eighth of the rate: half the base rate at four times that.
    const Trigonometric signal = noise(2048, 8, 0.9, seed);
    for (const double kink : {0.0, 0.2}) {
      const auto crossings = found(signal.samples(), {kink});
      std::vector<Trigonometric::Crossing> expected;
      for (const auto& crossing : signal.crossings(kink)) {
        if (crossing.t >= 4 && crossing.t <= 2048 - 5) expected.push_back(crossing);
      }
      REQUIRE(crossings.size() == expected.size());
      for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(crossings[i].direction == expected[i].direction);
        const double slope = std::fabs(signal.at(expected[i].t).slope);
        CHECK(std::fabs(time_of(crossings[i]) - expected[i].t) * slope < 1e-4);
      }
    }
  }
}

TEST_CASE("kinks must be finite and ascending") {
  CHECK_THROWS_AS(CrossingFinder({0, 0}), std::invalid_argument);
  CHECK_THROWS_AS(CrossingFinder({1, 0}), std::invalid_argument);
  CHECK_THROWS_AS(CrossingFinder({std::nan("")}), std::invalid_argument);
  CHECK_THROWS_AS(CrossingFinder({INFINITY}), std::invalid_argument);
}
