// Up, through the kinks, down, and the line.
#include "rectify/alias_free/detail/piecewise_rectifier.hpp"

#include <cmath>

#include "rectify/alias_free/detail/lines.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify::detail {

PiecewiseRectifier::PiecewiseRectifier(const PiecewiseLinear& shape)
    : slope_(shape.slope), at_zero_(shape.at_zero), kinks_(shape) {
  require(std::isfinite(slope_) && std::isfinite(at_zero_), "a line must be finite");
}

void PiecewiseRectifier::run(std::span<const std::span<const double>> in,
                             std::span<const std::span<double>> out) {
  fourfold_.up(in[0], y_);
  z_.assign(y_.size(), 0.0);
  kinks_.add(y_, z_);
  fourfold_.down(inner(z_), out[0]);
  add_line(in[0].subspan(kReach, out[0].size()), slope_, at_zero_, out[0]);
}

}  // namespace rectify::detail
