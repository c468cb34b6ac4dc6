// Checks the half-band filter: its frequency response, its two directions, its bits.
#include "rectify/alias_free/detail/half_band.hpp"

#include <doctest/doctest.h>

#include <numbers>
#include <random>
#include <stdexcept>

#include "support/spectrum.hpp"

using namespace test;
using rectify::detail::HalfBand;

namespace {

std::vector<double> white(std::size_t count) {
  std::mt19937 random(1);
  std::uniform_real_distribution<double> uniform(-1, 1);
  std::vector<double> x;
  for (std::size_t n = 0; n < count; ++n) x.push_back(uniform(random));
  return x;
}

/// h[-2m+1] … h[2m-1], as the response of up() to an impulse, which has twice its gain.
std::vector<double> impulse_response(HalfBand& filter) {
  const std::size_t m = filter.reach();
  std::vector<double> in(4 * m - 1);
  in[2 * m - 1] = 0.5;
  std::vector<double> out(4 * m);
  filter.up(in, out);
  return {out.begin() + 1, out.end()};
}

/// The gain of a symmetric filter at a frequency in cycles a sample.
double gain(const std::vector<double>& h, double frequency) {
  const std::size_t middle = h.size() / 2;
  double sum = h[middle];
  for (std::size_t n = 1; n <= middle; ++n) {
    sum += 2 * h[middle + n] * std::cos(2 * std::numbers::pi * frequency * static_cast<double>(n));
  }
  return sum;
}

}  // namespace

TEST_CASE("a half-band filter passes and stops within 180 dB on either side of its transition") {
  for (const double width : {0.02, 0.0465, 0.2268}) {
    HalfBand filter(width);
    const std::vector<double> h = impulse_response(filter);
    double ripple = 0;
    for (double f = 0; f <= 0.25 - width / 2; f += 1e-3) {
      ripple = std::max(ripple, std::fabs(gain(h, f) - 1));
      ripple = std::max(ripple, std::fabs(gain(h, 0.5 - f)));
    }
    CAPTURE(width);
    CHECK(20 * std::log10(ripple) < -180);  // designed for -186; Kaiser's formula is a fit
    CHECK(gain(h, 0) == doctest::Approx(1).epsilon(1e-15));
    CHECK(std::fabs(gain(h, 0.5)) < 1e-15);
    CHECK(gain(h, 0.25) == doctest::Approx(0.5).epsilon(1e-15));
  }
}

TEST_CASE("every second tap of a half-band filter is zero, and the others are symmetric") {
  HalfBand filter(0.1);
  const std::vector<double> h = impulse_response(filter);
  const std::size_t middle = h.size() / 2;
  CHECK(h[middle] == 0.5);
  for (std::size_t n = 1; n <= middle; ++n) {
    CHECK(h[middle - n] == h[middle + n]);
    if (n % 2 == 0) CHECK(h[middle + n] == 0);
  }
}

TEST_CASE("down is half the transpose of up") {
  HalfBand filter(0.2);
  const std::size_t m = filter.reach();
  const std::size_t n = 40;
  // <up(x), y> = 2·<x, down(y)>, with zeros around both.
  std::vector<double> x(n + 4 * m, 0.0);
  std::vector<double> y(2 * (n + 2 * m), 0.0);
  const std::vector<double> random = white(4 * n);
  std::copy_n(random.begin(), n, x.begin() + static_cast<std::ptrdiff_t>(2 * m));
  std::copy_n(random.begin() + static_cast<std::ptrdiff_t>(n), 2 * n,
              y.begin() + static_cast<std::ptrdiff_t>(2 * m));
  std::vector<double> up(2 * (x.size() - 2 * m + 1));
  filter.up(x, up);
  double up_y = 0;  // up[2i] is at x[i + m - 1]; y[2m] is at the same time as x[2m]
  for (std::size_t i = 0; i < 2 * n; ++i) up_y += up[2 * (m + 1) + i] * y[2 * m + i];
  std::vector<double> down(n);
  filter.down(std::span(y).subspan(1, 2 * n + 4 * m - 3), down);
  double x_down = 0;
  for (std::size_t i = 0; i < n; ++i) x_down += x[2 * m + i] * down[i];
  CHECK(up_y == doctest::Approx(2 * x_down).epsilon(1e-13));
}

TEST_CASE("a sample has the same bits wherever in a span it stands") {
  HalfBand filter(0.0465);
  const std::size_t m = filter.reach();
  const std::vector<double> x = white(4000);
  std::vector<double> whole(2 * (x.size() - 2 * m + 1));
  filter.up(x, whole);
  std::vector<double> halved((x.size() - 4 * m + 3) / 2);
  filter.down(x, halved);
  for (const std::size_t start : {1U, 2U, 3U, 511U, 777U}) {
    for (const std::size_t count : {1U, 2U, 5U, 700U}) {
      std::vector<double> part(2 * count);
      filter.up(std::span(x).subspan(start, count + 2 * m - 1), part);
      for (std::size_t i = 0; i < part.size(); ++i) REQUIRE(part[i] == whole[2 * start + i]);
      part.resize(count);
      filter.down(std::span(x).subspan(2 * start, 2 * count + 4 * m - 3), part);
      for (std::size_t i = 0; i < count; ++i) REQUIRE(part[i] == halved[start + i]);
    }
  }
}

TEST_CASE("a half-band filter asks for a transition, and for spans that fit") {
  CHECK_THROWS_AS(HalfBand(0), std::invalid_argument);
  CHECK_THROWS_AS(HalfBand(0.5), std::invalid_argument);
  CHECK_THROWS_AS(HalfBand(std::nan("")), std::invalid_argument);
  HalfBand filter(0.2);
  std::vector<double> x(100);
  std::vector<double> y(100);
  CHECK_THROWS_AS(filter.up(x, y), std::invalid_argument);
  CHECK_THROWS_AS(filter.down(x, y), std::invalid_argument);
  // One number too many: an odd one of results, or one of the input that nothing needs.
  const std::size_t m = filter.reach();
  std::vector<double> odd(2 * (x.size() - 2 * m + 1) + 1);
  CHECK_THROWS_AS(filter.up(x, odd), std::invalid_argument);
  std::vector<double> few((x.size() - 4 * m + 3) / 2 - 1);
  CHECK_THROWS_AS(filter.down(x, few), std::invalid_argument);
}
