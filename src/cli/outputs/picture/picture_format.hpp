// The formats of pictures: what gnuplot draws each with.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rectify::cli {

/// Pixels; of a picture of text, characters.
struct PictureSize {
  std::size_t width = 0;
  std::size_t height = 0;
};

struct PictureFormat {
  std::string_view name;  ///< after a dot the extension
  bool text = false;      ///< for a terminal

  /// The command that makes gnuplot draw in it.
  std::string (*terminal)(PictureSize size);
};

/// "svg", "png" …, in any case.
[[nodiscard]] std::optional<const PictureFormat*> picture_format_named(std::string_view name);

/// The format of a file: by its extension; text for standard output ("-") and in /dev. Nullopt
/// where the extension is not known.
[[nodiscard]] std::optional<const PictureFormat*> picture_format_of(std::string_view path);

[[nodiscard]] std::vector<std::string_view> picture_format_names();

}  // namespace rectify::cli
