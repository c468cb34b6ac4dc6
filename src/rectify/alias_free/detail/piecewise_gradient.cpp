// Up, back through the kinks, down, and the line.
#include "rectify/alias_free/detail/piecewise_gradient.hpp"

#include <cmath>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify::detail {
namespace {

RECTIFY_CLONES void add_scaled(const double* g, std::size_t count, double slope, double* out) {
  for (std::size_t i = 0; i < count; ++i) out[i] += slope * g[i];
}

}  // namespace

PiecewiseGradient::PiecewiseGradient(const PiecewiseLinear& shape)
    : slope_(shape.slope), kinks_(shape) {
  require(std::isfinite(slope_), "a line must be finite");
}

void PiecewiseGradient::run(std::span<const std::span<const double>> in,
                            std::span<const std::span<double>> out) {
  fourfold_.up(in[0], y_);
  fourfold_.up(in[1], v_);
  w_.assign(y_.size(), 0.0);
  kinks_.add_gradient(y_, v_, w_);
  fourfold_.down(inner(w_), out[0]);
  add_scaled(in[1].data() + kReach, out[0].size(), slope_, out[0].data());
}

}  // namespace rectify::detail
