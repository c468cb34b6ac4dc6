// Which decimal mark the numbers of a table have.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "io/table/dialect.hpp"
#include "io/table/options.hpp"
#include "io/table/picks.hpp"
#include "io/table/shape.hpp"

namespace rectify::io {

/// The mark with the reason for it, or a problem.
struct DecimalChoice {
  char mark = '.';
  std::string reason;
  std::optional<Problem> problem;
};

/// Decides the mark from the numbers of all columns that may be used. A comma is one where the
/// separator is none and every field agrees; where every number with a comma could also have a
/// thousands separator, that is a problem.
[[nodiscard]] DecimalChoice choose_decimal(const Dialect& dialect, const Picks& picks,
                                           const std::vector<std::string>& names,
                                           const TableOptions& options);

/// In a table of one column: the first number that only a decimal comma makes one, where nothing
/// says that it does, for the comma could be the separator.
[[nodiscard]] std::optional<Problem> comma_in_one_column(const Dialect& dialect,
                                                         const TableOptions& options);

/// In a table of two columns below a line of one name: rows such as `1,5`, whose comma could be
/// either mark.
[[nodiscard]] std::optional<Problem> comma_below_one_name(const Dialect& dialect,
                                                          const TableOptions& options);

}  // namespace rectify::io
