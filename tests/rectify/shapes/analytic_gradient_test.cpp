// Checks the backward pass of analytic_sum.hpp against its definition, and with the filter to x.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <random>
#include <vector>

#include "rectify/shapes/analytic_sum.hpp"
#include "rectify/shapes/upright_phase_sum.hpp"
#include "rectify/stages/quadrature.hpp"
#include "support/run_chain.hpp"

using namespace rectify;

namespace {

constexpr double kRate = 400;  // the filter then reaches 69 frames

std::vector<double> noise(std::size_t count, unsigned seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> values(count);
  for (double& v : values) v = normal(random);
  return values;
}

std::vector<double> analytic(const std::vector<double>& x) {
  Chain chain;
  chain.add(std::make_unique<AnalyticSignal>(kRate, 1), 2);
  return test::run_chain(chain, x, 1, {100});
}

double inner(const std::vector<double>& a, const std::vector<double>& b) {
  long double sum = 0;
  for (std::size_t i = 0; i < a.size(); ++i) sum += static_cast<long double>(a[i]) * b[i];
  return static_cast<double>(sum);
}

/// Σ g·r(x), and its gradient by x.
struct Pass {
  double e = 0;
  std::vector<double> gradient;
};

Pass pass(const AnalyticPhaseSum& shape, const std::vector<double>& x,
          const std::vector<double>& g) {
  std::vector<double> z = analytic(x);
  std::vector<double> r(x.size());
  shape.forward(z, r);
  shape.backward(z, g, z);
  Chain back;
  back.add(std::make_unique<AnalyticSignal>(kRate, 1, AnalyticSignal::Direction::adjoint), 1);
  std::vector<double> out;
  back.begin_pass();
  Block block = z;
  back.process(block);
  out.insert(out.end(), block.begin(), block.end());
  while (back.drain(block)) out.insert(out.end(), block.begin(), block.end());
  return {inner(g, r), out};
}

const Phases kPhases[] = {{8, {}}, {3, {}}, {8, {0.1, 0.35, -0.2}}};

}  // namespace

TEST_CASE("the slopes by both parts of z are those of the definition") {
  const std::vector<double> z = noise(600, 1);
  const std::vector<double> g = noise(300, 2);
  for (const Phases& phases : kPhases) {
    for (const double drop : {0.0, 0.4}) {
      std::vector<double> pq(600);
      AnalyticPhaseSum(phases, drop, 0.5).backward(z, g, pq);
      for (std::size_t i = 0; i < 300; ++i) {
        long double p = 0;
        long double q = 0;
        for (std::uint64_t k = 0; k < phases.count(); ++k) {
          const long double phi =
              2 * std::numbers::pi_v<long double> *
              (phases.list.empty() ? static_cast<long double>(k) / phases.even : phases.list[k]);
          if (z[2 * i] * std::cos(phi) - z[2 * i + 1] * std::sin(phi) <= drop) continue;
          p += 0.5L * g[i] * std::cos(phi);
          q -= 0.5L * g[i] * std::sin(phi);
        }
        // The contract of the sum, 1e-12 of scale·N, times |g| < 4.
        CHECK(std::fabs(pq[2 * i] - p) <= 4e-12L * 4);
        CHECK(std::fabs(pq[2 * i + 1] - q) <= 4e-12L * 4);
      }
    }
  }
}

TEST_CASE("a sum without a drop grows in proportion, so that <x, gradient> = <g, r>") {
  const std::vector<double> x = noise(1000, 3);
  const std::vector<double> g = noise(1000, 4);
  for (const Phases& phases : kPhases) {
    const Pass made = pass(AnalyticPhaseSum(phases, 0, 1), x, g);
    REQUIRE(made.gradient.size() == 1000);
    // 1e-12 of the sum of magnitudes, some 1000 products of about 3.
    CHECK(std::fabs(inner(x, made.gradient) - made.e) <= 3000 * 1e-12);
  }
}

TEST_CASE("the gradient through filter, sum and filter is that of central differences") {
  const std::vector<double> x = noise(400, 5);
  const std::vector<double> g = noise(400, 6);
  for (const Phases& phases : kPhases) {
    for (const double drop : {0.0, 0.3}) {
      const AnalyticPhaseSum shape(phases, drop, 1);
      const Pass made = pass(shape, x, g);
      for (const std::size_t n : {0U, 1U, 60U, 199U, 200U, 333U, 399U}) {
        // A small step, so that few phases pass a kink, each of which moves the quotient by 1e-6.
        constexpr double kStep = 1e-6;
        std::vector<double> moved = x;
        moved[n] = x[n] + kStep;
        const double above = pass(shape, moved, g).e;
        moved[n] = x[n] - kStep;
        const double below = pass(shape, moved, g).e;
        // Rounding: 2^-53 of e up to 1000, over the step: 1e-7.
        CHECK(std::fabs((above - below) / (2 * kStep) - made.gradient[n]) <= 2e-5);
      }
    }
  }
}

TEST_CASE("at silence the gradient is what at_zero says, and NaN conducts in all phases") {
  const std::vector<double> z = {0, 0, NAN, 1};
  const std::vector<double> g = {4, 3};
  std::vector<double> pq(4);
  AnalyticPhaseSum({8, {0, 0.25}}, 0, 1).backward(z, g, pq);
  CHECK(pq == std::vector<double>{0, 0, 3, -3});
  AnalyticPhaseSum({8, {0, 0.25}}, 0, 1).backward(z, g, pq, 0.5);
  CHECK(pq == std::vector<double>{2, -2, 3, -3});
}

