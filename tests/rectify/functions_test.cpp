// Checks functions.hpp: whole signals in one call, against stages run by hand and by definition.
#include "rectify/functions.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <memory>
#include <numbers>
#include <random>
#include <span>
#include <vector>

#include "rectify/rectify.hpp"
#include "support/run_chain.hpp"

using namespace rectify;

namespace {

constexpr double kRate = 400;  // the filter then reaches 69 frames
const Phases kEight{.even = 8};

std::vector<double> noise(std::size_t count) {
  std::mt19937_64 random(count);
  std::normal_distribution<double> normal;
  std::vector<double> values(count);
  for (double& v : values) v = normal(random);
  return values;
}

double inner(const std::vector<double>& a, const std::vector<double>& b) {
  long double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<long double>(a[i]) * b[i];
  return static_cast<double>(sum);
}

}  // namespace

TEST_CASE_TEMPLATE("half, full and units take vectors, arrays and spans of either type", T, float,
                   double) {
  const std::vector<T> x = {-2, -0.5, 0, 0.5, 2};
  std::array<T, 5> r{};
  half(x, r);
  CHECK(r == std::array<T, 5>{0, 0, 0, 0.5, 2});
  half(x, std::span(r), {.drop = 1, .leak = 0.5});
  CHECK(r == std::array<T, 5>{-1, -0.25, 0, 0, 1});
  full(x, r);
  CHECK(r == std::array<T, 5>{2, 0.5, 0, 0.5, 2});
  const std::vector<Unit> bent = {{1, 0, 1}, {1, -1, 2}};
  units(x, bent, r);
  CHECK(r == std::array<T, 5>{0, 0, 0, 0.5, 4});

  const std::vector<T> g = {1, 2, 3, 4, 5};
  half_gradient(x, g, r, {}, 0.5);
  CHECK(r == std::array<T, 5>{0, 0, 1.5, 4, 5});
  full_gradient(x, g, r);
  CHECK(r == std::array<T, 5>{-1, -2, 0, 4, 5});
  units_gradient(x, bent, g, r, 0, 1);
  CHECK(r == std::array<T, 5>{0, 0, 3, 4, 15});
}

TEST_CASE("multiphase and envelope are the filter and the shape in a row, for each channel") {
  const std::vector<double> x = noise(2 * 9001);  // longer than any block within
  const auto by_hand = [&](std::unique_ptr<const Shape> shape) {
    Chain chain;
    chain.add(std::make_unique<AnalyticSignal>(kRate, 2), 4);
    chain.add(std::make_unique<ShapeStage>(std::move(shape)), 2);
    return test::run_chain(chain, x, 2, {1000});
  };
  std::vector<double> r(x.size());
  multiphase(x, kRate, kEight, r, {.drop = 0.1, .scale = 0.125, .channels = 2});
  CHECK(r == by_hand(make_shape(AnalyticPhaseSum(kEight, 0.1, 0.125))));
  envelope(x, kRate, r, 2);
  CHECK(r == by_hand(make_shape(Envelope{})));

  std::vector<double> in_place = x;
  envelope(in_place, kRate, in_place, 2);
  CHECK(in_place == r);
}

TEST_CASE("phases of half turns need no filter, nor a rate") {
  const std::vector<double> x = noise(100);
  std::vector<double> r(100), expected(100);
  multiphase(x, 0, {.even = 2}, r);
  full(x, expected);
  CHECK(r == expected);
  multiphase_gradient(x, 0, {.even = 2}, expected, r);
  full_gradient(x, expected, expected);
  CHECK(r == expected);
}

TEST_CASE("the envelope of a sine is its amplitude, away from the ends") {
  std::vector<double> x(1000), r(1000);
  for (std::size_t n = 0; n < 1000; ++n) x[n] = 0.7 * std::sin(0.5 * static_cast<double>(n));
  envelope(x, kRate, r);
  for (std::size_t n = 69; n < 931; ++n) CHECK(std::fabs(r[n] - 0.7) <= 0.7e-5);  // -100 dB
}

// Without a drop r grows in proportion to x, so that <x, ∂e/∂x> = e for e = <g, r> (Euler).
TEST_CASE("the gradients of multiphase and envelope satisfy Euler's identity") {
  const std::vector<double> x = noise(2 * 5000);
  const std::vector<double> g = noise(2 * 5000 + 2);
  const auto upstream = std::span(g).first(x.size());
  const std::vector<double> g_of_x(upstream.begin(), upstream.end());
  std::vector<double> r(x.size()), out(x.size());
  for (const std::size_t channels : {1U, 2U, 4U}) {
    multiphase(x, kRate, kEight, r, {.channels = channels});
    multiphase_gradient(x, kRate, kEight, upstream, out, {.channels = channels});
    // 1e-12 of the sum of magnitudes, 10000 products of about 3.
    CHECK(std::fabs(inner(x, out) - inner(g_of_x, r)) <= 3e4 * 1e-12);
    envelope(x, kRate, r, channels);
    envelope_gradient(x, kRate, upstream, out, channels);
    CHECK(std::fabs(inner(x, out) - inner(g_of_x, r)) <= 3e4 * 1e-12);
    std::vector<double> over_g = g_of_x;
    envelope_gradient(x, kRate, over_g, over_g, channels);
    CHECK(over_g == out);
  }
}

TEST_CASE("the gradient of an envelope is that of central differences") {
  const std::vector<double> x = noise(300);
  const std::vector<double> g = noise(300);
  std::vector<double> out(300), r(300);
  envelope_gradient(x, kRate, g, out);
  for (const std::size_t n : {0U, 69U, 150U, 299U}) {
    std::vector<double> moved = x;
    moved[n] = x[n] + 1e-5;
    envelope(moved, kRate, r);
    const double above = inner(g, r);
    moved[n] = x[n] - 1e-5;
    envelope(moved, kRate, r);
    // h²/6 times the third derivative, below 1e4 where |z| > 0.05; rounding 2^-53·300/1e-5.
    CHECK(std::fabs((above - inner(g, r)) / 2e-5 - out[n]) <= 1e-6);
  }
}

TEST_CASE("floats come out as the doubles do, rounded") {
  const std::vector<double> some = noise(3000);
  const std::vector<float> x(some.begin(), some.end());
  const std::vector<double> wide(x.begin(), x.end());
  std::vector<float> r(3000);
  std::vector<double> expected(3000);
  const auto check = [&] {
    for (std::size_t i = 0; i < 3000; ++i) CHECK(r[i] == static_cast<float>(expected[i]));
  };
  multiphase(x, kRate, kEight, r);
  multiphase(wide, kRate, kEight, expected);
  check();
  multiphase_gradient(x, kRate, kEight, x, r);
  multiphase_gradient(wide, kRate, kEight, wide, expected);
  check();
  envelope(x, kRate, r);
  envelope(wide, kRate, expected);
  check();
  envelope_gradient(x, kRate, x, r);
  envelope_gradient(wide, kRate, wide, expected);
  check();
}
