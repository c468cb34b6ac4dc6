// Checks codec.hpp's dither: an error whose mean and variance do not depend on the signal.
#include <doctest/doctest.h>

#include <cmath>

#include "rectify/samples/codec.hpp"
#include "support/packed.hpp"

using namespace test;
using rectify::Encoder;
using rectify::SampleFormat;
using rectify::SampleType;

namespace {

constexpr SampleFormat kFormat{SampleType::s16, std::endian::native};
constexpr std::size_t kSamples = 200000;

/// Codes of a 16-bit encoding.
std::vector<double> codes(const std::vector<double>& in, bool dither) {
  Encoder encoder(kFormat, 16, dither);
  Bytes bytes(2 * in.size());
  encoder.encode(in, bytes);
  std::vector<double> out(in.size());
  rectify::decode(kFormat, bytes, out);
  for (double& x : out) x *= 32768;
  return out;
}

}  // namespace

TEST_CASE("with dither the error's mean is zero and its variance a quarter, at any level") {
  // The variance is 1/12 of the rounding and 1/12 of each of two uniform variables. The mean of n
  // errors has the deviation sqrt(1/4n). |error| <= 3/2, so the fourth moment is at most 9/4·1/4,
  // and the estimated variance has the deviation sqrt((9/16 - 1/16)/n) or less. Five of each is
  // exceeded once in two million times, and the seed is fixed.
  const double n = kSamples;
  const double mean_tolerance = 5 * std::sqrt(0.25 / n);
  const double variance_tolerance = 5 * std::sqrt(0.5 / n);
  for (const double level : {0.0, 0.125, 0.25, 0.5, 0.75, -0.5, 1000.3, -12345.6}) {
    CAPTURE(level);
    const std::vector<double> out = codes(std::vector<double>(kSamples, level / 32768), true);
    double sum = 0;
    double squares = 0;
    double greatest = 0;
    for (const double code : out) {
      const double error = code - level;
      sum += error;
      squares += error * error;
      greatest = std::max(greatest, std::fabs(error));
    }
    CHECK(std::fabs(sum / n) < mean_tolerance);
    CHECK(std::fabs(squares / n - 0.25) < variance_tolerance);
    CHECK(greatest <= 1.5 + 1e-9);  // level/32768·32768 is off by less than 1e-11
  }
}

TEST_CASE("neighbouring dither values do not depend on each other") {
  // Lag-1 covariance of n independent errors of variance 1/4 has the deviation 1/(4·sqrt n).
  const std::vector<double> out = codes(std::vector<double>(kSamples, 0.3 / 32768), true);
  double sum = 0;
  for (std::size_t i = 1; i < kSamples; ++i) sum += (out[i] - 0.3) * (out[i - 1] - 0.3);
  CHECK(std::fabs(sum / kSamples) < 5 * 0.25 / std::sqrt(static_cast<double>(kSamples)));
}

TEST_CASE("dither is the same every time, whatever the blocks, and not nothing") {
  std::vector<double> in(1000);
  for (std::size_t i = 0; i < in.size(); ++i) in[i] = 0.9 * std::sin(0.01 * static_cast<double>(i));
  const std::vector<double> once = codes(in, true);
  CHECK(codes(in, true) == once);
  CHECK(codes(in, false) != once);

  Encoder encoder(kFormat, 16, true);
  Bytes bytes(2 * in.size());
  for (std::size_t i = 0; i < in.size(); i += 8) {
    encoder.encode(std::span(in).subspan(i, 8), std::span(bytes).subspan(2 * i, 16));
  }
  std::vector<double> out(in.size());
  rectify::decode(kFormat, bytes, out);
  for (double& x : out) x *= 32768;
  CHECK(out == once);
}

TEST_CASE("what is no number becomes 0, with dither or without, and its neighbours stay") {
  std::vector<double> in = {0.25, std::nan(""), -0.5};
  Bytes bytes(2 * in.size());
  Encoder encoder(kFormat, 16, true);
  encoder.encode(in, bytes);
  std::vector<double> out(in.size());
  rectify::decode(kFormat, bytes, out);
  CHECK(std::fabs(out[0] - 0.25) <= 1.5 / 32768);
  CHECK(out[1] == 0);
  CHECK(std::fabs(out[2] + 0.5) <= 1.5 / 32768);
  CHECK(encoder.out_of_range().not_a_number == 1);
}

TEST_CASE("dither at full scale saturates and counts nothing that was in range") {
  for (const double x : {1.0, -1.0}) {
    Encoder encoder(kFormat, 16, true);
    const std::vector<double> in(1000, x);
    Bytes bytes(2 * in.size());
    encoder.encode(in, bytes);
    std::vector<double> out(in.size());
    rectify::decode(kFormat, bytes, out);
    for (const double y : out) REQUIRE(std::fabs(y - x) <= 2.0 / 32768);
    CHECK(encoder.out_of_range().clipped == 0);
  }
}
