// The multi-phase sum of any signal, from its analytic signal.
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
#include "rectify/shapes/upright_phase_sum.hpp"

namespace rectify {

/// r = scale · Σ_k relu(s_k - V), where s_k = Re(z·e^{j2πφ_k}) is the signal x = Re z with all its
/// frequencies shifted by φ_k. `z` holds N pairs (Re z, Im z), `r` and `g` N values.
///
/// With z = A·e^{jθ} every instant is one of a sine of amplitude A, so r = A·(sum of a sine of
/// amplitude 1), which PhaseSum gives: O(1) a sample for even phases, O(log N) for a list. A drop V
/// other than 0 is not in proportion to A; then the phases are added up one by one, O(N). Upright
/// phases give what UprightPhaseSum makes of Re z, to the bit.
///
/// Error: 1e-12 of scale·N·|z|, for up to 1000 phases. A NaN in z gives NaN. Floats are computed in
/// double, and each result is rounded once. Each function throws std::invalid_argument where the
/// lengths of its spans do not fit or at_zero is outside [0, 1].
class RECTIFY_API AnalyticPhaseSum {
 public:
  static constexpr std::size_t kParts = 2;  ///< numbers of z for each sample: Re z, Im z

  /// `drop` is V. Throws std::invalid_argument as PhaseSum does.
  AnalyticPhaseSum(Phases phases, double drop, double scale);

  /// `r` may be the front of `z`, or must not overlap it.
  void forward(std::span<const double> z, std::span<double> r) const;
  void forward(std::span<const float> z, std::span<float> r) const { forward_floats(*this, z, r); }

  /// From g = ∂e/∂r to N pairs (p, q) = (∂e/∂Re z, ∂e/∂Im z):
  ///
  ///     p + j·q = g · scale·Σ m_k·e^{-j2πφ_k}
  ///
  /// m_k is 1 where s_k > V, or z is NaN, and at_zero where they are equal as doubles, else 0. The
  /// adjoint of AnalyticSignal, p - Hq, then leads back to x. A slope of 0 selects +0, whatever g
  /// is. `pq` may be `z`, and must not overlap `g`. Without a drop it is PhaseSum's slope, with its
  /// error; with one, and where z is 0, it takes O(N).
  void backward(std::span<const double> z, std::span<const double> g, std::span<double> pq,
                double at_zero = 0) const;
  void backward(std::span<const float> z, std::span<const float> g, std::span<float> pq,
                double at_zero = 0) const {
    backward_floats(*this, z, g, pq, at_zero);
  }

  /// The parameters are the phases, in radians, and V after them:
  ///
  ///     ∂e/∂φ_k = -Σ g·m_k·Im(z·e^{j2πφ_k})    ∂e/∂V = -Σ g·Σ m_k      each times the scale
  ///
  /// m_k as in backward(), in O(N) a sample. The sums are compensated; a g does not enter where m_k
  /// is 0.
  [[nodiscard]] std::vector<double> parameters() const;
  [[nodiscard]] std::unique_ptr<ParameterGradient> parameter_gradient(double at_zero) const;
  void forward_with(std::span<const double> parameters, std::span<const double> z,
                    std::span<double> r) const;

 private:
  struct Slopes {
    double by_real;
    double by_imaginary;
  };
  [[nodiscard]] Slopes add_up_slopes(double real, double imaginary, double at_zero) const;
  void add_up(std::span<const double> z, std::span<double> r) const;

  Phases phases_;
  double drop_;
  double scale_;
  PhaseSum sum_;                            // without the drop
  std::optional<UprightPhaseSum> upright_;  // where the phases are
};

}  // namespace rectify
