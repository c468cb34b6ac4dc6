// Multi-phase sums with a drop, forward and backward: a half wave for each phase.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "rectify/alias_free/detail/bandlimited_kinks.hpp"
#include "rectify/alias_free/detail/block_kernel.hpp"
#include "rectify/alias_free/detail/fourfold.hpp"
#include "rectify/alias_free/detail/lines.hpp"
#include "rectify/compensated_sum.hpp"
#include "rectify/shapes/phases.hpp"

namespace rectify::detail {

/// scale·Σ relu(s_k - V) = Re(z·linear) + Σ k(s_k), where s_k = Re(z·e^{jφ_k}), linear =
/// ½·scale·Σ e^{jφ_k} and k(s) = ½·scale·(|s - V| - V). What a drop V leaves is not in proportion
/// to |z|, so there is no table of arcs, and N phases cost N times one. Central differences step to
/// a V below 0: then |V| stands in k in the place of V, and constant() is what that leaves out.
class DroppedPhases {
 public:
  /// Throws std::invalid_argument where a phase or the drop is not finite, or the scale out of
  /// range.
  DroppedPhases(const Phases& phases, double drop, double scale);

  [[nodiscard]] Vector linear() const { return linear_; }
  [[nodiscard]] double constant() const { return constant_; }

  /// u[j] += Σ k(s_k[j]), bandlimited, as BandlimitedKinks::add does it.
  void add(std::span<const double> real, std::span<const double> imaginary, std::span<double> u);

  /// From v = ∂e/∂u to what is added to ∂e/∂Re z and ∂e/∂Im z.
  void add_gradient(std::span<const double> real, std::span<const double> imaginary,
                    std::span<const double> v, std::span<double> by_real,
                    std::span<double> by_imaginary);

  /// Adds the parts that the kinks and the lines have in PhaseParameters' sums: of the samples from
  /// `begin` to before `end` at four times the rate, and of frames.
  void add_parameters(std::span<const double> real, std::span<const double> imaginary,
                      std::span<const double> v, std::size_t begin, std::size_t end,
                      std::span<CompensatedSum> sums);
  void add_line_parameters(std::span<const double> real, std::span<const double> imaginary,
                           std::span<const double> g, std::span<CompensatedSum> sums) const;

 private:
  void shift(std::span<const double> real, std::span<const double> imaginary, Vector phase);

  std::vector<Vector> phases_;  // e^{jφ_k}
  double half_scale_;
  Vector linear_;
  double constant_;
  BandlimitedKinks kinks_;
  std::vector<double> shifted_;  // s_k
  std::vector<double> gradient_;
};

/// in: Re z, Im z; out: r.
class DroppedPhasesRectifier final : public ParallelKernel {
 public:
  explicit DroppedPhasesRectifier(DroppedPhases phases) : phases_(std::move(phases)) {}

  [[nodiscard]] std::unique_ptr<ParallelKernel> clone() const override {
    return std::make_unique<DroppedPhasesRectifier>(*this);
  }
  [[nodiscard]] std::size_t inputs() const override { return 2; }
  [[nodiscard]] std::size_t outputs() const override { return 1; }
  void run(std::span<const std::span<const double>> in,
           std::span<const std::span<double>> out) override;

 private:
  DroppedPhases phases_;
  Fourfold fourfold_;
  std::vector<double> real_;
  std::vector<double> imaginary_;
  std::vector<double> sum_;
};

/// in: Re z, Im z, g; out: ∂e/∂Re z, ∂e/∂Im z.
class DroppedPhasesGradient final : public ParallelKernel {
 public:
  explicit DroppedPhasesGradient(DroppedPhases phases) : phases_(std::move(phases)) {}

  [[nodiscard]] std::unique_ptr<ParallelKernel> clone() const override {
    return std::make_unique<DroppedPhasesGradient>(*this);
  }
  [[nodiscard]] std::size_t inputs() const override { return 3; }
  [[nodiscard]] std::size_t outputs() const override { return 2; }
  void run(std::span<const std::span<const double>> in,
           std::span<const std::span<double>> out) override;

 private:
  DroppedPhases phases_;
  Fourfold fourfold_;
  std::vector<double> real_;
  std::vector<double> imaginary_;
  std::vector<double> v_;
  std::vector<double> by_real_;
  std::vector<double> by_imaginary_;
};

}  // namespace rectify::detail
