// The format of a sound: container, encoding, channels, rate.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "io/sound/encoding.hpp"

namespace rectify::io {

struct Container;

/// The format of a sound in a file.
struct SoundFormat {
  const Container* container = nullptr;  ///< a row of container.hpp's table
  const Encoding* encoding = &kFloat;    ///< kFloat in lossy containers
  std::size_t channels = 1;
  std::uint64_t rate = 48000;  ///< frames a second
  std::uint32_t speakers = 0;  ///< channel mask as in WAVE_FORMAT_EXTENSIBLE; 0: not given
  std::optional<std::endian> order = std::nullopt;     ///< of raw samples, where not little-endian
  std::optional<std::uint64_t> frames = std::nullopt;  ///< where known
};

/// The channel mask of so many channels in FLAC (RFC 9639, section 9.1.3), which is the usual one
/// in WAV as well; 0 for more than eight channels.
[[nodiscard]] std::uint32_t usual_speakers(std::size_t channels);

}  // namespace rectify::io
