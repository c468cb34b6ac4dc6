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
/// frequencies shifted by φ_k.
///
/// With z = A·e^{jθ} every instant is one of a sine of amplitude A, so r = A·(sum of a sine of
/// amplitude 1), which PhaseSum gives: O(1) a sample. A drop V
/// other than 0 is not in proportion to A; then the phases are added up one by one, O(N). Upright
/// phases give what UprightPhaseSum makes of Re z, to the bit. Error: 1e-12 of scale·N·|z|, for up
/// to 1000 phases. A NaN in z gives NaN.
///
/// Backward, to p = ∂e/∂Re z and q = ∂e/∂Im z, from which p - Hq, the adjoint of AnalyticSignal,
/// leads back to x:
///
///     p + j·q = g · scale·Σ m_k·e^{-j2πφ_k}
///
/// m_k is 1 where s_k > V, or z is NaN, and at_zero where they are equal as doubles, else 0.
/// Without a drop it is PhaseSum's slope, with its error; with one, and where z is 0, it takes
/// O(N).
class RECTIFY_API AnalyticPhaseSum : public FloatPasses<AnalyticPhaseSum> {
 public:
  static constexpr std::size_t kParts = 2;  ///< Re z, Im z

  /// `drop` is V. Throws std::invalid_argument as PhaseSum does.
  AnalyticPhaseSum(Phases phases, double drop, double scale);

  using FloatPasses::backward;
  using FloatPasses::forward;
  void forward(std::span<const double> z, std::span<double> r) const;
  void backward(std::span<const double> z, std::span<const double> g, std::span<double> pq,
                double at_zero = 0) const;

  /// The phases, in radians, and V after them, in O(N) a sample:
  ///
  ///     ∂e/∂φ_k = -Σ g·m_k·Im(z·e^{j2πφ_k})    ∂e/∂V = -Σ g·Σ m_k      each times the scale
  [[nodiscard]] std::vector<double> parameters() const;
  [[nodiscard]] std::unique_ptr<ParameterGradient> parameter_gradient(double at_zero) const;
  void forward_with(std::span<const double> parameters, std::span<const double> z,
                    std::span<double> r) const;
  [[nodiscard]] std::optional<Term<AnalyticPhaseSum>> term(std::size_t k) const;

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
