// The passes of a shape whose every result depends on its own frame alone.
#pragma once

#include <memory>
#include <vector>

#include "cli/shapes/passes.hpp"
#include "rectify/shapes/shape.hpp"
#include "rectify/stages/stage.hpp"
#include "rectify/stages/team.hpp"

namespace rectify::cli {

class PointwisePasses final : public Passes {
 public:
  /// `by_parameters` has the gradients of the parameters; null: there are none to be had. `team`,
  /// if not null, does the slices of long blocks side by side, and must outlive this.
  PointwisePasses(std::unique_ptr<const Shape> shape, std::unique_ptr<const Shape> by_parameters,
                  Team* team)
      : shape_(std::move(shape)), by_parameters_(std::move(by_parameters)), team_(team) {}

  /// What `by_parameters` takes is made of the frames of the argument by this chain, without delay.
  /// Where the chain is empty, both take the same.
  void set_own_argument(Chain to_own_argument) { to_own_argument_ = std::move(to_own_argument); }

  void begin(const Choices& choices) override;
  void forward(std::vector<double>& argument, bool wanted, std::vector<double>& y) override;
  void backward(std::span<const double> g, std::vector<double>& gradient) override;
  [[nodiscard]] std::vector<double> parameters() const override {
    return by_parameters_->parameters();
  }
  [[nodiscard]] std::vector<double> gradients() const override;
  void conclude(GradientCheck& check) override { check.add(check_); }

  /// dr/dx of the results that forward() gave last.
  void mask(std::vector<double>& mask) const;

 private:
  void slopes(std::span<const double> g, std::span<double> gradient) const;

  std::unique_ptr<const Shape> shape_;
  std::unique_ptr<const Shape> by_parameters_;
  Team* team_;
  Chain to_own_argument_;
  Choices choices_;
  std::unique_ptr<ParameterGradient> sums_;
  GradientCheck check_;
  std::vector<double> argument_;      // of the block at hand
  std::vector<double> own_argument_;  // the same for `by_parameters`
};

}  // namespace rectify::cli
