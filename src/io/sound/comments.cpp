// A length in front of everything, little-endian (Xiph.Org, "Vorbis I specification", section 5).
#include "io/sound/comments.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace rectify::io {
namespace {

/// A length and as many bytes, at the front.
std::size_t field_bytes(std::span<const std::byte> bytes) {
  if (bytes.size() < 4) return bytes.size();
  return std::min<std::uint64_t>(4 + number_at(bytes, 4, std::endian::little), bytes.size());
}

}  // namespace

std::size_t vendor_bytes(std::span<const std::byte> comments) {
  return comments.size() < 4 ? 0 : field_bytes(comments);
}

std::span<const std::byte> whole_comments(std::span<const std::byte> bytes) {
  std::size_t end = 0;
  const auto pass_number = [&]() -> std::optional<std::uint64_t> {
    if (bytes.size() - end < 4) return std::nullopt;
    end += 4;
    return number_at(bytes.subspan(end - 4), 4, std::endian::little);
  };
  const auto pass_field = [&] {
    const auto length = pass_number();
    if (!length || *length > bytes.size() - end) return false;
    end += *length;
    return true;
  };
  if (!pass_field()) return {};
  const auto count = pass_number();
  if (!count) return {};
  for (std::uint64_t n = 0; n < *count; ++n) {
    if (!pass_field()) return {};
  }
  return bytes.first(end);
}

std::uint32_t note_comments(std::span<const std::byte> comments, Metadata& metadata) {
  std::uint32_t speakers = 0;
  comments = comments.subspan(vendor_bytes(comments));
  comments = comments.subspan(std::min<std::size_t>(comments.size(), 4));  // their number
  while (comments.size() >= 4) {
    const std::size_t length = field_bytes(comments) - 4;
    const std::string text(reinterpret_cast<const char*>(comments.data()) + 4, length);
    std::string key = text.substr(0, text.find('='));
    std::transform(key.begin(), key.end(), key.begin(),
                   [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    if (key == "WAVEFORMATEXTENSIBLE_CHANNEL_MASK") {
      const std::size_t digits = text.find("0x");
      if (digits != std::string::npos) {
        std::from_chars(text.data() + digits + 2, text.data() + text.size(), speakers, 16);
      }
    } else if (tag_named(kCommentKeys, key) == nullptr) {
      metadata.note("comment '" + key + "'");
    }
    comments = comments.subspan(4 + length);
  }
  return speakers;
}

}  // namespace rectify::io
