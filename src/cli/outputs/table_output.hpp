// The result as a table.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "cli/outputs/output_request.hpp"
#include "cli/outputs/sink.hpp"

namespace rectify::cli {

/// The columns of a table beside its axis.
struct TableColumns {
  std::vector<std::string> inputs;  ///< empty unless the inputs are wanted
  std::vector<std::string> outputs;
  bool exact = false;  ///< the outputs are the inputs' own numbers, of the same type
};

/// Opens the output and writes the header.
[[nodiscard]] std::unique_ptr<Sink> open_table(const OutputRequest& request, const Signal& signal,
                                               const TableColumns& columns, const Context& context);

}  // namespace rectify::cli
