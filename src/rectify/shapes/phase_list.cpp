// The phases one by one: what has a gradient of its own has no closed form.
#include "rectify/shapes/phase_list.hpp"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

#include "rectify/detail/sine_kernel.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {
namespace {

constexpr double kTwoPi = 2 * std::numbers::pi;

}  // namespace

double PhaseList::angle_of(double u, std::size_t k) const {
  return u + (phases_turns_[k] - std::floor(phases_turns_[k]));
}

void PhaseList::forward(std::span<double> u) const {
  for (double& x : u) {
    double sum = 0;
    for (std::size_t k = 0; k < phases_turns_.size(); ++k) {
      sum += relu(path_.amplitude * detail::sine_of_turns(angle_of(x, k)) - path_.drop);
    }
    x = path_.scale * sum;
  }
}

std::vector<double> PhaseList::parameters() const {
  std::vector<double> values;
  for (const double phase : phases_turns_) values.push_back(phase * kTwoPi);
  values.push_back(path_.drop);
  return values;
}

PhaseList PhaseList::with(std::span<const double> parameters) const {
  std::vector<double> turns;
  for (const double phase : parameters.first(phases_turns_.size())) {
    turns.push_back(phase / kTwoPi);
  }
  PhaseSum::Path path = path_;
  path.drop = parameters.back();
  return {std::move(turns), path};
}

void PhaseList::Gradient::add(std::span<const double> u, std::span<const double> g) {
  const PhaseSum::Path& path = shape_.path_;
  for (std::size_t i = 0; i < u.size(); ++i) {
    for (std::size_t k = 0; k < phases_.size(); ++k) {
      const double angle = shape_.angle_of(u[i], k);
      const double conducting = path.amplitude * detail::sine_of_turns(angle) - path.drop;
      const double passing = path.scale * relu_gradient(conducting, g[i], at_zero_);
      if (passing == 0) continue;
      phases_[k].add(passing * path.amplitude * detail::sine_of_turns(angle + 0.25));
      drop_.add(-passing);
    }
  }
}

std::vector<double> PhaseList::Gradient::values() const {
  std::vector<double> values;
  for (const CompensatedSum& sum : phases_) values.push_back(sum.value());
  values.push_back(drop_.value());
  return values;
}

}  // namespace rectify
