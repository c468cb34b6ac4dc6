// Arcs and their steps; or, with a drop, a half wave for each phase.
#include "rectify/alias_free/detail/phase_rectifier.hpp"

#include <array>
#include <cmath>
#include <utility>

#include "rectify/compensated_sum.hpp"
#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/detail/sine_kernel.hpp"

namespace rectify::detail {
namespace {

/// r[i] += Re(z[i]·by).
RECTIFY_CLONES void add_real_part(const double* real, const double* imaginary, std::size_t count,
                                  PhaseTable::Vector by, double* r) {
  for (std::size_t i = 0; i < count; ++i) {
    r[i] += real[i] * by.real - imaginary[i] * by.imaginary;
  }
}

/// r[i] = Re(z[i]·e^{jφ}).
RECTIFY_CLONES void shift(const double* real, const double* imaginary, std::size_t count,
                          PhaseTable::Vector by, double* r) {
  for (std::size_t i = 0; i < count; ++i) {
    r[i] = real[i] * by.real - imaginary[i] * by.imaginary;
  }
}

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
    double* to = u.data() + first;
    for (std::size_t i = 0; i < taps.size(); ++i) {
      to[i] += step * side(re[i], im[i], direction) * taps.data()[i];
    }
  }
}

/// e^{jφ}.
PhaseTable::Vector phasor(double turns) {
  const double u = std::remainder(turns, 1.0);
  return {sine_of_turns(u + 0.25), sine_of_turns(u)};
}

}  // namespace

PhaseRectifier::PhaseRectifier(std::shared_ptr<const PhaseTable> table)
    : table_(std::move(table)), finder_(*table_) {}

void PhaseRectifier::run(std::span<const std::span<const double>> in,
                         std::span<const std::span<double>> out) {
  const std::span<double> r = out[0];
  fourfold_.up(in[0], real_);
  fourfold_.up(in[1], imaginary_);
  finder_.find(real_, imaginary_);
  sum_.resize(real_.size());
  for (std::size_t i = 0; i < sum_.size(); ++i) {
    const PhaseTable::Vector w = table_->arcs()[finder_.arcs()[i]];
    sum_[i] = real_[i] * w.real - imaginary_[i] * w.imaginary;
  }
  add_residuals(finder_.crossings(), *table_, residual_, real_.data(), imaginary_.data(), sum_);
  fourfold_.down(inner(sum_), r);
  add_real_part(in[0].data() + kReach, in[1].data() + kReach, r.size(), table_->linear(), r.data());
}

DroppedPhasesRectifier::DroppedPhasesRectifier(const Phases& phases, double drop, double scale)
    : linear_{0, 0}, kinks_({.slope = 0, .at_zero = 0, .kinks = {{drop, 0.5 * scale}}}) {
  require_drop(drop);
  require_scale(scale);
  CompensatedSum real;
  CompensatedSum imaginary;
  for (std::uint64_t k = 0; k < phases.count(); ++k) {
    phases_.push_back(phasor(phases.turns(k)));
    real.add(0.5 * scale * phases_.back().real);
    imaginary.add(0.5 * scale * phases_.back().imaginary);
  }
  linear_ = {real.value(), imaginary.value()};
}

void DroppedPhasesRectifier::run(std::span<const std::span<const double>> in,
                                 std::span<const std::span<double>> out) {
  const std::span<double> r = out[0];
  fourfold_.up(in[0], real_);
  fourfold_.up(in[1], imaginary_);
  shifted_.resize(real_.size());
  sum_.assign(real_.size(), 0.0);
  for (const PhaseTable::Vector& phase : phases_) {
    shift(real_.data(), imaginary_.data(), real_.size(), phase, shifted_.data());
    kinks_.add(shifted_, sum_);
  }
  fourfold_.down(inner(sum_), r);
  add_real_part(in[0].data() + kReach, in[1].data() + kReach, r.size(), linear_, r.data());
}

}  // namespace rectify::detail
