// The sum phase by phase, forward and backward.
#include "rectify/shapes/phase_list.hpp"

#include <cmath>
#include <cstddef>
#include <numbers>

#include "rectify/compensated_sum.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/detail/sine_kernel.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {

PhaseList::PhaseList(const Phases& phases, PhaseSum::Path path) : path_(path) {
  PhaseSum::of(phases, path);  // throws where these are out of range
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
  detail::require_lengths(u.size(), 1, g.size());
  detail::require_lengths(u.size(), 1, out.size());
  detail::require_at_zero(at_zero);
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

class PhaseList::Gradient final : public ParameterGradient {
 public:
  Gradient(const PhaseList& shape, double at_zero)
      : shape_(shape), at_zero_(at_zero), phases_(shape.turns_.size()) {}

  void add(std::span<const double> u, std::span<const double> g) override {
    detail::require_lengths(u.size(), 1, g.size());
    const auto& [amplitude, drop, scale] = shape_.path_;
    for (std::size_t i = 0; i < u.size(); ++i) {
      for (std::size_t k = 0; k < phases_.size(); ++k) {
        const double angle = u[i] + shape_.turns_[k];
        const double conducting = amplitude * detail::sine_of_turns(angle) - drop;
        const double passing = scale * relu_gradient(conducting, g[i], at_zero_);
        if (passing == 0) continue;
        phases_[k].add(passing * amplitude * detail::sine_of_turns(angle + 0.25));
        drop_.add(-passing);
      }
    }
  }

  [[nodiscard]] std::vector<double> values() const override {
    std::vector<double> values;
    for (const CompensatedSum& sum : phases_) values.push_back(sum.value());
    values.push_back(drop_.value());
    return values;
  }

 private:
  PhaseList shape_;
  double at_zero_;
  std::vector<CompensatedSum> phases_;
  CompensatedSum drop_;
};

std::vector<double> PhaseList::parameters() const {
  std::vector<double> values = radians_;
  values.push_back(path_.drop);
  return values;
}

std::unique_ptr<ParameterGradient> PhaseList::parameter_gradient(double at_zero) const {
  detail::require_at_zero(at_zero);
  return std::make_unique<Gradient>(*this, at_zero);
}

void PhaseList::forward_with(std::span<const double> parameters, std::span<const double> u,
                             std::span<double> y) const {
  PhaseList moved = *this;
  moved.set(Phases::of_radians(parameters.first(turns_.size())));
  moved.path_.drop = parameters.back();
  moved.forward(u, y);
}

}  // namespace rectify
