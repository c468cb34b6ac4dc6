// Sums over a signal at four times its rate, weighted by its bandlimited signs about given values.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "rectify/alias_free/detail/crossings.hpp"
#include "rectify/alias_free/detail/step_residual.hpp"
#include "rectify/compensated_sum.hpp"
#include "rectify/shapes/piecewise_linear.hpp"

namespace rectify::detail {

/// For kinks κ_k, y the signal and v = U·g the upstream gradient, both at four times the rate:
///
///     signs_k = ¼·Σ_j v[j]·ŝ_k[j]    signs_x_k = ¼·Σ_j v[j]·y[j]·ŝ_k[j]
///
/// with ŝ_k the bandlimited sign of y - κ_k, as BandlimitedKinks has it. The quarter is there since
/// Dᵀ·g = ¼·U·g.
///
/// That alone would be the derivative with all crossings held where they are. When κ grows, a
/// crossing also moves in time by 1/P', and when all of y is multiplied by 1 + ε, by -κ/P'·ε. So
/// each crossing takes from signs_k what a shift of y would move it by, and from signs_x_k what a
/// stretch would:
///
///     signs_k -= m    signs_x_k -= m·κ_k,   m = ¼·Σ_j v[j]·2σ·(y[j] - κ_k)·∂r(j - t)/∂d / P'(d)
///
/// A sample costs the same for any number of kinks: it is added to the sums of the piece between
/// kinks on which it lies.
class KinkSums {
 public:
  /// Kinks at the same place share one crossing. Throws std::invalid_argument where one is not
  /// finite.
  explicit KinkSums(std::span<const PiecewiseLinear::Kink> kinks);

  /// Adds the samples from `begin` to before `end`, and the crossings in the cells that begin with
  /// them. There are at least BlockKernel::kMargin samples around these.
  void add(std::span<const double> y, std::span<const double> v, std::size_t begin,
           std::size_t end);

  /// In the order of the kinks.
  [[nodiscard]] std::vector<PieceSums::Kink> sums() const;

  /// Of a kink below all of y.
  [[nodiscard]] PieceSums::Kink far() const;

 private:
  struct Sums {
    CompensatedSum v;   // Σ v, of a kink with its signs
    CompensatedSum vy;  // Σ v·y
  };
  [[nodiscard]] Sums all_pieces() const;
  void add_crossing(const double* y, const double* v, const Crossing& crossing);

  std::vector<std::size_t> places_;  // of each kink, among those of the finder
  std::vector<double> kinks_;        // ascending, no two the same
  CrossingFinder finder_;
  StepResidual residual_;
  std::vector<Sums> pieces_;     // one more than kinks
  std::vector<Sums> crossings_;  // of each kink
};

}  // namespace rectify::detail
