// Standard error, which messages share with a line of progress.
#pragma once

#include <cstddef>
#include <string_view>

namespace rectify::cli {

// Any thread may call these.

/// Writes the text to standard error in one piece. A line of progress that stands there is erased
/// first.
void write_words(std::string_view text);

/// Puts a line of progress in the place of the one before; empty: erases that.
void show_progress(std::string_view line);

/// How many columns standard error has for a line of progress; 0: it is no terminal that can erase
/// one.
[[nodiscard]] std::size_t progress_columns();

}  // namespace rectify::cli
