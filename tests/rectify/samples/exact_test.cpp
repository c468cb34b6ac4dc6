// Checks exact.hpp: PCM against integer arithmetic, floats against their bit patterns.
#include "rectify/samples/exact.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "support/packed.hpp"

using namespace test;
using rectify::ExactShape;
using rectify::rectify_in_place;
using rectify::SampleType;

namespace {

constexpr ExactShape kShapes[] = {ExactShape::half, ExactShape::half_negative, ExactShape::full};

std::int64_t rectified_code(ExactShape shape, std::int64_t code, Pcm pcm) {
  const std::int64_t positive = code > 0 ? code : 0;
  const std::int64_t negative = code < 0 ? std::min(-code, pcm.highest()) : 0;
  if (shape == ExactShape::half) return positive;
  return shape == ExactShape::half_negative ? negative : positive + negative;
}

void check_codes(Pcm pcm, std::int64_t stride) {
  std::size_t different = 0;
  std::size_t samples = 0;
  for (const std::endian order : kOrders) {
    for (const ExactShape shape : kShapes) {
      for_codes(pcm, stride, [&](const std::vector<std::int64_t>& codes) {
        Bytes bytes;
        Bytes expected;
        for (const std::int64_t code : codes) {
          put_code(bytes, code, pcm, order);
          put_code(expected, rectified_code(shape, code, pcm), pcm, order);
        }
        rectify_in_place(shape, {pcm.type, order}, bytes);
        different += bytes != expected ? 1U : 0U;
        samples += codes.size();
      });
    }
  }
  CHECK(different == 0);
  CHECK(samples >= 6 * ((std::size_t{1} << static_cast<unsigned>(pcm.bits)) /
                        static_cast<std::size_t>(stride)));
}

/// The rule on bit patterns, `sign` being the sign bit of the type and `inf` its +infinity.
std::uint64_t rectified_bits(ExactShape shape, std::uint64_t x, std::uint64_t sign,
                             std::uint64_t inf) {
  if (shape == ExactShape::full) return x & ~sign;
  const std::uint64_t y = shape == ExactShape::half ? x : x ^ sign;
  const bool nan = (x & ~sign) > inf;
  return nan || (y & sign) == 0 ? y : 0;
}

void check_floats(SampleType type, std::uint64_t sign, std::uint64_t inf, std::uint64_t quiet) {
  std::vector<std::uint64_t> patterns;
  for (const std::uint64_t s : {std::uint64_t{0}, sign}) {
    const std::uint64_t smallest_normal = inf & (~inf + 1);
    for (const std::uint64_t m :
         {std::uint64_t{0}, std::uint64_t{1}, smallest_normal - 1, smallest_normal, inf / 2,
          inf - 1, inf, inf | 1U, inf | 0x12345U, inf | (quiet - 1), inf | quiet, inf | quiet | 1U,
          inf | quiet | 0xBEEFU, sign - 1}) {
      patterns.push_back(s | m);  // both zeros, subnormals, infinities, NaN signalling and quiet
    }
  }
  // Each pattern at each place of a buffer whose length no vector divides, so that the ends of
  // loops see all patterns too.
  const std::size_t size = bytes_per_sample(type);
  for (const std::endian order : kOrders) {
    for (const ExactShape shape : kShapes) {
      for (std::size_t rotation = 0; rotation < patterns.size(); ++rotation) {
        Bytes bytes(1);  // one byte off every alignment
        Bytes expected(1);
        for (int copy = 0; copy < 3; ++copy) {
          for (const std::uint64_t x : patterns) {
            put_bits(bytes, x, size, order);
            put_bits(expected, rectified_bits(shape, x, sign, inf), size, order);
          }
        }
        rectify_in_place(shape, {type, order}, std::span(bytes).subspan(1));
        REQUIRE(bytes == expected);
        std::rotate(patterns.begin(), patterns.begin() + 1, patterns.end());
      }
    }
  }
}

}  // namespace

