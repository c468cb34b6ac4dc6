// Up, the kinks, down, and the line.
#include "rectify/alias_free/detail/piecewise_rectifier.hpp"

#include <cmath>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify::detail {
namespace {

RECTIFY_CLONES void add_line(const double* x, std::size_t count, double slope, double constant,
                             double* r) {
  for (std::size_t i = 0; i < count; ++i) r[i] += slope * x[i] + constant;
}

}  // namespace

PiecewiseRectifier::PiecewiseRectifier(const PiecewiseLinear& shape)
    : slope_(shape.slope), at_zero_(shape.at_zero), kinks_(shape) {
  require(std::isfinite(slope_) && std::isfinite(at_zero_), "a line must be finite");
}

void PiecewiseRectifier::run(std::span<const std::span<const double>> in,
                             std::span<const std::span<double>> out) {
  const std::span<double> r = out[0];
  fourfold_.up(in[0], y_);
  z_.assign(y_.size(), 0.0);
  kinks_.add(y_, z_);
  fourfold_.down(inner(z_), r);
  add_line(in[0].data() + kReach, r.size(), slope_, at_zero_, r.data());
}

}  // namespace rectify::detail
