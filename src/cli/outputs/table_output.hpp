// The result as a table.
#pragma once

#include <memory>
#include <vector>

#include "cli/outputs/output_request.hpp"
#include "cli/outputs/sink.hpp"
#include "io/table/output_columns.hpp"

namespace rectify::cli {

/// Opens the output and writes the header.
[[nodiscard]] std::unique_ptr<Sink> open_table(OutputRequest& request, const Signal& signal,
                                               std::vector<io::OutputColumn> columns,
                                               const Context& context);

}  // namespace rectify::cli
