// Checks the backward kernels on every one of the 2^32 floats, by tables on their bit patterns.
#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <cstdint>
#include <vector>

#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/half_wave.hpp"

namespace {

constexpr std::uint32_t kSign = 0x80000000U;
constexpr std::uint32_t kInfinity = 0x7F800000U;  // beyond it, less the sign, all are NaN

// Upstream gradients of every kind, each in turn: ±0, 1, -3, the least and greatest, ±inf, NaN.
constexpr std::array<std::uint32_t, 9> kUpstream = {
    0, kSign, 0x3F800000U, 0xC0400000U, 1, 0xFF7FFFFFU, kInfinity, kInfinity | kSign, 0x7FC12345U};

using Rule = std::uint32_t (*)(std::uint32_t x, std::uint32_t g);

bool is_nan(std::uint32_t x) { return (x & ~kSign) > kInfinity; }
bool is_zero(std::uint32_t x) { return (x & ~kSign) == 0; }
bool is_negative(std::uint32_t x) { return (x & kSign) != 0; }

std::uint32_t half(std::uint32_t x, std::uint32_t g) {
  return is_nan(x) || (!is_negative(x) && !is_zero(x)) ? g : 0;
}

std::uint32_t half_at_one(std::uint32_t x, std::uint32_t g) {
  return is_nan(x) || !is_negative(x) || is_zero(x) ? g : 0;
}

std::uint32_t reversed(std::uint32_t x, std::uint32_t g) {
  return is_nan(x) || (is_negative(x) && !is_zero(x)) ? g ^ kSign : 0;
}

std::uint32_t full(std::uint32_t x, std::uint32_t g) {
  if (is_zero(x)) return 0;
  return is_negative(x) && !is_nan(x) ? g ^ kSign : g;
}

/// How many of all patterns the library gives another result for.
template <class Shape>
std::uint64_t different(const Shape& shape, Rule rule, double at_zero) {
  constexpr std::size_t kBlock = std::size_t{1} << 16U;
  std::vector<float> x(kBlock);
  std::vector<float> g(kBlock);
  std::vector<float> out(kBlock);
  std::vector<std::uint32_t> expected(kBlock);
  std::uint64_t count = 0;
  for (std::uint64_t first = 0; first < std::uint64_t{1} << 32U; first += kBlock) {
    for (std::size_t i = 0; i < kBlock; ++i) {
      const auto pattern = static_cast<std::uint32_t>(first + i);
      const std::uint32_t upstream = kUpstream[(first + i) % kUpstream.size()];
      x[i] = std::bit_cast<float>(pattern);
      g[i] = std::bit_cast<float>(upstream);
      expected[i] = rule(pattern, upstream);
    }
    shape.backward(x, g, out, at_zero);
    for (std::size_t i = 0; i < kBlock; ++i) {
      count += std::bit_cast<std::uint32_t>(out[i]) != expected[i] ? 1U : 0U;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("the half-wave gradient is right on every float") {
  CHECK(different(rectify::HalfWave{}, half, 0) == 0);
}

TEST_CASE("the half-wave gradient with at_zero 1 is right on every float") {
  CHECK(different(rectify::HalfWave{}, half_at_one, 1) == 0);
}

TEST_CASE("the gradient of the reversed diode is right on every float") {
  CHECK(different(rectify::HalfWave{.negative = true}, reversed, 0) == 0);
}

TEST_CASE("the full-wave gradient is right on every float") {
  CHECK(different(rectify::FullWave{}, full, 0) == 0);
}
