// Gradients of parameters that are one compensated sum each.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "rectify/compensated_sum.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/shapes/shape.hpp"

namespace rectify::detail {

template <class Add>
class SummedGradient final : public ParameterGradient {
 public:
  SummedGradient(std::size_t parts, std::size_t parameters, Add add)
      : parts_(parts), add_(std::move(add)), sums_(parameters) {}

  void add(std::span<const double> x, std::span<const double> g) override {
    require_lengths(x.size(), parts_, g.size());
    for (std::size_t i = 0; i < g.size(); ++i) add_(x.data() + parts_ * i, g[i], sums_.data());
  }

  [[nodiscard]] std::vector<double> values() const override {
    std::vector<double> values;
    for (const CompensatedSum& sum : sums_) values.push_back(sum.value());
    return values;
  }

 private:
  std::size_t parts_;
  Add add_;
  std::vector<CompensatedSum> sums_;  // in the order of the parameters
};

/// add(x, g, sums) adds a sample, with x at its parts, to the sums of the parameters.
template <class Add>
std::unique_ptr<ParameterGradient> summed_gradient(std::size_t parts, std::size_t parameters,
                                                   double at_zero, Add add) {
  require_at_zero(at_zero);
  return std::make_unique<SummedGradient<Add>>(parts, parameters, std::move(add));
}

}  // namespace rectify::detail
