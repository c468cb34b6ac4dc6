// Checks polyphase.hpp: the phases that conduct, the figures of three-phase rectifiers, and to
// which phases the gradient goes.
#include "rectify/shapes/polyphase.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <numbers>
#include <random>
#include <stdexcept>

#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/gradient_check.hpp"
#include "rectify/shapes/half_wave.hpp"
#include "rectify/stages/shape_stage.hpp"

using namespace rectify;

namespace {

constexpr double kPi = std::numbers::pi;
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr auto kStar = Polyphase::Circuit::star;
constexpr auto kBridge = Polyphase::Circuit::bridge;

std::vector<double> forward(const Polyphase& shape, const std::vector<double>& x) {
  std::vector<double> r(x.size() / shape.phases);
  shape.forward(x, r);
  return r;
}

std::vector<double> backward(const Polyphase& shape, const std::vector<double>& x,
                             const std::vector<double>& g, double at_zero = 0) {
  std::vector<double> out(x.size());
  shape.backward(x, g, out, at_zero);
  return out;
}

/// So many sines, evenly apart, over one period of `frames` frames.
std::vector<double> supply(std::size_t phases, std::size_t frames) {
  std::vector<double> x;
  for (std::size_t n = 0; n < frames; ++n) {
    for (std::size_t k = 0; k < phases; ++k) {
      x.push_back(std::sin(2 * kPi *
                           (static_cast<double>(n) / static_cast<double>(frames) +
                            static_cast<double>(k) / static_cast<double>(phases))));
    }
  }
  return x;
}

struct Figures {
  double dc;
  double rms;
};

Figures measure(const std::vector<double>& r) {
  double sum = 0;
  double squares = 0;
  for (const double y : r) {
    sum += y;
    squares += y * y;
  }
  const auto count = static_cast<double>(r.size());
  return {sum / count, std::sqrt(squares / count)};
}

}  // namespace

TEST_CASE("the greatest phase feeds a star's load, less the drop, and never backward") {
  const std::vector<double> x = {1, -2, 0.5, -1, -2, -3, 3, 4, 4, 0, 0, 0};
  CHECK(forward({3, kStar}, x) == std::vector<double>{1, 0, 4, 0});
  CHECK(forward({3, kStar, 0.5}, x) == std::vector<double>{0.5, 0, 3.5, 0});
  CHECK(forward({3, kStar, 0, true}, x) == std::vector<double>{2, 3, 0, 0});
}

TEST_CASE("a bridge's load lies between the greatest and the least phase") {
  const std::vector<double> x = {1, -2, 0.5, -1, -2, -3, 3, 4, 4, 5, 5, 5};
  CHECK(forward({3, kBridge}, x) == std::vector<double>{3, 2, 1, 0});
  CHECK(forward({3, kBridge, 1.5}, x) == std::vector<double>{1.5, 0.5, 0, 0});
  CHECK(forward({3, kBridge, 0, true}, x) == std::vector<double>{3, 2, 1, 0});
}

TEST_CASE("one phase in a star is a diode, and a phase against a neutral one is a bridge") {
  const std::vector<double> x = {1, -2, 0.5, -0.0, kInf, -kInf, 1e-320};
  std::vector<double> expected(x.size());
  HalfWave{}.forward(x, expected);
  CHECK(forward({1, kStar}, x) == expected);
  std::vector<double> with_neutral;
  for (const double v : x) with_neutral.insert(with_neutral.end(), {v, 0});
  FullWave{}.forward(x, expected);
  CHECK(forward({2, kBridge}, with_neutral) == expected);
}

TEST_CASE("the DC and the RMS of stars and bridges are those of the book") {
  for (const std::size_t p : {2U, 3U, 4U, 5U, 6U, 12U}) {
    for (const auto circuit : {kStar, kBridge}) {
      CAPTURE(p);
      const bool bridge = circuit == kBridge;
      const bool odd = p % 2 == 1;
      const auto phases = static_cast<double>(p);
      const double pulses = bridge && odd ? 2 * phases : phases;
      const double peak = !bridge ? 1 : odd ? 2 * std::cos(kPi / (2 * phases)) : 2;
      const double dc = peak * pulses / kPi * std::sin(kPi / pulses);
      const double rms = peak * std::sqrt(0.5 + pulses / (4 * kPi) * std::sin(2 * kPi / pulses));
      const Figures found = measure(forward({p, circuit}, supply(p, 60000)));
      // Sampling a kink adds (pi/60000)^2/3 of the peak, 1e-9, for each pulse.
      CHECK(std::fabs(found.dc - dc) <= 1e-9 * pulses);
      CHECK(std::fabs(found.rms - rms) <= 1e-9 * pulses);
    }
  }
  const Figures m3 = measure(forward({3, kStar}, supply(3, 60000)));
  CHECK(m3.dc == doctest::Approx(0.826993).epsilon(1e-6));
  CHECK(std::sqrt(m3.rms * m3.rms / (m3.dc * m3.dc) - 1) == doctest::Approx(0.1827).epsilon(1e-3));
  const Figures b6 = measure(forward({3, kBridge}, supply(3, 60000)));
  CHECK(b6.dc == doctest::Approx(1.653987).epsilon(1e-6));
  CHECK(std::sqrt(b6.rms * b6.rms / (b6.dc * b6.dc) - 1) == doctest::Approx(0.0420).epsilon(1e-2));
}

