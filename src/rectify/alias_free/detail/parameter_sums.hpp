// Gradients of a shape's parameters through its alias-free forward pass.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "rectify/alias_free/detail/dropped_phases.hpp"
#include "rectify/alias_free/detail/kink_sums.hpp"
#include "rectify/alias_free/detail/summing_kernel.hpp"
#include "rectify/compensated_sum.hpp"
#include "rectify/shapes/phases.hpp"
#include "rectify/shapes/shape.hpp"

namespace rectify::detail {

/// Of a shape that is made of pieces; in: x, g. The kinks' sums are taken at four times the rate,
/// those of the line from the frames as they are; Shape::gradients_from() puts them together.
class PieceParameters final : public SummingKernel {
 public:
  /// Throws std::invalid_argument where the shape is not made of pieces.
  explicit PieceParameters(std::shared_ptr<const Shape> shape);

  [[nodiscard]] std::size_t inputs() const override { return 2; }
  void run(std::span<const std::span<const double>> in,
           std::span<const std::span<double>> out) override;

  /// In the order of Shape::parameters().
  [[nodiscard]] std::vector<double> sums() const override;

 private:
  std::shared_ptr<const Shape> shape_;
  KinkSums kinks_;
  CompensatedSum g_;
  CompensatedSum gx_;
  Fourfold fourfold_;
  std::vector<double> y_;
  std::vector<double> v_;
};

/// Of a sum of phases with a drop V, which may be 0; in: Re z, Im z, g. Phase by phase, O(N): with
/// s_k = Re(z·e^{jφ_k}), whose derivative by φ_k is -q_k = -Im(z·e^{jφ_k}), and d_k = ∂e/∂s_k from
/// the backward pass of ½·scale·|s_k - V| at four times the rate,
///
///     ∂e/∂φ_k = -Σ d_k·q_k - ½·scale·Σ g·q_k    ∂e/∂V = -Σ_k (Σ d_k + ½·scale·Σ g)
class PhaseParameters final : public SummingKernel {
 public:
  /// Throws as DroppedPhases does.
  PhaseParameters(const Phases& phases, double drop, double scale);

  [[nodiscard]] std::size_t inputs() const override { return 3; }
  void run(std::span<const std::span<const double>> in,
           std::span<const std::span<double>> out) override;

  /// The phases' in their order, by the radian, and the drop's.
  [[nodiscard]] std::vector<double> sums() const override;

 private:
  DroppedPhases phases_;
  std::vector<CompensatedSum> sums_;
  Fourfold fourfold_;
  std::vector<double> real_;
  std::vector<double> imaginary_;
  std::vector<double> v_;
};

}  // namespace rectify::detail
