// The names of a table's columns: which line holds them, and the units below.
#pragma once

#include <string>
#include <vector>

#include "io/table/cells.hpp"
#include "io/table/options.hpp"
#include "io/table/shape.hpp"

namespace rectify::io {

/// Looks above the first row of data, whose kinds are known, for a header: the line just before it,
/// or before a line of units, in which a column that counts holds no number. Else the first row is
/// one itself where it is pandas' (an empty field above a column that counts up, then numbers),
/// stands above dates and times, or the user says so. Sets `header`, `units`, `first`, `dropped`.
void find_header(const SampleCells& cells, const TableOptions& options, Shape& shape);

/// Takes the first row of data for units if it is a line of them.
void take_units(const SampleCells& cells, Shape& shape);

/// Counts the last columns that have neither a name nor any value. A header that is longer than the
/// rows and ends in a separator, as they do, does not name them.
void drop_empty_columns(const SampleCells& cells, Shape& shape);

/// The names of the columns: the header's, with the units joined as in `Time (ms)`, or ch1, ch2 …
[[nodiscard]] std::vector<std::string> names_of(const SampleCells& cells, const Shape& shape);

}  // namespace rectify::io
