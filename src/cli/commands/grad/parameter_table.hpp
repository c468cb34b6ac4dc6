// The table that --parameters writes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/shapes/backward_parts.hpp"
#include "io/file/output.hpp"

namespace rectify::cli {

/// The name of every parameter, in the core's order: drop, leak, or a1, b1, c1, a2 …, leak.
[[nodiscard]] std::vector<std::string> all_names(const ParameterNames& names, std::size_t count);

/// Columns of parameters, then of their gradients, a row for each unit or phase: `--units` reads
/// that of units. The parameter beside the columns has no place in it.
class ParameterTable {
 public:
  ParameterTable(ParameterNames names, io::Output output)
      : names_(std::move(names)), output_(std::move(output)) {}

  /// Writes the table and makes it appear; once. In the core's order. Without gradients their
  /// columns hold nan.
  void write(std::span<const double> parameters, std::span<const double> gradients);

 private:
  ParameterNames names_;
  io::Output output_;
};

}  // namespace rectify::cli
