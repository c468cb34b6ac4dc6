// A length in front of everything, little-endian (Xiph.Org, "Vorbis I specification", section 5).
#include "io/sound/comments.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace rectify::io {
namespace {

/// A length, which is there, and as many bytes, at the front.
std::size_t field_bytes(std::span<const std::byte> bytes) {
  return std::min<std::uint64_t>(4 + number_at(bytes, 4, std::endian::little), bytes.size());
}

/// The picture that a comment holds.
std::optional<std::vector<std::byte>> block_in(const Comment& comment) {
  if (comment.key() != kPictureKey) return std::nullopt;
  auto block = bytes_of_base64(comment.text());
  if (!block || !picture_in(*block)) return std::nullopt;
  return block;
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

void take_comments(std::span<const std::byte> block, Metadata& metadata) {
  block = block.subspan(vendor_bytes(block));
  block = block.subspan(std::min<std::size_t>(block.size(), 4));  // their number
  while (block.size() >= 4) {
    const std::size_t length = field_bytes(block);
    metadata.add_entry(as_text(block.subspan(4, length - 4)));
    block = block.subspan(length);
  }
}

std::vector<std::byte> comment_block(std::string_view vendor,
                                     const std::vector<std::string>& entries) {
  Fields block(std::endian::little);
  block.u32(vendor.size());
  block.text(vendor);
  block.u32(entries.size());
  for (const std::string& entry : entries) {
    block.u32(entry.size());
    block.text(entry);
  }
  return std::move(block).all();
}

bool holds_picture(const Comment& comment) { return block_in(comment).has_value(); }

std::vector<std::string> comment_entries(const Metadata& metadata) {
  std::vector<std::string> entries;
  for (const Comment& comment : metadata.comments) {
    if (comment.derived || comment.key() == kSpeakersKey || holds_picture(comment)) continue;
    entries.push_back(comment.entry);
  }
  return entries;
}

void each_picture(const Metadata& metadata, const std::function<void(const Picture&)>& show) {
  for (const Picture& picture : metadata.pictures) show(picture);
  for (const Comment& comment : metadata.comments) {
    if (const auto block = block_in(comment)) show(*picture_in(*block));
  }
}

std::uint32_t speakers_in(const Metadata& metadata) {
  for (const Comment& comment : metadata.comments) {
    if (comment.key() != kSpeakersKey) continue;
    const std::string_view text = comment.text();
    std::uint32_t speakers = 0;
    if (text.starts_with("0x")) {
      std::from_chars(text.data() + 2, text.data() + text.size(), speakers, 16);
    }
    return speakers;
  }
  return 0;
}

}  // namespace rectify::io
