// WAV, RIFX, RF64 and W64: one format chunk, four frames around it.
#include <algorithm>
#include <array>
#include <limits>
#include <string>

#include "io/sound/layout.hpp"

namespace rectify::io {
namespace {

constexpr std::uint64_t kPcmTag = 1;
constexpr std::uint64_t kFloatTag = 3;
constexpr std::uint64_t kAlawTag = 6;
constexpr std::uint64_t kUlawTag = 7;
constexpr std::uint64_t kExtensibleTag = 0xFFFE;
constexpr std::uint64_t kUntilEndOfFile = 0xFFFFFFFF;

std::uint64_t tag_of(Encoding encoding) {
  if (encoding == Encoding::kAlaw) return kAlawTag;
  if (encoding == Encoding::kUlaw) return kUlawTag;
  return is_pcm(encoding) ? kPcmTag : kFloatTag;
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

/// False where the samples are coded in a way that is not plain.
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
  layout.sound.encoding = encoding_of(*type);
  return true;
}

struct Frame {
  Container container;
  Family family;
  ChunkStyle style;
  std::uint64_t claimed;  // size of the whole but its first eight bytes; 0: unsaid
};

std::optional<Frame> read_frame(Input& input) {
  std::array<std::byte, 40> head{};
  const std::span<const std::byte> bytes(head);
  if (input.read_fully(std::span(head).first(12)) != 12) return std::nullopt;
  const auto id = [&](std::size_t at) { return id_at(head, at); };
  if (id(0) == "riff") {  // then its GUID goes on, a size of the whole, and the GUID of "wave"
    if (input.read_fully(std::span(head).subspan(12)) != 28 || id(24) != "wave")
      return std::nullopt;
    const std::uint64_t whole = number_at(bytes.subspan(16), 8, std::endian::little);
    return Frame{Container::kW64, Family::kW64, kW64Style,
                 whole - std::min<std::uint64_t>(whole, 8)};
  }
  if (id(8) != "WAVE") return std::nullopt;
  const auto claimed = [&](std::endian order) { return number_at(bytes.subspan(4), 4, order); };
  if (id(0) == "RIFF") {
    return Frame{Container::kWav, Family::kRiff, kRiffStyle, claimed(std::endian::little)};
  }
  if (id(0) == "RIFX") {
    return Frame{Container::kWav, Family::kRifx, kRifxStyle, claimed(std::endian::big)};
  }
  if (id(0) == "RF64" || id(0) == "BW64") {
    return Frame{Container::kRf64, Family::kRiff, kRiffStyle, 0};
  }
  return std::nullopt;
}

/// A size of 0: a writer that could not come back to its header, unless the header speaks of more
/// chunks behind it and the file is as long as that.
bool means_empty(const Frame& frame, Input& input, std::uint64_t place) {
  const std::uint64_t end = frame.claimed + 8;
  if (is_open_ended(frame.claimed) || end <= place) return false;
  return !input.seekable() || end <= input.size();
}

/// The format chunk as WAV and W64 share it.
Chunk format_chunk(const SoundFormat& sound) {
  const bool extensible = sound.channels > 2 || sound.speakers != 0;
  const SampleType type = plain_samples(sound.container, sound.encoding).type;
  const std::uint64_t bytes = bytes_per_sample(type);
  Fields fmt(std::endian::little);
  fmt.u16(extensible ? kExtensibleTag : tag_of(sound.encoding));
  fmt.u16(sound.channels);
  fmt.u32(sound.rate);
  fmt.size(sound.rate * bytes * sound.channels);
  fmt.u16(bytes * sound.channels);
  fmt.u16(8 * bytes);
  if (extensible) {
    fmt.u16(22);
    fmt.u16(8 * bytes);
    fmt.u32(sound.speakers);
    fmt.u16(tag_of(sound.encoding));
    fmt.text(std::string_view("\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71", 14));
  } else if (tag_of(sound.encoding) != kPcmTag) {
    fmt.u16(0);
  }
  return {"fmt ", fmt.all()};
}

std::uint64_t frame_bytes(const SoundFormat& sound) {
  return sound.channels * bytes_per_sample(plain_samples(sound.container, sound.encoding).type);
}

}  // namespace

std::optional<Layout> read_riff(Input& input) {
  const auto frame = read_frame(input);
  if (!frame) return std::nullopt;
  Layout layout;
  layout.sound.container = frame->container;
  layout.chunks_behind = frame->style;
  layout.metadata.family = frame->family;

  std::uint64_t place = frame->container == Container::kW64 ? 40 : 12;
  std::uint64_t large_data = 0;
  bool format_known = false;
  ChunkWalker walker(input, frame->style);
  while (const auto head = walker.next()) {
    place += frame->style.head_bytes();
    if (head->id == "data") {
      if (!format_known) break;
      std::uint64_t claimed = head->size;
      bool open_ended = is_open_ended(claimed) && frame->container != Container::kW64;
      if (frame->container == Container::kRf64 && claimed == kUntilEndOfFile && large_data != 0) {
        claimed = large_data;
        open_ended = claimed == std::numeric_limits<std::uint64_t>::max();
      } else if (claimed == 0) {
        open_ended = !means_empty(*frame, input, place);
      }
      settle(layout, input, claimed, open_ended);
      return layout;
    }
    if (head->id == "ds64") {
      const auto ds64 = walker.content(24);
      if (ds64.size() == 24)
        large_data = number_at(std::span(ds64).subspan(8), 8, std::endian::little);
    } else if (head->id == "fmt ") {
      const auto fmt = walker.content(std::min<std::uint64_t>(head->size, 40));
      if (!understand_format(layout, input, fmt, frame->style.order)) return std::nullopt;
      format_known = true;
      input.forget_start();
    } else {
      layout.metadata.take(walker, *head, Metadata::Place::kBefore);
    }
    place += padded(frame->style, std::min(head->size, std::uint64_t{1} << 62U));
  }
  throw Error(ExitStatus::kInput,
              input.name() + ": not a whole " + std::string(name_of(frame->container)) +
                  " file: it has no " +
                  (format_known ? "'data' chunk" : "'fmt ' chunk before its samples"));
}

std::vector<std::byte> riff_head(const SoundFormat& sound, const std::vector<Chunk>& chunks,
                                 const Extent& extent, bool room) {
  constexpr std::size_t kDs64 = 28;
  const bool large = sound.container == Container::kRf64;
  const bool needs_fact = tag_of(sound.encoding) != kPcmTag;
  const auto frames = extent.data ? std::optional(*extent.data / frame_bytes(sound)) : std::nullopt;

  Fields rest(std::endian::little);  // what comes behind RIFF, size, WAVE and the ds64 or its room
  rest.chunk(kRiffStyle, format_chunk(sound));
  if (needs_fact) {
    Fields fact(std::endian::little);
    fact.size(large ? std::nullopt : frames);
    rest.chunk(kRiffStyle, {"fact", fact.all()});
  }
  for (const Chunk& chunk : chunks) rest.chunk(kRiffStyle, chunk);
  rest.text("data");
  rest.size(large ? std::nullopt : extent.data);

  const bool leading = large || room;
  const auto whole = [&](std::uint64_t data) {
    return 4 + (leading ? 8 + kDs64 : 0) + rest.length() + data + data % 2 + extent.behind;
  };
  Fields head(std::endian::little);
  head.text(large ? "RF64" : "RIFF");
  head.size(large || !extent.data ? std::nullopt : std::optional(whole(*extent.data)));
  head.text("WAVE");
  if (leading) {
    Fields ds64(std::endian::little);
    const std::uint64_t data = extent.data.value_or(0);
    ds64.u64(large ? whole(data) : 0);
    ds64.u64(large ? data : 0);
    ds64.u64(large ? frames.value_or(0) : 0);
    ds64.u32(0);  // entries of its table
    head.chunk(kRiffStyle, {large ? "ds64" : "JUNK", ds64.all()});
  }
  head.bytes(rest.all());
  return head.all();
}

std::vector<std::byte> w64_head(const SoundFormat& sound, const std::vector<Chunk>& chunks,
                                const Extent& extent) {
  const std::uint64_t data = extent.data.value_or(0);
  Fields rest(std::endian::little);
  rest.text("wave");
  rest.text(w64_guid_tail("wave"));
  rest.chunk(kW64Style, format_chunk(sound));
  if (tag_of(sound.encoding) != kPcmTag) {
    Fields fact(std::endian::little);
    fact.u64(data / frame_bytes(sound));
    rest.chunk(kW64Style, {"fact", fact.all()});
  }
  for (const Chunk& chunk : chunks) rest.chunk(kW64Style, chunk);
  rest.text("data");
  rest.text(w64_guid_tail("data"));
  rest.u64(data + kW64Style.head_bytes());

  Fields head(std::endian::little);
  head.text("riff");
  head.text(w64_guid_tail("riff"));
  head.u64(kW64Style.head_bytes() + rest.length() + padded(kW64Style, data) + extent.behind);
  head.bytes(rest.all());
  return head.all();
}

}  // namespace rectify::io
