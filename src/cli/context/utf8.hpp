// UTF-8, character by character.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace rectify::cli {

struct Character {
  std::uint32_t code;
  std::size_t bytes;
};

/// The character at the front of the text; nullopt where it is empty, or its bytes are no UTF-8
/// (RFC 3629).
[[nodiscard]] std::optional<Character> first_character(std::string_view text);

/// How many columns a terminal needs for UTF-8 text without wide or combining characters.
[[nodiscard]] std::size_t columns_of(std::string_view text);

}  // namespace rectify::cli
