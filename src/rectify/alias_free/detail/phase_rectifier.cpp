// Up, arcs and their steps, down, and the line.
#include "rectify/alias_free/detail/phase_rectifier.hpp"

#include <array>
#include <utility>

#include "rectify/alias_free/detail/lines.hpp"
#include "rectify/detail/instruction_sets.hpp"

namespace rectify::detail {
namespace {

RECTIFY_CLONES void add_residuals(std::span<const Crossing> crossings, const PhaseTable& table,
                                  const StepResidual& residual, const double* real,
                                  const double* imaginary, std::span<double> u) {
  std::array<double, StepResidual::kTaps> taps{};
  for (const Crossing& crossing : crossings) {
    if (!StepResidual::fits(crossing.cell, u.size())) continue;
    const std::size_t first = crossing.cell - StepResidual::kBefore;
    residual.at(crossing.d, taps.data());
    const PhaseTable::Direction& direction = table.directions()[crossing.kink];
    const double step = 2 * crossing.direction * direction.strength;
    const double* re = real + first;
    const double* im = imaginary + first;
    const double* tap = taps.data();
    double* to = u.data() + first;
    for (std::size_t i = 0; i < StepResidual::kTaps; ++i) {
      to[i] += step * side(re[i], im[i], direction) * tap[i];
    }
  }
}

}  // namespace

PhaseRectifier::PhaseRectifier(std::shared_ptr<const PhaseTable> table)
    : table_(std::move(table)), finder_(*table_) {}

void PhaseRectifier::run(std::span<const std::span<const double>> in,
                         std::span<const std::span<double>> out) {
  const std::size_t n = out[0].size();
  fourfold_.up(in[0], real_);
  fourfold_.up(in[1], imaginary_);
  finder_.find(real_, imaginary_);
  sum_.resize(real_.size());
  for (std::size_t i = 0; i < sum_.size(); ++i) {
    const Vector w = table_->arcs()[finder_.arcs()[i]];
    sum_[i] = real_[i] * w.real - imaginary_[i] * w.imaginary;
  }
  add_residuals(finder_.crossings(), *table_, residual_, real_.data(), imaginary_.data(), sum_);
  fourfold_.down(inner(sum_), out[0]);
  add_real_part(in[0].subspan(kReach, n), in[1].subspan(kReach, n), table_->linear(), out[0]);
}

}  // namespace rectify::detail
