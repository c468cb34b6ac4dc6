// Checks --alias-free from outside: no tones that alias, from a generated sine and from a file, and
// what can't have it.
#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <numbers>

#include "support/table.hpp"

using namespace test;

namespace {

/// 3000 Hz at 44100 Hz: 147 frames hold 10 whole periods, so that every tone of the result, alias
/// or not, is a whole number of periods in 147 frames.
constexpr std::size_t kPeriod = 147;
constexpr std::size_t kCycles = 10;
const std::string kSine = " --sine 3k --rate 44100 --amplitude 0.75 --no-time";

/// The tones of 147 frames in the middle of the signal, up to half the rate.
std::vector<double> tones(const std::vector<double>& y) {
  std::vector<double> result;
  const std::size_t first = y.size() / 2 / kPeriod * kPeriod;
  for (std::size_t k = 0; k <= kPeriod / 2; ++k) {
    std::complex<double> sum = 0;
    for (std::size_t n = 0; n < kPeriod; ++n) {
      const double turns = static_cast<double>(k * n % kPeriod) / kPeriod;
      sum += y[first + n] * std::polar(1.0, -2 * std::numbers::pi * turns);
    }
    result.push_back(std::abs(sum) / kPeriod);
  }
  return result;
}

/// The greatest tone below 20 kHz that is no multiple of the sine's frequency, in decibels of the
/// greatest that is.
double aliasing(const std::vector<double>& y) {
  const std::vector<double> all = tones(y);
  double alias = 0;
  double harmonic = 0;
  for (std::size_t k = 0; k < all.size(); ++k) {
    if (static_cast<double>(k) * 44100 / kPeriod > 20000) break;
    double& greatest = k % kCycles == 0 ? harmonic : alias;
    greatest = std::max(greatest, all[k]);
  }
  return 20 * std::log10(alias / harmonic);
}

std::vector<double> result_of(const std::string& line) {
  return read_table(output_of(line)).at("ch1");
}

}  // namespace

TEST_CASE("a sine rectified without aliasing has its harmonics and nothing else") {
  for (const std::string shape :
       {"half", "full --drop 0.1", "half --leak 0.2 --negative", "multiphase --phases 3",
        "units --unit 1,0.2 --unit=-2,0.1,0.5"}) {
    CAPTURE(shape);
    const std::string line = shape + kSine + " --samples 4410";
    CHECK(aliasing(result_of(line)) > -60);
    CHECK(aliasing(result_of(line + " --alias-free")) < -180);  // the core's tests have the bounds
  }
}

TEST_CASE("the same is true of a sound, a table and a pipe, away from their ends") {
  const TemporaryFolder folder;
  const std::string wave =
      "$RECTIFY generate --sine 3k --rate 44100 --amplitude 0.75 --samples 44100";
  REQUIRE(
      shell(wave + " --encoding double -o x.wav && " + wave + " -o x.csv", folder.path()).status ==
      0);
  const auto through = [&](const std::string& line) {
    const Result result = shell(line, folder.path());
    REQUIRE_MESSAGE(result.status == 0, result.err);
    return read_table(result.out).at("ch1");
  };
  for (const std::string shape : {"half", "full", "multiphase --phases 3"}) {
    CAPTURE(shape);
    const std::string end = " --alias-free --no-time";
    const auto file = through("$RECTIFY " + shape + " x.wav" + end);
    // The quadrature filter of multiphase is right to -100 dB; its error aliases no more than that.
    CHECK(aliasing(file) < (shape.starts_with("multi") ? -130 : -180));
    CHECK(through("cat x.wav | $RECTIFY " + shape + end) == file);
    CHECK(through("$RECTIFY " + shape + " x.csv" + end) == file);
  }
}

TEST_CASE("one core gives the same bytes as all of them") {
  const TemporaryFolder folder;
  const Result result = shell(
      "$RECTIFY generate --sweep 20:20k --rate 44100 --duration 2 --phase 0,70 -o x.wav && "
      "for shape in 'half --drop 0.1' 'multiphase --phases 3' 'grad full'; do "
      "$RECTIFY $shape --alias-free x.wav --force -o all.wav && "
      "taskset -c 0 $RECTIFY $shape --alias-free x.wav --force -o one.wav && "
      "cmp all.wav one.wav || exit 1; done",
      folder.path());
  CHECK_MESSAGE(result.status == 0, result.err);
}

TEST_CASE("a generated sine runs on past its ends, so that its first frames are exact too") {
  // A start in the middle of a long signal must give the same frames as a start at its beginning.
  const auto whole = result_of("full" + kSine + " --alias-free --samples 2940");
  const auto part = result_of("full" + kSine + " --alias-free --samples 300");
  for (std::size_t n = 0; n < 300; ++n) CHECK(std::fabs(part[n] - whole[n + 10 * kPeriod]) < 1e-13);
}

TEST_CASE("the exact lane is not taken, and the linear part of a half wave is untouched") {
  const auto up = result_of("half" + kSine + " --samples 999 --alias-free");
  const auto down = result_of("half --negative" + kSine + " --samples 999 --alias-free");
  const auto sine = result_of("generate" + kSine + " --samples 999");
  for (std::size_t n = 0; n < sine.size(); ++n) {
    CHECK(std::fabs(up[n] - down[n] - sine[n]) <= 3e-16);  // two roundings of numbers below 1
  }
}

TEST_CASE("what has no frames that follow in time can't be rectified between them") {
  check_failure("half --ramp 0:1:9 --alias-free", 2, {"--alias-free", "--ramp"});
  check_failure("full --sine-over 0:1:9 --alias-free", 2, {"--alias-free", "--sine-over"});
  check_failure("units --unit 1,0 --alias-free", 2, {"--alias-free", "--rate"}, "a\n1\n-2\n");
  check_failure("multiphase --phases 2 --alias-free", 2, {"--alias-free", "--rate"}, "a\n1\n-2\n");
  check_failure("multiphase --sine 50 --envelope --alias-free", 2, {"--envelope", "--alias-free"});
  check_failure("multiphase --sine 50 --phases 5000 --alias-free", 2, {"4096", "5000"});
}
