// Checks sine_kernel.hpp: its error bound, and that vectors and scalars give the same bits.
#include "rectify/detail/sine_kernel.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <random>
#include <vector>

#include "rectify/sources/angle.hpp"
#include "support/mpfr_real.hpp"

using namespace test;
using rectify::detail::kRoundToInteger;
using rectify::detail::sine_of_reduced;
using rectify::detail::sine_of_turns;

TEST_CASE("the sine of turns is within 1 ulp") {
  std::mt19937_64 random(1);
  std::uniform_real_distribution<double> unit(-1, 1);
  std::vector<double> u;
  for (int i = 0; i < 8000; ++i) u.push_back(unit(random));
  for (int i = 0; i < 1000; ++i) u.push_back(std::ldexp(unit(random), 40));
  for (int i = 0; i < 1000; ++i) u.push_back(std::ldexp(unit(random), -i));
  for (int eighth = -8; eighth <= 8; ++eighth) {  // crossings, peaks and where quadrants meet
    const double at = eighth * 0.125;
    u.insert(u.end(), {at, std::nextafter(at, 2), std::nextafter(at, -2), at + 1e-9, at - 1e-9});
  }
  double greatest = 0;
  for (const double x : u) {
    if (std::fabs(x) < 0x1p-1000) continue;  // 2πx would be subnormal, where an ulp means nothing
    greatest = std::max(greatest, ulps(sine_of_turns(x), sin_of_turns(Real(x))));
  }
  MESSAGE("greatest error of sine_of_turns: ", greatest, " ulp");
  CHECK(greatest <= 1);
}

TEST_CASE("the sine of a reduced angle keeps to its stated 0.85 ulp") {
  // t + e is a reduced angle of more digits than a double; the true value is sin(q·π/2 + t + e).
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> unit(-1, 1);
  constexpr double kQuarterPi = 0x1.921fb54442d18p-1;
  double greatest = 0;
  for (int i = 0; i < 12000; ++i) {
    const int q = i % 4;
    const double t = unit(random) * (i % 16 < 12 ? kQuarterPi : std::ldexp(1.0, -i % 64));
    const double e = unit(random) * 0x1p-53 * t;
    Real angle = Real(t) + Real(e);
    Real truth;
    if (q % 2 == 0) {
      mpfr_sin(truth.get(), angle.get(), MPFR_RNDN);
    } else {
      mpfr_cos(truth.get(), angle.get(), MPFR_RNDN);
    }
    const double sign = q < 2 ? 1 : -1;
    greatest =
        std::max(greatest, ulps(sine_of_reduced(kRoundToInteger + q, t, e), Real(sign) * truth));
  }
  MESSAGE("greatest error of sine_of_reduced: ", greatest, " ulp");
  CHECK(greatest <= 0.85);
}

TEST_CASE("crossings and peaks are exact") {
  for (const double turns : {0.0, 1.0, -3.0, 1048576.0}) {
    CHECK(sine_of_turns(turns) == 0);
    CHECK(sine_of_turns(turns + 0.5) == 0);
    CHECK(sine_of_turns(turns + 0.25) == 1);
    CHECK(sine_of_turns(turns + 0.75) == -1);
  }
}

TEST_CASE("a steady sine has the same bits as its kernel called one by one") {
  // The library runs with the instruction set that the loader picked, this test with the plainest;
  // since every fused operation is a std::fma, both give the same. The reduction is written out for
  // 440 Hz at 44100: 22/2205 turns a sample, in steps of which a turn has at least 2^50.
  std::uint64_t step = 22;
  std::uint64_t modulus = 2205;
  for (; modulus < std::uint64_t{1} << 50U; modulus *= 2) step *= 2;
  const auto turn = static_cast<double>(modulus);
  const double unit = 0x1.921fb54442d18p+2 / turn;
  const double unit_low =
      (std::fma(-unit, turn, 0x1.921fb54442d18p+2) + 0x1.1a62633145c07p-52) / turn;

  std::vector<double> got(3000);
  rectify::SteadyAngle({440, 44100}, 0).sine(0, got);
  std::size_t different = 0;
  for (std::size_t n = 0; n < got.size(); ++n) {
    // 22n < 2205·30, so that n·step fits. The offsets that the library adds may exceed a turn,
    // which adds four quadrants.
    const auto r = static_cast<double>(n * 22 % 2205 * (step / 22));
    const double quadrant = std::fma(r, 4 / turn, kRoundToInteger);
    const double k = std::fma(quadrant - kRoundToInteger, -turn / 4, r);
    const double low = std::fma(k, unit, -(k * unit)) + k * unit_low;
    const double t = k * unit + low;
    const double y = sine_of_reduced(quadrant, t, low - (t - k * unit));
    different += std::bit_cast<std::uint64_t>(y) != std::bit_cast<std::uint64_t>(got[n]);
  }
  CHECK(different == 0);
}
