// Everything that is decided of a table from its first lines, step by step, with the reasons.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/file/error.hpp"
#include "io/table/columns.hpp"
#include "io/table/number.hpp"
#include "io/table/options.hpp"
#include "io/table/stamp.hpp"
#include "io/table/window.hpp"

namespace rectify::io {

struct TableLayout {
  std::string input;  ///< its name
  char separator = ',';
  NumberStyle numbers;
  std::vector<std::string> names;  ///< of all columns
  std::size_t empty_fields = 0;    ///< at the end of each row, beyond the columns
  std::vector<std::size_t> signals;
  std::vector<LabelChoice> labels;
  std::optional<TimeChoice> time;

  std::vector<Stamp> looked_at;  ///< of the time, where a rate is needed: one a row, from the first

  std::uint64_t first_line = 1;   ///< of the rows of data
  std::uint64_t first_place = 0;  ///< characters before it

  std::vector<std::string> decisions;  ///< for -v, each a line
  std::vector<std::string> warnings;   ///< with the input's name

  [[nodiscard]] std::size_t fields() const { return names.size() + empty_fields; }

  /// What the time column says there. Throws io::Error kInput where that is no time.
  [[nodiscard]] Stamp stamp(std::string_view text, std::uint64_t line) const;
  /// The same, nullopt where that is no time.
  [[nodiscard]] std::optional<Stamp> stamp_if_any(std::string_view text) const;

  /// "NAME:LINE:COLUMN: what", the column counted from 1; without it where there is none.
  [[nodiscard]] Error error(std::uint64_t line, std::optional<std::size_t> column,
                            const std::string& what) const;
};

/// Looks at the first lines and decides; leaves the window at the first row of data. Throws
/// io::Error: kInput for what is no table or can't be decided, kUsage where an option names a
/// column that is not there.
[[nodiscard]] TableLayout decide_layout(TextWindow& window, const TableOptions& options);

}  // namespace rectify::io
