// The table that --parameters writes.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "io/file/disk.hpp"
#include "io/file/output.hpp"

namespace rectify::cli {

/// The names of a shape's parameters, in the core's order: drop, leak; a1, b1, c1 …, leak; phase1
/// …, drop.
[[nodiscard]] std::vector<std::string> parameter_names(const Options& options, std::size_t count);

/// Columns of parameters, then of their gradients: drop,leak; drop; a,b,c with a row for each unit,
/// which --units reads; phase with a row for each phase, in radians. What does not fit in such
/// rows, the leak of units and the drop of phases, is left to words.
class ParameterTable {
 public:
  /// Claims the file. Throws io::Error kOutput.
  ParameterTable(const Options& options, io::Disk& disk);

  /// Whether the last parameter has a place in the rows.
  [[nodiscard]] bool has_last() const { return !rows_end_early_; }

  /// In the core's order. No gradients: they are left empty, as not a number.
  void write(std::span<const double> parameters, std::span<const double> gradients);

 private:
  std::vector<std::string> columns_;
  bool rows_end_early_;  // before the last parameter: the leak behind the units, the drop behind
                         // phases
  std::optional<io::Output> output_;
};

}  // namespace rectify::cli
