// Checks gradient_check.hpp: right gradients agree, wrong ones do not, and kinks are counted.
#include "rectify/shapes/gradient_check.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "rectify/shapes/analytic_sum.hpp"
#include "rectify/shapes/envelope.hpp"
#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/half_wave.hpp"
#include "rectify/shapes/phase_list.hpp"
#include "rectify/shapes/phase_sum.hpp"
#include "rectify/shapes/shape.hpp"
#include "rectify/shapes/units.hpp"

using namespace rectify;

namespace {

struct Signals {
  std::vector<double> x;
  std::vector<double> g;
};

Signals random_signals(std::size_t count, bool turns = false) {
  std::mt19937_64 random(count);
  std::normal_distribution<double> normal;
  std::uniform_real_distribution<double> unit;
  Signals signals;
  for (std::size_t i = 0; i < count; ++i) {
    signals.x.push_back(turns ? unit(random) : 2 * normal(random));
    signals.g.push_back(normal(random));
  }
  return signals;
}

template <class S>
GradientCheck input_check(const S& shape, const Signals& s) {
  std::vector<double> gradient(s.x.size());
  shape.backward(s.x, s.g, gradient);
  GradientCheck check;
  make_shape(shape)->check_input(s.x, s.g, gradient, check);
  return check;
}

template <class S>
GradientCheck parameter_check(const S& shape, const Signals& s) {
  GradientCheck check;
  make_shape(shape)->check_parameters(0, s.x, s.g, check);
  return check;
}

void check_passes(const GradientCheck& check, std::uint64_t derivatives) {
  CHECK(check.disagreeing() == 0);
  // No more than about one sample in 10^5 lies within a step of 1e-6 of a kink.
  CHECK(check.agreeing() >= derivatives - derivatives / 1000);
  CHECK(check.agreeing() + check.near_kink() == derivatives);
}

// Planted faults.

/// A mask whose step is not at the kink.
struct ShiftedMask : HalfWave {
  void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const {
    HalfWave{.drop = 0.2}.backward(x, g, out, at_zero);
  }
};

/// A bridge whose gradient has the wrong sign for x < 0.
struct ForgottenSign : FullWave {
  void backward(std::span<const double>, std::span<const double> g, std::span<double> out,
                double /*at_zero*/ = 0) const {
    std::copy(g.begin(), g.end(), out.begin());
  }
};

/// A backward pass that shifts by the opposite phases.
struct TurnedBack : AnalyticPhaseSum {
  void backward(std::span<const double> z, std::span<const double> g, std::span<double> pq,
                double at_zero = 0) const {
    AnalyticPhaseSum::backward(z, g, pq, at_zero);
    for (std::size_t i = 1; i < pq.size(); i += 2) pq[i] = -pq[i];
  }
};

/// The gradient of the leak with the wrong sign.
struct TurnedLeak : HalfWave {
  struct Turned : ParameterGradient {
    explicit Turned(std::unique_ptr<ParameterGradient> of) : right(std::move(of)) {}
    void add(std::span<const double> x, std::span<const double> g) override { right->add(x, g); }
    [[nodiscard]] std::vector<double> values() const override {
      std::vector<double> values = right->values();
      values[1] = -values[1];
      return values;
    }
    std::unique_ptr<ParameterGradient> right;
  };
  [[nodiscard]] std::unique_ptr<ParameterGradient> parameter_gradient(double at_zero) const {
    return std::make_unique<Turned>(HalfWave::parameter_gradient(at_zero));
  }
};

}  // namespace

TEST_CASE("the gradient of every shape agrees with central differences") {
  const Signals s = random_signals(2000);
  for (const double drop : {0.0, 0.7}) {
    for (const double leak : {0.0, 0.1, -0.3}) {
      for (const bool negative : {false, true}) {
        const HalfWave half{.drop = drop, .leak = leak, .negative = negative};
        check_passes(input_check(half, s), 2000);
        check_passes(parameter_check(half, s), 4000);
      }
    }
    check_passes(input_check(FullWave{.drop = drop}, s), 2000);
    check_passes(parameter_check(FullWave{.drop = drop}, s), 2000);
  }
  std::mt19937_64 random(9);
  std::normal_distribution<double> normal;
  std::vector<Unit> units(9);
  for (Unit& u : units) u = {normal(random), normal(random), normal(random)};
  for (const double leak : {0.0, 0.2}) {
    const UnitSum sum(units, leak, 1.0 / 9);
    check_passes(input_check(sum, s), 2000);
    check_passes(parameter_check(sum, s), 2000 * 28);
  }
}

