// The first frame of an MP3 that holds no sound, but says how much there is of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "io/sound/mp3/mpeg_header.hpp"

namespace rectify::io {

/// What Xing's header (also "Info"), LAME's extension of it, or Fraunhofer's VBRI says.
struct InfoTag {
  std::optional<std::uint64_t> frames;  ///< of MPEG, after this one
  std::optional<std::uint64_t> bytes;   ///< of all, this frame too

  /// How many samples of each channel the encoder added to the sound, not counting the delay of 529
  /// samples that every decoder of layer 3 has.
  struct Added {
    std::uint64_t before = 0;
    std::uint64_t after = 0;
  };
  std::optional<Added> added;

  /// Of the bytes of all frames after this one, as the encoder wrote them.
  std::optional<std::uint16_t> checksum;
};

/// Nullopt: the frame is one of sound.
[[nodiscard]] std::optional<InfoTag> info_tag(const MpegHeader& header,
                                              std::span<const std::byte> frame);

}  // namespace rectify::io
