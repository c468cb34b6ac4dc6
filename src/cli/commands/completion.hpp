// What a shell offers for the word under its cursor: `rectify complete WORD...`.
#pragma once

#include <span>
#include <string>

namespace rectify::cli {

/// The candidates for the last of the words, which the others come before; `words` are those of a
/// command line after the program's name, and the last may be empty or unfinished. Each candidate
/// is a line: the whole word, a tab, and what it does, or nothing. A line ":files" or ":folders"
/// says that names of files, or of folders, may stand there too, after the '=' of a word
/// "--option=". The scripts of src/cli/completion read it. Empty where there is nothing to offer.
[[nodiscard]] std::string completions(std::span<const std::string> words);

}  // namespace rectify::cli
