// A sum of rectified sines whose phases have gradients of their own.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/shapes/floats.hpp"
#include "rectify/shapes/phase_sum.hpp"
#include "rectify/shapes/phases.hpp"
#include "rectify/shapes/shape.hpp"

namespace rectify {

/// y(u) = scale · Σ_k relu(A·sin(2π(u + φ_k)) - V), u in turns, phase by phase: O(N) a sample.
/// PhaseSum has the same sum in closed form, but not as a function of its parameters. The backward
/// pass is by θ = 2πu, as PhaseSum's. Error: below 1e-12 of scale·A·N, for up to 1000 phases and
/// |u| <= 1. NaN and infinity in u give NaN.
class RECTIFY_API PhaseList : public FloatPasses<PhaseList> {
 public:
  /// Throws std::invalid_argument where a phase is not finite or a number of the path is out of its
  /// range.
  PhaseList(const Phases& phases, PhaseSum::Path path);

  /// How far u moves for a radian of θ.
  [[nodiscard]] static double input_unit();

  using FloatPasses::backward;
  using FloatPasses::forward;
  void forward(std::span<const double> u, std::span<double> y) const;
  void backward(std::span<const double> u, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const;

  /// The phases, in radians, and V after them:
  ///
  ///     ∂e/∂φ_k = Σ g·m_k·A·cos(θ + φ_k)    ∂e/∂V = -Σ g·Σ m_k      each times the scale
  ///
  /// m_k is 1 where A·sin(θ + φ_k) > V, at_zero where they are equal as doubles, else 0.
  [[nodiscard]] std::vector<double> parameters() const;
  [[nodiscard]] std::unique_ptr<ParameterGradient> parameter_gradient(double at_zero) const;
  void forward_with(std::span<const double> parameters, std::span<const double> u,
                    std::span<double> y) const;
  [[nodiscard]] std::optional<Term<PhaseList>> term(std::size_t k) const;

 private:
  void set(const Phases& phases);

  std::vector<double> radians_;  // the phases as parameters …
  std::vector<double> turns_;    // … and less their whole turns
  PhaseSum::Path path_;
};

}  // namespace rectify
