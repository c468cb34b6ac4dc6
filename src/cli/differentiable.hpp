// The shapes of the core under one interface, for the backward pass: one virtual call a block.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "cli/report.hpp"
#include "rectify/gradient/gradient_check.hpp"
#include "rectify/shapes/units.hpp"

namespace rectify::cli {

/// A shape, forward and backward: r and g are as long as the samples are many, x and ∂e/∂x parts()
/// times that.
class Differentiable {
 public:
  virtual ~Differentiable() = default;
  /// Numbers of x a sample: 2 for a function of the analytic signal, else 1.
  [[nodiscard]] virtual std::size_t parts() const = 0;
  virtual void forward(std::span<const double> x, std::span<double> r) const = 0;
  virtual void backward(std::span<const double> x, std::span<const double> g,
                        std::span<double> out) const = 0;
  /// Holds the gradient that backward() gave against central differences.
  virtual void check(std::span<const double> x, std::span<const double> g,
                     std::span<const double> gradient, GradientCheck& check) const = 0;
};

/// The gradients of a shape's parameters, gathered block by block.
class ParameterSums {
 public:
  virtual ~ParameterSums() = default;
  virtual void add(std::span<const double> x, std::span<const double> g) = 0;
  virtual void check(std::span<const double> x, std::span<const double> g,
                     GradientCheck& check) = 0;
  [[nodiscard]] virtual std::vector<double> parameters() const = 0;
  [[nodiscard]] virtual std::vector<double> gradients() const = 0;
};

/// The shape of the command; `units` where it is units. That of a generated multiphase is a
/// function of Wave::kMultipleAngle, and its gradient is by the angle in radians; where
/// needs_quadrature(), it is a function of the analytic signal.
[[nodiscard]] std::unique_ptr<Differentiable> differentiable(const Options& options,
                                                             const std::vector<Unit>& units);

/// Whether the gradients of its parameters are asked for: also by --verbose, where they can be had.
[[nodiscard]] bool wants_parameters(const Options& options);

/// Its parameters; those of a generated multiphase as a function of Wave::kAngle, else of what the
/// shape is a function of. Throws io::Error kUsage for more phases than 4096.
[[nodiscard]] std::unique_ptr<ParameterSums> parameter_sums(const Options& options,
                                                            const std::vector<Unit>& units);

/// Says how the check went. Throws io::Error kFailed where a derivative disagrees.
void conclude(const GradientCheck& check, const Report& report);

}  // namespace rectify::cli
