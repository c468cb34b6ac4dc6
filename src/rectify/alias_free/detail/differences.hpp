// Difference quotients by a shape's parameters of its alias-free forward pass.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "rectify/alias_free/detail/summing_kernel.hpp"
#include "rectify/compensated_sum.hpp"

namespace rectify::detail {

/// Makes the forward pass with these values of the parameters.
using MakeForward = std::function<std::unique_ptr<BlockKernel>(std::span<const double> parameters)>;

/// Σ g·(r - r⁻)/h and Σ g·(r⁺ - r)/h for each parameter p, where r⁻ and r⁺ are the results with p -
/// h and p + h, h = GradientCheck::step(p). In: the numbers of the argument, g. Each stretch is
/// rectified anew twice for each parameter, by a kernel that is made for it: memory does not grow
/// with the parameters.
class Differences final : public SummingKernel {
 public:
  Differences(std::vector<double> parameters, MakeForward make_forward);

  [[nodiscard]] std::size_t inputs() const override { return inputs_; }
  void run(std::span<const std::span<const double>> in,
           std::span<const std::span<double>> out) override;

  /// Both in turn, in the order of the parameters, and after them Σ |g|·max(1, |r|), of which the
  /// rounding of a difference is a part.
  [[nodiscard]] std::vector<double> sums() const override;

 private:
  std::vector<double> parameters_;
  MakeForward make_forward_;
  std::size_t inputs_;
  std::vector<CompensatedSum> sums_;
  CompensatedSum size_;
  std::vector<double> at_;     // r
  std::vector<double> moved_;  // r⁻ or r⁺
};

}  // namespace rectify::detail
