// The kinks of a piecewise linear function, applied to a signal at four times its rate.
#pragma once

#include <span>

#include "rectify/alias_free/detail/crossings.hpp"
#include "rectify/alias_free/detail/piece_table.hpp"
#include "rectify/alias_free/detail/step_residual.hpp"
#include "rectify/shapes/piecewise_linear.hpp"

namespace rectify::detail {

/// k(y) = Σ γ_k·(|y - κ_k| - |κ_k|) without what aliases at four times the rate, where
///
///     |y - κ| = (y - κ)·sgn(y - κ)
///
/// is a signal that has no frequencies beyond its own times a row of steps, which have no end of
/// them. So only the steps need to be bandlimited; the product then has the jump of every
/// derivative right. (Corrections of the slope alone, BLAMP, have the first one right.)
///
///     z[j] = k(y[j]) + Σ 2σ·γ_k·(y[j] - κ_k)·r(j - t)
///
/// over all crossings, of κ_k at the time t, σ = ±1 up or down; r is StepResidual, 24 samples each.
class BandlimitedKinks {
 public:
  /// Throws std::invalid_argument where a kink is not finite.
  explicit BandlimitedKinks(const PiecewiseLinear& shape);

  /// z[j] += k(y[j]), bandlimited, for all samples but BlockKernel::kMargin at either end, where it
  /// adds anything. y must be finite; the spans are equally long and do not overlap.
  void add(std::span<const double> y, std::span<double> z);

  /// Backward, from v = ∂e/∂z to ∂e/∂y, which is added to w, under the same conditions. That is v
  /// times the bandlimited signs; and since a crossing moves with the samples around it,
  ///
  ///     ∂t/∂y[n + i] = -L_i(d)/P'(d)
  ///
  /// (L: CellPolynomial::weights) it is, more exactly, also this, for each crossing:
  ///
  ///     w[j] += v[j]·k'(y[j]) + Σ 2σ·γ·v[j]·r(j - t)
  ///     w[n + i] -= L_i(d)/P'(d) · Σ_j v[j]·2σ·γ·(y[j] - κ)·∂r(j - t)/∂d
  void add_gradient(std::span<const double> y, std::span<const double> v, std::span<double> w);

 private:
  PieceTable table_;
  CrossingFinder finder_;
  StepResidual residual_;
};

}  // namespace rectify::detail
