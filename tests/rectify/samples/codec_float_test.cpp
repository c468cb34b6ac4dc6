// Checks codec.hpp: floats keep their value, and spans and bits that do not fit are refused.
#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "rectify/samples/codec.hpp"
#include "support/encoded.hpp"
#include "support/packed.hpp"

using namespace test;
using rectify::decode;
using rectify::Encoder;
using rectify::SampleFormat;
using rectify::SampleType;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

}  // namespace

TEST_CASE("floats keep their value, decoded and encoded") {
  const std::vector<double> in = {0.0,   -0.0,     1.5,       -3e9, kInf,
                                  -kInf, 0x1p-149, 0x1p-1074, 0.1,  1e39};
  for (const std::endian order : kOrders) {
    Bytes single;
    Bytes whole;
    for (const double x : in) {
      // 1e39 is beyond float: IEEE rounding gives infinity.
      const float f = x == 1e39 ? std::numeric_limits<float>::infinity() : static_cast<float>(x);
      put_bits(single, std::bit_cast<std::uint32_t>(f), 4, order);
      put_bits(whole, std::bit_cast<std::uint64_t>(x), 8, order);
    }
    Encoder f32({SampleType::f32, order}, 32, false);
    Encoder f64({SampleType::f64, order}, 64, false);
    CHECK(encoded(f32, in) == single);
    CHECK(encoded(f64, in) == whole);
    CHECK(f32.out_of_range().clipped == 0);
    CHECK(f32.out_of_range().overflowed == 1);
    CHECK(f32.out_of_range().peak == 1e39);
    CHECK(f64.out_of_range().overflowed == 0);

    std::vector<double> back(in.size());
    decode({SampleType::f64, order}, whole, back);
    Bytes again;
    for (const double x : back) put_bits(again, std::bit_cast<std::uint64_t>(x), 8, order);
    CHECK(again == whole);
    decode({SampleType::f32, order}, single, back);
    again.clear();
    for (const double x : back) {
      put_bits(again, std::bit_cast<std::uint32_t>(static_cast<float>(x)), 4, order);
    }
    CHECK(again == single);
    CHECK(back[8] == static_cast<double>(0.1F));
  }
}

TEST_CASE("finite numbers that become infinite floats are counted, and no others") {
  // Half a step beyond the largest float is the first number that is rounded up.
  const double first = 0x1.ffffffp+127;
  const double last = std::nextafter(first, 0);
  const std::vector<double> in = {first, -first, last,  -last,
                                  1e308, kInf,   -kInf, std::numeric_limits<double>::quiet_NaN()};
  Encoder encoder({SampleType::f32, std::endian::little}, 32, false);
  const Bytes bytes = encoded(encoder, in);
  std::vector<double> back(in.size());
  decode(encoder.format(), bytes, back);
  CHECK(back[0] == kInf);
  CHECK(back[1] == -kInf);
  CHECK(back[2] == 0x1.fffffep+127);
  CHECK(back[3] == -0x1.fffffep+127);
  CHECK(encoder.out_of_range().overflowed == 3);
  CHECK(encoder.out_of_range().peak == 1e308);
}

TEST_CASE("with a limit all floats come out within it, and what was beyond is counted") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> in = {0.5,  1024,  -1024, std::nextafter(1024, 2000), -1e8, 1e30, 1e300,
                                  kInf, -kInf, nan};
  Encoder encoder({SampleType::f32, std::endian::little}, 32, false, 1024);
  const Bytes bytes = encoded(encoder, in);
  std::vector<double> back(in.size());
  decode(encoder.format(), bytes, back);
  CHECK(back == std::vector<double>{0.5, 1024, -1024, 1024, -1024, 1024, 1024, 1024, -1024, 0});
  CHECK(encoder.out_of_range().clipped == 6);
  CHECK(encoder.out_of_range().peak == kInf);
  CHECK(encoder.out_of_range().not_a_number == 1);
  CHECK(encoder.out_of_range().overflowed == 0);
  CHECK_THROWS_AS(Encoder({SampleType::f32}, 32, false, 0), std::invalid_argument);
}

TEST_CASE("sizes that do not match and bits that do not fit are refused") {
  const SampleFormat s16{SampleType::s16, std::endian::little};
  Bytes bytes(5);
  std::vector<double> x(2);
  CHECK_THROWS_AS(decode(s16, bytes, x), std::invalid_argument);
  CHECK_THROWS_AS(decode(s16, std::span(bytes).first(2), x), std::invalid_argument);
  CHECK_NOTHROW(decode(s16, std::span(bytes).first(4), x));
  CHECK_NOTHROW(decode(s16, {}, {}));
  Encoder encoder(s16, 16, false);
  CHECK_THROWS_AS(encoder.encode(x, bytes), std::invalid_argument);
  CHECK_NOTHROW(encoder.encode({}, {}));
  CHECK(encoder.format() == s16);
  CHECK_THROWS_AS(Encoder(s16, 0, false), std::invalid_argument);
  CHECK_THROWS_AS(Encoder(s16, 17, false), std::invalid_argument);
  CHECK_THROWS_AS(Encoder({SampleType::f32}, 32, true), std::invalid_argument);
  CHECK_NOTHROW(Encoder(s16, 1, true));
}
