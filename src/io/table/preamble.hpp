// What may stand before a table, and what is wrong with a line that may not.
#pragma once

#include <cstddef>
#include <optional>

#include "io/table/cells.hpp"
#include "io/table/options.hpp"
#include "io/table/shape.hpp"

namespace rectify::io {

/// Lines before the table are left out, but none that looks like a row of it: numbers alone, or a
/// number where the first column of numbers is, or all names but one right above the first row.
/// That is a problem, of the line or of the row after which the table falls apart.
[[nodiscard]] std::optional<Problem> check_preamble(const SampleCells& cells,
                                                    const TableOptions& options,
                                                    const Shape& shape);

/// What is wrong with a row that is none of the table's.
[[nodiscard]] Problem describe_row(const SampleCells& cells, const TableOptions& options,
                                   const Shape& shape, std::size_t row);

/// That the field is no number, with the reason where there is one, and the options that decide.
[[nodiscard]] Problem no_number(const SampleCells& cells, const TableOptions& options,
                                std::size_t row, std::size_t column);

/// "1 field", "2 fields" …
[[nodiscard]] std::string fields_in_words(std::size_t count);

}  // namespace rectify::io
