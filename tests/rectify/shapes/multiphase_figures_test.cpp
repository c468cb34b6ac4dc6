// Checks phase_sum.hpp against the figures that the theory of rectifiers gives.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

#include "rectify/shapes/phase_sum.hpp"

using rectify::PhaseSum;

namespace {

constexpr double kPi = std::numbers::pi;

struct Figures {
  double dc, rms, max, min;
};

/// Measured over one repetition, at the middles of 2^16 cells. Both kinks, at 0 and for odd N at
/// half of it, are borders of cells; the midpoint rule's error is h²/24 times the jumps of the
/// slope.
Figures figures(const PhaseSum& sum) {
  constexpr std::size_t kCells = 1U << 16U;
  std::vector<double> y(kCells);
  for (std::size_t i = 0; i < kCells; ++i) y[i] = (static_cast<double>(i) + 0.5) / kCells;
  sum.forward(y, y);
  double total = 0;
  double squares = 0;
  for (const double x : y) {
    total += x;
    squares += x * x;
  }
  std::vector<double> ends = {0, 0.5, 1, 0.25, 0.75};  // the greatest and least values are there
  sum.forward(ends, ends);
  const auto [min, max] = std::minmax_element(ends.begin(), ends.end());
  return {total / kCells, std::sqrt(squares / kCells), *max, *min};
}

}  // namespace

TEST_CASE("eight phases have the known DC, RMS, ripple and extremes") {
  const Figures f = figures(PhaseSum::even(8, {}));
  // Within half a unit of the last digit.
  CHECK(std::fabs(f.dc - 2.546479) <= 5e-7);
  CHECK(std::fabs(f.rms - 2.547172) <= 5e-7);
  CHECK(std::fabs(f.max - 2.613126) <= 5e-7);
  CHECK(std::fabs(f.min - 2.414214) <= 5e-7);
  CHECK(std::fabs(std::sqrt(f.rms * f.rms / (f.dc * f.dc) - 1) - 0.0233317) <= 5e-8);
  CHECK(std::fabs(f.max - 1 / std::sin(kPi / 8)) <= 1e-14);  // a few ulp of 2.6
  CHECK(std::fabs(f.min - 1 / std::tan(kPi / 8)) <= 1e-14);
}

TEST_CASE("DC, ripple and pulses of N phases are A·N/π and those of an M-pulse rectifier") {
  for (const double amplitude : {1.0, 0.5, -2.0}) {
    for (std::uint64_t n = 2; n <= 30; ++n) {
      CAPTURE(n);
      const auto count = static_cast<double>(n);
      const auto pulses = static_cast<double>(std::lcm(std::uint64_t{2}, n));
      const Figures f = figures(PhaseSum::even(n, {.amplitude = amplitude}));
      const double dc = std::fabs(amplitude) * count / kPi;
      // The error of the midpoint rule: the slope jumps by up to 2π·A twice a repetition, which
      // makes 2^-32/24·4π·A < 3e-10.
      CHECK(std::fabs(f.dc - dc) <= 3e-10);
      const double ripple = kPi / pulses * std::tan(kPi / (2 * pulses));
      CHECK(std::fabs((f.max - f.min) / dc - ripple) <= 1e-14);
    }
  }
}

TEST_CASE("one phase is half-wave and two are full-wave rectification") {
  std::vector<double> one;
  for (int i = 0; i <= 1000; ++i) one.push_back(i / 1000.0);
  std::vector<double> two = one;
  PhaseSum::even(1, {}).forward(one, one);
  PhaseSum::even(2, {}).forward(two, two);
  for (std::size_t i = 0; i <= 1000; ++i) {
    const double turn = static_cast<double>(i) / 1000;
    // The sines are of rounded angles, at most 2π·2^-54 apart, and are rounded once each.
    CHECK(std::fabs(one[i] - std::max(std::sin(2 * kPi * turn), 0.0)) <= 0x1p-50);
    CHECK(std::fabs(two[i] - std::sin(kPi * turn)) <= 0x1p-50);
  }
}

TEST_CASE("very many phases have the DC of the closed form too") {
  for (const std::uint64_t n : {std::uint64_t{65537}, std::uint64_t{1} << 31U}) {
    std::vector<double> y = {0, 0.1, 0.5, 0.9, 1};
    PhaseSum::even(n, {}).forward(y, y);
    // The ripple about N/π is of the order N/M²: below 1e-9 of N/π for 65537.
    const double dc = static_cast<double>(n) / kPi;
    for (const double x : y) CHECK(std::fabs(x / dc - 1) <= (n == 65537 ? 1e-9 : 1e-12));
  }
}
