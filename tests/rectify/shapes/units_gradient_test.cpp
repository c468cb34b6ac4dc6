// Checks the backward pass of units.hpp against its definition, unit by unit in long double.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <random>

#include "rectify/shapes/units.hpp"

using rectify::Unit;
using rectify::UnitSum;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

double gradient(const UnitSum& sum, double x, double g, double at_zero = 0) {
  double out = 99;
  sum.backward({&x, 1}, {&g, 1}, {&out, 1}, at_zero);
  return out;
}

/// A value, and the sum of the magnitudes of its terms, of which the error is a multiple.
struct Sum {
  long double value = 0;
  long double size = 0;
  void add(long double term) {
    value += term;
    size += std::fabs(term);
  }
};

void check_random(std::size_t count, double leak, double scale) {
  std::mt19937_64 random(count);
  std::normal_distribution<double> normal;
  std::vector<Unit> units(count);
  for (Unit& u : units) u = {normal(random), normal(random), normal(random)};
  if (count > 3) units[2].a = 0;
  const UnitSum sum(units, leak, scale);
  std::vector<double> x(300);
  std::vector<double> g(300);
  for (double& v : x) v = 3 * normal(random);
  for (double& v : g) v = normal(random);

  std::vector<Sum> expected(3 * count + 1);
  std::vector<double> out(x.size());
  sum.backward(x, g, out);
  for (std::size_t i = 0; i < x.size(); ++i) {
    Sum slope;
    for (std::size_t k = 0; k < count; ++k) {
      const auto [a, b, c] = units[k];
      const long double z = static_cast<long double>(a) * x[i] + b;
      const long double m = z > 0 ? 1 : leak;
      const long double gc = static_cast<long double>(g[i]) * c * scale;
      slope.add(static_cast<long double>(scale) * c * a * m);
      expected[3 * k].add(gc * m * x[i]);
      expected[3 * k + 1].add(gc * m);
      // z is a difference of two products, each of which is rounded in Σ g·x and Σ g.
      expected[3 * k + 2].value += static_cast<long double>(g[i]) * scale * m * z;
      expected[3 * k + 2].size +=
          std::fabs(g[i] * scale * m) * (std::fabs(a * x[i]) + std::fabs(b));
      if (z < 0) {
        expected[3 * count].value += gc * z;
        expected[3 * count].size += std::fabs(gc) * (std::fabs(a * x[i]) + std::fabs(b));
      }
    }
    // A slope is a compensated sum of terms that are rounded four times, and twice as many of them.
    CHECK(std::fabs(out[i] - g[i] * slope.value) <=
          16 * 0x1p-53L * (1 + 2 * std::fabs(leak)) * std::fabs(g[i]) * (slope.size + 1));
  }
  const auto parameters = sum.parameter_gradient(0);
  parameters->add(std::span(x).first(100), std::span(g).first(100));
  parameters->add(std::span(x).subspan(100), std::span(g).subspan(100));
  const std::vector<double> values = parameters->values();
  REQUIRE(values.size() == expected.size());
  for (std::size_t k = 0; k < values.size(); ++k) {
    CAPTURE(k);
    // Compensated sums of rounded products, and a few roundings after them.
    CHECK(std::fabs(values[k] - expected[k].value) <= 16 * 0x1p-53L * expected[k].size);
  }
}

}  // namespace

TEST_CASE("gradients of random units agree with the plain sums") {
  for (const std::size_t count : {1U, 2U, 7U, 40U}) {
    for (const double leak : {0.0, 0.01, -0.5, 1.0}) {
      check_random(count, leak, 1);
      check_random(count, leak, 1.0 / static_cast<double>(count));
    }
  }
}

TEST_CASE("one unit of slope 1 passes g as half-wave does, bit for bit") {
  const UnitSum relu(std::vector<Unit>{{1, 0, 1}}, 0, 1);
  for (const double g : {0.3, -7.0, kInf, -kInf}) {
    CHECK(gradient(relu, 0x1p-1074, g) == g);
    CHECK(gradient(relu, kInf, g) == g);
    CHECK(gradient(relu, kNan, g) == g);
    for (const double x : {-0x1p-1074, -1.0, -kInf, 0.0, -0.0}) {
      CHECK(gradient(relu, x, g) == 0);
      CHECK_FALSE(std::signbit(gradient(relu, x, g)));
    }
    CHECK(gradient(relu, 0.0, g, 1) == g);
    CHECK(gradient(relu, -0.0, g, 0.5) == g / 2);
  }
  CHECK(std::isnan(gradient(relu, 1, kNan)));
  CHECK(gradient(relu, -1, kNan) == 0);
}

