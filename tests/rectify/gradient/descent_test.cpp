// Checks loss.hpp and descent.hpp against values computed by hand.
#include "rectify/gradient/descent.hpp"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <vector>

using namespace rectify;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace

TEST_CASE("the losses and their slopes") {
  CHECK(loss_term(Loss::kMse, 5, 2) == 9);
  CHECK(loss_slope(Loss::kMse, 5, 2) == 6);
  CHECK(loss_slope(Loss::kMse, 2, 5) == -6);
  CHECK(loss_term(Loss::kMae, 2, 5) == 3);
  CHECK(loss_slope(Loss::kMae, 5, 2) == 1);
  CHECK(loss_slope(Loss::kMae, 2, 5) == -1);
  for (const double zero : {0.0, -0.0}) {
    CHECK(std::bit_cast<std::uint64_t>(loss_slope(Loss::kMae, zero, 0)) == 0);
  }
  CHECK(loss_slope(Loss::kMae, kInf, 0) == 1);
  CHECK(std::isnan(loss_slope(Loss::kMae, kNan, 0)));
  CHECK(std::isnan(loss_slope(Loss::kMse, 1, kNan)));
}

TEST_CASE("one step goes down the gradient, all parameters at once") {
  // The unit 2·relu(x + 1) gives 4 at x = 1. The target is 3, so that e = 1 and ∂e/∂r = 2; the
  // gradients are 2·2·1 of a, 2·2 of b and 2·2 of c.
  const std::vector<Unit> units = {{1, 1, 2}};
  const std::vector<double> x = {1};
  const std::vector<double> target = {3};
  const Descent descent = descend(units, x, target, {.steps = 1, .learning_rate = 0.125});
  CHECK(descent.first_loss == 1);
  CHECK(descent.units[0].a == 0.5);
  CHECK(descent.units[0].b == 0.5);
  CHECK(descent.units[0].c == 1.5);
  CHECK(descent.last_loss == 2.25);  // 1.5·1 less 3, squared
  CHECK(descent.steps == 1);
  CHECK(descent.finite);
}

TEST_CASE("each loss is told, before the first step and after every one") {
  const std::vector<Unit> units = {{1, 1, 2}};
  const std::vector<double> x = {1};
  const std::vector<double> target = {3};
  std::vector<double> losses;
  const Descent descent = descend(
      units, x, target,
      {.steps = 1, .learning_rate = 0.125, .each_loss = [&](double e) { losses.push_back(e); }});
  CHECK(losses == std::vector<double>{1, 2.25});  // as above
  losses.clear();
  (void)descend(units, x, target, {.each_loss = [&](double e) { losses.push_back(e); }});
  CHECK(losses == std::vector<double>{1});
}

TEST_CASE("a descent finds the one unit that made the target") {
  std::vector<double> x;
  std::vector<double> target;
  for (int i = -20; i <= 20; ++i) {
    x.push_back(i * 0.1);
    target.push_back(std::fmax(0.7 * i * 0.1 + 0.2, 0));
  }
  for (const Loss loss : {Loss::kMse, Loss::kMae}) {
    const DescentRule rule{
        .steps = 2000, .learning_rate = loss == Loss::kMse ? 0.1 : 0.01, .loss = loss};
    const Descent descent = descend(std::vector<Unit>{{1, 0, 1}}, x, target, rule);
    CHECK(descent.steps == 2000);
    CHECK(descent.last_loss < descent.first_loss / 10);
  }
}

TEST_CASE("a descent that diverges ends with the last finite units") {
  const std::vector<Unit> units = {{1, 1, 2}};
  const std::vector<double> x = {1, 2};
  const std::vector<double> target = {3, 5};
  // With a leak of 1 the unit is a line, so that it can't end up conducting nowhere.
  const Descent descent =
      descend(units, x, target, {.steps = 1000, .learning_rate = 100, .leak = 1});
  CHECK_FALSE(descent.finite);
  CHECK(descent.steps < 1000);
  REQUIRE(descent.units.size() == 1);
  CHECK(std::isfinite(descent.units[0].a));
  CHECK(std::isfinite(descent.units[0].b));
  CHECK(std::isfinite(descent.units[0].c));
  CHECK_FALSE(descend(units, x, std::vector<double>{kNan, 0}, {.steps = 1}).finite);
}

TEST_CASE("a step that leaves the range of doubles is not taken, whichever parameter leaves it") {
  struct Row {
    Unit unit;
    double x, target;
  };
  // ∂e/∂a = 2(r - t)·c·x, ∂e/∂b = 2(r - t)·c, ∂e/∂c = 2(r - t)·(ax + b)
  for (const Row& row : {Row{{1, 0, 1}, 1, 0}, Row{{1, 1, 1}, 0, 0}, Row{{1, 0, 1e-300}, 1, -1}}) {
    const Descent descent =
        descend(std::vector<Unit>{row.unit}, std::vector<double>{row.x},
                std::vector<double>{row.target}, {.steps = 5, .learning_rate = 1e308});
    CHECK_FALSE(descent.finite);
    CHECK(descent.steps == 0);
    CHECK(descent.units[0].a == row.unit.a);
    CHECK(descent.units[0].b == row.unit.b);
    CHECK(descent.units[0].c == row.unit.c);
    CHECK(std::isfinite(descent.last_loss));
  }
}
