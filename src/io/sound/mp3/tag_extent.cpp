// Reads the sizes in the heads and feet of tags.
#include "io/sound/mp3/tag_extent.hpp"

#include <algorithm>
#include <string>

#include "io/sound/chunks.hpp"

namespace rectify::io {
namespace {

bool begins(std::span<const std::byte> bytes, std::string_view text) {
  const auto start = std::as_bytes(std::span(text));
  return bytes.size() >= start.size() && std::equal(start.begin(), start.end(), bytes.begin());
}

unsigned byte_at(std::span<const std::byte> bytes, std::size_t at) {
  return std::to_integer<unsigned>(bytes[at]);
}

std::uint64_t little_at(std::span<const std::byte> bytes, std::size_t at) {
  return number_at(bytes.subspan(at), 4, std::endian::little);
}

constexpr unsigned kApeHasHead = 0x80;  // of the highest byte of its flags
constexpr unsigned kApeIsHead = 0x20;

std::optional<TagExtent> ape_beginning_in(std::span<const std::byte> bytes) {
  if (!begins(bytes, "APETAGEX") || (byte_at(bytes, 23) & kApeIsHead) == 0) return std::nullopt;
  return TagExtent{"APE ", little_at(bytes, 12) + kApeFoot};
}

}  // namespace

std::optional<TagExtent> id3v2_at(std::span<const std::byte> bytes) {
  if (bytes.size() < kId3v2Head || !begins(bytes, "ID3") || byte_at(bytes, 3) == 0xFF ||
      byte_at(bytes, 4) == 0xFF) {
    return std::nullopt;
  }
  std::uint64_t size = 0;
  for (std::size_t i = 6; i < kId3v2Head; ++i) {
    if (byte_at(bytes, i) >= 0x80) return std::nullopt;
    size = size << 7U | byte_at(bytes, i);
  }
  const bool has_foot = (byte_at(bytes, 5) & 0x10U) != 0;
  return TagExtent{"ID3 ", kId3v2Head + size + (has_foot ? kId3v2Head : 0)};
}

std::optional<TagExtent> ape_ending_in(std::span<const std::byte> bytes) {
  if (bytes.size() < kApeFoot || !begins(bytes, "APETAGEX") ||
      (byte_at(bytes, 23) & kApeIsHead) != 0) {
    return std::nullopt;
  }
  const std::uint64_t size = little_at(bytes, 12);
  if (size < kApeFoot) return std::nullopt;  // which counts the foot
  const bool has_head = (byte_at(bytes, 23) & kApeHasHead) != 0;
  return TagExtent{"APE ", size + (has_head ? kApeFoot : 0)};
}

/// Lyrics3 has no size at its front: its end is looked for, no further than its size can tell.
std::optional<TagExtent> TagFinder::lyrics_at(ByteWindow& window) {
  constexpr std::size_t kMost = 1000000;
  constexpr std::size_t kFoot = 9;
  constexpr std::size_t kStep = 4096;
  std::size_t from = no_lyrics_end_before_ - std::min(no_lyrics_end_before_, window.place());
  for (bool more = true; more;) {
    more = window.have(from + kStep);
    const std::string_view text(reinterpret_cast<const char*>(window.ahead().data()),
                                std::min(window.ahead().size(), kMost));
    const std::size_t end = std::min(text.find("LYRICS200", from), text.find("LYRICSEND", from));
    if (end != std::string_view::npos) return TagExtent{"LYR3", end + kFoot};
    from = std::max(from, text.size() - std::min(text.size(), kFoot - 1));
    if (text.size() == kMost) break;
  }
  no_lyrics_end_before_ = window.place() + from;
  return std::nullopt;
}

std::optional<TagExtent> TagFinder::tag_at(ByteWindow& window) {
  constexpr std::size_t kExtended = 227;
  if (!window.have(3)) return std::nullopt;
  const auto ahead = [&](std::size_t bytes) {
    window.have(bytes);
    return window.ahead().first(std::min(bytes, window.ahead().size()));
  };
  switch (byte_at(window.ahead(), 0)) {
    case 'I': return id3v2_at(ahead(kId3v2Head));
    case 'T':
      if (begins(ahead(4), "TAG+") && window.have(kExtended)) return TagExtent{"TAG+", kExtended};
      if (begins(ahead(3), "TAG") && window.have(kId3v1Bytes)) {
        return TagExtent{"TAG ", kId3v1Bytes};
      }
      return std::nullopt;
    case 'A':
      return ahead(kApeFoot).size() == kApeFoot ? ape_beginning_in(ahead(kApeFoot)) : std::nullopt;
    case 'L': return begins(ahead(11), "LYRICSBEGIN") ? lyrics_at(window) : std::nullopt;
    default: return std::nullopt;
  }
}

}  // namespace rectify::io
