// Reads and writes the "fmt " chunk of WAV, RIFX, RF64 and W64.
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <utility>

#include "io/sound/riff/riff.hpp"
#include "io/sound/unknown_sound.hpp"

namespace rectify::io {
namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kPcmTag = 1;
constexpr std::uint64_t kMsAdpcmTag = 2;
constexpr std::uint64_t kFloatTag = 3;
constexpr std::uint64_t kAlawTag = 6;
constexpr std::uint64_t kUlawTag = 7;
constexpr std::uint64_t kImaAdpcmTag = 0x11;
constexpr std::uint64_t kGsmTag = 0x31;
constexpr std::uint64_t kExtensibleTag = 0xFFFE;

// What follows the format's number in the GUID of a sub-format: the usual bytes, and those of
// ambisonic B-format (R. Dobson).
constexpr std::string_view kUsualGuid = "\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71"sv;
constexpr std::string_view kAmbisonicGuid = "\0\0\x21\x07\xD3\x11\x86\x44\xC8\xC1\xCA\0\0\0"sv;

/// The fields of a "fmt " chunk.
struct Fmt {
  std::uint64_t tag, channels, rate, block, bits;
};

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

std::optional<BlockCoding> block_coding(const Fmt& fmt) {
  const std::size_t channels = fmt.channels;
  const std::size_t block = fmt.block;
  switch (fmt.tag) {
    case kImaAdpcmTag: {  // a sample and a step for each channel, then 8 codes of each in turn
      const std::size_t head = 4 * channels;
      if (channels > 2 || block < 2 * head || block % head != 0) return std::nullopt;
      return BlockCoding{.block_bytes = block,
                         .block_frames = 1 + 8 * (block / head - 1),
                         .partial_bytes = head,
                         .partial_frames = 1,
                         .unit_bytes = head,
                         .unit_frames = 8};
    }
    case kMsAdpcmTag: {  // a coefficient, a step and two samples for each channel, then codes
      const std::size_t head = 7 * channels;
      if (channels > 2 || block < 2 * head || (block - head) % channels != 0) return std::nullopt;
      return BlockCoding{.block_bytes = block,
                         .block_frames = 2 + 2 * (block - head) / channels,
                         .partial_bytes = head,
                         .partial_frames = 2,
                         .unit_bytes = 1,
                         .unit_frames = 2 / channels};
    }
    case kGsmTag:
      if (channels != 1 || block != 65) return std::nullopt;
      return BlockCoding{.block_bytes = 65, .block_frames = 320};
    default: return std::nullopt;
  }
}

/// The content of a "fmt " chunk that says the same to libsndfile.
std::vector<std::byte> fmt_for_decoder(const Fmt& fmt, const BlockCoding& coding) {
  Fields fields(std::endian::little);
  fields.u16(fmt.tag);
  fields.u16(fmt.channels);
  fields.u32(fmt.rate);
  fields.size(fmt.rate * coding.block_bytes / coding.block_frames);
  fields.u16(coding.block_bytes);
  fields.u16(fmt.tag == kGsmTag ? 0 : 4);
  // The seven pairs of coefficients of MS ADPCM.
  constexpr std::array<int, 14> kPairs = {256, 0,   512, -256, 0,    0,   192,
                                          64,  240, 0,   460,  -208, 392, -232};
  const bool has_pairs = fmt.tag == kMsAdpcmTag;
  fields.u16(has_pairs ? 4 + 2 * kPairs.size() : 2);
  fields.u16(coding.block_frames);
  if (has_pairs) {
    fields.u16(kPairs.size() / 2);
    for (const int number : kPairs) fields.u16(static_cast<std::uint16_t>(number));
  }
  return std::move(fields).all();
}

/// Understands plain samples, packed or in the upper bits of wider integers.
void understand_plain(RiffFormat& format, Layout& layout, const Input& input, const Fmt& fmt) {
  const std::uint64_t packed = (fmt.bits + 7) / 8;
  const std::uint64_t container = fmt.block / fmt.channels;
  const bool wide = fmt.tag == kPcmTag && packed > 1 && container > packed;
  const auto type = sample_type(fmt.tag, wide ? container : packed);
  const auto narrow = sample_type(fmt.tag, packed);
  const bool fits = container == packed || wide;
  if (!type || !fits || fmt.block != container * fmt.channels) {
    throw Error(ExitStatus::kInput,
                fmt::format("{}: samples of {} bits, {} bytes for each frame of {} channels, are "
                            "not supported",
                            input.name(), fmt.bits, fmt.block, fmt.channels));
  }
  layout.samples.type = *type;
  layout.sound.encoding = &encoding_of(*narrow);
  if (wide) format.upper_bits = static_cast<int>(8 * packed);
  if (fmt.tag == kPcmTag && fmt.bits < 8 * packed) {
    name_valid_bits(layout.metadata, fmt.bits, 8 * packed);
  }
}

}  // namespace

RiffFormat understand_format(Layout& layout, const Input& input, std::span<const std::byte> chunk,
                             std::endian order) {
  if (chunk.size() < 16) {
    throw Error(ExitStatus::kInput, input.name() + ": its format chunk is cut short");
  }
  const auto field = [&](std::size_t at, std::size_t bytes) {
    return number_at(chunk.subspan(at), bytes, order);
  };
  Fmt fmt{field(0, 2), field(2, 2), field(4, 4), field(12, 2), field(14, 2)};
  std::string_view guid = kUsualGuid;
  if (fmt.tag == kExtensibleTag && chunk.size() >= 40) {
    layout.sound.speakers = static_cast<std::uint32_t>(field(20, 4));
    fmt.tag = field(24, 2);
    guid = as_text(chunk.subspan(26, 14));
    const std::uint64_t valid = field(18, 2);
    if (fmt.tag == kPcmTag && valid != 0 && valid < fmt.bits) {
      name_valid_bits(layout.metadata, valid, fmt.bits);
    }
  }
  check_sound(input, fmt.channels, fmt.rate);
  layout.sound.channels = fmt.channels;
  layout.sound.rate = fmt.rate;
  layout.samples.order = order;
  const bool ambisonic = guid == kAmbisonicGuid;
  if (ambisonic) layout.metadata.left_out.emplace_back("that it is ambisonic (B-format)");
  RiffFormat format;
  const bool plain =
      fmt.tag == kPcmTag || fmt.tag == kFloatTag || fmt.tag == kAlawTag || fmt.tag == kUlawTag;
  if (plain && (guid == kUsualGuid || ambisonic)) {
    understand_plain(format, layout, input, fmt);
    return format;
  }
  format.blocks = block_coding(fmt);
  if (!format.blocks || guid != kUsualGuid) {
    refuse_kind(input, fmt::format("{}, format 0x{:04X}", layout.sound.container->name, fmt.tag));
  }
  format.for_decoder = fmt_for_decoder(fmt, *format.blocks);
  return format;
}

Chunk format_chunk(const SoundFormat& sound) {
  const bool extensible = sound.channels > 2 || sound.speakers != 0;
  const std::uint64_t bytes = bytes_per_sample(sound.encoding->type);
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
    fmt.text(kUsualGuid);
  } else if (tag_of(*sound.encoding) != kPcmTag) {
    fmt.u16(0);
  }
  return {"fmt ", std::move(fmt).all()};
}

bool needs_fact(const Encoding& encoding) { return tag_of(encoding) != kPcmTag; }

}  // namespace rectify::io
