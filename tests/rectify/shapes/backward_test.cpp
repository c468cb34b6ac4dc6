// Checks the backward passes of half_wave.hpp and full_wave.hpp, bit for bit, by their tables.
#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/half_wave.hpp"

using rectify::FullWave;
using rectify::HalfWave;

namespace {

template <class T>
using Bits = std::conditional_t<sizeof(T) == 4, std::uint32_t, std::uint64_t>;

template <class T>
Bits<T> bits(T x) {
  return std::bit_cast<Bits<T>>(x);
}

template <class T, class Shape>
T gradient(const Shape& shape, T x, T g, double at_zero = 0) {
  T out = 99;
  shape.backward(std::span<const T>(&x, 1), std::span<const T>(&g, 1), std::span<T>(&out, 1),
                 at_zero);
  return out;
}

template <class T>
struct Values {
  using Limits = std::numeric_limits<T>;
  static constexpr T kInf = Limits::infinity();
  static constexpr T kNan = Limits::quiet_NaN();
  static constexpr T kTiny = Limits::denorm_min();
  // Positive numbers, which are used with both signs, and every kind of upstream gradient.
  static constexpr std::array<T, 6> kPositive = {kTiny,  Limits::min() / 2, Limits::min(),
                                                 T{1.5}, Limits::max(),     kInf};
  static constexpr std::array<T, 9> kUpstream = {T{0},           -T{0}, T{0.375}, T{-7}, kTiny,
                                                 -Limits::max(), kInf,  -kInf,    kNan};
};

}  // namespace

TEST_CASE_TEMPLATE("half-wave passes g above zero, +0 below, and selects rather than multiplies", T,
                   float, double) {
  using V = Values<T>;
  for (const T g : V::kUpstream) {
    CAPTURE(g);
    for (const double at_zero : {0.0, 0.5, 1.0}) {
      for (const T x : V::kPositive) {
        CHECK(bits(gradient(HalfWave{}, x, g, at_zero)) == bits(g));
        CHECK(bits(gradient(HalfWave{}, -x, g, at_zero)) == bits(T{0}));
      }
      CHECK(bits(gradient(HalfWave{}, V::kNan, g, at_zero)) == bits(g));
      CHECK(bits(gradient(HalfWave{}, -V::kNan, g, at_zero)) == bits(g));
    }
    for (const T zero : {T{0}, -T{0}}) {
      CHECK(bits(gradient(HalfWave{}, zero, g, 0)) == bits(T{0}));
      CHECK(bits(gradient(HalfWave{}, zero, g, 1)) == bits(g));
      CHECK(bits(gradient(HalfWave{}, zero, g, 0.5)) == bits(static_cast<T>(g / 2)));
    }
  }
}

TEST_CASE_TEMPLATE("full-wave passes g above zero, -g below, +0 at zero", T, float, double) {
  using V = Values<T>;
  for (const T g : V::kUpstream) {
    CAPTURE(g);
    for (const double at_zero : {0.0, 0.5, 1.0}) {
      for (const T x : V::kPositive) {
        CHECK(bits(gradient(FullWave{}, x, g, at_zero)) == bits(g));
        CHECK(bits(gradient(FullWave{}, -x, g, at_zero)) == bits(static_cast<T>(-g)));
      }
      for (const T zero : {T{0}, -T{0}}) {
        CHECK(bits(gradient(FullWave{}, zero, g, at_zero)) == bits(T{0}));
      }
      CHECK(bits(gradient(FullWave{}, V::kNan, g, at_zero)) == bits(g));
    }
  }
}

TEST_CASE_TEMPLATE("the reversed diode passes -g below zero and +0 above", T, float, double) {
  using V = Values<T>;
  const HalfWave reversed{.negative = true};
  for (const T g : V::kUpstream) {
    for (const T x : V::kPositive) {
      CHECK(bits(gradient(reversed, -x, g)) == bits(static_cast<T>(-g)));
      CHECK(bits(gradient(reversed, x, g)) == bits(T{0}));
    }
    CHECK(bits(gradient(reversed, T{0}, g)) == bits(T{0}));
    CHECK(bits(gradient(reversed, T{0}, g, 1)) == bits(static_cast<T>(-g)));
    CHECK(bits(gradient(reversed, V::kNan, g)) == bits(static_cast<T>(-g)));
  }
}

