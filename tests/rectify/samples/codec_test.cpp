// Checks codec.hpp: decoding and encoding PCM against integer arithmetic.
#include "rectify/samples/codec.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "support/encoded.hpp"
#include "support/packed.hpp"

using namespace test;
using rectify::decode;
using rectify::Encoder;
using rectify::SampleFormat;
using rectify::SampleType;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// quarters/4 rounded to nearest, ties to even.
std::int64_t rounded_quarters(std::int64_t quarters) {
  const std::int64_t floor = quarters >> 2;
  const std::int64_t rest = quarters & 3;
  return floor + (rest == 3 || (rest == 2 && (floor & 1) != 0) ? 1 : 0);
}

/// Encodes codes of `bits` bits and quarters of them, beyond both ends too.
void check_rounding(Pcm pcm, int bits, std::int64_t stride) {
  Encoder encoder({pcm.type, std::endian::little}, bits, false);
  const Pcm range{pcm.type, bits};
  std::vector<double> in;
  Bytes expected;
  std::uint64_t beyond = 0;
  for (std::int64_t q = 4 * range.lowest() - 9; q <= 4 * range.highest() + 13; q += stride) {
    in.push_back(std::ldexp(static_cast<double>(q), -2 - (bits - 1)));
    const std::int64_t code = std::clamp(rounded_quarters(q), range.lowest(), range.highest());
    put_code(expected, code * (std::int64_t{1} << (pcm.bits - bits)), pcm, std::endian::little);
    beyond += q < 4 * range.lowest() || q > -4 * range.lowest() ? 1U : 0U;
  }
  CHECK(encoded(encoder, in) == expected);
  CHECK(encoder.out_of_range().clipped == beyond);
  CHECK(encoder.out_of_range().not_a_number == 0);
}

}  // namespace

TEST_CASE("every code decodes to code/2^(b-1) exactly and encodes to the same bytes") {
  for (const Pcm pcm : {kU8, kS8, kS16, kS24, kS32}) {
    for (const std::endian order : kOrders) {
      const SampleFormat format{pcm.type, order};
      Encoder encoder(format, pcm.bits, false);
      std::size_t different = 0;
      for_codes(pcm, pcm.bits == 32 ? 4099 : 1, [&](const std::vector<std::int64_t>& codes) {
        Bytes bytes;
        for (const std::int64_t code : codes) put_code(bytes, code, pcm, order);
        std::vector<double> x(codes.size());
        decode(format, bytes, x);
        for (std::size_t i = 0; i < x.size(); ++i) {
          different +=
              x[i] * static_cast<double>(pcm.highest() + 1) != static_cast<double>(codes[i]);
        }
        different += encoded(encoder, x) != bytes;
      });
      CHECK(different == 0);
      CHECK(encoder.out_of_range().clipped == 0);
    }
  }
}

TEST_CASE("encoding rounds to nearest, ties to even, and saturates") {
  check_rounding(kU8, 8, 1);
  check_rounding(kS8, 8, 1);
  check_rounding(kS16, 16, 1);
  check_rounding(kS24, 24, 997);
  check_rounding(kS32, 32, 100003);
}

TEST_CASE("where there are fewer bits than the type has, they are its upper ones") {
  check_rounding(kU8, 5, 1);
  check_rounding(kS8, 1, 1);
  check_rounding(kS16, 12, 1);
  check_rounding(kS24, 20, 7);
  check_rounding(kS32, 24, 997);
}

TEST_CASE("samples out of range are counted") {
  Encoder encoder({SampleType::s16, std::endian::little}, 16, false);
  const std::vector<double> in = {1.0,  -1.0, 0x1.0000000000001p0, -0x1.0000000000001p0, kInf, 2.5,
                                  -0.0, kNan};
  Bytes expected;
  for (const std::int64_t code : {32767, -32768, 32767, -32768, 32767, 32767, 0, 0}) {
    put_code(expected, code, kS16, std::endian::little);
  }
  CHECK(encoded(encoder, in) == expected);
  CHECK(encoder.out_of_range().clipped == 4);
  CHECK(encoder.out_of_range().not_a_number == 1);
  CHECK(encoder.out_of_range().peak == kInf);

  // Counts add up from block to block, and the peak is the greatest magnitude.
  Encoder two({SampleType::s24, std::endian::big}, 24, false);
  encoded(two, {-3.0, 0.5, kNan});
  encoded(two, {2.0, kNan});
  CHECK(two.out_of_range().clipped == 2);
  CHECK(two.out_of_range().peak == 3.0);
  CHECK(two.out_of_range().not_a_number == 2);
}
