// Where the table stands among the first lines: its rows, its header, its units, what is before it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/table/cells.hpp"
#include "io/table/options.hpp"

namespace rectify::io {

/// What the fields of a column are, over the rows that were looked at.
enum class ColumnKind : std::uint8_t {
  kMissing,  ///< nothing but missing values
  kNumbers,
  kText,
  kMixed,  ///< numbers in some rows and text in others
};

/// A place in the table, and what is wrong there.
struct Problem {
  std::uint64_t line = 0;
  std::optional<std::size_t> column;  ///< from 0
  std::string what;
};

/// Rows are counted from 0 among those that were looked at; `first` may be as many as these: there
/// is no row of data.
struct Shape {
  std::size_t count = 0;    ///< of the fields of a row
  std::size_t dropped = 0;  ///< of these, at the end of every row, empty and without a name
  std::optional<std::size_t> header;
  std::optional<std::size_t> units;
  std::size_t first = 0;          ///< row of data
  std::vector<ColumnKind> kinds;  ///< of all `count` columns
  std::vector<bool> decides;      ///< whether what the column holds tells rows from other lines
  std::optional<Problem> problem;

  [[nodiscard]] std::size_t columns() const { return count - dropped; }
  [[nodiscard]] bool any_numbers() const;
  /// Whether text in that column makes a line no row.
  [[nodiscard]] bool numeric(std::size_t column) const {
    return kinds[column] == ColumnKind::kNumbers && decides[column];
  }
};

/// Finds the table among rows that one separator has cut: the last rows that agree in their number
/// of fields and in the kind of each. A row within that differs, and lines before it that look like
/// rows, are a problem. Where the options name columns, only these count, and the header is the
/// line that holds their names.
[[nodiscard]] Shape find_shape(const SampleCells& cells, const TableOptions& options);

}  // namespace rectify::io
