// Where the table stands among the first lines: its rows, its header, its units, what is ahead.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/table/options.hpp"
#include "io/table/sample.hpp"

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

/// Indices are of the rows that were given; a row's place may be rows.size(): there is none.
struct Shape {
  std::size_t fields = 0;   ///< of a row that count
  std::size_t dropped = 0;  ///< at the end of every row, empty and without a name
  std::optional<std::size_t> header;
  std::optional<std::size_t> units;
  std::size_t first = 0;          ///< row of data
  std::vector<ColumnKind> kinds;  ///< one a field that counts
  bool pandas = false;            ///< the header's first field is empty, above a counted column
  std::optional<Problem> problem;

  [[nodiscard]] bool any_numbers() const;
};

/// The columns that the user's options name, where they can be found.
struct Picks {
  std::vector<std::size_t> signals;  ///< in the order asked for
  std::optional<std::size_t> axis;
  std::string unknown;  ///< the option and what it names that is not there; empty: all is found
};

/// Finds what --column and --axis name among `names`, or by number up to `count`.
[[nodiscard]] Picks find_picks(const TableOptions& options, const std::vector<std::string>& names,
                               std::size_t count);

/// Finds the table among rows that one separator has cut.
[[nodiscard]] Shape find_shape(const std::vector<SampleRow>& rows, char separator,
                               const TableOptions& options);

/// The names of its columns: the header's, with the units joined as in `Time (ms)`, or ch1, ch2 …
[[nodiscard]] std::vector<std::string> names_of(const Shape& shape,
                                                const std::vector<SampleRow>& rows);

/// How a field of the first lines is classified, before the decimal mark is known: what is a number
/// with either mark is one, unless the separator or the user rules that mark out.
enum class Cell : std::uint8_t { kMissing, kNumber, kText };
[[nodiscard]] Cell classify(const Field& field, char separator, const TableOptions& options);

}  // namespace rectify::io
