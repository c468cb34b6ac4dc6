// Standard error, which messages share with a line of progress.
#pragma once

#include <cstddef>
#include <string_view>

namespace rectify::cli {

// Any thread may call these.

/// Writes `text` to standard error by one write. If a line of progress is shown there, it is erased
/// first.
void write_words(std::string_view text);

/// Shows `line` in place of the line of progress shown before. An empty `line` only erases it.
void show_progress(std::string_view line);

/// How many columns standard error has for a line of progress; 0: it is no terminal that can erase
/// one.
[[nodiscard]] std::size_t progress_columns();

}  // namespace rectify::cli
