// A sum of rectified sines at phases that have gradients of their own.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "rectify/gradient/compensated_sum.hpp"
#include "rectify/shapes/phase_sum.hpp"

namespace rectify {

/// y(u) = scale · Σ_k relu(A·sin(2π(u + φ_k)) - V), u in turns: what PhaseSum::of() has in closed
/// form, here by its definition, phase by phase, as a function of its parameters too.
class PhaseList {
 public:
  PhaseList(std::vector<double> phases_turns, PhaseSum::Path path)
      : phases_turns_(std::move(phases_turns)), path_(path) {}

  /// In place: u becomes y. O(N) a sample.
  void forward(std::span<double> u) const;

  /// The parameters that have a gradient: each phase, in radians, and V behind them.
  [[nodiscard]] std::vector<double> parameters() const;
  [[nodiscard]] PhaseList with(std::span<const double> parameters) const;

  class Gradient;

 private:
  [[nodiscard]] double angle_of(double u, std::size_t k) const;

  std::vector<double> phases_turns_;
  PhaseSum::Path path_;
};

/// The gradients over all samples added, O(N) a sample:
///
///     ∂e/∂φ_k = Σ g·m_k·A·cos(θ + φ_k)    ∂e/∂V = -Σ g·Σ m_k      each times the scale
///
/// m_k is 1 where A·sin(θ + φ_k) > V, at_zero where they are equal as doubles. Compensated sums; a
/// g where m_k is 0 does not enter.
class PhaseList::Gradient {
 public:
  Gradient(const PhaseList& shape, double at_zero)
      : shape_(shape), at_zero_(at_zero), phases_(shape.phases_turns_.size()) {}
  void add(std::span<const double> u, std::span<const double> g);
  /// As PhaseList::parameters().
  [[nodiscard]] std::vector<double> values() const;

 private:
  PhaseList shape_;
  double at_zero_;
  std::vector<CompensatedSum> phases_;
  CompensatedSum drop_;
};

}  // namespace rectify
