// One block at a time, with nothing held back.
#include "cli/shapes/pointwise_passes.hpp"

#include <utility>

namespace rectify::cli {

void PointwisePasses::begin(const Choices& choices) {
  choices_ = choices;
  to_own_argument_.begin_pass();
  if (choices.parameters && by_parameters_) {
    sums_ = by_parameters_->parameter_gradient(choices.at_zero);
  }
}

void PointwisePasses::forward(std::vector<double>& argument, bool wanted, std::vector<double>& y) {
  std::swap(argument_, argument);
  y.resize(argument_.size() / shape_->parts());
  if (!wanted) return;
  const std::size_t parts = shape_->parts();
  run_slices(team_, y.size(), [&](std::size_t from, std::size_t count) {
    shape_->forward(std::span(argument_).subspan(parts * from, parts * count),
                    std::span(y).subspan(from, count));
  });
}

/// ∂e/∂argument of the block at hand; `gradient` may be `g` where the shape has one part.
void PointwisePasses::slopes(std::span<const double> g, std::span<double> gradient) const {
  const std::size_t parts = shape_->parts();
  run_slices(team_, g.size(), [&](std::size_t from, std::size_t count) {
    shape_->backward(std::span(argument_).subspan(parts * from, parts * count),
                     g.subspan(from, count), gradient.subspan(parts * from, parts * count),
                     choices_.at_zero);
  });
}

void PointwisePasses::backward(std::span<const double> g, std::vector<double>& gradient) {
  gradient.resize(argument_.size());
  slopes(g, gradient);
  if (!to_own_argument_.empty()) {
    own_argument_ = argument_;
    to_own_argument_.process(own_argument_);
  }
  const std::vector<double>& own = to_own_argument_.empty() ? argument_ : own_argument_;
  if (sums_) sums_->add(own, g);
  if (!choices_.check) return;
  shape_->check_input(argument_, g, gradient, check_);
  by_parameters_->check_parameters(choices_.at_zero, own, g, check_);
}

void PointwisePasses::mask(std::vector<double>& mask) const {
  mask.assign(argument_.size(), 1.0);
  slopes(mask, mask);
}

std::vector<double> PointwisePasses::gradients() const {
  return sums_ ? sums_->values() : std::vector<double>{};
}

}  // namespace rectify::cli
