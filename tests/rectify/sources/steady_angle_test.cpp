// Checks angle.hpp's SteadyAngle: its sine against MPFR, at any index up to 2^53.
#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "rectify/sources/angle.hpp"
#include "support/mpfr_real.hpp"

using namespace test;
using rectify::Ratio;
using rectify::SteadyAngle;

namespace {

__extension__ using Wide = __int128;

constexpr std::uint64_t kLast = std::uint64_t{1} << 53U;

struct Tone {
  std::string name;
  Ratio ratio;  // in lowest terms or not
};

constexpr std::uint64_t kPrimeBelow62 = 4611686018427387847U;  // 2^62 - 57
const Tone kTones[] = {
    {"0.333333333/44100", {333333333, 44100'000000000U}},
    {"0.333333333/192000", {333333333, 192000'000000000U}},
    {"19999.99/44100", {1999999, 4410000}},
    {"19999.99/192000", {1999999, 19200000}},
    {"50/48000", {50, 48000}},
    {"440/44100", {440, 44100}},
    {"just under 2^51", {1000000007, (std::uint64_t{1} << 51U) - 1}},
    {"just over 2^51", {1000000007, (std::uint64_t{1} << 51U) + 1}},
    {"near 2^62, fast", {1146239047823147681U, kPrimeBelow62}},
    {"near 2^62, slow", {1234567, kPrimeBelow62}},
    {"2^62", {0x0FEDCBA987654321U, std::uint64_t{1} << 62U}},
};

/// a^-1 modulo m, or 0 where there is none.
std::uint64_t inverse(std::uint64_t a, std::uint64_t m) {
  Wide r0 = m, r1 = a % m, s0 = 0, s1 = 1;
  while (r1 != 0) {
    const Wide q = r0 / r1;
    r0 = std::exchange(r1, r0 - q * r1);
    s0 = std::exchange(s1, s0 - q * s1);
  }
  return r0 == 1 ? static_cast<std::uint64_t>((s0 + m) % m) : 0;
}

/// Indices at random, small ones, and those at which n·f + phase comes nearest to a crossing, a
/// peak, and the eighths of a turn, where a reduction changes its branch.
std::vector<std::uint64_t> indices(Ratio f, double phase, int at_random) {
  std::vector<std::uint64_t> n = {0, 1, 2, 3, 511, 512, 513, kLast - 1, kLast};
  std::mt19937_64 random(f.denominator);
  for (int i = 0; i < at_random; ++i) n.push_back(random() >> (11U + random() % 42));
  const std::uint64_t common = std::gcd(f.numerator, f.denominator);
  const std::uint64_t m = f.denominator / common;
  const std::uint64_t back = inverse(f.numerator / common, m);
  const auto shift =
      static_cast<Wide>(std::round(std::remainder(phase, 1) * static_cast<double>(m)));
  for (std::uint64_t eighth = 0; eighth < 8; ++eighth) {
    for (int j = -6; j <= 6; ++j) {
      const Wide target = (static_cast<Wide>(m) * eighth / 8 + j - shift) % m + m;
      const auto at = static_cast<std::uint64_t>(target % m * back % m);
      if (at <= kLast) n.push_back(at);
    }
  }
  // For denominators beyond 2^53 no n up to there may do that: the convergents of f come nearest.
  std::uint64_t q0 = 0, q1 = 1;
  for (std::uint64_t a = m, b = f.numerator / common % m; b != 0 && q1 <= kLast / 2;) {
    n.insert(n.end(), {q1, 2 * q1, q1 / 2});
    q0 = std::exchange(q1, a / b * q1 + q0);
    a = std::exchange(b, a % b);
  }
  return n;
}

/// sin(2π·multiple·(n·f + phase)), with n·f reduced in integers, so that it is exactly zero where
/// it should be.
Real truth(Ratio f, double phase, std::uint64_t multiple, std::uint64_t n) {
  const Wide steps = static_cast<Wide>(n) * f.numerator % f.denominator * multiple % f.denominator;
  const Real den = Real::integer(f.denominator);
  return sin_of_turns(Real::integer(static_cast<std::uint64_t>(steps)) +
                          Real(phase) * Real::integer(multiple) * den,
                      f.denominator);
}

double greatest_error(const Tone& tone, double phase, std::uint64_t multiple, int at_random) {
  const SteadyAngle angle(tone.ratio, phase, multiple);
  double greatest = 0;
  for (const std::uint64_t n : indices(tone.ratio, phase, at_random)) {
    double y = 0;
    angle.sine(static_cast<std::int64_t>(n), {&y, 1});
    const double error = ulps(y, truth(tone.ratio, phase, multiple, n));
    if (error > 1) MESSAGE(tone.name, " phase ", phase, " x", multiple, " n ", n, ": ", error);
    greatest = std::max(greatest, error);
  }
  return greatest;
}

}  // namespace

TEST_CASE("a sine is within 1 ulp of the true one at any index up to 2^53") {
  for (const Tone& tone : kTones) {
    const double greatest = greatest_error(tone, 0, 1, 6000);
    MESSAGE(tone.name, ": greatest error ", greatest, " ulp");
    CHECK(greatest <= 1);
  }
}

TEST_CASE("a phase adds no error beyond its own rounding to a double") {
  double greatest = 0;
  for (const Tone& tone : kTones) {
    for (const double phase : {0.25, 1.0 / 3, -0.1, 0.7, 0.5 - 1e-9, 12345.678}) {
      greatest = std::max(greatest, greatest_error(tone, phase, 1, 400));
    }
  }
  MESSAGE("greatest error with a phase: ", greatest, " ulp");
  CHECK(greatest <= 1);
}

TEST_CASE("tiny phases are not lost where the sine crosses zero") {
  double greatest = 0;
  for (const Tone& tone : kTones) {
    for (const double phase : {1e-9, 1e-15, -3e-16, 1e-17, -1e-20, 1e-100}) {
      greatest = std::max(greatest, greatest_error(tone, phase, 1, 20));
    }
  }
  MESSAGE("greatest error with a tiny phase: ", greatest, " ulp");
  CHECK(greatest <= 1);
}

TEST_CASE("a multiple of the angle is as exact") {
  double greatest = 0;
  for (const Tone& tone : kTones) {
    for (const std::uint64_t multiple : {2U, 3U, 8U, 1000U}) {
      greatest = std::max(greatest, greatest_error(tone, 0, multiple, 200));
      greatest = std::max(greatest, greatest_error(tone, 0.375, multiple, 200));
    }
  }
  MESSAGE("greatest error of multiples: ", greatest, " ulp");
  CHECK(greatest <= 1);
}

TEST_CASE("a sine was there before its first sample: without a phase it is odd") {
  for (const Tone& tone : kTones) {
    const SteadyAngle angle(tone.ratio, 0);
    std::vector<double> before(2000);
    std::vector<double> after(2000);
    angle.sine(-2000, before);
    angle.sine(1, after);
    for (std::size_t n = 0; n < 2000; ++n) CHECK(before[1999 - n] == -after[n]);
  }
}
