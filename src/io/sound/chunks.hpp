// Reads and writes the chunks that RIFF, AIFF, W64 and CAF files are made of.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/file/input.hpp"

namespace rectify::io {

/// A piece of metadata, byte for byte as in its file.
struct Chunk {
  std::string id;  ///< four characters, or 16 bytes where a GUID of W64 is no usual one
  std::vector<std::byte> content;
};

/// How a family of containers lays out a chunk.
struct ChunkStyle {
  std::endian order = std::endian::little;
  std::size_t id_bytes = 4;       ///< 16: a GUID, which usually begins with the four characters
  std::size_t size_bytes = 4;     ///< 4 or 8
  bool size_counts_head = false;  ///< the size is that of head and content
  std::size_t alignment = 2;      ///< chunks begin on multiples of it

  [[nodiscard]] constexpr std::size_t head_bytes() const { return id_bytes + size_bytes; }
};

constexpr ChunkStyle kRiffStyle{};
constexpr ChunkStyle kRifxStyle{.order = std::endian::big};
constexpr ChunkStyle kAiffStyle{.order = std::endian::big};
constexpr ChunkStyle kW64Style{
    .id_bytes = 16, .size_bytes = 8, .size_counts_head = true, .alignment = 8};
constexpr ChunkStyle kCafStyle{.order = std::endian::big, .size_bytes = 8, .alignment = 1};

/// The number in the first `bytes` bytes of `at`, which is at least that long.
[[nodiscard]] std::uint64_t number_at(std::span<const std::byte> at, std::size_t bytes,
                                      std::endian order);

[[nodiscard]] inline std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The four characters at a place, which must be there.
[[nodiscard]] inline std::string_view id_at(std::span<const std::byte> bytes, std::size_t place) {
  return {reinterpret_cast<const char*>(bytes.data()) + place, 4};
}

/// Collects the fields of a header in one byte order.
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

  /// A size or count in four bytes. One that is unknown or does not fit becomes 0xFFFFFFFF, which
  /// readers take as "until the end of file".
  void size(std::optional<std::uint64_t> value);

  /// A whole chunk with its padding.
  void chunk(const ChunkStyle& style, const Chunk& chunk);

  [[nodiscard]] std::size_t length() const { return bytes_.size(); }
  [[nodiscard]] const std::vector<std::byte>& all() const& { return bytes_; }
  [[nodiscard]] std::vector<std::byte> all() && { return std::move(bytes_); }

 private:
  void make_room(std::size_t bytes);

  std::endian order_;
  std::vector<std::byte> bytes_;
};

/// How many bytes a content of that size takes with its padding.
[[nodiscard]] constexpr std::uint64_t padded(const ChunkStyle& style, std::uint64_t size) {
  return (size + style.alignment - 1) / style.alignment * style.alignment;
}

/// What follows the four characters in the GUID of a W64 chunk; "riff" and "list" have their own.
[[nodiscard]] std::string_view w64_guid_tail(std::string_view id);

/// Whether all characters are printable, as in the ids of all chunks that are known.
[[nodiscard]] bool is_chunk_name(std::string_view id);

/// Goes from chunk to chunk, forwards only, so that it works on pipes.
class ChunkWalker {
 public:
  /// The input stands at the head of a chunk.
  ChunkWalker(Input& input, const ChunkStyle& style) : input_(&input), style_(style) {}

  struct Head {
    std::string id;
    std::uint64_t size;  ///< of the content, as the file says
  };

  /// Skips the rest of the current chunk and reads the head of the next. Nullopt at the end of the
  /// input, where the input ends within a chunk or a head, and where the id would be all zero
  /// bytes. Any other bytes are an id.
  std::optional<Head> next();

  /// Reads the next `bytes` bytes of the content, or as many as there are.
  std::vector<std::byte> content(std::uint64_t bytes);

  /// After next() returned nullopt: the bytes it read that are no head; none at the end.
  [[nodiscard]] const std::vector<std::byte>& stray() const { return head_; }

  /// After next() returned nullopt: whether the input ended within the content of a chunk.
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