TEST_CASE("each phase and the forward voltage have the gradient of their definition") {
  const std::vector<double> z = noise(600, 7);
  const std::vector<double> g = noise(300, 8);
  for (const Phases& phases : {Phases{.even = 1}, Phases{.even = 2}, Phases{.even = 8},
                               Phases{.list = {0.1, 2.35, -0.2, 0.5}}}) {
    for (const double drop : {0.0, 0.4}) {
      const AnalyticPhaseSum shape(phases, drop, 0.5);
      const auto gradient = shape.parameter_gradient(0);
      gradient->add(std::span(z).first(202), std::span(g).first(101));
      gradient->add(std::span(z).subspan(202), std::span(g).subspan(101));
      const std::vector<double> values = gradient->values();
      REQUIRE(values.size() == phases.count() + 1);
      long double by_drop = 0;
      for (std::uint64_t k = 0; k < phases.count(); ++k) {
        const long double phi =
            2 * std::numbers::pi_v<long double> * static_cast<long double>(phases.turns(k));
        long double by_phase = 0;
        for (std::size_t i = 0; i < 300; ++i) {
          const long double re = z[2 * i];
          const long double im = z[2 * i + 1];
          if (re * std::cos(phi) - im * std::sin(phi) <= drop) continue;
          by_phase -= 0.5L * g[i] * (re * std::sin(phi) + im * std::cos(phi));
          by_drop -= 0.5L * g[i];
        }
        // 300 terms below 8, each with a handful of roundings.
        CHECK(std::fabs(values[k] - by_phase) <= 300 * 8 * 8 * 0x1p-53L);
      }
      CHECK(std::fabs(values.back() - by_drop) <= 300 * 8 * 0x1p-53L);
    }
  }
}

TEST_CASE(
    "the parameters are the phases in radians and the forward voltage, and give the same sum") {
  const AnalyticPhaseSum even({.even = 4}, 0.25, 1);
  CHECK(even.parameters() == std::vector<double>{0, std::numbers::pi / 2, std::numbers::pi,
                                                 std::numbers::pi * 3 / 2, 0.25});
  const std::vector<double> z = noise(200, 9);
  std::vector<double> r(100);
  std::vector<double> again(100);
  even.forward(z, r);
  even.forward_with(even.parameters(), z, again);
  CHECK(r == again);
}

TEST_CASE("at a kink the parameters' gradients are what at_zero says") {
  // At z = j the phase 0 is at its kink and the phase of 270 degrees conducts; silence is at the
  // kinks of both.
  const std::vector<double> z = {0, 1, 0, 0};
  const std::vector<double> g = {4, 1};
  for (const double at_zero : {0.0, 0.5, 1.0}) {
    const auto gradient = AnalyticPhaseSum({.list = {0, 0.75}}, 0, 1).parameter_gradient(at_zero);
    gradient->add(z, g);
    CHECK(gradient->values() == std::vector<double>{-4 * at_zero, 0, -4 - 6 * at_zero});
  }
}

TEST_CASE("upright phases of an analytic signal are those of its real part, to the bit") {
  const std::vector<double> z = noise(3000, 10);
  const std::vector<double> g = noise(1500, 11);
  std::vector<double> x;
  for (std::size_t i = 0; i < 1500; ++i) x.push_back(z[2 * i]);
  for (const Phases& phases : {Phases{.even = 1}, Phases{.even = 2}, Phases{.list = {0.5, 0, 1}}}) {
    for (const double drop : {0.0, 0.3}) {
      std::vector<double> expected(1500);
      UprightPhaseSum(phases, drop, 1.0 / 3).forward(x, expected);
      std::vector<double> made(1500);
      const AnalyticPhaseSum shape(phases, drop, 1.0 / 3);
      shape.forward(z, made);
      CHECK(made == expected);
      UprightPhaseSum(phases, drop, 1.0 / 3).backward(x, g, expected);
      std::vector<double> pq(3000);
      shape.backward(z, g, pq);
      for (std::size_t i = 0; i < 1500; ++i) {
        REQUIRE(pq[2 * i] == expected[i]);
        REQUIRE(pq[2 * i + 1] == 0);
      }
    }
  }
}

TEST_CASE("upright phases have the gradients of half and full") {
  const std::vector<double> x = {-3, -1, -0.0, 0, 0.5, 1, INFINITY, NAN};
  const std::vector<double> g = {1, INFINITY, 2, 3, 4, 5, 6, 7};
  std::vector<double> out(8);
  UprightPhaseSum({1, {}}, 0, 1).backward(x, g, out);
  CHECK(out == std::vector<double>{0, 0, 0, 0, 4, 5, 6, 7});
  UprightPhaseSum({2, {}}, 0, 1).backward(x, g, out, 1);
  CHECK(out == std::vector<double>{-1, -INFINITY, 0, 0, 4, 5, 6, 7});
  UprightPhaseSum({2, {}}, 1, 0.5).backward(x, g, out, 1);
  CHECK(out == std::vector<double>{-0.5, -INFINITY, 0, 0, 0, 2.5, 3, 3.5});
}

TEST_CASE(
    "the gradient depends on the angle alone, also where the amplitude is beyond all doubles") {
  for (const std::uint64_t phases : {3U, 8U}) {
    const AnalyticPhaseSum shape({.even = phases}, 0, 0.5);
    std::vector<double> expected(2);
    std::vector<double> got(2);
    shape.backward(std::vector<double>{1, 1}, std::vector<double>{1}, expected, 0);
    shape.backward(std::vector<double>{1.5e308, 1.5e308}, std::vector<double>{1}, got, 0);
    // Phase by phase instead of in one: as many roundings as there are phases.
    for (std::size_t i = 0; i < 2; ++i) CHECK(std::fabs(got[i] - expected[i]) <= 1e-15 * 16);
  }
}
