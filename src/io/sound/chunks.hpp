// The chunks that RIFF, AIFF, W64 and CAF files are made of.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/file/input.hpp"

namespace rectify::io {

/// A piece of metadata as it stands in its file.
struct Chunk {
  std::string id;  ///< four characters, or the GUID of a W64 chunk that has none
  std::vector<std::byte> content;
};

/// How a family of containers writes the head of a chunk.
struct ChunkStyle {
  std::endian order = std::endian::little;
  std::size_t id_bytes = 4;       ///< 16: a GUID that begins with the four characters
  std::size_t size_bytes = 4;     ///< 4 or 8
  bool size_counts_head = false;  ///< the size is that of the whole chunk
  std::size_t alignment = 2;      ///< chunks begin on multiples of it

  [[nodiscard]] constexpr std::size_t head_bytes() const { return id_bytes + size_bytes; }
};

constexpr ChunkStyle kRiffStyle{};
constexpr ChunkStyle kRifxStyle{.order = std::endian::big};
constexpr ChunkStyle kAiffStyle{.order = std::endian::big};
constexpr ChunkStyle kW64Style{
    .id_bytes = 16, .size_bytes = 8, .size_counts_head = true, .alignment = 8};
constexpr ChunkStyle kCafStyle{.order = std::endian::big, .size_bytes = 8, .alignment = 1};

/// The number in the first `bytes` bytes, which must be there.
[[nodiscard]] std::uint64_t number_at(std::span<const std::byte> at, std::size_t bytes,
                                      std::endian order);

[[nodiscard]] inline std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The four characters that stand at a place.
[[nodiscard]] inline std::string_view id_at(std::span<const std::byte> bytes, std::size_t place) {
  return {reinterpret_cast<const char*>(bytes.data()) + place, 4};
}

/// Fields of a header, one after the other, in one byte order.
class Fields {
 public:
  explicit Fields(std::endian order) : order_(order) {}
  void text(std::string_view characters);
  void bytes(std::span<const std::byte> content);
  void u8(std::uint64_t value) { number(value, 1); }
  void u16(std::uint64_t value) { number(value, 2); }
  void u32(std::uint64_t value) { number(value, 4); }
  void u64(std::uint64_t value) { number(value, 8); }
  void number(std::uint64_t value, std::size_t bytes);

  /// A size or count in four bytes; one that is unknown or does not fit says "until the end of
  /// file", 0xFFFFFFFF.
  void size(std::optional<std::uint64_t> value);

  /// A whole chunk, padded.
  void chunk(const ChunkStyle& style, const Chunk& chunk);

  [[nodiscard]] std::size_t length() const { return bytes_.size(); }
  [[nodiscard]] const std::vector<std::byte>& all() const { return bytes_; }

 private:
  std::endian order_;
  std::vector<std::byte> bytes_;
};

/// Bytes that a content of that size takes with its padding.
[[nodiscard]] constexpr std::uint64_t padded(const ChunkStyle& style, std::uint64_t size) {
  return (size + style.alignment - 1) / style.alignment * style.alignment;
}

/// The rest of a W64 chunk's GUID after its four characters; "riff" and "LIST" have their own.
[[nodiscard]] std::string_view w64_guid_tail(std::string_view id);

/// Whether four printable characters name a chunk, as in every chunk that is known.
[[nodiscard]] bool is_chunk_name(std::string_view id);

/// Goes from chunk to chunk, forwards only, so that a pipe will do.
class ChunkWalker {
 public:
  /// The input stands at the head of a chunk.
  ChunkWalker(Input& input, const ChunkStyle& style) : input_(&input), style_(style) {}

  struct Head {
    std::string id;
    std::uint64_t size;  ///< of the content, as the file claims
  };

  /// Passes over what is left of the chunk before, and takes the next head. Nullopt at the end,
  /// where it breaks off, or where zero bytes stand in place of an id; any other bytes are one.
  std::optional<Head> next();

  /// The next `bytes` of the content, or as many as there are.
  std::vector<std::byte> content(std::uint64_t bytes);

  /// How many bytes are left of the content.
  [[nodiscard]] std::uint64_t left() const { return left_; }

  /// After next() gave nothing: what it read that is no head of a chunk; nothing at the end.
  [[nodiscard]] const std::vector<std::byte>& stray() const { return head_; }

  /// After next() gave nothing: whether the input ended within the chunk before.
  [[nodiscard]] bool cut_short() const { return cut_short_; }

 private:
  Input* input_;
  ChunkStyle style_;
  std::uint64_t left_ = 0;
  std::uint64_t padding_ = 0;
  std::vector<std::byte> head_;
  bool cut_short_ = false;
};

}  // namespace rectify::io
