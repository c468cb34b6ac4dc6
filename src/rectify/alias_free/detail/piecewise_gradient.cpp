// Up, back through the kinks, down, and the line.
#include "rectify/alias_free/detail/piecewise_gradient.hpp"

#include <cmath>

#include "rectify/alias_free/detail/lines.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify::detail {

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
  add_line(in[1].subspan(kReach, out[0].size()), slope_, 0, out[0]);
}

}  // namespace rectify::detail
