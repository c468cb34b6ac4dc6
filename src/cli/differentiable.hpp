// The shape of a backward pass, as the options ask for it.
#pragma once

#include <memory>
#include <vector>

#include "cli/options.hpp"
#include "cli/report.hpp"
#include "rectify/shapes/gradient_check.hpp"
#include "rectify/shapes/shape.hpp"
#include "rectify/shapes/units.hpp"

namespace rectify::cli {

/// The shape of the command; `units` where it is units. That of a generated multiphase is a
/// function of Wave::kMultipleAngle, and its gradient is by the angle in radians; where
/// needs_quadrature(), it is a function of the analytic signal.
[[nodiscard]] std::unique_ptr<const Shape> shape_of(const Options& options,
                                                    const std::vector<Unit>& units);

/// Whether the gradients of its parameters are asked for: also by --verbose, where they can be had.
[[nodiscard]] bool wants_parameters(const Options& options);

/// The shape whose parameters have gradients; that of a generated multiphase is a function of
/// Wave::kAngle. Throws io::Error kUsage for more phases than 4096.
[[nodiscard]] std::unique_ptr<const Shape> parameter_shape(const Options& options,
                                                           const std::vector<Unit>& units);

/// Says how the check went. Throws io::Error kFailed where a derivative disagrees.
void conclude(const GradientCheck& check, const Report& report);

}  // namespace rectify::cli
