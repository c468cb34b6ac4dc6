// The texts of --help and --version, made from the commands and their options.
#pragma once

#include <string>

#include "cli/commands/command.hpp"

namespace rectify::cli {

/// What a bare `rectify` says.
[[nodiscard]] std::string short_help();

/// `rectify --help` (null), or that of one command.
[[nodiscard]] std::string help(const Command* command);

/// That of the commands whose names begin with the word `family`, which is one of them at least.
[[nodiscard]] std::string help_of_family(const std::string& family);

[[nodiscard]] std::string version();

}  // namespace rectify::cli
