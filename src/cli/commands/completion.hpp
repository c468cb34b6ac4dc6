// What a shell offers for the word under its cursor: `rectify complete WORD...`.
#pragma once

#include <span>
#include <string>

namespace rectify::cli {

/// The candidates for the last word of a command line. `words` are all its words but the program's
/// name; the last may be empty or unfinished. Each candidate is one line: the whole word, a tab,
/// and a description, which may be empty. A line ":files" or ":folders" asks the shell to offer
/// names of files or folders as well; where the last word begins with "--option=", they complete
/// what follows the '='. Empty if there is no candidate. The scripts in src/cli/completion read
/// this.
[[nodiscard]] std::string completions(std::span<const std::string> words);

}  // namespace rectify::cli
