// Checks that arguments out of their range are std::invalid_argument, the same ones everywhere.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "rectify/rectify.hpp"

using namespace rectify;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
const std::vector<Unit> kUnit = {{1, 0, 1}};

/// Both passes of a shape that is made anew, of both types, and the gradients of its parameters.
template <class Make>
void check_refused(Make make) {
  const auto refused = [&]<class T>(T) {
    std::vector<T> x(8), r(8);
    CHECK_THROWS_AS(make().forward(x, std::span(r).first(8 / kPartsOf<decltype(make())>)),
                    std::invalid_argument);
    CHECK_THROWS_AS(
        make().backward(x, std::span(std::as_const(x)).first(8 / kPartsOf<decltype(make())>), r),
        std::invalid_argument);
  };
  refused(float{});
  refused(double{});
  if constexpr (ShapeWithParameters<decltype(make())>) {
    CHECK_THROWS_AS(static_cast<void>(make().parameter_gradient(0)), std::invalid_argument);
  }
}

template <class S>
void check_spans(const S& shape) {
  constexpr std::size_t kParts = kPartsOf<S>;
  const auto of_type = [&]<class T>(T) {
    std::vector<T> x(4 * kParts), out(4 * kParts), g(4);
    const std::vector<T> const_x = x;
    for (const std::size_t wrong : {0U, 3U, 5U, 9U}) {
      std::vector<T> other(wrong);
      CHECK_THROWS_AS(shape.forward(x, other), std::invalid_argument);
      CHECK_THROWS_AS(shape.backward(x, other, out), std::invalid_argument);
      CHECK_THROWS_AS(shape.backward(x, g, other), std::invalid_argument);
      CHECK_THROWS_AS(shape.backward(other, g, out), std::invalid_argument);
    }
    for (const double at_zero : {-0.1, 1.1, kNan, kInf}) {
      CHECK_THROWS_AS(shape.backward(x, g, out, at_zero), std::invalid_argument);
    }
    shape.backward(x, g, out, 1);
  };
  of_type(float{});
  of_type(double{});
  if constexpr (ShapeWithParameters<S>) {
    CHECK_THROWS_AS(static_cast<void>(shape.parameter_gradient(-0.1)), std::invalid_argument);
    CHECK_THROWS_AS(static_cast<void>(shape.parameter_gradient(kNan)), std::invalid_argument);
    const std::vector<double> x(4 * kParts);
    std::vector<double> r(4);
    CHECK_THROWS_AS(shape.parameter_gradient(0)->add(x, std::vector<double>(3)),
                    std::invalid_argument);
    CHECK_THROWS_AS(shape.forward_with(std::vector<double>(99), x, r), std::invalid_argument);
  }
}

}  // namespace

TEST_CASE("a drop must be finite and not negative, in every shape") {
  for (const double drop : {-1.0, -1e-300, kNan, kInf}) {
    CAPTURE(drop);
    check_refused([&] { return HalfWave{.drop = drop}; });
    check_refused([&] { return FullWave{.drop = drop}; });
    check_refused([&] { return PhaseSum::even(8, {.drop = drop}); });
    check_refused([&] { return PhaseSum::of({.list = {0, 0.1}}, {.drop = drop}); });
    check_refused([&] { return PhaseList({.even = 8}, {.drop = drop}); });
    check_refused([&] { return UprightPhaseSum({.even = 2}, drop, 1); });
    check_refused([&] { return AnalyticPhaseSum({.even = 2}, drop, 1); });
    check_refused([&] { return AnalyticPhaseSum({.even = 8}, drop, 1); });
  }
}

TEST_CASE("a leak must be finite, and a scale finite and not negative") {
  for (const double bad : {kNan, kInf, -kInf}) {
    check_refused([&] { return HalfWave{.leak = bad}; });
    check_refused([&] { return UnitSum(kUnit, bad, 1); });
  }
  for (const double scale : {-1.0, kNan, kInf}) {
    check_refused([&] { return UnitSum(kUnit, 0, scale); });
    check_refused([&] { return PhaseSum::even(8, {.scale = scale}); });
    check_refused([&] { return PhaseList({.even = 8}, {.scale = scale}); });
    check_refused([&] { return UprightPhaseSum({.even = 2}, 0, scale); });
    check_refused([&] { return AnalyticPhaseSum({.even = 8}, 0, scale); });
  }
}

