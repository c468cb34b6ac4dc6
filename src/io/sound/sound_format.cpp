#include "io/sound/sound_format.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rectify::io {
namespace {

constexpr std::array<std::pair<std::string_view, Encoding>, 9> kEncodings = {{
    {"pcm_u8", Encoding::kPcm8},
    {"pcm_s8", Encoding::kPcm8},
    {"pcm_16", Encoding::kPcm16},
    {"pcm_24", Encoding::kPcm24},
    {"pcm_32", Encoding::kPcm32},
    {"ulaw", Encoding::kUlaw},
    {"alaw", Encoding::kAlaw},
    {"float", Encoding::kFloat},
    {"double", Encoding::kDouble},
}};

bool is_riff(Container container) { return container <= Container::kW64; }

template <std::size_t n>
bool contains(const std::array<std::uint64_t, n>& values, std::uint64_t value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::optional<std::string> flac_refusal(const SoundFormat& sound) {
  if (!is_pcm(sound.encoding)) {
    return "can't hold float samples; --encoding pcm_24 makes them integers";
  }
  if (is_companded(sound.encoding)) {
    return "can't hold G.711; --encoding pcm_16 holds its codes exactly";
  }
  if (sound.encoding == Encoding::kPcm32) {
    return "can't hold 32 bits here; --encoding pcm_24 rounds them";
  }
  if (sound.channels > 8) return "can't hold more than 8 channels";
  if (sound.rate > 655350) return "can't hold a rate above 655350 Hz";
  return std::nullopt;
}

std::optional<std::string> lossy_refusal(const SoundFormat& sound) {
  constexpr std::array<std::uint64_t, 3> kOpusRates = {8000, 16000, 48000};
  constexpr std::array<std::uint64_t, 9> kMp3Rates = {8000,  11025, 12000, 16000, 22050,
                                                      24000, 32000, 44100, 48000};
  if (sound.encoding != Encoding::kFloat) {
    return "has an encoding of its own: leave --encoding out";
  }
  switch (sound.container) {
    case Container::kVorbis:
      if (sound.rate < 8000 || sound.rate > 192000) return "takes rates from 8 to 192 kHz";
      if (sound.channels > 8) return "takes up to 8 channels here";
      break;
    case Container::kOpus:
      if (!contains(kOpusRates, sound.rate)) return "takes the rates 8, 16 and 48 kHz here";
      if (sound.channels > 8) return "takes up to 8 channels here";
      break;
    default:
      if (!contains(kMp3Rates, sound.rate)) {
        return "takes the rates 8, 11.025, 12, 16, 22.05, 24, 32, 44.1 and 48 kHz";
      }
      if (sound.channels > 2) return "takes one or two channels";
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Encoding encoding, Container container) {
  if (encoding == Encoding::kPcm8 && !is_riff(container)) return "pcm_s8";
  for (const auto& [name, value] : kEncodings) {
    if (value == encoding) return name;
  }
  return "";
}

std::string_view name_of(Container container) {
  switch (container) {
    case Container::kWav: return "WAV";
    case Container::kRf64: return "RF64";
    case Container::kW64: return "W64";
    case Container::kAiff: return "AIFF";
    case Container::kAu: return "AU";
    case Container::kCaf: return "CAF";
    case Container::kRaw: return "raw";
    case Container::kFlac: return "FLAC";
    case Container::kVorbis: return "Ogg Vorbis";
    case Container::kOpus: return "Opus";
    case Container::kMp3: return "MP3";
  }
  return "";
}

std::optional<Encoding> encoding_named(std::string_view name) {
  for (const auto& [known, value] : kEncodings) {
    if (known == name) return value;
  }
  return std::nullopt;
}

SampleFormat plain_samples(Container container, Encoding encoding) {
  constexpr std::array kTypes = {SampleType::s8,  SampleType::s16,  SampleType::s24,
                                 SampleType::s32, SampleType::ulaw, SampleType::alaw,
                                 SampleType::f32, SampleType::f64};
  const SampleType type = kTypes.at(static_cast<std::size_t>(encoding));
  if (container == Container::kRaw) return {type, std::endian::little};
  if (!is_riff(container)) return {type, std::endian::big};
  return {type == SampleType::s8 ? SampleType::u8 : type, std::endian::little};
}

Encoding encoding_of(SampleType type) {
  switch (type) {
    case SampleType::u8:
    case SampleType::s8: return Encoding::kPcm8;
    case SampleType::s16: return Encoding::kPcm16;
    case SampleType::s24: return Encoding::kPcm24;
    case SampleType::s32: return Encoding::kPcm32;
    case SampleType::ulaw: return Encoding::kUlaw;
    case SampleType::alaw: return Encoding::kAlaw;
    case SampleType::f32: return Encoding::kFloat;
    case SampleType::f64: break;
  }
  return Encoding::kDouble;
}

std::optional<std::string> refusal(const SoundFormat& sound) {
  if (sound.container == Container::kFlac) return flac_refusal(sound);
  if (is_lossy(sound.container)) return lossy_refusal(sound);
  if (sound.channels > 1024) return "can't hold more than 1024 channels";
  if (sound.rate > 0x7FFFFFFF) return "can't hold a rate that high";
  return std::nullopt;
}

std::uint32_t usual_speakers(std::size_t channels) {
  constexpr std::array<std::uint32_t, 9> kMasks = {0,    0x4,  0x3,   0x7,  0x33,
                                                   0x37, 0x3F, 0x70F, 0x63F};
  return channels < kMasks.size() ? kMasks.at(channels) : 0;
}

}  // namespace rectify::io
