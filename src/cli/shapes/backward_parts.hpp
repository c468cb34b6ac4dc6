// What the backward pass of a shape is made of.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/shapes/passes.hpp"
#include "cli/shapes/pointwise_passes.hpp"
#include "rectify/gradient/transpose_check.hpp"
#include "rectify/stages/stage.hpp"

namespace rectify::cli {

/// The names of a shape's parameters, in the core's order: one row of `columns` alone or, with
/// `beside`, any number of such rows (a1, b1, c1, a2 …) and then one that has no place in them.
struct ParameterNames {
  std::vector<std::string> columns;   ///< "a", "b", "c"
  std::optional<std::string> beside;  ///< "leak"
};

/// A shape between the filters around it. Forward: x goes through `to_argument` and becomes what
/// the shape takes. Backward: what the shape gives goes through `to_input` and becomes ∂e/∂x.
/// Either chain is empty where there is nothing to do.
struct BackwardParts {
  std::unique_ptr<Passes> passes;
  Chain to_argument;
  Chain to_input;
  std::optional<TransposeCheck> transpose_check;  ///< compares the two chains, for --check
  ParameterNames names;
  const PointwisePasses* masked = nullptr;  ///< those whose mask is a column of its own, if any
};

}  // namespace rectify::cli
