// The loops of the sum of upright phases.
#include "rectify/shapes/upright_phase_sum.hpp"

#include <cmath>
#include <cstddef>

#include "rectify/detail/preconditions.hpp"
#include "rectify/shapes/relu.hpp"

namespace rectify {

UprightPhaseSum::UprightPhaseSum(const Phases& phases, double drop, double scale) : drop_(drop) {
  detail::require(phases.upright(), "each phase must be a whole number of half turns");
  detail::require_drop(drop);
  detail::require_scale(scale);
  for (const double phase : phases.turns()) {
    (std::remainder(phase, 1.0) == 0 ? direct_ : opposite_) += scale;
  }
}

void UprightPhaseSum::forward(std::span<const double> x, std::span<double> r) const {
  detail::require_lengths(x.size(), 1, r.size());
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double factor = x[i] < 0 ? opposite_ : direct_;
    const double conducted = relu(full_wave(x[i]) - drop_);
    r[i] = factor != 0 || std::isnan(conducted) ? factor * conducted : 0.0;  // not 0·inf
  }
}

void UprightPhaseSum::backward(std::span<const double> x, std::span<const double> g,
                               std::span<double> out, double at_zero) const {
  detail::require_backward(x.size(), 1, g.size(), out.size(), at_zero);
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double factor = x[i] < 0 ? -opposite_ : x[i] == 0 ? direct_ - opposite_ : direct_;
    out[i] = weighted(factor * relu_gradient(full_wave(x[i]) - drop_, 1.0, at_zero), g[i]);
  }
}

}  // namespace rectify
