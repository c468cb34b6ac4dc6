// Checks angle.hpp's SweptAngle and LineAngle against MPFR.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "rectify/sources/angle.hpp"
#include "support/mpfr_real.hpp"

using namespace test;
using rectify::Angle;
using rectify::Line;
using rectify::LineAngle;
using rectify::SweptAngle;

namespace {

double sine_at(const Angle& angle, std::int64_t n) {
  double y = 0;
  angle.sine(n, {&y, 1});
  return y;
}

double turns_at(const Angle& angle, std::int64_t n) {
  double u = 0;
  angle.turns(n, {&u, 1});
  return u;
}

}  // namespace

TEST_CASE("a sweep's angle is the integral of its frequency") {
  struct Sweep {
    double f0, f1, samples;
  };
  double greatest = 0;
  for (const auto& [f0, f1, samples] : {Sweep{20 / 48e3, 20e3 / 48e3, 1.659e8},
                                        {0.4, 0.0004, 1.7e8},
                                        {0.01, 0.01, 1e9},
                                        {0.01, 0.01 * (1 + 1e-12), 1e9},
                                        {100 / 44.1e3, 101 / 44.1e3, 44100}}) {
    const Real rate = log(Real(f1) / Real(f0)) / Real(samples);
    for (const double phase : {0.0, 0.3}) {
      for (const std::uint64_t multiple : {1U, 8U}) {
        const SweptAngle angle(f0, f1, samples, phase, multiple);
        for (int i = 0; i <= 100; ++i) {
          const auto n = static_cast<std::int64_t>(samples * i / 100);
          const Real t = Real::integer(static_cast<std::uint64_t>(n));
          const Real integral = rate.is_zero() ? t : (exp(t * rate) - Real(1)) / rate;
          const Real truth = (Real(f0) * integral + Real(phase)) * Real::integer(multiple);
          if (truth.to_double() > 1e7) break;  // the contract's bound holds for as many turns
          const double error = apart(turns_at(angle, n), truth);
          greatest = std::max(greatest, error);
          // 1e-11 turns, and the roundings of u and of the sine, 2^-53·(π + 1).
          if (error < 1e-11) {
            CHECK(std::fabs(sine_at(angle, n) - sin_of_turns(fraction(truth)).to_double()) <=
                  2 * std::numbers::pi * 1e-11 + 0x1p-50);
          }
        }
      }
    }
  }
  MESSAGE("greatest error of a swept angle: ", greatest, " turns");
  CHECK(greatest < 1e-11);
}

TEST_CASE("sweeps refuse frequencies and lengths that are not above zero") {
  CHECK_THROWS_AS(SweptAngle(0, 0.1, 10, 0), std::invalid_argument);
  CHECK_THROWS_AS(SweptAngle(0.1, -0.1, 10, 0), std::invalid_argument);
  CHECK_THROWS_AS(SweptAngle(0.1, 0.1, 0, 0), std::invalid_argument);
  CHECK_THROWS_AS(SweptAngle(0.1, std::nan(""), 10, 0), std::invalid_argument);
}

TEST_CASE("the sine along a line is the sine of its points") {
  Real turn;
  mpfr_const_pi(turn.get(), MPFR_RNDN);
  mpfr_mul_2ui(turn.get(), turn.get(), 1, MPFR_RNDN);
  for (const Line line : {Line{0, 2 * std::numbers::pi, 101}, {-100, 100, 1001}, {3, 3, 1}}) {
    for (const double phase : {0.0, 0.25, -0.3}) {
      for (const std::uint64_t multiple : {1U, 6U}) {
        const LineAngle angle(line, phase, multiple);
        for (std::uint64_t i = 0; i < line.count; ++i) {
          const Real times = Real::integer(multiple);
          const Real radians = (Real(line.at(i)) + Real(phase) * turn) * times;
          const auto n = static_cast<std::int64_t>(i);
          const double y = sine_at(angle, n);
          // Long double rounds x + phase and its multiple by 2^-64 of up to 612 each; a double y by
          // half an ulp. Without a phase or multiple x is exact, and the C library's sine is too.
          if (phase == 0 && multiple == 1) CHECK(ulps(y, sin(radians)) <= 0.51);
          CHECK(std::fabs((Real(y) - sin(radians)).to_double()) <= 0x1p-54 + 3 * 0x1p-64 * 612);
          CHECK(apart(turns_at(angle, n), radians / turn) <= 0x1p-53);
        }
      }
    }
  }
}

TEST_CASE("a sweep was there before its first sample, an octave lower after each octave's time") {
  // From 1/64 to 1/32 over 1000 samples: before 0 it goes on by halves, as from 1/128 to 1/64.
  const SweptAngle angle(1.0 / 64, 1.0 / 32, 1000, 0);
  const SweptAngle lower(1.0 / 128, 1.0 / 64, 1000, 0);
  // Both begin at 0 turns; the lower one has turned by this much when the other begins.
  const double turned = 1000 / (128 * std::log(2.0));
  for (const std::int64_t n : {1, 10, 333, 999}) {
    const double difference = turns_at(angle, n - 1000) - (turns_at(lower, n) - turned);
    CHECK(std::fabs(difference - std::round(difference)) < 1e-12);
  }
}
