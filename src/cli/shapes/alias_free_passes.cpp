// The argument waits for its g, and both go back together.
#include "cli/shapes/alias_free_passes.hpp"

#include <algorithm>
#include <utility>

#include "cli/shapes/alias_free.hpp"

namespace rectify::cli {

AliasFreePasses::AliasFreePasses(Made made)
    : made_(std::move(made)), backward_stage_(made_.backward.get()) {
  forward_.add(std::move(made_.forward), made_.channels);
  backward_.add(std::move(made_.backward), made_.parts * made_.channels);
}

void AliasFreePasses::begin(const Choices& choices) {
  forward_.begin_pass();
  backward_.begin_pass();
  if (choices.parameters) sums_ = made_.gradients();
  if (choices.check) {
    differences_ = made_.differences();
    check_.emplace(made_.check());
  }
}

void AliasFreePasses::forward(std::vector<double>& argument, bool wanted, std::vector<double>& y) {
  waiting_.insert(waiting_.end(), argument.begin(), argument.end());
  if (wanted) {
    std::swap(y, argument);
    return forward_.process(y);
  }
  y.resize(argument.size() / made_.parts);
}

bool AliasFreePasses::drain_forward(std::vector<double>& y) { return forward_.drain(y); }

void AliasFreePasses::backward(std::span<const double> g, std::vector<double>& gradient) {
  const std::size_t parts = made_.parts;
  const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(g.size() * parts);
  argument_.assign(waiting_.begin(), end);
  waiting_.erase(waiting_.begin(), end);
  rows_.resize(g.size() * (parts + 1));
  for (std::size_t i = 0; i < g.size(); ++i) {
    std::copy_n(argument_.data() + i * parts, parts, rows_.data() + i * (parts + 1));
    rows_[i * (parts + 1) + parts] = g[i];
  }
  if (sums_) sums_->add(rows_);
  if (differences_) differences_->add(rows_);
  if (check_) {
    check_->add_input(argument_);
    check_->add_upstream(g);
  }
  std::swap(gradient, rows_);
  backward_.process(gradient);
  if (check_) check_->add_gradient(gradient);
}

bool AliasFreePasses::drain_backward(std::vector<double>& gradient) {
  if (backward_.drain(gradient)) {
    if (check_) check_->add_gradient(gradient);
    return true;
  }
  if (std::exchange(concluded_, true)) return false;
  if (sums_) sums_->conclude();
  if (differences_) differences_->conclude();
  return false;
}

std::vector<double> AliasFreePasses::gradients() const {
  return sums_ ? sums_->values() : std::vector<double>{};
}

void AliasFreePasses::conclude(GradientCheck& check) {
  check_->conclude(check);
  compare_parameters(gradients(), differences_->values(), check);
}

/// Of samples of the signal that have gone through a filter, the filter's owner tells.
void AliasFreePasses::report_end(const std::string& name, const Report& report) const {
  if (made_.filter == nullptr) {
    report_spoilt(*backward_stage_, name + " or its upstream gradient", report);
  } else if (!made_.filter->first_spoilt()) {
    report_spoilt(*backward_stage_, "the upstream gradient", report);
  }
}

}  // namespace rectify::cli