TEST_CASE("the gradients of phase sums agree with central differences") {
  const Signals s = random_signals(1500, true);
  for (const double drop : {0.0, 0.3}) {
    for (const std::uint64_t phases : {1U, 2U, 3U, 8U, 1000U}) {
      const PhaseSum even = PhaseSum::even(phases, {.amplitude = 0.8, .drop = drop});
      const GradientCheck check = input_check(even, s);
      CHECK(check.disagreeing() == 0);
      // A share of 2e-6·N/2π·2 of the samples is as near as 1e-6 rad to a kink.
      CHECK(check.agreeing() >= 1450);
    }
    const PhaseList list({.list = {0, 0.13, 0.5, -0.8}},
                         {.amplitude = -2, .drop = drop, .scale = 0.25});
    check_passes(input_check(list, s), 1500);
    check_passes(parameter_check(list, s), 1500 * 5);
  }
}

TEST_CASE("the gradients of phase sums of an analytic signal agree with central differences") {
  Signals s = random_signals(10000);
  s.g.resize(5000);
  for (const double drop : {0.0, 0.3}) {
    for (const Phases& phases :
         {Phases{.even = 1}, Phases{.even = 2}, Phases{.even = 3}, Phases{.even = 8},
          Phases{.list = {0.5}}, Phases{.list = {0, 0.13, 0.5, -0.8}}}) {
      const AnalyticPhaseSum sum(phases, drop, 0.25);
      check_passes(input_check(sum, s), 10000);
      check_passes(parameter_check(sum, s), 5000 * (phases.count() + 1));
    }
  }
}

TEST_CASE("the gradient of an envelope agrees with central differences") {
  Signals s = random_signals(10000);
  s.g.resize(5000);
  check_passes(input_check(Envelope{}, s), 10000);
}

TEST_CASE("a planted fault is found") {
  const Signals s = random_signals(2000);
  CHECK(input_check(ShiftedMask{}, s).disagreeing() > 50);
  CHECK(input_check(ForgottenSign{}, s).disagreeing() > 500);
  const GradientCheck leak = parameter_check(TurnedLeak{{.leak = 0.1}}, s);
  CHECK(leak.disagreeing() > 500);
  CHECK(leak.disagreeing() < 2000);
  CHECK(leak.greatest() > 1);
  const Signals z{s.x, std::vector<double>(1000, 1)};
  CHECK(input_check(TurnedBack{{{.even = 3}, 0, 1}}, z).disagreeing() >
        600);  // a third has no imaginary part
}

TEST_CASE("a fault of one part in a hundred is found, however small the upstream gradient") {
  Signals s = random_signals(100);
  for (double& g : s.g) g = 1e-9;
  std::vector<double> gradient(100);
  FullWave{}.backward(s.x, s.g, gradient);
  for (double& d : gradient) d *= 1.01;
  GradientCheck check;
  make_shape(FullWave{})->check_input(s.x, s.g, gradient, check);
  CHECK(check.disagreeing() == 100);
}

TEST_CASE("samples within a step of a kink are counted apart") {
  const double h = GradientCheck::kStep;
  const Signals s{{0, -0.0, h / 2, -h / 2, h * 0.9, 2 * h, -2 * h, 1}, std::vector<double>(8, 1)};
  const GradientCheck check = input_check(HalfWave{}, s);
  CHECK(check.near_kink() == 5);
  CHECK(check.agreeing() == 3);
  CHECK(check.disagreeing() == 0);
}

TEST_CASE("large samples are checked by large steps, and what is not finite is counted apart") {
  const double inf = std::numeric_limits<double>::infinity();
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const Signals s{{1e12, -1e12, inf, nan, 1, -1}, {1, 1, 1, 1, inf, nan}};
  const GradientCheck check = input_check(HalfWave{}, s);
  CHECK(check.agreeing() == 2);
  CHECK(check.not_finite() == 4);
}

TEST_CASE("differences beyond all doubles are counted apart") {
  GradientCheck check;
  check.compare({-1.7e308, 0, 1.7e308}, 1, 1, 1, 0);
  check.compare({0, 0, 1.5e308}, 1, 1, 10, 0);
  check.compare({0, 0, 0}, 1, 1, 1, std::numeric_limits<double>::infinity());
  CHECK(check.not_finite() == 3);
}

