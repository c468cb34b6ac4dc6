// Checks half-wave and full-wave rectification with drop, leak and reversed diode, by the formulas.
#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/half_wave.hpp"

using rectify::FullWave;
using rectify::HalfWave;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

template <class Shape>
double at(const Shape& shape, double x) {
  double r = 99;
  shape.forward({&x, 1}, {&r, 1});
  return r;
}

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

}  // namespace

TEST_CASE("an ideal diode and an ideal bridge are exact, bit for bit") {
  for (const double x : {0.0, 0x1p-1074, 0x1p-1022, 0.1, 1.0, 1e308, kInf}) {
    CHECK(bits(at(HalfWave{}, x)) == bits(x));
    CHECK(bits(at(HalfWave{}, -x)) == 0);
    CHECK(bits(at(HalfWave{.negative = true}, x)) == 0);
    CHECK(bits(at(HalfWave{.negative = true}, -x)) == bits(x));
    CHECK(bits(at(FullWave{}, x)) == bits(x));
    CHECK(bits(at(FullWave{}, -x)) == bits(x));
  }
}

TEST_CASE("values by hand, exact in binary") {
  // A silicon diode of 0.75, a bridge of 1.5 in all, a leak of a quarter.
  CHECK(at(HalfWave{.drop = 0.75}, 2.0) == 1.25);
  CHECK(at(HalfWave{.drop = 0.75}, 0.75) == 0);
  CHECK(at(HalfWave{.drop = 0.75}, 0.5) == 0);
  CHECK(at(HalfWave{.drop = 0.75}, -2.0) == 0);
  CHECK(at(HalfWave{.leak = 0.25}, -2.0) == -0.5);
  CHECK(at(HalfWave{.leak = 0.25}, 2.0) == 2.0);
  CHECK(at(HalfWave{.drop = 0.75, .leak = 0.25}, -2.0) == -0.5);
  CHECK(at(HalfWave{.drop = 0.75, .leak = 0.25}, 0.5) == 0);
  CHECK(at(HalfWave{.drop = 0.75, .leak = 0.25, .negative = true}, 2.0) == -0.5);
  CHECK(at(HalfWave{.drop = 0.75, .leak = 0.25, .negative = true}, -2.0) == 1.25);
  CHECK(at(FullWave{.drop = 1.5}, 2.0) == 0.5);
  CHECK(at(FullWave{.drop = 1.5}, -2.0) == 0.5);
  CHECK(at(FullWave{.drop = 1.5}, -1.5) == 0);
  CHECK(at(FullWave{.drop = 1.5}, 1.0) == 0);
}

TEST_CASE("any drop and leak follow the formula within its roundings") {
  for (const double drop : {0.0, 0.3, 0.7, 1.4}) {
    for (const double leak : {0.0, 0.01, 0.1, -0.2, 1.0}) {
      for (int i = -300; i <= 300; ++i) {
        const double x = i * 0.01;
        const auto v = static_cast<long double>(x);
        const long double half = std::max(v - drop, 0.0L) + leak * std::min(v, 0.0L);
        const long double reversed = std::max(-v - drop, 0.0L) + leak * std::min(-v, 0.0L);
        const long double full = std::max(v - drop, 0.0L) + std::max(-v - drop, 0.0L);
        // Each formula rounds once on each side of zero, and |x| + V <= 4.4 bounds the rounded
        // value: half an ulp of it is 2^-51.
        CHECK(std::fabs(at(HalfWave{.drop = drop, .leak = leak}, x) - half) <= 0x1p-51L);
        CHECK(std::fabs(at(HalfWave{.drop = drop, .leak = leak, .negative = true}, x) - reversed) <=
              0x1p-51L);
        CHECK(std::fabs(at(FullWave{.drop = drop}, x) - full) <= 0x1p-51L);
      }
    }
  }
}

TEST_CASE("NaN stays NaN, and infinities follow the formula") {
  for (const double drop : {0.0, 0.5}) {
    for (const double leak : {0.0, 0.5}) {
      for (const bool negative : {false, true}) {
        const HalfWave half{.drop = drop, .leak = leak, .negative = negative};
        const double forward = negative ? -kInf : kInf;
        CHECK(std::isnan(at(half, kNan)));
        CHECK(at(half, forward) == kInf);
        CHECK(at(half, -forward) == (leak > 0 ? -kInf : 0));
      }
    }
    CHECK(std::isnan(at(FullWave{.drop = drop}, kNan)));
    CHECK(at(FullWave{.drop = drop}, kInf) == kInf);
    CHECK(at(FullWave{.drop = drop}, -kInf) == kInf);
  }
}

TEST_CASE("full-wave output is never negative and the same for x and -x") {
  for (int i = -50; i <= 50; ++i) {
    const FullWave bridge{.drop = 0.7};
    const double y = at(bridge, i * 0.1);
    CHECK(y >= 0);
    CHECK(bits(y) == bits(at(bridge, -i * 0.1)));
  }
}

TEST_CASE("each sample is computed alone, and empty spans do nothing") {
  std::vector<double> block;
  for (int i = 0; i < 37; ++i) block.push_back(std::sin(i));
  std::vector<double> one_by_one = block;
  const HalfWave half{.drop = 0.1, .leak = 0.3, .negative = true};
  half.forward(block, block);
  for (double& x : one_by_one) x = at(half, x);
  CHECK(block == one_by_one);
  half.forward(std::span<const double>(), {});
  FullWave{}.forward(std::span<const float>(), {});
}
