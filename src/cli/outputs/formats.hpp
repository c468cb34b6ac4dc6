// The formats that an output can have, and their names.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/sound/sound_format.hpp"

namespace rectify::cli {

/// Sound in a container, or a table with a separator.
struct Format {
  const io::Container* container = nullptr;  ///< null: a table
  char separator = ',';
};

constexpr bool is_text(const Format& format) { return format.container == nullptr; }

/// "wav", "csv" …, in any case.
[[nodiscard]] std::optional<Format> format_named(std::string_view name);

/// The extension by which a file has that format: ".wav".
[[nodiscard]] std::string extension_of(const Format& format);

/// The format of a file: by its extension; a table for standard output ("-") and whatever has no
/// extension of its own in /dev. Nullopt where the extension is not known.
[[nodiscard]] std::optional<Format> format_of(std::string_view path);

/// "wav", "rf64" … "csv", "tsv": one name for each format.
[[nodiscard]] std::vector<std::string_view> format_names();

/// ".wav .rf64 …", one for each format.
[[nodiscard]] std::string known_extensions();

}  // namespace rectify::cli
