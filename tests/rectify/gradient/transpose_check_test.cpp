// Checks transpose_check.hpp: that it accepts the transpose of a filter, and finds anything else.
#include "rectify/gradient/transpose_check.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <random>
#include <stdexcept>

#include "rectify/stages/quadrature.hpp"

using namespace rectify;

namespace {

constexpr double kRate = 400;
constexpr std::size_t kFrames = 2500;  // several blocks of the filter

Chain filter(std::size_t channels, AnalyticSignal::Direction direction) {
  Chain chain;
  const bool forward = direction == AnalyticSignal::Direction::forward;
  chain.add(std::make_unique<AnalyticSignal>(kRate, channels, direction),
            forward ? 2 * channels : channels);
  chain.begin_pass();
  return chain;
}

/// Runs the backward pass of two channels, with a fault in the gradient that comes out.
GradientCheck checked(std::vector<double> p, std::size_t block,
                      const std::function<void(std::vector<double>&)>& fault) {
  Chain forward = filter(2, AnalyticSignal::Direction::forward);
  Chain backward = filter(2, AnalyticSignal::Direction::adjoint);
  TransposeCheck check(filter(1, AnalyticSignal::Direction::forward), 2, 2);
  std::vector<double> gradient;
  const auto down = [&](std::size_t numbers) {
    std::vector<double> part(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(numbers));
    p.erase(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(numbers));
    check.down(part);
    backward.process(part);
    gradient.insert(gradient.end(), part.begin(), part.end());
  };
  std::vector<double> z;
  for (std::size_t at = 0; at < kFrames; at += block) {
    const std::size_t frames = std::min(block, kFrames - at);
    z.assign(2 * frames, 0.0);
    forward.process(z);
    check.process(frames);
    down(z.size());
  }
  while (forward.drain(z)) {
    check.drain();
    down(z.size());
  }
  while (backward.drain(z)) gradient.insert(gradient.end(), z.begin(), z.end());
  REQUIRE(gradient.size() == 2 * kFrames);
  fault(gradient);
  check.back(std::span(gradient).first(2 * 77));
  check.back(std::span(gradient).subspan(2 * 77));
  GradientCheck result;
  check.compare(result);
  return result;
}

std::vector<double> noise() {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  std::vector<double> values(4 * kFrames);
  for (double& v : values) v = normal(random);
  return values;
}

void none(std::vector<double>& /*gradient*/) {}

}  // namespace

TEST_CASE("the adjoint of the analytic signal is its transpose, block by block of any length") {
  for (const std::size_t block : {1U, 7U, 1000U, 2500U}) {
    const GradientCheck check = checked(noise(), block, none);
    CHECK(check.agreeing() == 2);
    CHECK(check.disagreeing() == 0);
  }
}

TEST_CASE("a single spike and silence are accepted too") {
  std::vector<double> spike(4 * kFrames, 0.0);
  CHECK(checked(spike, 500, none).agreeing() == 2);
  spike[4 * 1234 + 1] = 1e6;
  CHECK(checked(spike, 500, none).agreeing() == 2);
}

TEST_CASE("a gradient that is late, of the wrong sign, exchanged or a little off is found") {
  CHECK(checked(noise(), 500, [](std::vector<double>& gradient) {
          gradient.insert(gradient.begin(), {0, 0});
          gradient.resize(2 * kFrames);
        }).disagreeing() == 2);
  CHECK(checked(noise(), 500, [](std::vector<double>& gradient) {
          for (double& v : gradient) v = -v;
        }).disagreeing() == 2);
  CHECK(checked(noise(), 500, [](std::vector<double>& gradient) {
          for (std::size_t i = 0; i < gradient.size(); i += 2)
            std::swap(gradient[i], gradient[i + 1]);
        }).disagreeing() == 2);
  const GradientCheck one =
      checked(noise(), 500, [](std::vector<double>& gradient) { gradient[2 * 999 + 1] += 1e-7; });
  CHECK(one.agreeing() == 1);
  CHECK(one.disagreeing() == 1);
}

TEST_CASE("a transpose with +H for -H is found") {
  // A forgotten sign gives <d, p + Hq> for <d, p - Hq>.
  std::vector<double> p = noise();
  std::vector<double> turned = p;
  for (std::size_t i = 1; i < p.size(); i += 2) turned[i] = -p[i];
  const GradientCheck check = checked(p, 500, [&](std::vector<double>& gradient) {
    Chain backward = filter(2, AnalyticSignal::Direction::adjoint);
    gradient.clear();
    backward.process(turned);
    gradient.insert(gradient.end(), turned.begin(), turned.end());
    for (Block block; backward.drain(block);) {
      gradient.insert(gradient.end(), block.begin(), block.end());
    }
  });
  CHECK(check.disagreeing() == 2);
}

TEST_CASE("what is not finite is counted apart") {
  std::vector<double> p = noise();
  p[4 * 700 + 2] = std::numeric_limits<double>::infinity();
  const GradientCheck check = checked(p, 500, none);
  CHECK(check.agreeing() == 1);
  CHECK(check.not_finite() == 1);
}

TEST_CASE("a part of a frame is refused, also where the filter has given enough") {
  TransposeCheck check(filter(1, AnalyticSignal::Direction::forward), 2, 2);
  check.process(3000);
  const std::vector<double> p(6);  // one frame and a half
  CHECK_THROWS_AS(check.down(p), std::invalid_argument);
}
