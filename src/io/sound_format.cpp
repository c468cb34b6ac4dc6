#include "io/sound_format.hpp"

#include <array>
#include <utility>

namespace rectify::io {
namespace {

constexpr std::array<std::pair<std::string_view, Encoding>, 7> kEncodings = {{
    {"pcm_u8", Encoding::kPcm8},
    {"pcm_s8", Encoding::kPcm8},
    {"pcm_16", Encoding::kPcm16},
    {"pcm_24", Encoding::kPcm24},
    {"pcm_32", Encoding::kPcm32},
    {"float", Encoding::kFloat},
    {"double", Encoding::kDouble},
}};

}  // namespace

std::string_view name_of(Encoding encoding, Container container) {
  if (encoding == Encoding::kPcm8 && container != Container::kWav) return "pcm_s8";
  for (const auto& [name, value] : kEncodings) {
    if (value == encoding) return name;
  }
  return "";
}

std::string_view name_of(Container container) {
  switch (container) {
    case Container::kWav: return "WAV";
    case Container::kAiff: return "AIFF";
    case Container::kFlac: return "FLAC";
    case Container::kOther: break;
  }
  return "this container";
}

std::optional<Encoding> encoding_named(std::string_view name) {
  for (const auto& [known, value] : kEncodings) {
    if (known == name) return value;
  }
  return std::nullopt;
}

std::optional<std::string_view> refusal(Container container, Encoding encoding,
                                        std::size_t channels, std::uint64_t rate) {
  constexpr std::size_t kMostChannels = 1024;
  if (channels > kMostChannels) return "can't hold more than 1024 channels";
  if (container == Container::kFlac) {
    if (!is_pcm(encoding)) return "can't hold float samples; --encoding pcm_24 makes them integers";
    if (encoding == Encoding::kPcm32)
      return "can't hold 32 bits here; --encoding pcm_24 rounds them";
    if (channels > 8) return "can't hold more than 8 channels";
    if (rate > 655350) return "can't hold a rate above 655350 Hz";
  }
  if (rate > 0x7FFFFFFF) return "can't hold a rate that high";
  return std::nullopt;
}

SampleFormat packed_format(Encoding encoding, std::endian order) {
  constexpr std::array kTypes = {SampleType::s8,  SampleType::s16, SampleType::s24,
                                 SampleType::s32, SampleType::f32, SampleType::f64};
  return {kTypes.at(static_cast<std::size_t>(encoding)), order};
}

}  // namespace rectify::io
