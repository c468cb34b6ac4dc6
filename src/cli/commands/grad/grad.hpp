// The job of going backward through a shape, whatever its result becomes.
#pragma once

#include <memory>

#include "cli/commands/command.hpp"
#include "cli/commands/grad/gradient_output.hpp"
#include "cli/shapes/shape_request.hpp"

namespace rectify::cli {

/// Runs the backward pass of the shape, after a fit where one is asked for, into that output.
[[nodiscard]] std::unique_ptr<Job> gradient_job(const ShapeRow& shape,
                                                std::unique_ptr<GradientOutput> output);

}  // namespace rectify::cli