TEST_CASE("every 8-bit code is rectified as in integer arithmetic") {
  check_codes(kU8, 1);
  check_codes(kS8, 1);
}

TEST_CASE("every 16-bit code is rectified as in integer arithmetic") { check_codes(kS16, 1); }

TEST_CASE("every 24-bit code is rectified as in integer arithmetic") { check_codes(kS24, 1); }

TEST_CASE("32-bit codes are rectified as in integer arithmetic") { check_codes(kS32, 4099); }

TEST_CASE("the lowest code becomes the highest") {
  for (const Pcm pcm : {kU8, kS8, kS16, kS24, kS32}) {
    for (const ExactShape shape : {ExactShape::full, ExactShape::half_negative}) {
      Bytes bytes;
      Bytes expected;
      put_code(bytes, pcm.lowest(), pcm, std::endian::little);
      put_code(expected, pcm.highest(), pcm, std::endian::little);
      rectify_in_place(shape, {pcm.type, std::endian::little}, bytes);
      CHECK(bytes == expected);
    }
  }
}

TEST_CASE("codes of fewer bits than their type saturate at their own depth") {
  for (const auto& [pcm, bits] :
       {std::pair(kU8, 5), {kS8, 4}, {kS16, 12}, {kS24, 20}, {kS32, 31}}) {
    const std::int64_t step = std::int64_t{1} << static_cast<unsigned>(pcm.bits - bits);
    const std::int64_t highest = pcm.highest() / step * step;
    for (const std::endian order : kOrders) {
      for (const ExactShape shape : kShapes) {
        Bytes bytes;
        Bytes expected;
        for (const std::int64_t code :
             {pcm.lowest(), pcm.lowest() + step, -step, std::int64_t{0}, step, highest}) {
          put_code(bytes, code, pcm, order);
          put_code(expected, std::min(rectified_code(shape, code, pcm), highest), pcm, order);
        }
        rectify_in_place(shape, {pcm.type, order}, bits, bytes);
        CHECK(bytes == expected);
      }
    }
    Bytes bytes(4);
    CHECK_THROWS_AS(rectify_in_place(ExactShape::full, {pcm.type}, 0, bytes),
                    std::invalid_argument);
    CHECK_THROWS_AS(rectify_in_place(ExactShape::full, {pcm.type}, pcm.bits + 1, bytes),
                    std::invalid_argument);
  }
  Bytes floats(4);
  CHECK_THROWS_AS(rectify_in_place(ExactShape::full, {SampleType::f32}, 12, floats),
                  std::invalid_argument);
}

TEST_CASE("floats keep every bit, signalling NaN too") {
  check_floats(SampleType::f32, 0x80000000U, 0x7F800000U, 0x00400000U);
  check_floats(SampleType::f64, 0x8000000000000000U, 0x7FF0000000000000U, 0x0008000000000000U);
}

TEST_CASE("no bytes do nothing, and a part of a sample is refused") {
  for (const ExactShape shape : kShapes) {
    for (const SampleType type : {SampleType::u8, SampleType::s8, SampleType::s16, SampleType::s24,
                                  SampleType::s32, SampleType::f32, SampleType::f64}) {
      CHECK_NOTHROW(rectify_in_place(shape, {type, std::endian::little}, {}));
      const std::size_t size = bytes_per_sample(type);
      for (std::size_t length = 1; length <= 3 * size; ++length) {
        const Bytes before(length, std::byte{0x81});
        Bytes bytes = before;
        if (length % size == 0) {
          CHECK_NOTHROW(rectify_in_place(shape, {type, std::endian::big}, bytes));
        } else {
          CHECK_THROWS_AS(rectify_in_place(shape, {type, std::endian::big}, bytes),
                          std::invalid_argument);
          CHECK(bytes == before);
        }
      }
    }
  }
}
