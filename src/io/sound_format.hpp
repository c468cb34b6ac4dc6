// What a sound is besides its samples: container, encoding, channels, rate.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "rectify/sample_format.hpp"

namespace rectify::io {

enum class Container : std::uint8_t { kWav, kAiff, kFlac, kOther };

enum class Encoding : std::uint8_t { kPcm8, kPcm16, kPcm24, kPcm32, kFloat, kDouble };

constexpr bool is_pcm(Encoding encoding) { return encoding < Encoding::kFloat; }

/// Bits of a code; of floats, of the number.
constexpr int bits_of(Encoding encoding) {
  constexpr int kBits[] = {8, 16, 24, 32, 32, 64};
  return kBits[static_cast<int>(encoding)];
}

/// "pcm_16", "float" …; 8 bits are "pcm_u8" in WAV and "pcm_s8" elsewhere.
[[nodiscard]] std::string_view name_of(Encoding encoding, Container container = Container::kWav);
[[nodiscard]] std::string_view name_of(Container container);

/// The encoding of that name; both names of 8 bits are taken, since the container decides.
[[nodiscard]] std::optional<Encoding> encoding_named(std::string_view name);

/// Whether files of this kind can hold that; nullopt: they can; else the reason, to follow "FLAC".
[[nodiscard]] std::optional<std::string_view> refusal(Container container, Encoding encoding,
                                                      std::size_t channels, std::uint64_t rate);

/// The integer type of that many bits, or the float type, in a byte order.
[[nodiscard]] SampleFormat packed_format(Encoding encoding, std::endian order);

/// A sound as a file holds it.
struct SoundFormat {
  Container container = Container::kWav;
  Encoding encoding = Encoding::kFloat;
  std::size_t channels = 1;
  std::uint64_t rate = 48000;                          ///< frames a second
  std::uint32_t speakers = 0;                          ///< WAVEX channel mask; 0: unsaid
  std::optional<std::uint64_t> frames = std::nullopt;  ///< where known
};

}  // namespace rectify::io
