// How far the tags reach that stand before, between and after the frames of an MP3.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "io/sound/byte_window.hpp"

namespace rectify::io {

/// One tag: what kind of it, and how many bytes it claims to take.
struct TagExtent {
  std::string_view kind;  ///< "ID3 " (version 2), "TAG " (ID3, version 1), "APE ", "LYR3"
  std::uint64_t bytes = 0;
};

/// Finds the tags of id3.org (ID3v2.2 to 2.4; ID3v1 with its extension "TAG+"), APEv2 with its
/// head, and Lyrics3.
class TagFinder {
 public:
  /// The tag that begins at the front of the window; nullopt: none does.
  [[nodiscard]] std::optional<TagExtent> tag_at(ByteWindow& window);

 private:
  [[nodiscard]] std::optional<TagExtent> lyrics_at(ByteWindow& window);

  std::uint64_t no_lyrics_end_before_ = 0;  // a place; so that no byte is searched twice
};

/// The tag of ID3v2 that begins with these ten bytes.
[[nodiscard]] std::optional<TagExtent> id3v2_at(std::span<const std::byte> bytes);

/// An APE tag that `bytes`, its last 32, end; where it has a head, the head counts too.
[[nodiscard]] std::optional<TagExtent> ape_ending_in(std::span<const std::byte> bytes);

constexpr std::size_t kId3v2Head = 10;
constexpr std::size_t kId3v1Bytes = 128;
constexpr std::size_t kApeFoot = 32;

}  // namespace rectify::io
