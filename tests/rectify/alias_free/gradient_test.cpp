// Checks the alias-free backward passes against central differences of the forward passes.
#include <doctest/doctest.h>

#include <functional>
#include <random>
#include <vector>

#include "rectify/alias_free/alias_free.hpp"
#include "support/run_chain.hpp"
#include "support/trigonometric.hpp"

using namespace test;
using rectify::Phases;
using rectify::PiecewiseLinear;

namespace {

constexpr std::size_t kFrames = 700;

using MakeStage = std::function<std::unique_ptr<rectify::Stage>()>;

/// A shape's two passes. `parts` numbers of x make one of r.
struct Passes {
  std::size_t parts;
  MakeStage forward;
  MakeStage backward;
};

Passes passes_of(const PiecewiseLinear& f) {
  return {1, [=] { return rectify::alias_free(f, 1); },
          [=] { return rectify::alias_free_gradient(f, 1); }};
}

Passes passes_of(const Phases& phases, double drop) {
  return {2, [=] { return rectify::alias_free_phase_sum(phases, drop, 0.5, 1); },
          [=] { return rectify::alias_free_phase_sum_gradient(phases, drop, 0.5, 1); }};
}

std::vector<double> run(const MakeStage& make, std::size_t in, std::size_t out,
                        const std::vector<double>& x) {
  rectify::Chain chain;
  chain.add(make(), out);
  return run_chain(chain, x, in, {kFrames});
}

std::vector<double> white(unsigned seed, std::size_t count) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  std::vector<double> g;
  for (std::size_t n = 0; n < count; ++n) g.push_back(normal(random));
  return g;
}

std::vector<double> backward(const Passes& passes, const std::vector<double>& x,
                             const std::vector<double>& g) {
  std::vector<double> rows;
  for (std::size_t n = 0; n < g.size(); ++n) {
    for (std::size_t k = 0; k < passes.parts; ++k) rows.push_back(x[n * passes.parts + k]);
    rows.push_back(g[n]);
  }
  return run(passes.backward, passes.parts + 1, passes.parts, rows);
}

/// dB of the greatest difference of (e(x + h) - e(x - h))/2h from the gradient, e = Σ g·r, to the
/// greatest of the gradient.
double error(const Passes& passes, const std::vector<double>& x) {
  constexpr double kStep = 1e-6;
  const std::vector<double> g = white(1, x.size() / passes.parts);
  const std::vector<double> gradient = backward(passes, x, g);
  double greatest = 0;
  double difference = 0;
  for (std::size_t i = 0; i < x.size(); i += 7) {
    std::vector<double> moved = x;
    moved[i] = x[i] + kStep;
    const std::vector<double> above = run(passes.forward, passes.parts, 1, moved);
    moved[i] = x[i] - kStep;
    const std::vector<double> below = run(passes.forward, passes.parts, 1, moved);
    double e = 0;
    for (std::size_t n = 0; n < g.size(); ++n) e += g[n] * (above[n] - below[n]);
    greatest = std::max(greatest, std::fabs(gradient[i]));
    difference = std::max(difference, std::fabs(gradient[i] - e / (2 * kStep)));
  }
  return decibels(difference * difference / (greatest * greatest));
}

std::vector<double> cut(const Trigonometric& signal) {
  std::vector<double> x = signal.samples();
  x.resize(kFrames);
  return x;
}

// The difference quotient rounds by some 2^-53·√300/2h = 1e-9 of the greatest r, -180 dB; where two
// crossings are about to meet, its third derivative is large, and adds to that.
constexpr double kBound = -140;

}  // namespace

TEST_CASE("the gradient of a shape with kinks is that of what the forward pass computes") {
  const std::vector<PiecewiseLinear> shapes = {
      {.slope = 0.5, .at_zero = 0, .kinks = {{0, 0.5}}},
      {.slope = 0, .at_zero = 0, .kinks = {{0, 1}}},
      {.slope = 0.55, .at_zero = 1, .kinks = {{0.2, 0.5}, {0, -0.05}}}};
  for (const PiecewiseLinear& shape : shapes) {
    CHECK(error(passes_of(shape), cut(partials(2048, 44100, true, 1))) < kBound);
    CHECK(error(passes_of(shape), cut(noise(2048, 44100, 10000, 2))) < kBound);
    CHECK(error(passes_of(shape), cut(noise(2048, 44100, 20000, 3))) < kBound);
    CHECK(error(passes_of(shape), white(2, kFrames)) < kBound);
  }
}

TEST_CASE("the gradient of a sum of phases is that of what the forward pass computes") {
  // Any pairs will do: nothing here asks that the second be the quadrature of the first.
  std::vector<double> z;
  const std::vector<double> real = cut(noise(2048, 44100, 20000, 3));
  const std::vector<double> imaginary = cut(noise(2048, 44100, 20000, 4));
  for (std::size_t n = 0; n < kFrames; ++n) z.insert(z.end(), {real[n], imaginary[n]});
  for (const double drop : {0.0, 0.1}) {
    CHECK(error(passes_of({.even = 3}, drop), z) < kBound);
    CHECK(error(passes_of({.even = 8}, drop), z) < kBound);
    CHECK(error(passes_of({.list = {0.1, 0.2, 0.7}}, drop), z) < kBound);
  }
}
