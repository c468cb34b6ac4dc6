// Which columns of a table are signals, which are labels, and which of these is the time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "io/table/dialect.hpp"
#include "io/table/number.hpp"
#include "io/table/options.hpp"
#include "io/table/picks.hpp"
#include "io/table/shape.hpp"

namespace rectify::io {

struct LabelChoice {
  std::size_t column;
  bool axis;     ///< else a column of text
  bool numeric;  ///< its fields are numbers
};

/// The column whose stamps tell the rate.
struct TimeChoice {
  std::size_t column;
  double seconds;  ///< in one unit
  bool iso;        ///< dates and times of ISO 8601
};

struct ColumnChoice {
  std::vector<std::size_t> signals;  ///< in the order asked for, else in the table's
  std::vector<LabelChoice> labels;   ///< in the table's order
  std::optional<TimeChoice> time;
  std::vector<std::string> reasons;   ///< of the axis, for -v
  std::vector<std::string> warnings;  ///< without the input's name
  std::optional<Problem> problem;
};

/// Decides what each column is. `names` has one for each; `style` holds the mark that was decided.
[[nodiscard]] ColumnChoice choose_columns(const Dialect& dialect, const Picks& picks,
                                          const std::vector<std::string>& names,
                                          const NumberStyle& style, const TableOptions& options);

}  // namespace rectify::io
