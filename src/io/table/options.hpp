// What the user says of a table; what is not said is decided from its first lines.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace rectify::io {

enum class HeaderChoice : std::uint8_t { kAuto, kYes, kNo };

struct TableOptions {
  std::optional<char> separator;  ///< ' ' for runs of blanks
  std::optional<char> decimal;    ///< '.' or ','
  HeaderChoice header = HeaderChoice::kAuto;
  std::uint64_t skip = 0;            ///< lines to leave out before anything is looked at
  std::string comment;               ///< also begins a comment, beside # % ; (empty: nothing)
  std::vector<std::string> missing;  ///< also mean a missing value, beside NA, null …
  /// What each --column says: a name, a number from 1, or a list of these. A whole name beats a
  /// split at its comma, a name beats a number. Empty: every numeric column but the axis.
  std::vector<std::string> columns;
  std::optional<std::string> axis;  ///< a name, a number from 1, or "none"
  bool rate_needed = false;         ///< find it from the stamps, and check every step
  bool rate_if_any = false;   ///< find it where the first stamps fit one; no fault where they don't
  bool rate_if_even = false;  ///< the same of all stamps; where they don't, give the steps instead
  bool steps_needed = false;  ///< give the seconds between rows along with them
  /// While the stamps of a whole file are read for its rate: told how many rows more, and what
  /// share of the file that makes; 0 rows at the end.
  std::function<void(std::uint64_t rows, std::optional<double> share)> while_finding_rate;
};

}  // namespace rectify::io
