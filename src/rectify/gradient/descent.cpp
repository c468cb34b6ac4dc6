// Makes the steps of a descent, as long as all numbers stay finite.
#include "rectify/gradient/descent.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "rectify/compensated_sum.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify {
namespace {

bool all_finite(std::span<const Unit> units) {
  return std::ranges::all_of(units, [](const Unit& unit) {
    return std::isfinite(unit.a) && std::isfinite(unit.b) && std::isfinite(unit.c);
  });
}

}  // namespace

Descent descend(std::span<const Unit> units, std::span<const double> x,
                std::span<const double> target, const DescentRule& rule) {
  detail::require_lengths(x.size(), 1, target.size());
  Descent descent;
  descent.units.assign(units.begin(), units.end());
  const auto count = static_cast<double>(x.size());
  std::vector<double> r(x.size());
  std::vector<double> g(x.size());
  for (;;) {
    const UnitSum sum(descent.units, rule.leak, rule.scale);
    sum.forward(x, r);
    CompensatedSum loss;
    for (std::size_t i = 0; i < x.size(); ++i) {
      loss.add(loss_term(rule.loss, r[i], target[i]));
      g[i] = loss_slope(rule.loss, r[i], target[i]) / count;
    }
    descent.last_loss = loss.value() / count;
    if (rule.each_loss) rule.each_loss(descent.last_loss);
    if (descent.steps == 0) descent.first_loss = descent.last_loss;
    descent.finite = std::isfinite(descent.last_loss);
    if (!descent.finite || descent.steps == rule.steps) return descent;

    const auto gradient = sum.parameter_gradient(rule.at_zero);
    gradient->add(x, g);
    const std::vector<double> slopes = gradient->values();
    std::vector<Unit> next = descent.units;
    for (std::size_t k = 0; k < next.size(); ++k) {
      next[k].a -= rule.learning_rate * slopes[3 * k];
      next[k].b -= rule.learning_rate * slopes[3 * k + 1];
      next[k].c -= rule.learning_rate * slopes[3 * k + 2];
    }
    descent.finite = all_finite(next);
    if (!descent.finite) return descent;
    descent.units = std::move(next);
    ++descent.steps;
  }
}

}  // namespace rectify
