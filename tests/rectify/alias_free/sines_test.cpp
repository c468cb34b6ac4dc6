// Checks alias-free rectification of sines against their Fourier series.
#include <doctest/doctest.h>

#include <numbers>
#include <vector>

#include "rectify/alias_free/alias_free.hpp"
#include "support/run_chain.hpp"
#include "support/spectrum.hpp"

using namespace test;
using rectify::PiecewiseLinear;

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kAmplitude = 0.8;
const PiecewiseLinear kHalf{.slope = 0.5, .at_zero = 0, .kinks = {{0, 0.5}}};
const PiecewiseLinear kFull{.slope = 0, .at_zero = 0, .kinks = {{0, 1}}};

/// f of a sine with `cycles` whole cycles in `frames` frames, as if it had always been there.
std::vector<double> rectified(const PiecewiseLinear& f, std::size_t cycles, std::size_t frames,
                              double phase) {
  const auto sample = [&](std::int64_t n) {
    const auto reduced =
        (n * static_cast<std::int64_t>(cycles)) % static_cast<std::int64_t>(frames);
    const double turns = static_cast<double>(reduced) / static_cast<double>(frames);
    return kAmplitude * std::sin(2 * kPi * turns + phase);
  };
  std::vector<double> x;
  for (std::size_t n = 0; n < frames; ++n) x.push_back(sample(static_cast<std::int64_t>(n)));
  rectify::Chain chain;
  chain.add(rectify::alias_free(f, 1,
                                [&](std::int64_t first, std::span<double> out) {
                                  for (double& y : out) y = sample(first++);
                                }),
            1);
  return run_chain(chain, x, 1, {4096});
}

/// c[k] of the rectified sine, up to half the rate:
///
///     |sin θ| = 2/π - (4/π)·Σ cos(2mθ)/(4m² - 1),   relu(sin θ) = ½·sin θ + ½·|sin θ|
std::vector<Complex> series(bool full, std::size_t cycles, std::size_t frames, double phase) {
  std::vector<Complex> c(frames / 2 + 1);
  const double scale = kAmplitude * (full ? 1 : 0.5);
  c[0] = scale * 2 / kPi;
  for (std::size_t m = 1; 2 * m * cycles < c.size(); ++m) {
    const auto order = static_cast<double>(2 * m);
    c[2 * m * cycles] = scale * -(2 / kPi) / (order * order - 1) * std::polar(1.0, order * phase);
  }
  if (!full) c[cycles] += 0.25 * kAmplitude * std::polar(1.0, phase - kPi / 2);
  return c;
}

struct Errors {
  double total;     // dB of the power of all that is not DC
  double aliasing;  // of what is not a multiple of the sine's frequency
  double dc;        // dB of the DC
};

/// Over 0 … 20000/44100 of the rate: 20 kHz at 44.1 kHz, 21.77 kHz at 48 kHz.
Errors errors(bool full, std::size_t cycles, std::size_t frames, double phase) {
  const std::vector<Complex> exact = series(full, cycles, frames, phase);
  std::vector<Complex> c = spectrum(rectified(full ? kFull : kHalf, cycles, frames, phase));
  const auto last = static_cast<std::size_t>(static_cast<double>(frames) * 20000 / 44100);
  double aliasing = 0;
  for (std::size_t k = 0; k <= last; ++k) {
    if (k % cycles != 0) aliasing += 2 * std::norm(c[k]);
    c[k] -= exact[k];
  }
  const double whole = power(exact, 1, exact.size() - 1);
  return {decibels(power(c, 0, last) / whole), decibels(aliasing / whole),
          decibels(std::norm(c[0] / exact[0]))};
}

}  // namespace

TEST_CASE("rectified sines are their Fourier series, and nothing aliases") {
  constexpr std::size_t kFrames = 65536;  // an odd number of cycles: every alias has its own bin
  for (const double rate : {44100.0, 48000.0}) {
    for (const double hertz : {110.0, 440.0, 1245.0, 2093.0, 4186.0, 6271.0, 9999.0}) {
      const auto cycles = static_cast<std::size_t>(hertz / rate * kFrames / 2) * 2 + 1;
      for (const double phase : {0.0, 0.3, 2.0}) {
        for (const bool full : {false, true}) {
          CAPTURE(rate);
          CAPTURE(hertz);
          CAPTURE(phase);
          CAPTURE(full);
          const Errors e = errors(full, cycles, kFrames, phase);
          CHECK(e.total < -165);
          CHECK(e.aliasing < -195);
          CHECK(e.dc < -165);
        }
      }
    }
  }
}

TEST_CASE("the phase at the start is no matter") {
  constexpr std::size_t kFrames = 65536;
  for (const std::size_t cycles : {1851U, 6221U, 14859U}) {  // 1245, 4186 and 9999 Hz at 44.1 kHz
    for (int i = 0; i < 16; ++i) {
      const double phase = 2 * kPi * (i + 0.37) / 16;
      CAPTURE(cycles);
      CAPTURE(phase);
      const Errors e = errors(i % 2 == 0, cycles, kFrames, phase);
      CHECK(e.total < -165);
      CHECK(e.aliasing < -195);
      CHECK(e.dc < -165);
    }
  }
}

TEST_CASE("the sample rate is no matter: 8, 96 and 192 kHz") {
  constexpr std::size_t kFrames = 65536;
  for (const double rate : {8000.0, 96000.0, 192000.0}) {
    const auto cycles = static_cast<std::size_t>(1500.0 / rate * kFrames / 2) * 2 + 1;
    CAPTURE(rate);
    const Errors e = errors(true, cycles, kFrames, 1.0);
    CHECK(e.total < -165);
    CHECK(e.aliasing < -195);
    CHECK(e.dc < -165);
  }
}

TEST_CASE("DC is exact where few samples make a period") {
  for (const std::size_t samples : {8U, 5U, 3U}) {
    for (const double phase : {0.0, 0.1, 0.4, 1.0, 1.5}) {
      for (const bool full : {false, true}) {
        CAPTURE(samples);
        CAPTURE(phase);
        CAPTURE(full);
        double sum = 0;
        for (const double r : rectified(full ? kFull : kHalf, 40, 40 * samples, phase)) sum += r;
        const double exact = kAmplitude * (full ? 2 : 1) / kPi;
        const double error = sum / static_cast<double>(40 * samples) / exact - 1;
        CHECK(decibels(error * error) < -165);
      }
    }
  }
}
