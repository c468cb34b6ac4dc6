// Checks relu.hpp: relu, negated and full_wave on one sample, bit for bit.
#include "rectify/shapes/relu.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cstdint>
#include <initializer_list>
#include <limits>

using rectify::full_wave;
using rectify::negated;
using rectify::relu;

namespace {

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }
std::uint32_t bits(float x) { return std::bit_cast<std::uint32_t>(x); }
double f64(std::uint64_t b) { return std::bit_cast<double>(b); }
float f32(std::uint32_t b) { return std::bit_cast<float>(b); }

constexpr std::uint64_t kSign = 0x8000000000000000U;

}  // namespace

TEST_CASE("relu of a double keeps what is positive and makes the rest +0") {
  struct Row {
    std::uint64_t x, relu;
  };
  const Row rows[] = {
      {0x3FF0000000000000U, 0x3FF0000000000000U},  // 1
      {0xBFF0000000000000U, 0},                    // -1
      {0, 0},                                      // +0
      {kSign, 0},                                  // -0
      {1, 1},                                      // the smallest subnormal
      {kSign | 1U, 0},
      {0x000FFFFFFFFFFFFFU, 0x000FFFFFFFFFFFFFU},  // the greatest subnormal
      {0x800FFFFFFFFFFFFFU, 0},
      {0x7FEFFFFFFFFFFFFFU, 0x7FEFFFFFFFFFFFFFU},  // the greatest finite number
      {0xFFEFFFFFFFFFFFFFU, 0},
      {0x7FF0000000000000U, 0x7FF0000000000000U},  // +inf
      {0xFFF0000000000000U, 0},                    // -inf
      {0x7FF8000000000000U, 0x7FF8000000000000U},  // NaN
      {0x7FF8DEADBEEF1234U, 0x7FF8DEADBEEF1234U},  // NaN with a payload
      {0xFFFFFFFFFFFFFFFFU, 0xFFFFFFFFFFFFFFFFU},  // NaN, negative, all ones
  };
  for (const Row& row : rows) {
    CAPTURE(row.x);
    CHECK(bits(relu(f64(row.x))) == row.relu);
    const bool nan = (row.x & ~kSign) > 0x7FF0000000000000U;
    // Full-wave and the opposite change the sign bit alone, also of NaN and zeros.
    CHECK(bits(full_wave(f64(row.x))) == (row.x & ~kSign));
    CHECK(bits(negated(f64(row.x))) == (row.x ^ kSign));
    CHECK(bits(relu(negated(f64(row.x)))) == (nan                    ? row.x ^ kSign
                                              : (row.x & kSign) != 0 ? row.x & ~kSign
                                                                     : 0U));
  }
}

TEST_CASE("relu of a float keeps what is positive and makes the rest +0") {
  struct Row {
    std::uint32_t x, relu, full;
  };
  const Row rows[] = {
      {0x3F800000U, 0x3F800000U, 0x3F800000U},  // 1
      {0xBF800000U, 0, 0x3F800000U},            // -1
      {0, 0, 0},                                // +0
      {0x80000000U, 0, 0},                      // -0
      {1, 1, 1},                                // the smallest subnormal
      {0x80000001U, 0, 1},
      {0x807FFFFFU, 0, 0x007FFFFFU},            // minus the greatest subnormal
      {0x7F800000U, 0x7F800000U, 0x7F800000U},  // +inf
      {0xFF800000U, 0, 0x7F800000U},            // -inf
      {0x7FC12345U, 0x7FC12345U, 0x7FC12345U},  // NaN
      {0xFFC12345U, 0xFFC12345U, 0x7FC12345U},
  };
  for (const Row& row : rows) {
    CAPTURE(row.x);
    CHECK(bits(relu(f32(row.x))) == row.relu);
    CHECK(bits(full_wave(f32(row.x))) == row.full);
    CHECK(bits(negated(f32(row.x))) == (row.x ^ 0x80000000U));
  }
}

TEST_CASE_TEMPLATE("the opposite of the lowest code is the highest", T, std::int8_t, std::int16_t,
                   std::int32_t, std::int64_t) {
  constexpr T lowest = std::numeric_limits<T>::min();
  constexpr T highest = std::numeric_limits<T>::max();
  static_assert(negated(lowest) == highest);
  static_assert(negated(T{lowest + 1}) == highest);
  static_assert(negated(highest) == lowest + 1);
  static_assert(negated(T{0}) == 0);
  static_assert(full_wave(lowest) == highest);
  static_assert(full_wave(T{-1}) == 1);
  static_assert(full_wave(T{0}) == 0);
  static_assert(full_wave(highest) == highest);
  static_assert(relu(lowest) == 0);
  static_assert(relu(T{-1}) == 0);
  static_assert(relu(T{0}) == 0);
  static_assert(relu(highest) == highest);
  CHECK(full_wave(lowest) == highest);  // and at run time
}

TEST_CASE("24 bits saturate at their own highest code") {
  constexpr std::int32_t highest = 0x7FFFFF;
  CHECK(negated(std::int32_t{-0x800000}, highest) == highest);
  CHECK(negated(std::int32_t{-0x7FFFFF}, highest) == highest);
  CHECK(negated(std::int32_t{-0x7FFFFE}, highest) == 0x7FFFFE);
  CHECK(full_wave(std::int32_t{-0x800000}, highest) == highest);
  CHECK(full_wave(std::int32_t{-1}, highest) == 1);
}

TEST_CASE("rectifying twice changes nothing, and full-wave output is even and never negative") {
  for (const double x : {0.0, -0.0, 0.1, -0.1, 5e-324, -5e-324, 1e308, -1e308}) {
    CHECK(bits(relu(relu(x))) == bits(relu(x)));
    CHECK(bits(full_wave(full_wave(x))) == bits(full_wave(x)));
    CHECK(bits(full_wave(-x)) == bits(full_wave(x)));
    CHECK(full_wave(x) >= 0);
    CHECK(bits(relu(x) + relu(-x)) == bits(full_wave(x)));
  }
}