TEST_CASE("coefficients, amplitudes and phases must be finite") {
  for (const double bad : {kNan, kInf, -kInf}) {
    check_refused([&] { return UnitSum(std::vector<Unit>{{1, bad, 1}}, 0, 1); });
    check_refused([&] { return PhaseSum::even(8, {.amplitude = bad}); });
    check_refused([&] { return PhaseList({.list = {0, bad}}, {}); });
    check_refused([&] { return AnalyticPhaseSum({.list = {0, bad}}, 0, 1); });
    CHECK_THROWS_AS(SteadyAngle({1, 8}, bad), std::invalid_argument);
    CHECK_THROWS_AS(SweptAngle(0.1, 0.2, 10, bad), std::invalid_argument);
    CHECK_THROWS_AS(SweptAngle(0.1, std::fabs(bad), 10, 0), std::invalid_argument);
    CHECK_THROWS_AS(SweptAngle(std::fabs(bad), 0.1, 10, 0), std::invalid_argument);
    CHECK_THROWS_AS(PowerSpectrum(std::fabs(bad), 1), std::invalid_argument);
    CHECK_THROWS_AS(DcBlock(10, std::fabs(bad), 1), std::invalid_argument);
    CHECK_THROWS_AS(LineAngle({}, bad), std::invalid_argument);
    CHECK_THROWS_AS(Gain{bad}, std::invalid_argument);
    CHECK_THROWS_AS(Normalization{bad}, std::invalid_argument);
  }
  CHECK_THROWS_AS(Normalization{0}, std::invalid_argument);
}

TEST_CASE("spans must fit each other, and at_zero must lie between 0 and 1") {
  check_spans(HalfWave{});
  check_spans(HalfWave{.leak = 0.1, .negative = true});
  check_spans(FullWave{});
  check_spans(UnitSum(kUnit, 0, 1));
  check_spans(PhaseSum::even(8, {}));
  check_spans(PhaseList({.even = 3}, {}));
  check_spans(UprightPhaseSum({.even = 2}, 0, 1));
  check_spans(AnalyticPhaseSum({.even = 8}, 0, 1));
  check_spans(Envelope{});
  std::vector<double> x(4), r(3);
  GradientCheck check;
  CHECK_THROWS_AS(make_shape(FullWave{})->check_input(x, x, r, check), std::invalid_argument);
  CHECK_THROWS_AS(static_cast<void>(descend(kUnit, x, r, {})), std::invalid_argument);
}

TEST_CASE("a signal has channels, and a block whole frames") {
  CHECK_THROWS_AS(ChannelSum(0), std::invalid_argument);
  CHECK_THROWS_AS(MeanRemoval(0), std::invalid_argument);
  CHECK_THROWS_AS(DcBlock(10, 1000, 0), std::invalid_argument);
  CHECK_THROWS_AS(Hold(1, 1000, 0), std::invalid_argument);
  CHECK_THROWS_AS(AnalyticSignal(1000, 0), std::invalid_argument);
  CHECK_THROWS_AS(Chain().add(std::make_unique<Gain>(1), 0), std::invalid_argument);
  Block half_a_frame(3);
  CHECK_THROWS_AS(ChannelSum(2).process(half_a_frame), std::invalid_argument);
  CHECK_THROWS_AS(MeanRemoval(2).process(half_a_frame), std::invalid_argument);
  CHECK_THROWS_AS(DcBlock(10, 1000, 2).process(half_a_frame), std::invalid_argument);
  CHECK_THROWS_AS(Hold(1, 1000, 2).process(half_a_frame), std::invalid_argument);
  CHECK_THROWS_AS(AnalyticSignal(1000, 2).process(half_a_frame), std::invalid_argument);
  CHECK_THROWS_AS(ShapeStage(make_shape(Envelope{})).process(half_a_frame), std::invalid_argument);
}

TEST_CASE("a chain with stages begins a pass first, and one without any lets all through") {
  Block block = {1, 2};
  Chain none;
  none.process(block);
  CHECK(block == Block{1, 2});
  Chain one;
  one.add(std::make_unique<Gain>(2), 1);
  CHECK_THROWS_AS(one.process(block), std::logic_error);
}

TEST_CASE("weights are those of signals without a rate") {
  SignalMeasure measure({.rate = 1000.0});
  CHECK_THROWS_AS(measure.add_result(std::vector<double>{1}, std::vector<double>{1}),
                  std::invalid_argument);
}

TEST_CASE("whole signals have equally long spans, channels and a rate") {
  const std::vector<double> x(6), g(6);
  std::vector<double> r(6), other(5);
  const Phases phases;
  CHECK_THROWS_AS(envelope(x, 1000, other), std::invalid_argument);
  CHECK_THROWS_AS(envelope(x, 1000, r, 0), std::invalid_argument);
  CHECK_THROWS_AS(envelope(x, 1000, r, 4), std::invalid_argument);
  CHECK_THROWS_AS(envelope(x, 0, r), std::invalid_argument);
  CHECK_THROWS_AS(envelope_gradient(x, 1000, other, r), std::invalid_argument);
  CHECK_THROWS_AS(envelope_gradient(x, 1000, g, other), std::invalid_argument);
  CHECK_THROWS_AS(multiphase(x, kNan, phases, r), std::invalid_argument);
  CHECK_THROWS_AS(multiphase(x, 1000, phases, r, {.channels = 4}), std::invalid_argument);
  CHECK_THROWS_AS(multiphase(x, 1000, {.even = 2}, other), std::invalid_argument);
  CHECK_THROWS_AS(multiphase_gradient(x, 1000, phases, g, r, {.at_zero = 2}),
                  std::invalid_argument);
}
