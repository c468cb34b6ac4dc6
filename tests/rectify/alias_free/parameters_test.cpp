// Checks the gradients of parameters through alias-free passes against central differences of
// forward passes that are made anew, and the differences that --check takes against these.
#include <doctest/doctest.h>

#include <functional>
#include <memory>
#include <random>
#include <stdexcept>
#include <vector>

#include "rectify/alias_free/alias_free.hpp"
#include "rectify/alias_free/alias_free_parameters.hpp"
#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/half_wave.hpp"
#include "rectify/shapes/units.hpp"
#include "support/run_chain.hpp"

using namespace test;
using rectify::AliasFreeParameters;
using rectify::Surroundings;
using rectify::Unit;

namespace {

constexpr std::size_t kFrames = 900;
constexpr double kStep = 1e-6;

using Parameters = std::vector<double>;

/// A shape as a function of its parameters, and what is claimed of their gradients.
struct Subject {
  std::size_t parts;
  Parameters at;
  std::function<std::unique_ptr<rectify::Stage>(const Parameters&, Surroundings)> forward;
  std::function<std::unique_ptr<AliasFreeParameters>(Surroundings)> gradients;
  std::function<std::unique_ptr<AliasFreeParameters>(Surroundings)> differences;
};

template <class Make>
Subject pieces(Parameters at, Make make) {
  return {1, at,
          [=](const Parameters& p, Surroundings s) {
            return rectify::alias_free(make(p).pieces(), 2, std::move(s));
          },
          [=](Surroundings s) {
            return rectify::alias_free_parameters(rectify::make_shape(make(at)), 2, std::move(s));
          },
          [=](Surroundings s) {
            return rectify::alias_free_differences(rectify::make_shape(make(at)), 2, std::move(s));
          }};
}

Subject half(bool negative, Parameters at) {
  return pieces(std::move(at), [=](const Parameters& p) {
    return rectify::HalfWave{p[0], p[1], negative};
  });
}

Subject full(double drop) {
  return pieces({drop}, [](const Parameters& p) { return rectify::FullWave{p[0]}; });
}

/// Some of the same kink, one that is a line, one without a weight.
Subject units() {
  const std::vector<Unit> all = {{1, -0.1, 0.7}, {-2, 0.2, 0.5}, {0.5, 0.15, -1},
                                 {0, 0.3, 2},    {3, -0.2, 0},   {1, 5, 0.2}};
  Parameters at;
  for (const auto& [a, b, c] : all) at.insert(at.end(), {a, b, c});
  at.push_back(0.1);
  return pieces(at, [](const Parameters& p) {
    std::vector<Unit> moved;
    for (std::size_t i = 0; i + 1 < p.size(); i += 3) moved.push_back({p[i], p[i + 1], p[i + 2]});
    return rectify::UnitSum(moved, p.back(), 0.5);
  });
}

Subject phases(const Parameters& radians, double drop) {
  const auto of = [](const Parameters& p) {
    return rectify::Phases::of_radians(std::span(p).first(p.size() - 1));
  };
  Parameters at = radians;
  at.push_back(drop);
  return {2, at,
          [=](const Parameters& p, Surroundings s) {
            return rectify::alias_free_phase_sum(of(p), p.back(), 0.5, 2, std::move(s));
          },
          [=](Surroundings s) {
            return rectify::alias_free_phase_sum_parameters(of(at), drop, 0.5, 2, std::move(s));
          },
          [=](Surroundings s) {
            return rectify::alias_free_phase_sum_differences(of(at), drop, 0.5, 2, std::move(s));
          }};
}

std::vector<double> white(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<double> normal(0, 0.3);
  std::vector<double> x;
  for (std::size_t n = 0; n < count; ++n) x.push_back(normal(random));
  return x;
}

/// A signal that goes on around the frames that count, and an upstream for these.
struct Signals {
  std::vector<double> whole;
  std::vector<double> x;
  std::vector<double> g;
  Surroundings around;
};

constexpr std::size_t kAround = 400;

Signals signals(std::size_t parts) {
  const std::size_t stride = 2 * parts;
  Signals s;
  s.whole = white((kFrames + 2 * kAround) * stride, 1);
  s.x.assign(s.whole.begin() + static_cast<std::ptrdiff_t>(kAround * stride),
             s.whole.end() - static_cast<std::ptrdiff_t>(kAround * stride));
  s.g = white(kFrames * 2, 2);
  s.around = [whole = s.whole, stride](std::int64_t first, std::span<double> out) {
    const auto at = static_cast<std::size_t>(first + static_cast<std::int64_t>(kAround)) * stride;
    std::copy_n(whole.begin() + static_cast<std::ptrdiff_t>(at), out.size(), out.begin());
  };
  return s;
}

double loss(const Subject& subject, const Parameters& parameters, const Signals& s) {
  rectify::Chain chain;
  chain.add(subject.forward(parameters, s.around), 2);
  const std::vector<double> r = run_chain(chain, s.x, 2 * subject.parts, {kFrames});
  double e = 0;
  for (std::size_t i = 0; i < r.size(); ++i) e += s.g[i] * r[i];
  return e;
}

Parameters values(std::unique_ptr<AliasFreeParameters> sums, std::size_t parts, const Signals& s,
                  std::size_t frames) {
  std::vector<double> rows;
  for (std::size_t i = 0; i < s.g.size(); ++i) {
    for (std::size_t k = 0; k < parts; ++k) rows.push_back(s.x[i * parts + k]);
    rows.push_back(s.g[i]);
  }
  const std::size_t some = frames * 2 * (parts + 1);
  for (std::size_t at = 0; at < rows.size(); at += some) {
    sums->add(std::span(rows).subspan(at, std::min(some, rows.size() - at)));
  }
  sums->conclude();
  return sums->values();
}

void check(const Subject& subject) {
  const Signals s = signals(subject.parts);
  const Parameters gradients = values(subject.gradients(s.around), subject.parts, s, kFrames);
  const Parameters differences = values(subject.differences(s.around), subject.parts, s, kFrames);
  REQUIRE(gradients.size() == subject.at.size());
  REQUIRE(differences.size() == 2 * subject.at.size() + 1);
  for (std::size_t k = 0; k < gradients.size(); ++k) {
    Parameters moved = subject.at;
    moved[k] += kStep;
    const double above = loss(subject, moved, s);
    moved[k] = subject.at[k] - kStep;
    const double below = loss(subject, moved, s);
    const double expected = (above - below) / (2 * kStep);
    CAPTURE(k);
    // 1800 terms of up to 1, each rounded by 1e-16, over the step leave 1e-8; a kink that sets off
    // beside a turn of the signal adds the step to the power of 3/2, over the step.
    CHECK(std::fabs(gradients[k] - expected) <= 1e-5 * std::max(1.0, std::fabs(expected)));
    const double mean = 0.5 * (differences[2 * k] + differences[2 * k + 1]);
    CHECK(std::fabs(mean - expected) <= 1e-5 * std::max(1.0, std::fabs(expected)));
  }
  rectify::GradientCheck agreement;
  compare_parameters(gradients, differences, agreement);
  CHECK(agreement.agreeing() == gradients.size());
}

}  // namespace

