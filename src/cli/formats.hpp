// The formats that an output can have, and their names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/options.hpp"

namespace rectify::cli {

/// "wav", "csv" …
[[nodiscard]] std::optional<Format> format_named(std::string_view name);

/// The format that the output will have: --format, or by the extension, or CSV for standard output
/// and whatever has no extension of its own in /dev. Nullopt where the extension is not known.
[[nodiscard]] std::optional<Format> output_format(const Options& options);

/// ".wav .rf64 …", one of each format.
[[nodiscard]] std::string known_extensions();

}  // namespace rectify::cli
