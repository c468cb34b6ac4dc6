// Pictures in FLAC's layout.
#include "io/sound/picture.hpp"

#include <algorithm>
#include <utility>

#include "io/sound/chunks.hpp"

namespace rectify::io {
namespace {

constexpr std::string_view kDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

}  // namespace

std::optional<Picture> picture_in(std::span<const std::byte> block) {
  const auto number = [&]() -> std::optional<std::uint32_t> {
    if (block.size() < 4) return std::nullopt;
    const auto value = static_cast<std::uint32_t>(number_at(block, 4, std::endian::big));
    block = block.subspan(4);
    return value;
  };
  const auto bytes = [&]() -> std::optional<std::span<const std::byte>> {
    const auto length = number();
    if (!length || *length > block.size()) return std::nullopt;
    const auto content = block.first(*length);
    block = block.subspan(*length);
    return content;
  };
  Picture picture;
  const auto type = number();
  const auto mime = bytes();
  const auto description = bytes();
  if (!type || !mime || !description) return std::nullopt;
  picture.type = *type;
  picture.mime = as_text(*mime);
  picture.description = as_text(*description);
  for (auto* field : {&picture.width, &picture.height, &picture.depth, &picture.colors}) {
    const auto value = number();
    if (!value) return std::nullopt;
    *field = *value;
  }
  const auto data = bytes();
  if (!data) return std::nullopt;
  picture.data = *data;
  return picture;
}

std::vector<std::byte> picture_block(const Picture& picture) {
  Fields block(std::endian::big);
  block.u32(picture.type);
  block.u32(picture.mime.size());
  block.text(picture.mime);
  block.u32(picture.description.size());
  block.text(picture.description);
  for (const auto value : {picture.width, picture.height, picture.depth, picture.colors}) {
    block.u32(value);
  }
  block.u32(picture.data.size());
  block.bytes(picture.data);
  return std::move(block).all();
}

std::string base64(std::span<const std::byte> bytes) {
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (; !bytes.empty(); bytes = bytes.subspan(std::min<std::size_t>(3, bytes.size()))) {
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      group = group << 8U | (i < bytes.size() ? std::to_integer<std::uint32_t>(bytes[i]) : 0U);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      text += i <= bytes.size() ? kDigits[group >> (18 - 6 * i) & 63U] : '=';
    }
  }
  return text;
}

std::optional<std::vector<std::byte>> bytes_of_base64(std::string_view text) {
  while (text.ends_with('=')) text.remove_suffix(1);
  std::vector<std::byte> bytes;
  bytes.reserve(text.size() / 4 * 3 + 2);
  std::uint32_t group = 0;
  std::size_t bits = 0;
  for (const char c : text) {
    const std::size_t value = kDigits.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    group = group << 6U | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes.push_back(static_cast<std::byte>(group >> bits & 0xFFU));
    }
  }
  return bytes;
}

}  // namespace rectify::io
