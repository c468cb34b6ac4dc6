// The formats that an output can have, and their names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "io/sound/sound_format.hpp"

namespace rectify::cli {

/// Sound in a container, or a table with a separator.
struct Format {
  std::optional<io::Container> container;
  char separator = ',';
};

constexpr bool is_text(const Format& format) { return !format.container; }

/// "wav", "csv" …, in any case.
[[nodiscard]] std::optional<Format> format_named(std::string_view name);

/// The format of a file: by its extension; a table for standard output ("-") and whatever has no
/// extension of its own in /dev. Nullopt where the extension is not known.
[[nodiscard]] std::optional<Format> format_of(std::string_view path);

/// "wav rf64 …", and ".wav .rf64 …", one of each format.
[[nodiscard]] std::string known_formats();
[[nodiscard]] std::string known_extensions();

}  // namespace rectify::cli
