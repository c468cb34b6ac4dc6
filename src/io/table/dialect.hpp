// What separates the fields of a table.
#pragma once

#include <string>
#include <vector>

#include "io/table/cells.hpp"
#include "io/table/options.hpp"
#include "io/table/sample.hpp"
#include "io/table/shape.hpp"

namespace rectify::io {

/// A separator, and the table as it cuts it.
struct Dialect {
  char separator;
  SampleCells cells;
  Shape shape;
  std::string reason;  ///< why this one
};

/// The separator is what --separator or the line `sep=` says; else the one of tab, semicolon,
/// comma, bar and blanks that gives the same number of fields, more than one if any does, on all
/// rows; of several, the one that leaves the most numbers. `shape.problem` says why none fits.
[[nodiscard]] Dialect choose_dialect(const Sample& sample, const TableOptions& options);

/// "','", "tab", "blanks" …
[[nodiscard]] std::string name_of_separator(char separator);

}  // namespace rectify::io
