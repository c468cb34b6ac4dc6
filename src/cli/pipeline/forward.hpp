// The forward way of a signal: source, shape, steps, output.
#pragma once

#include <memory>
#include <string>

#include "cli/context/context.hpp"
#include "cli/outputs/output_request.hpp"
#include "cli/shapes/shape_request.hpp"
#include "cli/sources/source_request.hpp"
#include "cli/steps/step.hpp"

namespace rectify::cli {

struct ForwardRequest {
  SourceRequest source;
  std::unique_ptr<ShapeRequest> shape;  ///< null: the signal goes through as it is
  std::string shape_name;               ///< which names the columns of the result
  StepList steps;
  OutputRequest output;

  void check(const OptionList& options);
};

/// Opens, checks, computes and writes. Throws io::Error.
void run_forward(ForwardRequest& request, const Context& context);

}  // namespace rectify::cli
