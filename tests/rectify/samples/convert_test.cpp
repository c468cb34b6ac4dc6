// Checks codec.hpp's convert: exact rewriting between PCM widths and float byte orders.
#include <doctest/doctest.h>

#include <algorithm>
#include <stdexcept>

#include "rectify/samples/codec.hpp"
#include "support/packed.hpp"

using namespace test;
using rectify::convert;
using rectify::SampleFormat;
using rectify::SampleType;

namespace {

constexpr Pcm kAll[] = {kU8, kS8, kS16, kS24, kS32};

}  // namespace

TEST_CASE("PCM of any width becomes any wider PCM, and comes back") {
  for (const Pcm from : kAll) {
    for (const Pcm to : kAll) {
      if (to.bits < from.bits) continue;
      for (const std::endian from_order : kOrders) {
        for (const std::endian to_order : kOrders) {
          const std::int64_t stride = from.bits < 24 ? 1 : from.bits == 24 ? 1009 : 100003;
          for_codes(from, stride, [&](const std::vector<std::int64_t>& codes) {
            Bytes in;
            Bytes expected;
            for (const std::int64_t code : codes) {
              put_code(in, code, from, from_order);
              put_code(expected, code * (std::int64_t{1} << (to.bits - from.bits)), to, to_order);
            }
            Bytes out(expected.size());
            convert({from.type, from_order}, in, {to.type, to_order}, out);
            REQUIRE(out == expected);
            Bytes back(in.size());
            convert({to.type, to_order}, out, {from.type, from_order}, back);
            REQUIRE(back == in);
          });
        }
      }
    }
  }
}

TEST_CASE("floats change their byte order and no bit, signalling NaN included") {
  for (const SampleType type : {SampleType::f32, SampleType::f64}) {
    const std::size_t size = bytes_per_sample(type);
    Bytes in;
    Bytes swapped;
    for (const std::uint64_t bits : {0x7FA12345U, 0xFF812345U, 0x80000000U, 0x00000001U}) {
      const std::uint64_t wide = type == SampleType::f64 ? bits << 32U | 0x89ABCDEFU : bits;
      put_bits(in, wide, size, std::endian::little);
      put_bits(swapped, wide, size, std::endian::big);
    }
    Bytes out(in.size());
    convert({type, std::endian::little}, in, {type, std::endian::big}, out);
    CHECK(out == swapped);
    convert({type, std::endian::big}, swapped, {type, std::endian::little}, out);
    CHECK(out == in);
    convert({type, std::endian::big}, in, {type, std::endian::big}, out);
    CHECK(out == in);
  }
}

TEST_CASE("pairs of types without an exact conversion are refused") {
  const Bytes in(24);
  for (const Pcm pcm : kAll) {
    for (const SampleType type : {SampleType::f32, SampleType::f64}) {
      const std::size_t pcm_size = bytes_per_sample(pcm.type);
      Bytes out(24 / pcm_size * bytes_per_sample(type));
      CHECK_THROWS_AS(convert({pcm.type}, in, {type}, out), std::invalid_argument);
      Bytes pcm_out(24 / bytes_per_sample(type) * pcm_size);
      CHECK_THROWS_AS(convert({type}, in, {pcm.type}, pcm_out), std::invalid_argument);
    }
  }
  Bytes twelve(12);
  CHECK_THROWS_AS(convert({SampleType::f64}, in, {SampleType::f32}, twelve), std::invalid_argument);
  Bytes many(48);
  CHECK_THROWS_AS(convert({SampleType::f32}, in, {SampleType::f64}, many), std::invalid_argument);
}

TEST_CASE("spans of different counts are refused, empty ones do nothing") {
  Bytes in(6);
  Bytes out(8);
  CHECK_THROWS_AS(convert({SampleType::s24}, in, {SampleType::s16}, out), std::invalid_argument);
  CHECK_THROWS_AS(convert({SampleType::s32}, in, {SampleType::s32}, out), std::invalid_argument);
  CHECK_NOTHROW(convert({SampleType::s24}, in, {SampleType::s32}, out));
  CHECK_NOTHROW(convert({SampleType::s16}, {}, {SampleType::s24}, {}));
}
