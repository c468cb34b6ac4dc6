// Checks alias-free rectification of music-like signals and noise against exact Fourier
// coefficients.
#include <doctest/doctest.h>

#include <vector>

#include "rectify/alias_free/alias_free.hpp"
#include "support/run_chain.hpp"
#include "support/trigonometric.hpp"

using namespace test;
using rectify::PiecewiseLinear;

namespace {

constexpr std::size_t kPeriod = 2048;

/// f of one period of a signal that has always been there.
std::vector<double> rectified(const PiecewiseLinear& f, const Trigonometric& signal) {
  const std::vector<double> x = signal.samples();
  rectify::Chain chain;
  const auto forever = [&](std::int64_t first, std::span<double> out) {
    for (double& y : out) y = x[static_cast<std::size_t>(first++ + 2048) % kPeriod];
  };
  chain.add(rectify::alias_free(f, 1, forever), 1);
  return run_chain(chain, x, 1, {kPeriod});
}

/// dB of what differs from f of the signal between its samples, to the power of that less its DC,
/// over 0 … 20000/44100 of the rate.
double error(const PiecewiseLinear& f, const Trigonometric& signal) {
  const std::size_t last = kPeriod * 200 / 441;
  std::vector<Complex> exact(last + 1);
  for (std::size_t k = 0; k <= last; ++k) exact[k] = f.slope * signal.coefficients()[k];
  exact[0] += f.at_zero;
  for (const auto& [at, strength] : f.kinks) {
    const std::vector<Complex> magnitude = signal.magnitude(at, last);
    for (std::size_t k = 0; k <= last; ++k) exact[k] += strength * magnitude[k];
    exact[0] -= strength * std::fabs(at);
  }
  std::vector<Complex> c = spectrum(rectified(f, signal));
  for (std::size_t k = 0; k <= last; ++k) c[k] -= exact[k];
  return decibels(power(c, 0, last) / power(exact, 1, last));
}

std::vector<Trigonometric> signals(double rate) {
  return {partials(kPeriod, rate, false, 1), partials(kPeriod, rate, true, 2),
          noise(kPeriod, rate, 10000, 3), noise(kPeriod, rate, 20000, 4)};
}

}  // namespace

TEST_CASE("dense music and noise up to 20 kHz are rectified without aliasing") {
  for (const double rate : {44100.0, 48000.0}) {
    for (const Trigonometric& signal : signals(rate)) {
      CHECK(error({.slope = 0.5, .at_zero = 0, .kinks = {{0, 0.5}}}, signal) < -160);
      CHECK(error({.slope = 0, .at_zero = 0, .kinks = {{0, 1}}}, signal) < -160);
    }
  }
}

TEST_CASE("a sum of five kinks is rectified without aliasing") {
  const PiecewiseLinear f{
      .slope = -0.25,
      .at_zero = 0.69,
      .kinks = {{0.3, 0.5}, {-0.45, 1.25}, {0, -0.75}, {0.31, 0.4}, {-0.1, 0.05}}};
  for (const Trigonometric& signal : signals(44100)) CHECK(error(f, signal) < -155);
}

TEST_CASE("a drop and a leak are rectified without aliasing") {
  for (const Trigonometric& signal : signals(44100)) {
    CHECK(error({.slope = 0.55, .at_zero = 0, .kinks = {{0.2, 0.5}, {0, -0.05}}}, signal) < -155);
    CHECK(error({.slope = 0, .at_zero = 0, .kinks = {{0.2, 0.5}, {-0.2, 0.5}}}, signal) < -155);
  }
}
