// Checks the alias-free backward pass against central differences of the forward pass.
#include <doctest/doctest.h>

#include <random>
#include <vector>

#include "rectify/alias_free/alias_free.hpp"
#include "support/run_chain.hpp"
#include "support/trigonometric.hpp"

using namespace test;
using rectify::PiecewiseLinear;

namespace {

constexpr std::size_t kFrames = 700;

std::vector<double> white(unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> g;
  for (std::size_t n = 0; n < kFrames; ++n) g.push_back(normal(random));
  return g;
}

std::vector<double> forward(const PiecewiseLinear& f, const std::vector<double>& x) {
  rectify::Chain chain;
  chain.add(rectify::alias_free(f, 1), 1);
  return run_chain(chain, x, 1, {kFrames});
}

std::vector<double> backward(const PiecewiseLinear& f, const std::vector<double>& x,
                             const std::vector<double>& g) {
  std::vector<double> pairs;
  for (std::size_t n = 0; n < x.size(); ++n) pairs.insert(pairs.end(), {x[n], g[n]});
  rectify::Chain chain;
  chain.add(rectify::alias_free_gradient(f, 1), 1);
  return run_chain(chain, pairs, 2, {kFrames});
}

/// dB of the greatest difference of (e(x + h) - e(x - h))/2h from the gradient, e = Σ g·r, to the
/// greatest of the gradient.
double error(const PiecewiseLinear& f, const std::vector<double>& x, const std::vector<double>& g) {
  constexpr double kStep = 1e-6;
  const std::vector<double> gradient = backward(f, x, g);
  double greatest = 0;
  double difference = 0;
  for (std::size_t n = 0; n < x.size(); n += 3) {
    std::vector<double> moved = x;
    moved[n] = x[n] + kStep;
    const std::vector<double> above = forward(f, moved);
    moved[n] = x[n] - kStep;
    const std::vector<double> below = forward(f, moved);
    double e = 0;
    for (std::size_t i = 0; i < x.size(); ++i) e += g[i] * (above[i] - below[i]);
    greatest = std::max(greatest, std::fabs(gradient[n]));
    difference = std::max(difference, std::fabs(gradient[n] - e / (2 * kStep)));
  }
  return decibels(difference * difference / (greatest * greatest));
}

std::vector<double> cut(const Trigonometric& signal) {
  std::vector<double> x = signal.samples();
  x.resize(kFrames);
  return x;
}

}  // namespace

TEST_CASE("the gradient is that of what the forward pass computes") {
  const std::vector<double> g = white(1);
  // The difference quotient rounds: 2^-53·√300/2h = 1e-9 of the greatest r, -180 dB. Its third
  // derivative is large where two crossings are about to meet.
  for (const Trigonometric& signal : {partials(2048, 44100, true, 1), noise(2048, 44100, 10000, 2),
                                      noise(2048, 44100, 20000, 3)}) {
    const std::vector<double> x = cut(signal);
    CHECK(error({.slope = 0.5, .at_zero = 0, .kinks = {{0, 0.5}}}, x, g) < -120);
    CHECK(error({.slope = 0, .at_zero = 0, .kinks = {{0, 1}}}, x, g) < -120);
    CHECK(error({.slope = 0.55, .at_zero = 1, .kinks = {{0.2, 0.5}, {0, -0.05}}}, x, g) < -120);
  }
  CHECK(error({.slope = 0, .at_zero = 0, .kinks = {{0, 1}}}, white(2), g) < -120);
}
