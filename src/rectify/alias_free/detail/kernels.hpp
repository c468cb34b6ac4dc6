// Makes the kernel that a shape needs.
#pragma once

#include <memory>

#include "rectify/alias_free/detail/block_kernel.hpp"
#include "rectify/shapes/phases.hpp"
#include "rectify/shapes/piecewise_linear.hpp"

namespace rectify::detail {

std::unique_ptr<ParallelKernel> rectifier_of(const PiecewiseLinear& f);
std::unique_ptr<ParallelKernel> gradient_of(const PiecewiseLinear& f);

/// With a drop or without, of phases that are not too many, or std::invalid_argument is thrown.
std::unique_ptr<ParallelKernel> rectifier_of(const Phases& phases, double drop, double scale);
std::unique_ptr<ParallelKernel> gradient_of(const Phases& phases, double drop, double scale);

}  // namespace rectify::detail
