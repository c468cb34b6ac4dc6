// The format chunk that WAV, RIFX, RF64 and W64 share.
#include <array>
#include <string>

#include "io/sound/riff/riff.hpp"

namespace rectify::io {
namespace {

constexpr std::uint64_t kPcmTag = 1;
constexpr std::uint64_t kFloatTag = 3;
constexpr std::uint64_t kAlawTag = 6;
constexpr std::uint64_t kUlawTag = 7;
constexpr std::uint64_t kExtensibleTag = 0xFFFE;

std::uint64_t tag_of(const Encoding& encoding) {
  if (encoding.type == SampleType::alaw) return kAlawTag;
  if (encoding.type == SampleType::ulaw) return kUlawTag;
  return encoding.is_float() ? kFloatTag : kPcmTag;
}

std::optional<SampleType> sample_type(std::uint64_t tag, std::size_t bytes) {
  if (tag == kAlawTag && bytes == 1) return SampleType::alaw;
  if (tag == kUlawTag && bytes == 1) return SampleType::ulaw;
  if (tag == kFloatTag && bytes == 4) return SampleType::f32;
  if (tag == kFloatTag && bytes == 8) return SampleType::f64;
  constexpr std::array kPcm = {SampleType::u8, SampleType::s16, SampleType::s24, SampleType::s32};
  if (tag == kPcmTag && bytes >= 1 && bytes <= kPcm.size()) return kPcm.at(bytes - 1);
  return std::nullopt;
}

}  // namespace

bool understand_format(Layout& layout, const Input& input, std::span<const std::byte> fmt,
                       std::endian order) {
  if (fmt.size() < 16) {
    throw Error(ExitStatus::kInput, input.name() + ": its format chunk is cut short");
  }
  const auto field = [&](std::size_t at, std::size_t bytes) {
    return number_at(fmt.subspan(at), bytes, order);
  };
  std::uint64_t tag = field(0, 2);
  if (tag == kExtensibleTag && fmt.size() >= 40) {
    layout.sound.speakers = static_cast<std::uint32_t>(field(20, 4));
    tag = field(24, 2);
  }
  if (tag != kPcmTag && tag != kFloatTag && tag != kAlawTag && tag != kUlawTag) return false;
  check_sound(input, field(2, 2), field(4, 4));
  layout.sound.channels = field(2, 2);
  layout.sound.rate = field(4, 4);
  const std::uint64_t packed = (field(14, 2) + 7) / 8;
  const std::uint64_t container = field(12, 2) / layout.sound.channels;
  if (container != packed || field(12, 2) != packed * layout.sound.channels) {
    throw Error(ExitStatus::kInput,
                input.name() + ": its " + std::to_string(field(14, 2)) + "-bit samples stand in " +
                    std::to_string(container * 8) +
                    "-bit containers, which is not supported; ffmpeg -c:a pcm_s24le packs them");
  }
  const auto type = sample_type(tag, packed);
  if (!type) {
    throw Error(ExitStatus::kInput, input.name() + ": samples of " + std::to_string(field(14, 2)) +
                                        " bits are not supported");
  }
  layout.samples = {*type, order};
  layout.sound.encoding = &encoding_of(*type);
  return true;
}

Chunk format_chunk(const SoundFormat& sound) {
  const bool extensible = sound.channels > 2 || sound.speakers != 0;
  const SampleType type = sound.encoding->type;
  const std::uint64_t bytes = bytes_per_sample(type);
  Fields fmt(std::endian::little);
  fmt.u16(extensible ? kExtensibleTag : tag_of(*sound.encoding));
  fmt.u16(sound.channels);
  fmt.u32(sound.rate);
  fmt.size(sound.rate * bytes * sound.channels);
  fmt.u16(bytes * sound.channels);
  fmt.u16(8 * bytes);
  if (extensible) {
    fmt.u16(22);
    fmt.u16(8 * bytes);
    fmt.u32(sound.speakers);
    fmt.u16(tag_of(*sound.encoding));
    fmt.text(std::string_view("\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71", 14));
  } else if (tag_of(*sound.encoding) != kPcmTag) {
    fmt.u16(0);
  }
  return {"fmt ", fmt.all()};
}

bool needs_fact(const Encoding& encoding) { return tag_of(encoding) != kPcmTag; }

}  // namespace rectify::io