TEST_CASE_TEMPLATE("a forward voltage moves the kink, exactly", T, float, double) {
  using V = Values<T>;
  const T drop = static_cast<T>(0.1);
  const T above = std::nextafter(drop, T{1});
  const T below = std::nextafter(drop, T{0});
  const HalfWave half{.drop = drop};
  const FullWave full{.drop = drop};
  for (const T g : V::kUpstream) {
    CHECK(bits(gradient(half, above, g)) == bits(g));
    CHECK(bits(gradient(half, below, g)) == bits(T{0}));
    CHECK(bits(gradient(half, drop, g)) == bits(T{0}));
    CHECK(bits(gradient(half, drop, g, 1)) == bits(g));
    CHECK(bits(gradient(half, V::kNan, g)) == bits(g));
    CHECK(bits(gradient(full, above, g)) == bits(g));
    CHECK(bits(gradient(full, -above, g)) == bits(static_cast<T>(-g)));
    CHECK(bits(gradient(full, drop, g)) == bits(T{0}));
    CHECK(bits(gradient(full, drop, g, 1)) == bits(g));
    CHECK(bits(gradient(full, -drop, g, 1)) == bits(static_cast<T>(-g)));
    // Half a NaN is a NaN, of whichever sign the compiler gives it.
    const T halved = gradient(full, -drop, g, 0.5);
    const bool right = bits(halved) == bits(static_cast<T>(-g / 2));
    CHECK((right || (std::isnan(halved) && std::isnan(g))));
    for (const T x : {T{0}, -T{0}, below, -below, V::kTiny}) {
      for (const double at_zero : {0.0, 0.5, 1.0}) {
        CHECK(bits(gradient(full, x, g, at_zero)) == bits(T{0}));
        CHECK(bits(gradient(half, -above, g, at_zero)) == bits(T{0}));
      }
    }
  }
}

TEST_CASE_TEMPLATE("a leak passes its share below zero", T, float, double) {
  const HalfWave leaky{.leak = 0.25};
  CHECK(gradient(leaky, T{2}, T{3}) == 3);
  CHECK(gradient(leaky, T{-2}, T{3}) == T{0.75});
  CHECK(gradient(leaky, T{0}, T{3}) == T{0.75});      // the leak alone, as with PyTorch
  CHECK(gradient(leaky, T{0}, T{4}, 0.5) == T{2.5});  // ½ + ½·¼
  CHECK(gradient(leaky, -T{0}, T{3}, 1) == 3);
  const HalfWave both{.drop = 1, .leak = 0.25};
  CHECK(gradient(both, T{2}, T{3}) == 3);
  CHECK(gradient(both, T{1}, T{4}, 0.5) == 2);
  CHECK(bits(gradient(both, T{0.5}, Values<T>::kNan)) == bits(T{0}));
  CHECK(gradient(both, T{0}, T{4}, 0.5) == 0.5);  // half of the leak
  CHECK(gradient(both, T{-1}, T{4}) == 1);
  const HalfWave reversed{.leak = 0.25, .negative = true};
  CHECK(gradient(reversed, T{2}, T{4}) == -1);
  CHECK(gradient(reversed, T{-2}, T{4}) == -4);
  // With a leak of 1 the diode is a wire.
  for (const T g : Values<T>::kUpstream) {
    CHECK(bits(gradient(HalfWave{.leak = 1}, T{-2}, g)) == bits(g));
  }
}

TEST_CASE("out may be x or g, and empty spans do nothing") {
  std::vector<float> x;
  std::vector<float> g;
  for (int i = 0; i < 1003; ++i) {
    x.push_back(std::sin(static_cast<float>(i)));
    g.push_back(std::cos(static_cast<float>(7 * i)));
  }
  std::vector<float> expected(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) expected[i] = x[i] > 0 ? g[i] : 0;
  std::vector<float> over_g = g;
  HalfWave{}.backward(x, over_g, over_g);
  CHECK(over_g == expected);
  std::vector<float> over_x = x;
  HalfWave{}.backward(over_x, g, over_x);
  CHECK(over_x == expected);
  HalfWave{}.backward(std::span<const double>(), {}, {});
  FullWave{}.backward(std::span<const float>(), {}, {});
}

TEST_CASE(
    "the gradients of the forward voltage and of the leak are sums over the samples that conduct") {
  const std::vector<double> x = {-4, -1, 0, 0.5, 1, 3, 5};
  const std::vector<double> g = {1, 2, INFINITY, 8, 16, 32, 64};
  const auto sums = [](const auto& shape, double at_zero, std::span<const double> of_x,
                       std::span<const double> of_g) {
    const auto gradient = shape.parameter_gradient(at_zero);
    gradient->add(of_x, of_g);
    return gradient->values();
  };
  CHECK(sums(HalfWave{.drop = 1, .leak = 0.5}, 0, x, g) ==
        std::vector<double>{-(32 + 64), -4.0 * 1 - 1.0 * 2});
  CHECK(sums(HalfWave{.drop = 1}, 0.5, x, g)[0] == -(8 + 32 + 64));
  CHECK(sums(HalfWave{.drop = 1, .leak = 0.5, .negative = true}, 1, x, g) ==
        std::vector<double>{-(1 + 2), -(4 + 16 + 96 + 320)});
  CHECK(sums(FullWave{.drop = 1}, 0, x, g) == std::vector<double>{-(1 + 32 + 64)});
  // At zero both halves lose the voltage, each by half.
  CHECK(sums(FullWave{}, 0.5, std::vector<double>{0, 2}, std::vector<double>{3, 4})[0] == -(3 + 4));
}
