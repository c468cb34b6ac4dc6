// The forward way of a signal: source, shape, steps, output.
#pragma once

#include "cli/context/context.hpp"
#include "cli/outputs/output_request.hpp"
#include "cli/pipeline/rectification.hpp"

namespace rectify::cli {

struct ForwardRequest : Rectification {
  OutputRequest output;

  void check(const OptionList& options);
};

/// Opens, checks, computes and writes. Throws io::Error.
void run_forward(ForwardRequest& request, const Context& context);

}  // namespace rectify::cli
