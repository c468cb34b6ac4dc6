// Checks how the figures of several channels, of input and result, are put together.
#include "rectify/measures/signal_measure.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <vector>

using namespace rectify;

namespace {

/// Channels of 1 s at 8000 Hz, each of its own frequency, interleaved.
std::vector<double> sines(const std::vector<double>& frequencies) {
  std::vector<double> x;
  for (int n = 0; n < 8000; ++n) {
    for (const double hz : frequencies) {
      x.push_back(std::sin(2 * std::numbers::pi * hz * n / 8000 + 0.1));
    }
  }
  return x;
}

std::vector<double> magnitudes(std::vector<double> x) {
  for (double& value : x) value = std::fabs(value);
  return x;
}

}  // namespace

TEST_CASE("each channel has its own figures, and the fundamental of its own input") {
  const std::vector<double> x = sines({50, 120});
  SignalMeasure measure({.inputs = 2, .results = 2, .rate = 8000});
  measure.add_input(x);
  measure.add_result(magnitudes(x));
  measure.finish();
  CHECK(measure.frames() == 8000);
  for (std::size_t c = 0; c < 2; ++c) {
    const ChannelMeasures figures = measure.channel(c);
    const double hz = c == 0 ? 50 : 120;
    CHECK(std::fabs(*figures.fundamental_hz - hz) < 1e-3);
    CHECK(std::fabs(*figures.ripple_hz - 2 * hz) < 1e-3);
    CHECK(figures.thd.has_value());
    CHECK(std::fabs(*figures.statistics.rms - std::sqrt(0.5)) < 1e-12);
  }
}

TEST_CASE("where channels become one, the fundamental is that of all inputs together") {
  std::vector<double> x = sines({50, 120, 120});
  std::vector<double> sum;
  for (std::size_t n = 0; n < x.size(); n += 3) sum.push_back(x[n] + x[n + 1] + x[n + 2]);
  SignalMeasure measure({.inputs = 3, .results = 1, .rate = 8000});
  measure.add_input(x);
  measure.add_result(sum);
  measure.finish();
  CHECK(std::fabs(*measure.channel(0).fundamental_hz - 120) < 1e-3);
}

TEST_CASE("where nothing was done to the input, it is measured once") {
  SignalMeasure measure({.inputs = 0, .results = 1, .rate = 8000});
  measure.add_result(sines({70}));
  measure.finish();
  CHECK(measure.channel(0).fundamental_hz == measure.channel(0).ripple_hz);
  CHECK(std::fabs(*measure.channel(0).fundamental_hz - 70) < 1e-3);
}

TEST_CASE("without a rate there are no frequencies and no distortion") {
  SignalMeasure measure({.inputs = 1, .results = 1, .rate = {}});
  measure.add_input(sines({50}));
  measure.add_result(sines({50}));
  measure.finish();
  CHECK_FALSE(measure.channel(0).fundamental_hz.has_value());
  CHECK_FALSE(measure.channel(0).ripple_hz.has_value());
  CHECK_FALSE(measure.channel(0).thd.has_value());
  CHECK(measure.channel(0).statistics.rms.has_value());
}

TEST_CASE("a measure wants channels and whole frames") {
  CHECK_THROWS_AS(SignalMeasure({.inputs = 1, .results = 0, .rate = {}}), std::invalid_argument);
  SignalMeasure measure({.inputs = 2, .results = 2, .rate = 8000});
  CHECK_THROWS_AS(measure.add_result(std::vector<double>(3)), std::invalid_argument);
  CHECK_THROWS_AS(measure.add_result(std::vector<double>(2), std::vector<double>(2)),
                  std::invalid_argument);
}
