// The sum phase by phase, forward and backward.
#include "rectify/shapes/phase_list.hpp"

#include <cmath>
#include <cstddef>
#include <numbers>
#include <utility>

#include "rectify/detail/preconditions.hpp"
#include "rectify/detail/sine_kernel.hpp"
#include "rectify/shapes/detail/summed_gradient.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {

PhaseList::PhaseList(const Phases& phases, PhaseSum::Path path) : path_(path) {
  PhaseSum::of(phases, path);  // throws where one is out of its range
  set(phases);
}

void PhaseList::set(const Phases& phases) {
  radians_ = phases.radians();
  turns_ = phases.turns();
  for (double& phase : turns_) phase -= std::floor(phase);
}

double PhaseList::input_unit() { return 1 / (2 * std::numbers::pi); }

void PhaseList::forward(std::span<const double> u, std::span<double> y) const {
  detail::require_lengths(u.size(), 1, y.size());
  for (std::size_t i = 0; i < u.size(); ++i) {
    double sum = 0;
    for (const double phase : turns_) {
      sum += relu(path_.amplitude * detail::sine_of_turns(u[i] + phase) - path_.drop);
    }
    y[i] = path_.scale * sum;
  }
}

void PhaseList::backward(std::span<const double> u, std::span<const double> g,
                         std::span<double> out, double at_zero) const {
  detail::require_backward(u.size(), 1, g.size(), out.size(), at_zero);
  for (std::size_t i = 0; i < u.size(); ++i) {
    double slope = 0;
    for (const double phase : turns_) {
      const double angle = u[i] + phase;
      const double conducting = path_.amplitude * detail::sine_of_turns(angle) - path_.drop;
      const double along = path_.amplitude * detail::sine_of_turns(angle + 0.25);
      slope += relu_gradient(conducting, along, at_zero);
    }
    out[i] = weighted(path_.scale * slope, g[i]);
  }
}

std::vector<double> PhaseList::parameters() const {
  std::vector<double> values = radians_;
  values.push_back(path_.drop);
  return values;
}

std::unique_ptr<ParameterGradient> PhaseList::parameter_gradient(double at_zero) const {
  return detail::summed_gradient(
      1, turns_.size() + 1, at_zero,
      [phases = turns_, path = path_, at_zero](const double* u, double g, CompensatedSum* sums) {
        for (std::size_t k = 0; k < phases.size(); ++k) {
          const double angle = *u + phases[k];
          const double conducting = path.amplitude * detail::sine_of_turns(angle) - path.drop;
          const double passing = path.scale * relu_gradient(conducting, g, at_zero);
          if (passing == 0) continue;
          sums[k].add(passing * path.amplitude * detail::sine_of_turns(angle + 0.25));
          sums[phases.size()].add(-passing);
        }
      });
}

std::optional<Term<PhaseList>> PhaseList::term(std::size_t k) const {
  if (k >= turns_.size()) return std::nullopt;
  PhaseList one(Phases{.list = {turns_[k]}}, path_);
  one.radians_ = {radians_[k]};
  return Term<PhaseList>{std::move(one), 0};
}

void PhaseList::forward_with(std::span<const double> parameters, std::span<const double> u,
                             std::span<double> y) const {
  detail::require_lengths(parameters.size(), 1, turns_.size() + 1);
  PhaseList moved = *this;
  moved.set(Phases::of_radians(parameters.first(turns_.size())));
  moved.path_.drop = parameters.back();
  moved.forward(u, y);
}

}  // namespace rectify
