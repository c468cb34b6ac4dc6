// Checks dc.hpp: the exact removal of the mean, and the high-pass by its closed-form responses.
#include "rectify/stages/dc.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <complex>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "support/run_chain.hpp"

using namespace test;
using rectify::DcBlock;
using rectify::MeanRemoval;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kPi = std::numbers::pi;

std::vector<double> impulse_response(double cutoff_hz, double rate, std::size_t length) {
  std::vector<double> in(length, 0.0);
  in[0] = 1;
  return run_stage(DcBlock(cutoff_hz, rate, 1), in, 1, {length});
}

/// |H| at a frequency, from the measured impulse response.
double gain(const std::vector<double>& h, double turns_per_sample) {
  std::complex<double> sum = 0;
  for (std::size_t n = 0; n < h.size(); ++n) {
    sum += h[n] * std::polar(1.0, -2 * kPi * turns_per_sample * static_cast<double>(n));
  }
  return std::abs(sum);
}

}  // namespace

TEST_CASE("each channel loses its own mean, whatever the blocks") {
  for (const auto& blocking : kBlockings) {
    const std::vector<double> out =
        run_stage(MeanRemoval(2), {1, 10, 2, 20, 3, 60, 6, -10}, 2, blocking);
    CHECK(out == std::vector<double>{-2, -10, -1, 0, 0, 40, 3, -30});
  }
}

TEST_CASE("the mean is compensated, and samples that are not finite do not count in it") {
  CHECK(run_stage(MeanRemoval(1), {1, 1e100, 1, -1e100}, 1, {1})[0] == 0.5);  // mean 2/4
  const std::vector<double> out = run_stage(MeanRemoval(1), {kNan, 4, kInf, 6, -kInf}, 1, {2});
  CHECK(std::isnan(out[0]));
  CHECK(out[1] == -1);
  CHECK(out[2] == kInf);
  CHECK(out[3] == 1);
  CHECK(out[4] == -kInf);
}

TEST_CASE("the mean of no samples is 0") {
  CHECK(run_stage(MeanRemoval(2), {}, 2, {4}).empty());
  CHECK(run_stage(MeanRemoval(1), {kInf, -kInf}, 1, {4}) == std::vector<double>{kInf, -kInf});
}

TEST_CASE("the high-pass answers a step with a geometric decay") {
  const double k = std::tan(kPi * 20 / 48000);
  const std::vector<double> out =
      run_stage(DcBlock(20, 48000, 1), std::vector<double>(5000, 2.0), 1, {100});
  for (std::size_t n = 0; n < out.size(); ++n) {
    // 2·p^n/(1 + k), p = (1 - k)/(1 + k); n products and as many roundings of p, each below 2^-52.
    const double expected = 2 / (1 + k) * std::pow((1 - k) / (1 + k), static_cast<double>(n));
    CHECK(std::fabs(out[n] - expected) <= static_cast<double>(n + 4) * 0x1p-51);
  }
}

TEST_CASE("the high-pass is 0 at DC, -3.01 dB at its cutoff and 1 at half the rate") {
  struct Filter {
    double cutoff_hz, rate;
  };
  for (const Filter f : {Filter{10, 8000}, {20, 8000}, {1000, 8000}, {2000, 8000}, {3900, 8000}}) {
    CAPTURE(f.cutoff_hz);
    // |p| <= 0.9922 at each, so that 20000 samples leave out p^20000 < 1e-68. Of their sum each is
    // rounded by 2^-53 of a running y below 1, and polar's angle by 2^-53·2π·20000/2 of |h|, whose
    // sum is below 2: 1e-11.
    const std::vector<double> h = impulse_response(f.cutoff_hz, f.rate, 20000);
    CHECK(gain(h, 0) <= 1e-11);
    CHECK(std::fabs(gain(h, f.cutoff_hz / f.rate) - std::sqrt(0.5)) <= 1e-11);
    CHECK(std::fabs(gain(h, 0.5) - 1) <= 1e-11);
  }
}

TEST_CASE("the channels of the high-pass are independent, whatever the blocks") {
  std::vector<double> in;
  std::vector<double> first;
  std::vector<double> second;
  for (int n = 0; n < 400; ++n) {
    first.push_back(1 + std::sin(0.3 * n));
    second.push_back(std::fabs(std::sin(0.05 * n)));
    in.insert(in.end(), {first.back(), second.back()});
  }
  first = run_stage(DcBlock(50, 8000, 1), first, 1, {400});
  second = run_stage(DcBlock(50, 8000, 1), second, 1, {400});
  for (const auto& blocking : kBlockings) {
    const std::vector<double> out = run_stage(DcBlock(50, 8000, 2), in, 2, blocking);
    for (std::size_t n = 0; n < 400; ++n) {
      REQUIRE(out[2 * n] == first[n]);
      REQUIRE(out[2 * n + 1] == second[n]);
    }
  }
}

TEST_CASE("samples that are not finite pass the high-pass and do not change its state") {
  const std::vector<double> clean = run_stage(DcBlock(50, 8000, 1), {1, 2, 3}, 1, {3});
  const std::vector<double> out = run_stage(DcBlock(50, 8000, 1), {1, kNan, 2, kInf, 3}, 1, {2});
  CHECK(std::isnan(out[1]));
  CHECK(out[3] == kInf);
  CHECK(std::vector<double>{out[0], out[2], out[4]} == clean);
}

TEST_CASE("cutoffs outside 0 to half the rate are refused") {
  for (const double bad : {0.0, -1.0, 4000.0, 5000.0, kNan}) {
    CHECK_THROWS_AS(DcBlock(bad, 8000, 1), std::invalid_argument);
  }
}
