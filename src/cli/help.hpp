// The texts of --help and --version, made from the option table.
#pragma once

#include <optional>
#include <string>

#include "cli/options.hpp"

namespace rectify::cli {

/// What a bare `rectify` says.
[[nodiscard]] std::string short_help();

/// `rectify --help`, or that of one command.
[[nodiscard]] std::string help(std::optional<Command> command);

[[nodiscard]] std::string version();

}  // namespace rectify::cli
