// Checks the bounded curves against all points: envelopes lose no peak, whatever the number of
// frames.
#include "cli/commands/plot/trace.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <vector>

#include "cli/commands/plot/spectrum.hpp"
#include "cli/commands/plot/transfer_curve.hpp"

using namespace rectify::cli;

TEST_CASE("a column's least and greatest are those of its frames, for any number of them") {
  std::mt19937 random(1);
  std::normal_distribution<double> noise;
  for (const std::size_t frames : {1U, 7U, 8U, 9U, 16U, 17U, 100U, 1000U, 4097U}) {
    CAPTURE(frames);
    Trace trace(2, 4, std::nullopt);
    std::vector<double> ys;
    for (std::size_t n = 0; n < frames; ++n) {
      ys.push_back(noise(random));
      const std::vector<double> values = {ys.back(), 1.0};
      trace.add(static_cast<double>(n), values);
    }
    std::size_t width = 1;  // as many frames in a column as leave at most 8 columns
    while (width * 8 < frames) width *= 2;
    std::vector<double> expected;
    for (std::size_t first = 0; first < frames; first += width) {
      const auto begin = ys.begin() + static_cast<std::ptrdiff_t>(first);
      const auto end = ys.begin() + static_cast<std::ptrdiff_t>(std::min(first + width, frames));
      const auto [least, greatest] = std::minmax_element(begin, end);
      expected.push_back(*std::min(least, greatest));
      if (least != greatest) expected.push_back(*std::max(least, greatest));
    }
    std::vector<double> drawn;
    for (const Point& point : trace.points(0, 2)) {
      drawn.push_back(point.y);
      CHECK(ys[static_cast<std::size_t>(point.x / 2)] == point.y);  // at its own place
    }
    CHECK(drawn == expected);
    CHECK(trace.window() ==
          (frames == 1 ? Window{-0.5, 0.5} : Window{0, static_cast<double>(frames - 1)}));
  }
}

TEST_CASE("a gap is where a column has nothing to draw") {
  Trace trace(1, 2, std::nullopt);
  for (const double y : {1.0, kGap, kGap, kGap, 5.0, 6.0, 7.0, 8.0}) {
    trace.add(static_cast<double>(trace.window().second), {&y, 1});
  }
  CHECK(trace.not_drawn() == 3);
  const auto points = trace.points(0, 1);
  CHECK(points[0].y == 1);
  CHECK(std::isnan(points[1].y));
}

TEST_CASE("of frames outside the window only the next ones are kept") {
  Trace trace(1, 10, Window{2.5, 4.5});
  for (int n = 0; n < 9; ++n) {
    const double y = 10 * n;
    trace.add(n, {&y, 1});
  }
  std::vector<double> xs;
  for (const Point& point : trace.points(0, 1)) xs.push_back(point.x);
  CHECK(xs == std::vector<double>{2, 3, 4, 5});
  CHECK(trace.window() == Window{2.5, 4.5});
  Trace between(1, 10, Window{2.25, 2.75});
  for (int n = 0; n < 9; ++n) {
    const double y = 10 * n;
    between.add(n, {&y, 1});
  }
  CHECK(between.points(0, 1).size() == 2);
  Trace beyond(1, 10, Window{20, 30});
  for (int n = 0; n < 9; ++n) {
    const double y = 10 * n;
    beyond.add(n, {&y, 1});
  }
  CHECK(beyond.empty());
}

TEST_CASE("a transfer curve keeps the shape of a function, and its range, in bounded memory") {
  for (const double scale : {1e-200, 1.0, 1e200}) {
    TransferCurve curve(50);
    std::mt19937 random(2);
    std::normal_distribution<double> noise;
    double least = 0;
    double greatest = 0;
    for (int n = 0; n < 100000; ++n) {
      const double x = noise(random) * scale * (n < 1000 ? 1e-6 : 1);  // it grows on the way
      curve.add(x, std::fabs(x));
      least = std::min(least, x);
      greatest = std::max(greatest, x);
    }
    CHECK(curve.window() == Window{least, greatest});
    const auto drawn = curve.curve();
    CHECK_FALSE(drawn.dots);
    CHECK(drawn.points.size() <= 2 * 8 * 50);
    CHECK(drawn.points.size() >= 50);
    const double column = (greatest - least) / 50;
    for (const Point& point : drawn.points) {
      CHECK(std::fabs(point.y - std::fabs(point.x)) <= column);
    }
  }
}

TEST_CASE("what is no function is drawn in dots") {
  TransferCurve curve(50);
  std::mt19937 random(3);
  std::normal_distribution<double> noise;
  for (int n = 0; n < 10000; ++n) curve.add(noise(random), noise(random));
  CHECK(curve.curve().dots);
}

TEST_CASE("a spectrum shows the amplitude of a sine at its frequency, and DC") {
  for (const std::size_t frames : {1000U, 65536U, 200000U}) {
    CAPTURE(frames);
    Spectrum spectrum;
    const std::size_t length = frames < 65536 ? 1024 : 65536;
    const std::size_t place = length / 8;
    for (std::size_t n = 0; n < frames; ++n) {
      const double angle =
          2 * M_PI * static_cast<double>(n * place % length) / static_cast<double>(length);
      spectrum.add(0.25 * std::sin(angle), 0.5 + std::cos(angle));
    }
    const std::vector<double> first = spectrum.amplitudes(0);
    const std::vector<double> second = spectrum.amplitudes(1);
    REQUIRE(spectrum.length() == length);
    CHECK(first[place] == doctest::Approx(0.25).epsilon(1e-9));
    CHECK(second[place] == doctest::Approx(1).epsilon(1e-9));
    CHECK(second[0] == doctest::Approx(0.5).epsilon(1e-9));
    // DC is a line too, whose two sides are not taken for a pair.
    for (std::size_t k = 1; k < 10; ++k) CHECK(second[k] < second[0]);
    // Beyond the width of a line there is nothing of it.
    for (std::size_t k = place + 10; k < first.size(); ++k) CHECK(first[k] < 0.25 * 1e-8);
  }
}
