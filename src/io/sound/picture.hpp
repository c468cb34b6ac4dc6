// A picture beside a sound: the cover, as a rule.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rectify::io {

/// What FLAC and ID3 say of one; `data` points into the chunk that it was found in.
struct Picture {
  std::uint32_t type = 0;  ///< of ID3's list: 3 is the front cover
  std::string mime;
  std::string description;
  std::uint32_t width = 0;  ///< this and the next three: 0 where unsaid
  std::uint32_t height = 0;
  std::uint32_t depth = 0;
  std::uint32_t colors = 0;
  std::span<const std::byte> data;
};

/// A block of FLAC's (RFC 9639, section 8.8), which Ogg's comments hold in Base64; nullopt where it
/// is not whole.
[[nodiscard]] std::optional<Picture> picture_in(std::span<const std::byte> block);
[[nodiscard]] std::vector<std::byte> picture_block(const Picture& picture);

/// Base64 (RFC 4648, section 4); nullopt where the text is none.
[[nodiscard]] std::string base64(std::span<const std::byte> bytes);
[[nodiscard]] std::optional<std::vector<std::byte>> bytes_of_base64(std::string_view text);

}  // namespace rectify::io
