// Conversions and properties of lists of phases.
#include "rectify/shapes/phases.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace rectify {
namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;

}  // namespace

Phases Phases::of_radians(std::span<const double> radians) {
  Phases phases;
  for (const double phase : radians) phases.list.push_back(phase / kTwoPi);
  return phases;
}

std::vector<double> Phases::turns() const {
  std::vector<double> values;
  for (std::uint64_t k = 0; k < count(); ++k) values.push_back(turns(k));
  return values;
}

std::vector<double> Phases::radians() const {
  std::vector<double> values = turns();
  for (double& phase : values) phase *= kTwoPi;
  return values;
}

bool Phases::upright() const {
  if (list.empty()) return even == 1 || even == 2;
  return std::all_of(list.begin(), list.end(),
                     [](double phase) { return std::remainder(phase, 0.5) == 0; });
}

}  // namespace rectify
