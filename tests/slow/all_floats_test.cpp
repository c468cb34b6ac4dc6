// Checks exact.hpp on every one of the 2^32 floats, by a table written on their bit patterns.
#include <doctest/doctest.h>

#include <bit>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "rectify/samples/exact.hpp"

namespace {

constexpr std::uint32_t kSign = 0x80000000U;
constexpr std::uint32_t kInfinity = 0x7F800000U;  // beyond it, less the sign, all are NaN

using Rule = std::uint32_t (*)(std::uint32_t);

std::uint32_t half(std::uint32_t x) {
  const bool nan = (x & ~kSign) > kInfinity;
  return nan || (x & kSign) == 0 ? x : 0;
}

std::uint32_t half_negative(std::uint32_t x) {
  const bool nan = (x & ~kSign) > kInfinity;
  if (nan) return x ^ kSign;
  return (x & kSign) != 0 ? x & ~kSign : 0;
}

std::uint32_t full(std::uint32_t x) { return x & ~kSign; }

/// How many of all patterns the library gives another result for.
template <Rule rule>
std::uint64_t different(rectify::ExactShape shape) {
  constexpr std::size_t kBlock = std::size_t{1} << 16U;
  std::vector<std::uint32_t> block(kBlock);
  std::vector<std::uint32_t> expected(kBlock);
  std::uint64_t count = 0;
  for (std::uint64_t first = 0; first < std::uint64_t{1} << 32U; first += kBlock) {
    for (std::size_t i = 0; i < kBlock; ++i) {
      block[i] = static_cast<std::uint32_t>(first + i);
      expected[i] = rule(block[i]);
    }
    rectify::rectify_in_place(shape, {rectify::SampleType::f32, std::endian::native},
                              std::as_writable_bytes(std::span(block)));
    if (std::memcmp(block.data(), expected.data(), 4 * kBlock) == 0) continue;
    for (std::size_t i = 0; i < kBlock; ++i) count += block[i] != expected[i] ? 1U : 0U;
  }
  return count;
}

}  // namespace

TEST_CASE("half-wave is right on every float") {
  CHECK(different<half>(rectify::ExactShape::half) == 0);
}

TEST_CASE("the reversed half-wave is right on every float") {
  CHECK(different<half_negative>(rectify::ExactShape::half_negative) == 0);
}

TEST_CASE("full-wave is right on every float") {
  CHECK(different<full>(rectify::ExactShape::full) == 0);
}
