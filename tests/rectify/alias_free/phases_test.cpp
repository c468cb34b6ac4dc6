// Checks alias-free multi-phase sums: of sines against their Fourier series, of music and noise
// against exact Fourier coefficients of every phase.
#include <doctest/doctest.h>

#include <numbers>
#include <numeric>
#include <vector>

#include "rectify/alias_free/alias_free.hpp"
#include "support/run_chain.hpp"
#include "support/trigonometric.hpp"

using namespace test;
using rectify::Phases;

namespace {

constexpr double kPi = std::numbers::pi;

/// The signal with all its frequencies shifted by an angle in turns; DC, which has no quadrature,
/// is scaled by its cosine.
Trigonometric shifted(const Trigonometric& signal, double turns) {
  std::vector<Complex> c = signal.coefficients();
  c[0] *= std::cos(2 * kPi * turns);
  for (std::size_t k = 1; k < c.size(); ++k) c[k] *= std::polar(1.0, 2 * kPi * turns);
  return {signal.period(), c};
}

/// The sum over one period of a signal that has always been there.
std::vector<double> summed(const Phases& phases, double drop, const Trigonometric& signal) {
  const std::vector<double> real = signal.samples();
  const std::vector<double> imaginary = shifted(signal, -0.25).samples();
  std::vector<double> z;
  for (std::size_t n = 0; n < real.size(); ++n) z.insert(z.end(), {real[n], imaginary[n]});
  rectify::Chain chain;
  const auto forever = [&](std::int64_t first, std::span<double> out) {
    const auto period = static_cast<std::int64_t>(z.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::int64_t at = (2 * first + static_cast<std::int64_t>(i)) % period;
      out[i] = z[static_cast<std::size_t>(at < 0 ? at + period : at)];
    }
  };
  chain.add(rectify::alias_free_phase_sum(phases, drop, 1, 1, forever), 1);
  return run_chain(chain, z, 2, {real.size()});
}

/// dB of the difference over 0 … 20000/44100 of the rate, to the power that is exactly there.
double error(const std::vector<double>& got, const std::vector<Complex>& exact) {
  std::vector<Complex> c = spectrum(got);
  for (std::size_t k = 0; k < exact.size(); ++k) c[k] -= exact[k];
  return decibels(power(c, 0, exact.size() - 1) / power(exact, 0, exact.size() - 1));
}

/// ½·s_k + ½·|s_k - V| - ½·V, summed over the phases.
std::vector<Complex> exact_sum(const Phases& phases, double drop, const Trigonometric& signal) {
  std::vector<Complex> sum(signal.period() * 200 / 441 + 1);
  for (std::uint64_t k = 0; k < phases.count(); ++k) {
    const Trigonometric one = shifted(signal, phases.turns(k));
    const std::vector<Complex> magnitude = one.magnitude(drop, sum.size() - 1);
    for (std::size_t i = 0; i < sum.size(); ++i) {
      sum[i] += 0.5 * (one.coefficients()[i] + magnitude[i]);
    }
    sum[0] -= 0.5 * drop;
  }
  return sum;
}

double error(const Phases& phases, double drop, const Trigonometric& signal) {
  return error(summed(phases, drop, signal), exact_sum(phases, drop, signal));
}

constexpr std::size_t kPeriod = 2048;

std::vector<Trigonometric> signals() {
  return {partials(kPeriod, 44100, false, 1), partials(kPeriod, 44100, true, 2),
          noise(kPeriod, 44100, 10000, 3), noise(kPeriod, 44100, 20000, 4)};
}

}  // namespace

TEST_CASE("a sum of even phases of a sine is its Fourier series, and nothing aliases") {
  // Σ relu(A·cos(x + 2πk/N)) = N·A/π·(1 - 2·Σ (-1)^(jM/2)·cos(jMx)/((jM)² - 1)), M = lcm(2, N)
  constexpr std::size_t kFrames = 8192;
  for (const std::uint64_t phases : {3U, 4U, 8U, 12U, 1000U}) {
    for (const std::size_t cycles : {19U, 231U, 777U, 1857U}) {
      const double phase = 0.3;
      std::vector<Complex> c(cycles + 1);
      c[cycles] = 0.4 * std::polar(1.0, phase);
      c.resize(kFrames / 2);
      std::vector<Complex> series(kFrames * 200 / 441 + 1);
      series[0] = static_cast<double>(phases) * 0.8 / kPi;
      const std::uint64_t m = std::lcm(phases, std::uint64_t{2});
      for (std::uint64_t order = m; order * cycles < series.size(); order += m) {
        const auto o = static_cast<double>(order);
        const double sign = order / 2 % 2 == 0 ? -1 : 1;
        series[order * cycles] = sign * series[0] / (o * o - 1) * std::polar(1.0, o * phase);
      }
      CAPTURE(phases);
      CAPTURE(cycles);
      CHECK(error(summed({.even = phases}, 0, {kFrames, c}), series) < -155);
    }
  }
}

TEST_CASE("sums of 3, 8 and 12 phases of music and noise are rectified without aliasing") {
  for (const std::uint64_t phases : {3U, 8U, 12U}) {
    for (const Trigonometric& signal : signals()) {
      CAPTURE(phases);
      CHECK(error({.even = phases}, 0, signal) < -155);
    }
  }
}

TEST_CASE("sums of listed phases are rectified without aliasing") {
  const std::vector<std::vector<double>> lists = {
      {0.1}, {0.25, 0.75}, {0, 0.003}, {0, 0.125, 0.25, 0.3, -0.7, 1.25, 5}};
  for (const std::vector<double>& list : lists) {
    for (const Trigonometric& signal : signals()) {
      CAPTURE(list[0]);
      CHECK(error({.list = list}, 0, signal) < -155);
    }
  }
}

TEST_CASE("a sum of phases with a drop is rectified without aliasing") {
  for (const Trigonometric& signal : signals()) {
    CHECK(error({.even = 3}, 0.2, signal) < -155);
    CHECK(error({.list = {0, 0.1}}, 0.1, signal) < -155);
  }
}
