// Multi-phase sums and the envelope of any signal, from its analytic signal.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "rectify/phase_sum.hpp"
#include "rectify/stage.hpp"

namespace rectify {

/// The phases of a sum, in turns.
struct Phases {
  std::uint64_t even = 8;         ///< k/even turn, k = 0 … even - 1, unless there is a list
  std::vector<double> list = {};  ///< any, in any order

  [[nodiscard]] std::uint64_t count() const { return list.empty() ? even : list.size(); }

  /// Whether each of them is a whole number of half turns: they shift x to ±x and need no
  /// quadrature.
  [[nodiscard]] bool upright() const;
};

/// r = scale · Σ_k relu(s_k - V), s_k = Re(z·e^{j2πφ_k}) the signal x = Re z with all its
/// frequencies shifted by φ_k.
///
/// With z = A·e^{jθ} every instant is one of a sine of amplitude A, so r = A·(sum of a sine of
/// amplitude 1), which PhaseSum gives: O(1) a sample for even phases, O(log N) for a list. A drop V
/// > 0 is not in proportion to A; then the phases are added up one by one, O(N).
///
/// Error: 1e-12 of scale·|z|·N, for up to 1000 phases. A NaN in z gives NaN.
class AnalyticPhaseSum {
 public:
  /// Drop and scale >= 0. Throws std::invalid_argument as PhaseSum does.
  AnalyticPhaseSum(const Phases& phases, double drop, double scale);

  /// r[i] from z[2i] + j·z[2i+1]; `r` is half as long as `z`, and may begin where it begins.
  void forward(std::span<const double> z, std::span<double> r) const;

 private:
  void add_up(std::span<const double> z, std::span<double> r) const;

  Phases phases_;
  double drop_;
  double scale_;
  PhaseSum sum_;  // without the drop
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

 private:
  double direct_ = 0;
  double opposite_ = 0;
  double drop_;
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
