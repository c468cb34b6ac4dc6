// What a sound is besides its samples: container, encoding, channels, rate.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "rectify/samples/sample_format.hpp"

namespace rectify::io {

/// WAV stands for WAVE_FORMAT_EXTENSIBLE and RIFX too, Vorbis and Opus stand in Ogg.
enum class Container : std::uint8_t {
  kWav,
  kRf64,
  kW64,
  kAiff,
  kAu,
  kCaf,
  kRaw,
  kFlac,
  kVorbis,
  kOpus,
  kMp3
};

/// Those that hold samples plainly, one behind the other.
constexpr bool is_plain(Container container) { return container <= Container::kRaw; }

/// Those that don't give back the samples they took.
constexpr bool is_lossy(Container container) { return container >= Container::kVorbis; }

enum class Encoding : std::uint8_t { kPcm8, kPcm16, kPcm24, kPcm32, kUlaw, kAlaw, kFloat, kDouble };

/// Those that hold integers; G.711 holds some of the 16-bit ones.
constexpr bool is_pcm(Encoding encoding) { return encoding < Encoding::kFloat; }
constexpr bool is_companded(Encoding encoding) {
  return encoding == Encoding::kUlaw || encoding == Encoding::kAlaw;
}

/// Bits of a code; of floats, of the number.
constexpr int bits_of(Encoding encoding) {
  constexpr int kBits[] = {8, 16, 24, 32, 16, 16, 32, 64};
  return kBits[static_cast<int>(encoding)];
}

/// "pcm_16", "float" …; 8 bits are "pcm_u8" in WAV and its kin and "pcm_s8" elsewhere.
[[nodiscard]] std::string_view name_of(Encoding encoding, Container container = Container::kWav);
[[nodiscard]] std::string_view name_of(Container container);

/// The encoding of that name; both names of 8 bits are taken, since the container decides.
[[nodiscard]] std::optional<Encoding> encoding_named(std::string_view name);

/// How samples of that encoding stand in a plain container: WAV and its kin little-endian, 8 bits
/// unsigned; AIFF, AU and CAF big-endian, signed; raw little-endian, signed.
[[nodiscard]] SampleFormat plain_samples(Container container, Encoding encoding);

/// What samples of that type hold.
[[nodiscard]] Encoding encoding_of(SampleType type);

/// A sound as a file holds it.
struct SoundFormat {
  Container container = Container::kWav;
  Encoding encoding = Encoding::kFloat;  ///< kFloat in lossy containers
  std::size_t channels = 1;
  std::uint64_t rate = 48000;                          ///< frames a second
  std::uint32_t speakers = 0;                          ///< WAVEX channel mask; 0: unsaid
  std::optional<SampleFormat> raw = std::nullopt;      ///< in raw, unless as plain_samples() says
  std::optional<std::uint64_t> frames = std::nullopt;  ///< where known
};

/// Whether files of this kind can hold that; nullopt: they can; else the reason, to follow "FLAC".
[[nodiscard]] std::optional<std::string> refusal(const SoundFormat& sound);

/// The channel mask of so many channels in the order that FLAC gives them (its specification, RFC
/// 9639, section 9.1.3), which is the usual one in WAV too; 0 beyond eight.
[[nodiscard]] std::uint32_t usual_speakers(std::size_t channels);

}  // namespace rectify::io
