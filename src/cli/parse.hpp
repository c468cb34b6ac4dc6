// From argv to Options.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "cli/options.hpp"

namespace rectify::cli {

/// A text for standard output, in place of work: --help and --version.
struct Answer {
  std::string text;
};

/// Parses the arguments behind the program's name and checks all that can be checked without
/// opening a file: an option that would have nothing to act on is an error that names it and the
/// reason. Throws io::Error kUsage.
[[nodiscard]] std::variant<Options, Answer> parse(const std::vector<std::string>& arguments);

}  // namespace rectify::cli
