// The head of a frame of MPEG audio: what it says of the frame.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace rectify::io {

/// Four bytes (ISO/IEC 11172-3, 2.4.1.3, and 13818-3; MPEG-2.5 is Fraunhofer's extension of it to
/// rates below 16 kHz).
struct MpegHeader {
  int layer = 3;             ///< 1, 2 or 3
  bool low_rates = false;    ///< MPEG-2 and 2.5
  unsigned rate = 0;         ///< frames of sound a second
  unsigned channels = 0;     ///< 1 or 2
  unsigned samples = 0;      ///< of each channel in the frame
  std::size_t bytes = 0;     ///< of the whole frame; in free format, of its padding only
  bool free_format = false;  ///< its length is the distance to the next one
  bool checksum = false;     ///< two bytes of one follow the head

  static constexpr std::size_t kBytes = 4;

  /// Of the side information that follows in layer 3.
  [[nodiscard]] std::size_t side_info_bytes() const {
    if (low_rates) return channels == 1 ? 9 : 17;
    return channels == 1 ? 17 : 32;
  }

  /// Whether both can stand in one stream as an encoder makes it.
  [[nodiscard]] bool same_kind(const MpegHeader& other) const {
    return layer == other.layer && rate == other.rate && channels == other.channels &&
           free_format == other.free_format;
  }
};

/// Nullopt: these four bytes are no such head.
[[nodiscard]] std::optional<MpegHeader> mpeg_header(std::span<const std::byte> bytes);

/// The longest frame that any of them can be: layer 2 at 384 kbit/s and 32 kHz, or in free format
/// what libmpg123 takes.
constexpr std::size_t kLongestMpegFrame = 3456;

}  // namespace rectify::io
