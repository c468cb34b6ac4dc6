// Checks the residual of a bandlimited step against its integral, and the step's spectrum.
#include "rectify/alias_free/detail/step_residual.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <vector>

using rectify::detail::StepResidual;

namespace {

constexpr double kPi = std::numbers::pi;
constexpr std::size_t kTaps = StepResidual::kTaps;

double kernel(double tau) {
  const double width = 1 - 20000.0 / 44100;
  const double beta = 0.1102 * (14.357 * width * 23 + 7.95 - 8.7);
  const double window = std::cyl_bessel_i(0, beta * std::sqrt(1 - tau * tau / 144));
  return (tau == 0 ? 1 : std::sin(kPi * tau) / (kPi * tau)) * window;
}

/// ∫ from -12 to tau, by Simpson's rule.
double integral_to(double tau) {
  const int steps = 2 * static_cast<int>(400 * (tau + 12)) + 2;
  const double h = (tau + 12) / steps;
  double sum = 0;
  for (int i = 0; i <= steps; ++i) {
    const double place = i == steps ? tau : -12 + i * h;
    sum += (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2) * kernel(place);
  }
  return sum * h / 3;
}

std::vector<double> residual(double d) {
  static const StepResidual kTable;
  std::vector<double> r(kTaps);
  kTable.at(d, r.data());
  return r;
}

}  // namespace

TEST_CASE("the residual is the integral of a windowed sinc, less the step") {
  const double whole = integral_to(12);
  for (const double d : {0.0, 1.0, 0.5, 0.25, 0.123456, 0.9921875, 0.999, 0.3333}) {
    const std::vector<double> r = residual(d);
    for (std::size_t i = 0; i < kTaps; ++i) {
      const double tau = static_cast<double>(i) - 11 - d;
      const double step = i >= kTaps / 2 ? 1 : 0;
      CAPTURE(d);
      CAPTURE(i);
      CHECK(std::fabs(r[i] - (integral_to(tau) / whole - step)) < StepResidual::kError);
    }
  }
}

TEST_CASE("a step at a sample is half a step there, from either side") {
  CHECK(residual(0)[11] == doctest::Approx(0.5).epsilon(1e-12));
  CHECK(residual(1)[12] == doctest::Approx(-0.5).epsilon(1e-12));
  CHECK(residual(1)[0] == 0);  // the far end of the kernel
}

TEST_CASE("the residual of a step that comes from the other side is its mirror image") {
  for (const double d : {0.0, 0.1, 0.37, 0.5}) {
    const std::vector<double> r = residual(d);
    const std::vector<double> mirrored = residual(1 - d);
    for (std::size_t i = 0; i < kTaps; ++i) {
      CHECK(r[i] == doctest::Approx(-mirrored[kTaps - 1 - i]).epsilon(1e-12));
    }
  }
}

TEST_CASE("a bandlimited step between samples has the spectrum of a step up to its pass band") {
  // Of a square wave of 256 samples a period with both steps off the samples.
  constexpr std::size_t kPeriod = 256;
  const double d = 0.317;
  std::vector<double> x(kPeriod);
  for (std::size_t i = 0; i < kPeriod / 2; ++i) x[64 + i] = 1;
  const std::vector<double> r = residual(d);
  for (std::size_t i = 0; i < kTaps; ++i) {
    x[63 - 11 + i] += r[i];
    x[191 - 11 + i] -= r[i];
  }
  const double width = 1 - 20000.0 / 44100;
  for (std::size_t k = 1; static_cast<double>(k) < (1 - width) / 2 * kPeriod; k += 2) {
    const double w = 2 * kPi * static_cast<double>(k) / kPeriod;
    double real = 0;
    double imaginary = 0;
    for (std::size_t n = 0; n < kPeriod; ++n) {
      real += x[n] * std::cos(w * static_cast<double>(n));
      imaginary -= x[n] * std::sin(w * static_cast<double>(n));
    }
    // Steps up at 63 + d and down at 191 + d: 2·e^{-jw(63 + d)}/jw, k odd.
    const double exact_real = -2 / w * std::sin(w * (63 + d));
    const double exact_imaginary = -2 / w * std::cos(w * (63 + d));
    CHECK(std::hypot(real - exact_real, imaginary - exact_imaginary) * w / 2 < 1e-8);
  }
}

TEST_CASE("the slope is the derivative of the residual") {
  static const StepResidual kTable;
  std::vector<double> slope(kTaps);
  for (const double d : {0.1, 0.3337, 0.77}) {
    kTable.slope_at(d, slope.data());
    const std::vector<double> above = residual(d + 1e-6);
    const std::vector<double> below = residual(d - 1e-6);
    for (std::size_t i = 0; i < kTaps; ++i) {
      CHECK(std::fabs(slope[i] - (above[i] - below[i]) / 2e-6) < 1e-8);
    }
  }
}
