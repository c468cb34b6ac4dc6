// Finds the tag where a frame of silence would have its main data.
#include "io/sound/mp3/info_tag.hpp"

#include <algorithm>

#include "io/sound/chunks.hpp"
#include "io/sound/mp3/music_checksum.hpp"

namespace rectify::io {
namespace {

std::uint64_t number(std::span<const std::byte> frame, std::size_t at, std::size_t bytes) {
  return number_at(frame.subspan(at), bytes, std::endian::big);
}

/// What tags write where they don't know is zero.
std::optional<std::uint64_t> known(std::uint64_t value) {
  return value == 0 ? std::nullopt : std::optional(value);
}

/// What LAME's extension at `at` says. It is believed where its own checksum, of all before that,
/// is right, and it was written for as many bytes as the tag says: editors change one of the two.
std::optional<std::uint16_t> checksum_of_sound(std::span<const std::byte> frame, std::size_t at,
                                               std::optional<std::uint64_t> bytes) {
  constexpr std::size_t kBytes = 28;
  constexpr std::size_t kChecksum = 32;
  constexpr std::size_t kOwnChecksum = 34;
  if (at + kOwnChecksum + 2 > frame.size() || number(frame, at + kBytes, 4) != bytes) {
    return std::nullopt;
  }
  MusicChecksum own;
  own.add(frame.first(at + kOwnChecksum));
  if (own.value() != number(frame, at + kOwnChecksum, 2)) return std::nullopt;
  return static_cast<std::uint16_t>(number(frame, at + kChecksum, 2));
}

/// "Xing" or "Info", flags, and what the flags say is there; then LAME's extension, which begins
/// with the name of the encoder.
InfoTag xing_tag(std::span<const std::byte> frame, std::size_t at) {
  InfoTag tag;
  const auto flags = number(frame, at + 4, 4);
  at += 8;
  const auto has_room = [&](std::size_t bytes) { return at + bytes <= frame.size(); };
  const auto next = [&](std::uint64_t flag) -> std::optional<std::uint64_t> {
    if ((flags & flag) == 0 || !has_room(4)) return std::nullopt;
    at += 4;
    return known(number(frame, at - 4, 4));
  };
  tag.frames = next(1);
  tag.bytes = next(2);
  if ((flags & 4U) != 0) at += 100;   // a table for seeking
  if ((flags & 8U) != 0) at += 4;     // quality
  constexpr std::size_t kAdded = 21;  // place of the two numbers of 12 bits
  if (has_room(kAdded + 3) && frame[at] != std::byte{0}) {
    const std::uint64_t both = number(frame, at + kAdded, 3);
    tag.added = {both >> 12U, both & 0xFFFU};
  }
  tag.checksum = checksum_of_sound(frame, at, tag.bytes);
  return tag;
}

}  // namespace

std::optional<InfoTag> info_tag(const MpegHeader& header, std::span<const std::byte> frame) {
  if (header.layer != 3) return std::nullopt;
  const auto has = [&](std::size_t at, std::string_view magic, std::size_t bytes) {
    return at + bytes <= frame.size() && id_at(frame, at) == magic;
  };
  const std::size_t side = MpegHeader::kBytes + header.side_info_bytes();
  for (const std::size_t at : {side, side + 2}) {  // some count the checksum
    if (!has(at, "Xing", 8) && !has(at, "Info", 8)) continue;
    const auto silent = frame.subspan(MpegHeader::kBytes + 2, at - MpegHeader::kBytes - 2);
    if (std::all_of(silent.begin(), silent.end(), [](std::byte b) { return b == std::byte{0}; })) {
      return xing_tag(frame, at);
    }
  }
  constexpr std::size_t kVbri = MpegHeader::kBytes + 32;
  if (has(kVbri, "VBRI", 18)) {
    InfoTag tag;
    tag.bytes = known(number(frame, kVbri + 10, 4));
    tag.frames = known(number(frame, kVbri + 14, 4));
    return tag;
  }
  return std::nullopt;
}

}  // namespace rectify::io
