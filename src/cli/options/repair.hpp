// Guesses what a refused value was meant to be.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "cli/options/option_list.hpp"

namespace rectify::cli {

/// "; did you mean 0.5?" with a value that is like the refused one and would be taken: one of the
/// value's words, spelled alike, or the same with other signs (a point for a decimal comma, dB for
/// db, ':' for '-', ms for msec). Else empty.
[[nodiscard]] std::string meant_value(const Value& value, const std::string& refused);

/// A value that was parted by blanks.
struct JoinedValue {
  std::string value;      ///< empty: the words make none
  std::size_t words = 0;  ///< of how many words it is made
};

/// What the first of the words and those after it were meant to be: a number with its unit ("20",
/// "ms"), a list ("0", "120", "240") or numbers in a row ("1", "2", "3" for 1:2:3). Nothing where
/// the value may be any text.
[[nodiscard]] JoinedValue joined_value(const Value& value, std::span<const std::string> words);

}  // namespace rectify::cli
