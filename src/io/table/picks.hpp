// The columns that the user's options name.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/table/options.hpp"

namespace rectify::io {

struct Picks {
  std::vector<std::size_t> signals;  ///< in the order asked for
  std::optional<std::size_t> axis;
  std::string unknown;  ///< the option and what it names that is not there; empty: all is found
};

/// Finds what --column and --axis name among `names`, or by number up to `count`. A whole name
/// beats a split at its commas, and a name beats a number; `Time` also finds `Time (ms)`.
[[nodiscard]] Picks find_picks(const TableOptions& options, const std::vector<std::string>& names,
                               std::size_t count);

/// Whether the options name a column by more than a number.
[[nodiscard]] bool picks_by_name(const TableOptions& options);

/// The number that the text is, digits alone.
[[nodiscard]] std::optional<std::size_t> whole_number(std::string_view text);

}  // namespace rectify::io