TEST_CASE("the gradient goes to the phases that conduct, the first of equals") {
  const std::vector<double> x = {1, -2, 0.5, -1, -2, -3, 4, 4, 1, 4, 1, 1};
  const std::vector<double> g = {2, 3, 5, 7};
  CHECK(backward({3, kStar}, x, g) == std::vector<double>{2, 0, 0, 0, 0, 0, 5, 0, 0, 7, 0, 0});
  CHECK(backward({3, kStar, 0, true}, x, g) ==
        std::vector<double>{0, -2, 0, 0, 0, -3, 0, 0, 0, 0, 0, 0});
  CHECK(backward({3, kBridge}, x, g) ==
        std::vector<double>{2, -2, 0, 3, 0, -3, 5, 0, -5, 7, -7, 0});
  CHECK(backward({3, kBridge, 2.5}, x, g) ==
        std::vector<double>{2, -2, 0, 0, 0, 0, 5, 0, -5, 7, -7, 0});
}

TEST_CASE("where nothing conducts all phases get +0, whatever g is") {
  for (const double g : {1.0, -kInf, kNan}) {
    for (const double y : backward({2, kBridge, 9}, {1, 2}, {g}, 1)) {
      CHECK(y == 0);
      CHECK_FALSE(std::signbit(y));
    }
  }
}

TEST_CASE("at the kink of the load's relu the slope is the caller's") {
  CHECK(backward({2, kStar}, {0, -1}, {3}, 0.5) == std::vector<double>{1.5, 0});
  CHECK(backward({2, kStar, 2}, {2, -1}, {3}, 1) == std::vector<double>{3, 0});
  CHECK(backward({2, kBridge, 3}, {2, -1}, {3}, 0.5) == std::vector<double>{1.5, -1.5});
  // Equal phases are the same wire: what goes in comes back.
  CHECK(backward({2, kBridge}, {2, 2}, {3}, 1) == std::vector<double>{0, 0});
}

TEST_CASE("a phase that is NaN makes the load NaN, and gets the gradient") {
  for (const auto circuit : {kStar, kBridge}) {
    const std::vector<double> x = {1, kNan, 3, kNan, kNan, 0};
    for (const double r : forward({3, circuit}, x)) CHECK(std::isnan(r));
    CHECK(backward({3, circuit}, x, {2, 5}) == std::vector<double>{0, 2, 0, 5, 0, 0});
  }
}

TEST_CASE("floats are computed as floats") {
  const std::vector<float> x = {0.1F, -0.7F, 0.3F};
  std::vector<float> r(1);
  Polyphase{3, kBridge, 0.1}.forward(x, r);
  CHECK(r[0] == (0.3F - -0.7F) - 0.1F);
  std::vector<float> out(3);
  Polyphase{3, kBridge, 0.1}.backward(x, std::vector<float>{2}, out);
  CHECK(out == std::vector<float>{0, -2, 2});
}

TEST_CASE("gradients by the phases and by the drop agree with central differences") {
  std::mt19937_64 random(3);
  std::uniform_real_distribution<double> uniform(-2, 2);
  for (const std::size_t p : {1U, 2U, 3U, 7U}) {
    for (const Polyphase& of :
         {Polyphase{p, kStar, 0.3}, Polyphase{p, kStar, 0.3, true}, Polyphase{p, kBridge, 0.3}}) {
      const auto shape = make_shape(of);
      std::vector<double> x(500 * p), g(500), out(500 * p);
      for (double& v : x) v = uniform(random);
      for (double& v : g) v = uniform(random);
      shape->backward(x, g, out, 0);
      GradientCheck check;
      shape->check_input(x, g, out, check);
      shape->check_parameters(0, x, g, check);
      CHECK(check.disagreeing() == 0);
      CHECK(check.agreeing() > 500 * p);
    }
  }
}

TEST_CASE("a stage of a polyphase shape makes one channel of its phases") {
  ShapeStage stage(make_shape(Polyphase{3, kBridge}));
  Block block = {1, -2, 0.5, -1, -2, -3};
  stage.process(block);
  CHECK(block == Block{3, 2});
}

TEST_CASE("a supply has phases, and a drop is not negative") {
  std::vector<double> x(3), r(1);
  CHECK_THROWS_AS((Polyphase{0}.forward(x, r)), std::invalid_argument);
  CHECK_THROWS_AS((Polyphase{3, kStar, -1}.forward(x, r)), std::invalid_argument);
  CHECK_THROWS_AS((Polyphase{2}.forward(x, r)), std::invalid_argument);
  CHECK_THROWS_AS((Polyphase{3}.backward(x, r, x, 2)), std::invalid_argument);
  CHECK_THROWS_AS((Polyphase{3}.backward(r, r, x, 0)), std::invalid_argument);
  CHECK_THROWS_AS((void)(Polyphase{3, kStar, kNan}.parameter_gradient(0)), std::invalid_argument);
}