TEST_CASE("on a kink each unit there counts at_zero times, and leaks the rest") {
  // relu(x - 1)·2, its mirror image, and one that conducts there.
  const std::vector<Unit> units = {{1, -1, 2}, {-1, 1, 3}, {1, 0, 5}};
  const UnitSum sum(units, 0, 1);
  CHECK(gradient(sum, 1, 1, 0) == 5);
  CHECK(gradient(sum, 1, 1, 1) == 5 + 2 - 3);
  CHECK(gradient(sum, 1, 1, 0.5) == 5 + 1 - 1.5);
  CHECK(gradient(sum, std::nextafter(1, 2), 1) == 7);
  CHECK(gradient(sum, std::nextafter(1, 0), 1) == 2);
  const UnitSum leaky(units, 0.5, 1);
  CHECK(gradient(leaky, 1, 1, 0) == 5 + 1 - 1.5);
  CHECK(gradient(leaky, 1, 1, 1) == 5 + 2 - 3);
  CHECK(gradient(leaky, kNan, 1) == 5 + 2 - 3);
  const auto parameters = sum.parameter_gradient(0.5);
  parameters->add(std::vector<double>{1}, std::vector<double>{4});
  CHECK(parameters->values() == std::vector<double>{4, 4, 0, 6, 6, 0, 20, 20, 4, 0});
}

TEST_CASE("a sample at which a unit does not conduct does not enter its gradients") {
  const UnitSum sum(std::vector<Unit>{{1, 0, 2}, {-1, 0, 3}}, 0, 1);
  const auto parameters = sum.parameter_gradient(0);
  parameters->add(std::vector<double>{1, -1}, std::vector<double>{5, kInf});
  const std::vector<double> values = parameters->values();
  CHECK(values[0] == 10);
  CHECK(values[1] == 10);
  CHECK(values[2] == 5);
  CHECK(values[3] == -kInf);
  CHECK(values[4] == kInf);
}

TEST_CASE("where x is no number the mask is 1, and what x enters is no number either") {
  // The second unit does not depend on x.
  const UnitSum sum(std::vector<Unit>{{1, 0, 2}, {0, 1, 3}}, 0, 1);
  const auto parameters = sum.parameter_gradient(0);
  parameters->add(std::vector<double>{1, kNan}, std::vector<double>{5, 7});
  const std::vector<double> values = parameters->values();
  CHECK(std::isnan(values[0]));
  CHECK(values[1] == 2 * (5 + 7));
  CHECK(std::isnan(values[2]));
  CHECK(std::isnan(values[3]));
  CHECK(values[4] == 3 * (5 + 7));
  CHECK(values[5] == 5 + 7);
  CHECK(std::isnan(values[6]));  // of the leak
}

TEST_CASE("the gradient of a mean is the gradient of the sum, divided") {
  const std::vector<Unit> units = {{1, 0.5, 2}, {-2, 1, 0.7}, {3, -1, -1}};
  const UnitSum sum(units, 0.1, 1);
  const UnitSum mean(units, 0.1, 1.0 / 3);
  for (int i = -30; i <= 30; ++i) {
    // Some ten roundings of 2^-53 of a slope below 20.
    CHECK(std::fabs(gradient(mean, i * 0.1, 1) - gradient(sum, i * 0.1, 1) / 3) <=
          20 * 10 * 0x1p-53);
  }
}

TEST_CASE("units without a kink, and no units, have a gradient too") {
  const UnitSum flat(std::vector<Unit>{{0, 2, 3}, {0, -2, 3}, {0, 0, 3}}, 0.5, 1);
  CHECK(gradient(flat, 7, kInf) == 0);
  const auto parameters = flat.parameter_gradient(0);
  parameters->add(std::vector<double>{7}, std::vector<double>{2});
  CHECK(parameters->values() == std::vector<double>{42, 6, 4, 21, 3, -2, 21, 3, 0, -12});
  const UnitSum none({}, 0, 1);
  CHECK(gradient(none, 1, kNan) == 0);
  CHECK(none.parameter_gradient(0)->values() == std::vector<double>{0});
}
