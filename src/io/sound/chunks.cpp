// Walks through chunks, and writes them.
#include "io/sound/chunks.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace rectify::io {

std::uint64_t number_at(std::span<const std::byte> at, std::size_t bytes, std::endian order) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes; ++i) {
    const std::size_t place = order == std::endian::big ? i : bytes - 1 - i;
    value = value << 8U | std::to_integer<std::uint64_t>(at[place]);
  }
  return value;
}

void Fields::text(std::string_view characters) { bytes(std::as_bytes(std::span(characters))); }

/// Doubling what is large would take twice the memory that it needs.
void Fields::make_room(std::size_t bytes) {
  constexpr std::size_t kMostSpare = std::size_t{1} << 20U;
  const std::size_t wanted = bytes_.size() + bytes;
  if (wanted > bytes_.capacity()) bytes_.reserve(wanted + std::min(wanted, kMostSpare));
}

void Fields::bytes(std::span<const std::byte> content) {
  make_room(content.size());
  bytes_.insert(bytes_.end(), content.begin(), content.end());
}

void Fields::number(std::uint64_t value, std::size_t bytes) {
  make_room(bytes);
  for (std::size_t i = 0; i < bytes; ++i) {
    const std::size_t place = order_ == std::endian::little ? i : bytes - 1 - i;
    bytes_.push_back(static_cast<std::byte>(value >> (8 * place)));
  }
}

void Fields::size(std::optional<std::uint64_t> value) {
  constexpr std::uint64_t kUntilEndOfFile = 0xFFFFFFFF;
  u32(std::min(value.value_or(kUntilEndOfFile), kUntilEndOfFile));
}

void Fields::chunk(const ChunkStyle& style, const Chunk& chunk) {
  text(chunk.id);
  if (chunk.id.size() < style.id_bytes) text(w64_guid_tail(chunk.id));
  number(chunk.content.size() + (style.size_counts_head ? style.head_bytes() : 0),
         style.size_bytes);
  bytes(chunk.content);
  const std::size_t padding = padded(style, chunk.content.size()) - chunk.content.size();
  make_room(padding);
  bytes_.resize(bytes_.size() + padding);
}

std::string_view w64_guid_tail(std::string_view id) {
  using namespace std::string_view_literals;
  if (id == "riff") return "\x2E\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00"sv;
  if (id == "list") return "\x2F\x91\xCF\x11\xA5\xD6\x28\xDB\x04\xC1\x00\x00"sv;
  return "\xF3\xAC\xD3\x11\x8C\xD1\x00\xC0\x4F\x8E\xDB\x8A"sv;
}

bool is_chunk_name(std::string_view id) {
  return std::all_of(id.begin(), id.end(), [](char c) { return c >= 0x20 && c < 0x7F; });
}

std::optional<ChunkWalker::Head> ChunkWalker::next() {
  head_.clear();
  const std::uint64_t rest = left_ + std::min(padding_, ~left_);
  const std::uint64_t passed = input_->skip(rest);
  cut_short_ = passed < left_;
  if (passed != rest) return std::nullopt;
  left_ = 0;
  head_.resize(style_.head_bytes());
  head_.resize(input_->read_fully(head_));
  if (head_.size() < style_.head_bytes()) return std::nullopt;
  const std::span<const std::byte> head(head_);
  std::string id(as_text(head.first(style_.id_bytes)));
  if (id.find_first_not_of('\0') == id.npos) return std::nullopt;
  if (std::string_view(id).substr(4) ==
      (style_.id_bytes == 4 ? "" : w64_guid_tail(id.substr(0, 4)))) {
    id.resize(4);
  }
  left_ = number_at(head.subspan(style_.id_bytes), style_.size_bytes, style_.order);
  if (style_.size_counts_head) left_ -= std::min<std::uint64_t>(left_, style_.head_bytes());
  // The padding of sizes near 2^64 would overflow.
  padding_ = left_ > std::numeric_limits<std::uint64_t>::max() - style_.alignment
                 ? 0
                 : padded(style_, left_) - left_;
  return Head{std::move(id), left_};
}

std::vector<std::byte> ChunkWalker::content(std::uint64_t bytes) {
  // In pieces: the size that the file says may be far more than there is.
  constexpr std::uint64_t kPiece = 65536;
  std::vector<std::byte> content;
  bytes = std::min(bytes, left_);
  while (content.size() < bytes) {
    const std::size_t before = content.size();
    content.resize(before + std::min(bytes - before, kPiece));
    const std::size_t got = input_->read_fully(std::span(content).subspan(before));
    content.resize(before + got);
    if (got == 0) break;
  }
  left_ -= content.size();
  return content;
}

}  // namespace rectify::io
