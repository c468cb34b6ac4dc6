// The multi-phase sum of a stretch of a channel without aliasing, from its analytic signal.
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

/// r = scale·Σ relu(Re(z·e^{jφ_k})) for any number of phases, z = in[0] + j·in[1].
///
/// As PhaseTable parts it, r = Re(z·linear) + f(z). f(z) = Re(z·W), where W is a table by the arc
/// in which z points and has a step J where z turns past a direction ψ: again a signal times steps,
/// and Re(z·J) = 2γ·side(z, ψ).
///
///     z₄ = U·z;   u[j] = Re(z₄[j]·W) + Σ 2σ·γ·side(z₄[j], ψ)·r(j - t)   over all crossings
///     r = Re(z·linear) + D·u
///
/// (U, D: Fourfold; r(j - t): StepResidual; t, σ = ±1: the time of a crossing and its sense.) The
/// sum over phases is in the table, so a sample costs the same for any number of phases, and a step
/// the same for however many share its direction. Error against the bandlimited answer, in
/// PiecewiseRectifier's terms: -155 dB.
class PhaseRectifier final : public ParallelKernel {
 public:
  explicit PhaseRectifier(std::shared_ptr<const PhaseTable> table);

  [[nodiscard]] std::unique_ptr<ParallelKernel> clone() const override {
    return std::make_unique<PhaseRectifier>(*this);
  }
  [[nodiscard]] std::size_t inputs() const override { return 2; }
  [[nodiscard]] std::size_t outputs() const override { return 1; }
  void run(std::span<const std::span<const double>> in,
           std::span<const std::span<double>> out) override;

 private:
  std::shared_ptr<const PhaseTable> table_;
  DirectionCrossings finder_;
  Fourfold fourfold_;
  StepResidual residual_;
  std::vector<double> real_;
  std::vector<double> imaginary_;
  std::vector<double> sum_;
};

}  // namespace rectify::detail
