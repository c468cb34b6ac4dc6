// The backward pass of PhaseRectifier.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "rectify/alias_free/detail/block_kernel.hpp"
#include "rectify/alias_free/detail/direction_crossings.hpp"
#include "rectify/alias_free/detail/fourfold.hpp"
#include "rectify/alias_free/detail/phase_table.hpp"
#include "rectify/alias_free/detail/step_residual.hpp"

namespace rectify::detail {

/// From z = in[0] + j·in[1] and the upstream gradient g = in[2] to out[0] = ∂e/∂Re z and out[1] =
/// ∂e/∂Im z, as PiecewiseGradient has it for one signal. With v = U·g and
///
///     ∂side(z, ψ)/∂z = -sin ψ by the real part, cos ψ by the imaginary part: together s = j·e^{jψ}
///
///     p + j·q = g·conj(linear) + D·w
///     w[j] += v[j]·conj(W) + Σ 2σ·γ·v[j]·s·r(j - t)
///     w[n + i] -= s·L_i(d)/S'(d) · Σ_j v[j]·2σ·γ·side(z₄[j], ψ)·∂r(j - t)/∂d
///
/// where S is side(z₄, ψ) between the samples, and L_i how it grows with the side of each of these.
class PhaseGradient final : public ParallelKernel {
 public:
  explicit PhaseGradient(std::shared_ptr<const PhaseTable> table);

  [[nodiscard]] std::unique_ptr<ParallelKernel> clone() const override {
    return std::make_unique<PhaseGradient>(*this);
  }
  [[nodiscard]] std::size_t inputs() const override { return 3; }
  [[nodiscard]] std::size_t outputs() const override { return 2; }
  void run(std::span<const std::span<const double>> in,
           std::span<const std::span<double>> out) override;

 private:
  void add_crossing(const Crossing& crossing);

  std::shared_ptr<const PhaseTable> table_;
  DirectionCrossings finder_;
  Fourfold fourfold_;
  StepResidual residual_;
  std::vector<double> real_;
  std::vector<double> imaginary_;
  std::vector<double> v_;
  std::vector<double> by_real_;
  std::vector<double> by_imaginary_;
};

}  // namespace rectify::detail