TEST_CASE("a fault of one part in a hundred is found in samples of any size") {
  for (const double size : {1.0, 1e3, 1e5, 1e6, 1e9, 1e15}) {
    Signals s = random_signals(100);
    for (double& x : s.x) x *= size;
    std::vector<double> gradient(100);
    FullWave{}.backward(s.x, s.g, gradient);
    for (double& d : gradient) d *= 1.01;
    GradientCheck check;
    make_shape(FullWave{})->check_input(s.x, s.g, gradient, check);
    CHECK(check.disagreeing() == 100);
  }
}

TEST_CASE("results so large beside a parameter that its step says nothing are counted apart") {
  // Of a drop of 0 the step is 1e-6, which is nothing to a sample of 1e12, and little to one of
  // 1e5.
  const Signals s{{1e12, -1e12, 1e5, 2, -2}, std::vector<double>(5, 1)};
  const GradientCheck check = parameter_check(FullWave{}, s);
  CHECK(check.too_large() == 3);
  CHECK(check.agreeing() == 2);
  CHECK(check.disagreeing() == 0);
}

namespace {

/// Counts the samples of all forward passes, each times the terms of the sum that it was made for.
struct CountedTerms : UnitSum {
  CountedTerms(std::span<const Unit> units, std::uint64_t& counter)
      : UnitSum(units, 0.1, 1), terms(units.size()), work(&counter) {}
  void forward(std::span<const double> x, std::span<double> r) const {
    *work += terms * x.size();
    UnitSum::forward(x, r);
  }
  void forward_with(std::span<const double> parameters, std::span<const double> x,
                    std::span<double> r) const {
    *work += terms * x.size();
    UnitSum::forward_with(parameters, x, r);
  }
  [[nodiscard]] std::optional<Term<CountedTerms>> term(std::size_t k) const {
    const auto of_units = UnitSum::term(k);
    if (!of_units) return std::nullopt;
    const std::vector<double> p = of_units->shape.parameters();
    const Unit unit{p[0], p[1], p[2]};
    return Term<CountedTerms>{{std::span(&unit, 1), *work}, of_units->parameter};
  }
  std::size_t terms;
  std::uint64_t* work;
};

}  // namespace

TEST_CASE("the check of a sum of N terms takes N steps a sample, not N squared") {
  const auto work_of = [](std::size_t count) {
    std::vector<Unit> units(count);
    for (std::size_t k = 0; k < count; ++k) units[k].b = static_cast<double>(k) / 100;
    std::uint64_t work = 0;
    CHECK(parameter_check(CountedTerms(units, work), random_signals(20)).disagreeing() == 0);
    return work;
  };
  // Three passes for each of three parameters of a unit, and three over the sum for the leak.
  CHECK(work_of(50) == 20 * (3 * 3 * 50 + 3 * 50));
  CHECK(work_of(500) == 20 * (3 * 3 * 500 + 3 * 500));
}

TEST_CASE("a term has the derivative of the sum by its parameter") {
  const Signals s = random_signals(50);
  const Signals turns = random_signals(50, true);
  const Phases phases{.list = {0, 0.125, 0.5, 0.7}};
  const std::vector<Unit> units = {{1, 0.5, 2}, {-2, 0.25, 1}, {0, 1, -1}};
  const auto check_terms = [](const auto& shape, const std::vector<double>& x,
                              const std::vector<double>& g) {
    const auto whole = make_shape(shape);
    const std::vector<double> gradients = [&] {
      const auto sums = whole->parameter_gradient(0);
      sums->add(x, g);
      return sums->values();
    }();
    for (std::size_t k = 0; k + 1 < gradients.size(); ++k) {
      const auto [term, number] = whole->term(k);
      REQUIRE(term != nullptr);
      CHECK(term->parameters()[number] == whole->parameters()[k]);
      const auto sums = term->parameter_gradient(0);
      sums->add(x, g);
      // Other roundings of fifty products.
      CHECK(sums->values()[number] == doctest::Approx(gradients[k]).epsilon(1e-13));
    }
    CHECK(whole->term(gradients.size() - 1).shape == nullptr);
  };
  check_terms(UnitSum(units, 0.1, 0.5), s.x, s.g);
  check_terms(PhaseList(phases, {.amplitude = 0.8, .drop = 0.1, .scale = 0.5}), turns.x, turns.g);
  check_terms(AnalyticPhaseSum(phases, 0.1, 0.5), s.x,
              std::vector<double>(s.g.begin(), s.g.begin() + 25));
}
