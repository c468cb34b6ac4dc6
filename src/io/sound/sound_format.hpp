// What a sound is besides its samples: container, encoding, channels, rate.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "io/sound/encoding.hpp"

namespace rectify::io {

struct Container;

/// A sound as a file holds it.
struct SoundFormat {
  const Container* container = nullptr;  ///< a row of container.hpp's table
  const Encoding* encoding = &kFloat;    ///< kFloat in lossy containers
  std::size_t channels = 1;
  std::uint64_t rate = 48000;                          ///< frames a second
  std::uint32_t speakers = 0;                          ///< WAVEX channel mask; 0: unsaid
  std::optional<std::endian> order = std::nullopt;     ///< of raw samples, where not little-endian
  std::optional<std::uint64_t> frames = std::nullopt;  ///< where known
};

/// The channel mask of so many channels in the order that FLAC gives them (its specification, RFC
/// 9639, section 9.1.3), which is the usual one in WAV too; 0 beyond eight.
[[nodiscard]] std::uint32_t usual_speakers(std::size_t channels);

}  // namespace rectify::io
