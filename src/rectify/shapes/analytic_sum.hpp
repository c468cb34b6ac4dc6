// Multi-phase sums and the envelope of any signal, from its analytic signal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "rectify/gradient/compensated_sum.hpp"
#include "rectify/shapes/phase_sum.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify {

/// The phases of a sum, in turns.
struct Phases {
  std::uint64_t even = 8;         ///< k/even turn, k = 0 … even - 1, unless there is a list
  std::vector<double> list = {};  ///< any, in any order

  [[nodiscard]] std::uint64_t count() const { return list.empty() ? even : list.size(); }

  /// The k-th, from 0 on.
  [[nodiscard]] double turns(std::uint64_t k) const;

  /// Whether each of them is a whole number of half turns: they shift x to ±x and need no
  /// quadrature.
  [[nodiscard]] bool upright() const;
};

/// r = scale·(n·relu(x - V) + m·relu(-x - V)), n of the phases being whole turns and m half a turn
/// more: what a sum of upright phases comes to. Exact where one of n and m is 0 or V is, and the
/// factor a power of two.
class UprightPhaseSum {
 public:
  /// Throws std::invalid_argument where the phases are not upright.
  UprightPhaseSum(const Phases& phases, double drop, double scale);

  /// In place, any layout of samples.
  void forward(std::span<double> samples) const;

  /// out[i] = ∂e/∂x from g = ∂e/∂r: scale·n·g where x > V or is NaN, -scale·m·g where x < -V, +0
  /// between. At the kinks at_zero times that; at 0 without a drop at_zero·scale·(n - m)·g. The
  /// spans are equally long; `out` may be one of the others, or overlap none.
  void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const;

 private:
  double direct_ = 0;
  double opposite_ = 0;
  double drop_;
};

/// r = scale · Σ_k relu(s_k - V), s_k = Re(z·e^{j2πφ_k}) the signal x = Re z with all its
/// frequencies shifted by φ_k.
///
/// With z = A·e^{jθ} every instant is one of a sine of amplitude A, so r = A·(sum of a sine of
/// amplitude 1), which PhaseSum gives: O(1) a sample for even phases, O(log N) for a list. A drop V
/// other than 0 is not in proportion to A; then the phases are added up one by one, O(N). Upright
/// phases with V >= 0 give what UprightPhaseSum makes of Re z, to the bit.
///
/// Error: 1e-12 of scale·N·(|z| + max(-V, 0)), for up to 1000 phases. A NaN in z gives NaN.
class AnalyticPhaseSum {
 public:
  static constexpr std::size_t kParts = 2;  ///< numbers of z a sample: Re z, Im z

  /// Any drop; scale >= 0. Throws std::invalid_argument as PhaseSum does, or where the drop is NaN.
  AnalyticPhaseSum(Phases phases, double drop, double scale);

  /// r[i] from z[2i] + j·z[2i+1]; `r` is half as long as `z`, and may begin where it begins.
  void forward(std::span<const double> z, std::span<double> r) const;

  /// From the upstream gradient g = ∂e/∂r to pq[2i] = ∂e/∂(Re z[i]) and pq[2i+1] = ∂e/∂(Im z[i]):
  ///
  ///     p + j·q = g · scale·Σ m_k·e^{-j2πφ_k}
  ///
  /// m_k is 1 where s_k > V, or z is NaN, and at_zero where they are equal as doubles. Its way
  /// back to x is AnalyticSignal's adjoint, p - Hq. A slope of 0 selects +0, whatever g is. `pq` is
  /// as long as `z` and may be `z`; `g` is half as long. Without a drop, by PhaseSum's slope, with
  /// its error; with one, and where z is 0, O(N).
  void backward(std::span<const double> z, std::span<const double> g, std::span<double> pq,
                double at_zero = 0) const;

  /// The parameters that have a gradient: each phase, in radians, and V behind them.
  [[nodiscard]] std::vector<double> parameters() const;
  [[nodiscard]] AnalyticPhaseSum with(std::span<const double> parameters) const;

  class Gradient;

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
  std::optional<UprightPhaseSum> upright_;  // where the phases are, and V >= 0
};

/// The gradients over all samples added, O(N) a sample:
///
///     ∂e/∂φ_k = -Σ g·m_k·Im(z·e^{j2πφ_k})    ∂e/∂V = -Σ g·Σ m_k      each times the scale
///
/// m_k is 1 where s_k > V, or z is NaN, and at_zero where they are equal as doubles. Compensated
/// sums; a g where m_k is 0 does not enter.
class AnalyticPhaseSum::Gradient {
 public:
  Gradient(const AnalyticPhaseSum& shape, double at_zero);
  /// `z` as forward() takes it, and half as many g.
  void add(std::span<const double> z, std::span<const double> g);
  /// As AnalyticPhaseSum::parameters().
  [[nodiscard]] std::vector<double> values() const;

 private:
  struct Phase {
    double cosine = 1;
    double sine = 0;
    CompensatedSum sum;
  };
  double drop_voltage_;
  double scale_;
  double at_zero_;
  std::vector<Phase> phases_;
  CompensatedSum drop_;
};

/// r = |z| within 2 ulp: the limit of a sum of N even phases, times π/N, for N → ∞.
struct Envelope {
  /// As AnalyticPhaseSum::forward.
  static void forward(std::span<const double> z, std::span<double> r);
};

/// A shape of the analytic signal as a stage: pairs become halves.
template <class Shape>
class PairStage : public Stage {
 public:
  explicit PairStage(Shape shape) : shape_(std::move(shape)) {}
  void process(Block& block) override {
    shape_.forward(block, std::span(block).first(block.size() / 2));
    block.resize(block.size() / 2);
  }

 private:
  Shape shape_;
};

}  // namespace rectify
