// Checks shape.hpp: that the interface gives what the classes give, and what counts as a shape.
#include "rectify/shapes/shape.hpp"

#include <doctest/doctest.h>

#include <random>
#include <span>
#include <vector>

#include "rectify/shapes/analytic_sum.hpp"
#include "rectify/shapes/envelope.hpp"
#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/half_wave.hpp"
#include "rectify/shapes/phase_list.hpp"
#include "rectify/shapes/phase_sum.hpp"
#include "rectify/shapes/units.hpp"
#include "rectify/shapes/upright_phase_sum.hpp"
#include "rectify/stages/shape_stage.hpp"

using namespace rectify;

namespace {

/// A shape of both types of samples.
template <class S>
concept OfFloatsToo = ShapeClass<S> &&
    requires(const S& shape, std::span<const float> in, std::span<float> out) {
  shape.forward(in, out);
  shape.backward(in, in, out, 0.0);
};

static_assert(OfFloatsToo<HalfWave> && OfFloatsToo<FullWave> && OfFloatsToo<UnitSum>);
static_assert(OfFloatsToo<PhaseSum> && OfFloatsToo<PhaseList> && OfFloatsToo<UprightPhaseSum>);
static_assert(OfFloatsToo<AnalyticPhaseSum> && OfFloatsToo<Envelope>);
static_assert(ShapeWithParameters<HalfWave> && ShapeWithParameters<FullWave>);
static_assert(ShapeWithParameters<UnitSum> && ShapeWithParameters<PhaseList>);
static_assert(ShapeWithParameters<AnalyticPhaseSum> && !ShapeWithParameters<Envelope>);

/// A gradient whose forward pass was deleted is no shape.
struct BackwardAlone {
  void backward(std::span<const double>, std::span<const double>, std::span<double>, double) const;
};
static_assert(!ShapeClass<BackwardAlone>);

const UnitSum kUnits(std::vector<Unit>{{1, 0.5, 2}, {-2, 0.1, 1}}, 0.1, 1);
const Phases kScattered{.list = {0.1, 0.72, -0.3}};

std::vector<double> noise(std::size_t count) {
  std::mt19937_64 random(count);
  std::uniform_real_distribution<double> unit(-1, 1);
  std::vector<double> values(count);
  for (double& v : values) v = unit(random);
  return values;
}

/// Calls body(shape) for a shape of each class.
template <class Body>
void with_each_shape(Body body) {
  body(HalfWave{.drop = 0.1, .leak = 0.2});
  body(FullWave{.drop = 0.1});
  body(kUnits);
  body(PhaseSum::even(3, {.drop = 0.2}));
  body(PhaseSum::of(kScattered, {.drop = 0.2}));
  body(PhaseList(kScattered, {.drop = 0.2}));
  body(UprightPhaseSum({.even = 2}, 0.1, 0.5));
  body(AnalyticPhaseSum({.even = 8}, 0, 0.5));
  body(AnalyticPhaseSum(kScattered, 0.1, 0.5));
  body(Envelope{});
}

}  // namespace

TEST_CASE("a wrapped shape gives what the shape itself gives, forward and backward") {
  with_each_shape([]<class S>(const S& shape) {
    const auto wrapped = make_shape(shape);
    const std::size_t parts = wrapped->parts();
    CHECK(parts == kPartsOf<S>);
    const std::vector<double> x = noise(1400 * parts);
    const std::vector<double> g = noise(1400);
    std::vector<double> r(1400), expected_r(1400), out(x.size()), expected_out(x.size());
    wrapped->forward(x, r);
    shape.forward(x, expected_r);
    CHECK(r == expected_r);
    wrapped->backward(x, g, out, 0.5);
    shape.backward(x, g, expected_out, 0.5);
    CHECK(out == expected_out);
    const bool pieces = wrapped->pieces().has_value();
    CHECK(pieces == wrapped->pieces_with(wrapped->parameters()).has_value());
    CHECK((pieces || wrapped->gradients_from({}).empty()));
    if constexpr (ShapeWithParameters<S>) {
      const auto sums = wrapped->parameter_gradient(0.5);
      const auto expected = shape.parameter_gradient(0.5);
      sums->add(x, g);
      expected->add(x, g);
      CHECK(sums->values() == expected->values());
      CHECK(sums->values().size() == wrapped->parameters().size());
      wrapped->forward_with(wrapped->parameters(), x, r);
      // Phases went through radians and back: an ulp of up to 1 turn, 2π·2^-53, and some.
      for (std::size_t i = 0; i < r.size(); ++i) CHECK(std::fabs(r[i] - expected_r[i]) <= 1e-14);
    } else {
      CHECK(wrapped->parameters().empty());
      const auto nothing = wrapped->parameter_gradient(0);
      nothing->add(x, g);
      CHECK(nothing->values().empty());
      wrapped->forward_with({}, x, r);
      CHECK(r == expected_r);
      CHECK(wrapped->gradients_from({}).empty());
    }
  });
}

TEST_CASE("a stage of a shape takes parts() channels for each that it gives, in place") {
  with_each_shape([](const auto& shape) {
    const std::size_t parts = make_shape(shape)->parts();
    std::vector<double> block = noise(1400 * parts);
    std::vector<double> expected(1400);
    shape.forward(block, expected);
    ShapeStage(make_shape(shape)).process(block);
    CHECK(block == expected);
  });
}

TEST_CASE("floats are what the doubles round to") {
  with_each_shape([](const auto& shape) {
    const std::size_t parts = make_shape(shape)->parts();
    const std::vector<double> some = noise(1400 * parts);
    const std::vector<float> x(some.begin(), some.end());
    const std::vector<double> wide_x(x.begin(), x.end());
    const std::vector<float> g(x.begin(), x.begin() + 1400);
    const std::vector<double> wide_g(g.begin(), g.end());
    std::vector<float> r(1400), out(x.size());
    std::vector<double> wide_r(1400), wide_out(x.size());
    shape.forward(x, r);
    shape.forward(wide_x, wide_r);
    shape.backward(x, g, out, 0.5);
    shape.backward(wide_x, wide_g, wide_out, 0.5);
    // Half and full round V, α and each step in float, below 2: four times 2^-24.
    for (std::size_t i = 0; i < r.size(); ++i)
      CHECK(std::fabs(double{r[i]} - wide_r[i]) <= 4 * 0x1p-24);
    for (std::size_t i = 0; i < out.size(); ++i) {
      CHECK(std::fabs(double{out[i]} - wide_out[i]) <= 8 * 0x1p-24);
    }
    std::vector<float> in_place = x;
    shape.forward(in_place, std::span(in_place).first(1400));
    in_place.resize(1400);
    CHECK(in_place == r);
    in_place = x;
    shape.backward(in_place, g, in_place, 0.5);
    CHECK(in_place == out);
  });
}
