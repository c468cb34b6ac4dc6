// Two forward passes for each parameter.
#include "rectify/alias_free/detail/differences.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "rectify/shapes/gradient_check.hpp"

namespace rectify::detail {

Differences::Differences(std::vector<double> parameters, MakeForward make_forward)
    : parameters_(std::move(parameters)),
      make_forward_(std::move(make_forward)),
      inputs_(make_forward_(parameters_)->inputs() + 1),
      sums_(2 * parameters_.size()) {}

void Differences::run(std::span<const std::span<const double>> in,
                      std::span<const std::span<double>> out) {
  const std::size_t n = out[0].size();
  const std::span<const double> g = in.back().subspan(kReach, n);
  at_.resize(n);
  moved_.resize(n);
  const auto run_with = [&](const std::vector<double>& parameters, std::vector<double>& r) {
    const std::array<std::span<double>, 1> results{r};
    make_forward_(parameters)->run(in.first(in.size() - 1), results);
  };
  run_with(parameters_, at_);
  for (std::size_t i = 0; i < n; ++i) {
    size_.add(std::fabs(g[i]) * std::max(1.0, std::fabs(at_[i])));
  }
  std::vector<double> parameters = parameters_;
  for (std::size_t k = 0; k < 2 * parameters_.size(); ++k) {
    const double original = parameters_[k / 2];
    double& moved = parameters[k / 2];
    moved += GradientCheck::step(original) * (k % 2 == 0 ? -1 : 1);
    run_with(parameters, moved_);
    for (std::size_t i = 0; i < n; ++i) {
      sums_[k].add(g[i] * (moved_[i] - at_[i]) / (moved - original));
    }
    moved = original;
  }
  std::fill(out[0].begin(), out[0].end(), 0.0);
}

std::vector<double> Differences::sums() const {
  std::vector<double> values;
  for (const CompensatedSum& sum : sums_) values.push_back(sum.value());
  values.push_back(size_.value());
  return values;
}

}  // namespace rectify::detail
