// Checks angle.hpp: turns, periods, arguments that are refused, and blocks of any length.
#include "rectify/sources/angle.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>
#include <vector>

#include "support/mpfr_real.hpp"

using namespace test;
using rectify::Angle;
using rectify::Line;
using rectify::LineAngle;
using rectify::SteadyAngle;
using rectify::SweptAngle;

namespace {

constexpr std::uint64_t kNear62 = 4611686018427387847U;

std::vector<double> sine(const Angle& angle, std::int64_t first, std::size_t count) {
  std::vector<double> out(count);
  angle.sine(first, out);
  return out;
}

std::vector<double> turns(const Angle& angle, std::int64_t first, std::size_t count) {
  std::vector<double> out(count);
  angle.turns(first, out);
  return out;
}

}  // namespace

TEST_CASE("no sample depends on the lengths of the blocks") {
  std::vector<std::unique_ptr<Angle>> angles;
  angles.push_back(std::make_unique<SteadyAngle>(rectify::Ratio{440, 44100}, 0.1));
  angles.push_back(std::make_unique<SteadyAngle>(rectify::Ratio{1999999, 19200000}, 0.0));
  angles.push_back(std::make_unique<SteadyAngle>(rectify::Ratio{kNear62 / 7, kNear62}, 1.0 / 3));
  angles.push_back(std::make_unique<SweptAngle>(20 / 48e3, 20e3 / 48e3, 5000, 0.2));
  angles.push_back(std::make_unique<LineAngle>(Line{-10, 10, 3000}, 0.3));
  for (const auto& angle : angles) {
    const std::int64_t start = angle->period() != 0 ? 1'000'000'007 : 0;
    const std::vector<double> y = sine(*angle, start, 3000);
    const std::vector<double> u = turns(*angle, start, 3000);
    for (const std::size_t length : {1U, 2U, 7U, 511U, 512U, 513U, 1024U, 2999U}) {
      for (std::size_t at = 0; at < 3000; at += length) {
        const std::size_t count = std::min(length, 3000 - at);
        const auto from = static_cast<std::ptrdiff_t>(at);
        const auto to = static_cast<std::ptrdiff_t>(at + count);
        REQUIRE(sine(*angle, start + from, count) ==
                std::vector<double>(y.begin() + from, y.begin() + to));
        REQUIRE(turns(*angle, start + from, count) ==
                std::vector<double>(u.begin() + from, u.begin() + to));
      }
    }
    CHECK(sine(*angle, 5, 0).empty());
  }
}

TEST_CASE("steady turns are n·f + phase less whole turns, within [0, 1]") {
  for (const rectify::Ratio f : {rectify::Ratio{440, 44100},
                                 {1, 3},
                                 {0, 1},
                                 {7, 1},
                                 {kNear62 - 1, kNear62},
                                 {22, kNear62}}) {
    for (const double phase : {0.0, 0.25, -0.1, 1.0 / 3, 1e-17, -1e-17, -1e-300, 1e6 + 0.1}) {
      const std::vector<double> u = turns(SteadyAngle(f, phase), 0, 1000);
      for (std::uint64_t n = 0; n < u.size(); ++n) {
        CAPTURE(f.numerator);
        CAPTURE(phase);
        CAPTURE(n);
        const Real truth =
            Real::integer(n) * Real::integer(f.numerator) / Real::integer(f.denominator) +
            Real(phase);
        // Two roundings of numbers up to 1, the sum of steps and the quotient.
        REQUIRE(apart(u[n], truth) <= 0x1p-52);
        REQUIRE(u[n] >= 0);
        REQUIRE(u[n] <= 1);
      }
    }
  }
}

TEST_CASE("a steady angle's period is the reduced denominator, and values come again after it") {
  const SteadyAngle angle({50, 48000}, 0.1);
  CHECK(angle.period() == 960);
  CHECK(sine(angle, 0, 960) == sine(angle, 960'000'000, 960));
  CHECK(turns(angle, 3, 960) == turns(angle, 963, 960));
  CHECK(SteadyAngle({440, 44100}, 0).period() == 2205);
  CHECK(SteadyAngle({440, 44100}, 0, 5).period() == 441);
  CHECK(SteadyAngle({0, 48000}, 0.3).period() == 1);
  CHECK(SteadyAngle({96000, 48000}, 0.3).period() == 1);
  CHECK(SweptAngle(0.1, 0.2, 10, 0).period() == 0);
  CHECK(LineAngle(Line{}, 0).period() == 0);
}

TEST_CASE("steady angles refuse ratios and phases they can't hold") {
  CHECK_THROWS_AS(SteadyAngle({1, 0}, 0), std::invalid_argument);
  CHECK_THROWS_AS(SteadyAngle({1, (std::uint64_t{1} << 62U) + 1}, 0), std::invalid_argument);
  CHECK_THROWS_AS(SteadyAngle({1, 2}, std::numeric_limits<double>::infinity()),
                  std::invalid_argument);
  CHECK_THROWS_AS(SteadyAngle({1, 2}, std::nan("")), std::invalid_argument);
}
