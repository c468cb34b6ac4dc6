// The multi-phase sum of a stretch of a channel without aliasing, from its analytic signal.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "rectify/alias_free/detail/bandlimited_kinks.hpp"
#include "rectify/alias_free/detail/block_kernel.hpp"
#include "rectify/alias_free/detail/direction_crossings.hpp"
#include "rectify/alias_free/detail/fourfold.hpp"
#include "rectify/alias_free/detail/phase_table.hpp"
#include "rectify/alias_free/detail/step_residual.hpp"

namespace rectify::detail {

/// r = scale·Σ relu(Re(z·e^{jφ_k})) of any number of phases, z = in[0] + j·in[1] the analytic
/// signal.
///
/// As PhaseTable parts it, r = Re(z·linear) + f(z). f(z) = Re(z·W), where W is a table by the arc
/// in which z points, and has a step J where z turns past a direction ψ: again a signal times
/// steps, and Re(z·J) = 2γ·side(z, ψ).
///
///     z₄ = U·z;   u[j] = Re(z₄[j]·W) + Σ 2σ·γ·side(z₄[j], ψ)·r(j - t)   over all crossings
///     r = Re(z·linear) + D·u
///
/// (U, D: Fourfold; r(j - t): StepResidual.) The sum over phases is in the table: a sample costs
/// the same for any number of phases, and a step the same for those that share a direction. Of
/// these lcm(2, N)·(frequency/rate) a frame come by. Error as PiecewiseRectifier's, -155 dB at
/// most.
class PhaseRectifier final : public BlockKernel {
 public:
  explicit PhaseRectifier(std::shared_ptr<const PhaseTable> table);

  [[nodiscard]] std::unique_ptr<BlockKernel> clone() const override {
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

/// The same with a drop V: scale·Σ relu(s_k - V), s_k = Re(z·e^{jφ_k}). What a drop leaves is not
/// in proportion to |z|, so each phase is a half wave of its own, and costs so.
class DroppedPhasesRectifier final : public BlockKernel {
 public:
  DroppedPhasesRectifier(const Phases& phases, double drop, double scale);

  [[nodiscard]] std::unique_ptr<BlockKernel> clone() const override {
    return std::make_unique<DroppedPhasesRectifier>(*this);
  }
  [[nodiscard]] std::size_t inputs() const override { return 2; }
  [[nodiscard]] std::size_t outputs() const override { return 1; }
  void run(std::span<const std::span<const double>> in,
           std::span<const std::span<double>> out) override;

 private:
  std::vector<PhaseTable::Vector> phases_;  // e^{jφ_k}
  PhaseTable::Vector linear_;
  BandlimitedKinks kinks_;
  Fourfold fourfold_;
  std::vector<double> real_;
  std::vector<double> imaginary_;
  std::vector<double> shifted_;
  std::vector<double> sum_;
};

}  // namespace rectify::detail
