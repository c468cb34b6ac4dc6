// The backward pass of PiecewiseRectifier.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "rectify/alias_free/detail/bandlimited_kinks.hpp"
#include "rectify/alias_free/detail/block_kernel.hpp"
#include "rectify/alias_free/detail/fourfold.hpp"
#include "rectify/shapes/piecewise_linear.hpp"

namespace rectify::detail {

/// From x = in[0] and the upstream gradient g = in[1] to ∂e/∂x.
///
/// Forward, r = slope·x + D·z with z = k̂(U·x). Backward, ∂e/∂z = Dᵀ·g and ∂e/∂x = slope·g +
/// Uᵀ·∂e/∂y, and since U = 4·Dᵀ both factors of 4 cancel:
///
///     ∂e/∂x = slope·g + D·w,   w = the backward pass of k̂ at y = U·x, from v = U·g
///
/// Exact but for rounding: the derivative of what the forward pass computes.
class PiecewiseGradient final : public ParallelKernel {
 public:
  /// Throws as PiecewiseRectifier does.
  explicit PiecewiseGradient(const PiecewiseLinear& shape);

  [[nodiscard]] std::unique_ptr<ParallelKernel> clone() const override {
    return std::make_unique<PiecewiseGradient>(*this);
  }
  [[nodiscard]] std::size_t inputs() const override { return 2; }
  [[nodiscard]] std::size_t outputs() const override { return 1; }
  void run(std::span<const std::span<const double>> in,
           std::span<const std::span<double>> out) override;

 private:
  double slope_;
  BandlimitedKinks kinks_;
  Fourfold fourfold_;
  std::vector<double> y_;
  std::vector<double> v_;
  std::vector<double> w_;
};

}  // namespace rectify::detail
