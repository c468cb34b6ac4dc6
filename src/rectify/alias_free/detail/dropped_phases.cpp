// Each phase's signal by turning z, and its half wave.
#include "rectify/alias_free/detail/dropped_phases.hpp"

#include <cmath>
#include <cstdint>

#include "rectify/compensated_sum.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/detail/sine_kernel.hpp"

namespace rectify::detail {

DroppedPhases::DroppedPhases(const Phases& phases, double drop, double scale)
    : half_scale_(0.5 * scale),
      linear_{0, 0},
      constant_(drop < 0 ? -drop * scale * static_cast<double>(phases.count()) : 0),
      kinks_({.slope = 0, .at_zero = 0, .kinks = {{drop, 0.5 * scale}}}) {
  require_scale(scale);
  CompensatedSum real;
  CompensatedSum imaginary;
  for (std::uint64_t k = 0; k < phases.count(); ++k) {
    require(std::isfinite(phases.turns(k)), "a phase must be finite");
    const double u = std::remainder(phases.turns(k), 1.0);
    phases_.push_back({sine_of_turns(u + 0.25), sine_of_turns(u)});
    real.add(0.5 * scale * phases_.back().real);
    imaginary.add(0.5 * scale * phases_.back().imaginary);
  }
  linear_ = {real.value(), imaginary.value()};
}

void DroppedPhases::shift(std::span<const double> real, std::span<const double> imaginary,
                          Vector phase) {
  shifted_.assign(real.size(), 0.0);
  add_real_part(real, imaginary, phase, shifted_);
}

void DroppedPhases::add(std::span<const double> real, std::span<const double> imaginary,
                        std::span<double> u) {
  for (const Vector& phase : phases_) {
    shift(real, imaginary, phase);
    kinks_.add(shifted_, u);
  }
}

void DroppedPhases::add_gradient(std::span<const double> real, std::span<const double> imaginary,
                                 std::span<const double> v, std::span<double> by_real,
                                 std::span<double> by_imaginary) {
  for (const Vector& phase : phases_) {
    shift(real, imaginary, phase);
    gradient_.assign(v.size(), 0.0);
    kinks_.add_gradient(shifted_, v, gradient_);
    add_line(gradient_, phase.real, 0, by_real);
    add_line(gradient_, -phase.imaginary, 0, by_imaginary);
  }
}

void DroppedPhases::add_parameters(std::span<const double> real, std::span<const double> imaginary,
                                   std::span<const double> v, std::size_t begin, std::size_t end,
                                   std::span<CompensatedSum> sums) {
  for (std::size_t k = 0; k < phases_.size(); ++k) {
    const Vector phase = phases_[k];
    shift(real, imaginary, phase);
    gradient_.assign(v.size(), 0.0);
    kinks_.add_gradient(shifted_, v, gradient_);
    double sum = 0;
    double sum_q = 0;
    for (std::size_t j = begin; j < end; ++j) {
      sum += gradient_[j];
      sum_q += gradient_[j] * (real[j] * phase.imaginary + imaginary[j] * phase.real);
    }
    sums[k].add(-0.25 * sum_q);
    sums[phases_.size()].add(-0.25 * sum);
  }
}

void DroppedPhases::add_line_parameters(std::span<const double> real,
                                        std::span<const double> imaginary,
                                        std::span<const double> g,
                                        std::span<CompensatedSum> sums) const {
  double sum = 0;
  double sum_real = 0;
  double sum_imaginary = 0;
  for (std::size_t i = 0; i < g.size(); ++i) {
    sum += g[i];
    sum_real += g[i] * real[i];
    sum_imaginary += g[i] * imaginary[i];
  }
  for (std::size_t k = 0; k < phases_.size(); ++k) {
    sums[k].add(-half_scale_ * (sum_real * phases_[k].imaginary + sum_imaginary * phases_[k].real));
    sums[phases_.size()].add(-half_scale_ * sum);
  }
}

void DroppedPhasesRectifier::run(std::span<const std::span<const double>> in,
                                 std::span<const std::span<double>> out) {
  const std::size_t n = out[0].size();
  fourfold_.up(in[0], real_);
  fourfold_.up(in[1], imaginary_);
  sum_.assign(real_.size(), 0.0);
  phases_.add(real_, imaginary_, sum_);
  fourfold_.down(inner(sum_), out[0]);
  add_real_part(in[0].subspan(kReach, n), in[1].subspan(kReach, n), phases_.linear(), out[0]);
  for (double& r : out[0]) r += phases_.constant();
}

void DroppedPhasesGradient::run(std::span<const std::span<const double>> in,
                                std::span<const std::span<double>> out) {
  const std::span<const double> g = in[2].subspan(kReach, out[0].size());
  fourfold_.up(in[0], real_);
  fourfold_.up(in[1], imaginary_);
  fourfold_.up(in[2], v_);
  by_real_.assign(v_.size(), 0.0);
  by_imaginary_.assign(v_.size(), 0.0);
  phases_.add_gradient(real_, imaginary_, v_, by_real_, by_imaginary_);
  fourfold_.down(inner(by_real_), out[0]);
  fourfold_.down(inner(by_imaginary_), out[1]);
  add_line(g, phases_.linear().real, 0, out[0]);
  add_line(g, -phases_.linear().imaginary, 0, out[1]);
}

}  // namespace rectify::detail