TEST_CASE("drop and leak of an alias-free half wave have the gradients of its forward pass") {
  check(half(false, {0.2, 0.1}));
  check(half(true, {0.15, -0.3}));
}

TEST_CASE("the drop of an alias-free full wave has the gradient of its forward pass") {
  check(full(0.2));
}

TEST_CASE("the coefficients of alias-free units have the gradients of their forward pass") {
  check(units());
}

TEST_CASE("phases and drop of alias-free sums have the gradients of their forward pass") {
  check(phases({0.3, 1.9, -2.2}, 0.2));
  check(phases({0.3}, 0.01));
}

TEST_CASE("where there is no drop its gradient is that of either side") {
  // Forward passes with a drop below 0 are the differences' own; above 0 they are anybody's.
  for (const Subject& subject :
       {half(false, {0.0, 0.1}), full(0), phases({0.3, 1.9, -2.2}, 0), phases({0, 0.5}, 0)}) {
    const Signals s = signals(subject.parts);
    const Parameters gradients = values(subject.gradients(s.around), subject.parts, s, kFrames);
    const Parameters differences = values(subject.differences(s.around), subject.parts, s, kFrames);
    const std::size_t drop = subject.parts == 2 ? subject.at.size() - 1 : 0;
    Parameters moved = subject.at;
    moved[drop] = 1e-4;
    const double less = loss(subject, moved, s);
    moved[drop] = 2e-4;
    const double expected = (loss(subject, moved, s) - less) / 1e-4;
    CHECK(std::fabs(gradients[drop] - expected) <= 1e-2 * std::max(1.0, std::fabs(expected)));
    rectify::GradientCheck agreement;
    compare_parameters(gradients, differences, agreement);
    CHECK(agreement.agreeing() == gradients.size());
  }
}

TEST_CASE("block lengths do not matter for the gradients of parameters, to the bit") {
  for (const Subject& subject : {units(), phases({0.3, 1.9}, 0.1)}) {
    const Signals s = signals(subject.parts);
    const Parameters expected = values(subject.gradients(s.around), subject.parts, s, kFrames);
    for (const std::size_t frames : {1U, 7U, 300U}) {
      CHECK(values(subject.gradients(s.around), subject.parts, s, frames) == expected);
    }
  }
}

TEST_CASE("a number that is none makes the gradients of all parameters NaN") {
  for (const bool upstream : {false, true}) {
    const Subject subject = half(false, {0.2, 0.1});
    Signals s = signals(1);
    (upstream ? s.g : s.x)[500] = std::nan("");
    for (const double value : values(subject.gradients(s.around), 1, s, kFrames)) {
      CHECK(std::isnan(value));
    }
  }
}

TEST_CASE("no frames leave gradients of 0, and no channels or pieces are refused") {
  const auto shape =
      std::shared_ptr<const rectify::Shape>(rectify::make_shape(rectify::HalfWave{0.1, 0, false}));
  const auto sums = rectify::alias_free_parameters(shape, 1);
  sums->conclude();
  CHECK(sums->values() == Parameters{0, 0});
  CHECK_THROWS_AS((void)rectify::alias_free_parameters(shape, 0), std::invalid_argument);
  CHECK_THROWS_AS((void)rectify::alias_free_phase_sum_parameters({.even = 2}, 0, -1, 1),
                  std::invalid_argument);
}
