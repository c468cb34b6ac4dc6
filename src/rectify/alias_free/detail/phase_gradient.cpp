// Up, back through arcs and their steps, down, and the line.
#include "rectify/alias_free/detail/phase_gradient.hpp"

#include <array>
#include <utility>

#include "rectify/alias_free/detail/cell_polynomial.hpp"
#include "rectify/alias_free/detail/lines.hpp"

namespace rectify::detail {

PhaseGradient::PhaseGradient(std::shared_ptr<const PhaseTable> table)
    : table_(std::move(table)), finder_(*table_) {}

void PhaseGradient::add_crossing(const Crossing& crossing) {
  constexpr std::size_t kTaps = StepResidual::kTaps;
  const PhaseTable::Direction& direction = table_->directions()[crossing.kink];
  std::array<double, kTaps> taps{};
  std::array<double, kTaps> slopes{};
  residual_.at(crossing.d, taps.data());
  residual_.slope_at(crossing.d, slopes.data());
  const double step = 2 * crossing.direction * direction.strength;
  const std::size_t first = crossing.cell - StepResidual::kBefore;
  double by_time = 0;
  for (std::size_t i = 0; i < kTaps; ++i) {
    const std::size_t j = first + i;
    const double by_side = step * v_[j] * taps[i];
    by_real_[j] -= by_side * direction.sine;
    by_imaginary_[j] += by_side * direction.cosine;
    by_time += step * v_[j] * side(real_[j], imaginary_[j], direction) * slopes[i];
  }

  const std::size_t around = crossing.cell - CellPolynomial::kBefore;
  std::array<double, 8> sides{};
  for (std::size_t i = 0; i < sides.size(); ++i) {
    sides[i] = side(real_[around + i], imaginary_[around + i], direction);
  }
  const double u = crossing.d - 0.5;
  const double by_value = CellPolynomial::through(sides.data()).by_value(by_time, u);
  const std::array<double, 8> weights = CellPolynomial::weights(u);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double by_side = -weights[i] * by_value;
    by_real_[around + i] -= by_side * direction.sine;
    by_imaginary_[around + i] += by_side * direction.cosine;
  }
}

void PhaseGradient::run(std::span<const std::span<const double>> in,
                        std::span<const std::span<double>> out) {
  const std::span<const double> g = in[2].subspan(kReach, out[0].size());
  fourfold_.up(in[0], real_);
  fourfold_.up(in[1], imaginary_);
  fourfold_.up(in[2], v_);
  finder_.find(real_, imaginary_);
  by_real_.resize(v_.size());
  by_imaginary_.resize(v_.size());
  for (std::size_t j = 0; j < v_.size(); ++j) {
    const Vector w = table_->arcs()[finder_.arcs()[j]];
    by_real_[j] = v_[j] * w.real;
    by_imaginary_[j] = -v_[j] * w.imaginary;
  }
  for (const Crossing& crossing : finder_.crossings()) {
    if (StepResidual::fits(crossing.cell, v_.size())) add_crossing(crossing);
  }
  fourfold_.down(inner(by_real_), out[0]);
  fourfold_.down(inner(by_imaginary_), out[1]);
  add_line(g, table_->linear().real, 0, out[0]);
  add_line(g, -table_->linear().imaginary, 0, out[1]);
}

}  // namespace rectify::detail
