// Checks rectified sines against the closed forms of their sampled means and of their ripple.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "support/table.hpp"

using namespace test;

namespace {

constexpr double kPi = std::numbers::pi;

std::vector<double> made(const std::string& line, const std::string& column = "ch1") {
  return read_table(output_of(line)).at(column);
}

double mean(const std::vector<double>& x) {
  long double sum = 0;
  for (const double value : x) sum += value;
  return static_cast<double>(sum / static_cast<long double>(x.size()));
}

double rms(std::vector<double> x) {
  for (double& value : x) value *= value;
  return std::sqrt(mean(x));
}

// Every sample is within 1 ulp, 2^-53 or less, so the mean is too; the closed form and the last
// rounding add as much.
constexpr double kRounded = 3 * 0x1p-53;

}  // namespace

TEST_CASE("the mean of a sampled full wave is (2/M) cot(pi/M), of a half wave half of it") {
  for (const int m : {4, 6, 10, 48, 100, 960}) {
    CAPTURE(m);
    const std::string sine = " --sine 100 --cycles 3 --rate " + std::to_string(100 * m);
    const std::vector<double> full = made("full" + sine);
    const std::vector<double> half = made("half" + sine);
    REQUIRE(full.size() == static_cast<std::size_t>(3 * m));
    const double expected = 2.0 / m / std::tan(kPi / m);
    CHECK(std::fabs(mean(full) - expected) <= kRounded);
    CHECK(std::fabs(mean(half) - expected / 2) <= kRounded);
    CHECK(std::fabs(rms(half) - 0.5) <= kRounded);
    CHECK(std::fabs(rms(full) - std::sqrt(0.5)) <= kRounded);
  }
}

TEST_CASE("three phases, rectified and added, have six pulses a period") {
  // N = 3, M = 6: cos((x mod 60°) − 30°), so from cos 30° to 1.
  const std::vector<double> sum =
      made("half --sine 50 --cycles 2 --phase 0,120,240 --sum-channels", "sum");
  REQUIRE(sum.size() == 1920);
  for (std::size_t n = 0; n < sum.size(); ++n) {
    const double x = static_cast<double>(n % 160) * kPi / 480;
    CHECK(std::fabs(sum[n] - std::cos(x - kPi / 6)) <= 4 * 0x1p-52);  // three sines, two sums
  }
  const auto [least, greatest] = std::minmax_element(sum.begin(), sum.end());
  CHECK(std::fabs(*least - std::sqrt(0.75)) <= 4 * 0x1p-52);
  CHECK(std::fabs(*greatest - 1) <= 4 * 0x1p-52);
}

TEST_CASE("the multi-phase sum is the sum of as many rectified channels") {
  for (const auto& [list, count] :
       {std::pair{"0,120,240", 3}, std::pair{"0,60,120,180,240,300", 6}, std::pair{"0,180", 2}}) {
    const std::string sine = " --sine 317 --samples 500 ";
    const std::vector<double> sum =
        made("half --sum-channels --phase " + std::string(list) + sine, "sum");
    const std::vector<double> closed = made("multiphase --phases " + std::to_string(count) + sine);
    const std::vector<double> listed = made("multiphase --phase-list " + std::string(list) + sine);
    const std::vector<double> meant =
        made("multiphase --mean --phase-list " + std::string(list) + sine);
    for (std::size_t n = 0; n < 500; ++n) {
      // As many roundings of numbers up to 2 as there are terms, a phase of a third turn among
      // them.
      const double bound = (count + 4) * 0x1p-52;
      CHECK(std::fabs(closed[n] - sum[n]) <= bound);
      CHECK(std::fabs(listed[n] - sum[n]) <= bound);
      CHECK(std::fabs(meant[n] - sum[n] / count) <= bound);
    }
  }
}

TEST_CASE("a drop is taken from every phase alone") {
  const std::string sine = " --sine 317 --samples 500 --amplitude 2 --drop 0.7";
  const std::vector<double> sum = made("half --sum-channels --phase 0,120,240" + sine, "sum");
  const std::vector<double> closed = made("multiphase --phases 3" + sine);
  // Terms up to 4, about ten roundings.
  for (std::size_t n = 0; n < 500; ++n) CHECK(std::fabs(closed[n] - sum[n]) <= 10 * 0x1p-51);
}

TEST_CASE("eight phases have the DC, the RMS and the ripple of the book") {
  // 4800 samples a period: what sampling adds to the mean of a kink is below (pi/4800)².
  const std::vector<double> sum = made("multiphase --sine 10");
  const double near = std::pow(kPi / 4800, 2) * 8;
  CHECK(std::fabs(mean(sum) - 8 / kPi) <= near);
  CHECK(std::fabs(rms(sum) - 2.547172) <= near + 5e-7);  // six decimals
  const auto [least, greatest] = std::minmax_element(sum.begin(), sum.end());
  CHECK(std::fabs(*greatest - 1 / std::sin(kPi / 8)) <= 4 * 0x1p-51);
  CHECK(std::fabs(*least - 1 / std::tan(kPi / 8)) <= 4 * 0x1p-51);
}
