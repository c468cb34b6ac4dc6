// The row of CAF (Apple, "Core Audio Format Specification 1.0", 2006).
#include "io/sound/caf/caf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "io/sound/aiff/aiff.hpp"
#include "io/sound/layout.hpp"
#include "io/sound/plain_reader.hpp"
#include "io/sound/sound_writer.hpp"
#include "io/sound/unknown_sound.hpp"
#include "io/sound/upper_bits.hpp"

namespace rectify::io {

extern const Container kCaf;

namespace {

using namespace std::string_view_literals;

constexpr std::uint64_t kFloatFlag = 1;
constexpr std::uint64_t kLittleFlag = 2;
constexpr std::uint64_t kBitmapTag = 0x10000;  // a channel layout that is WAVEX's mask

std::optional<SampleType> linear_type(bool is_float, std::uint64_t bytes) {
  using enum SampleType;
  if (is_float)
    return bytes == 4 ? std::optional(f32) : bytes == 8 ? std::optional(f64) : std::nullopt;
  constexpr std::array kPcm = {s8, s16, s24, s32};
  if (bytes < 1 || bytes > kPcm.size()) return std::nullopt;
  return kPcm.at(bytes - 1);
}

/// What a "desc" chunk says besides what goes into a Layout.
struct Description {
  std::optional<BlockCoding> blocks;  ///< the samples are IMA4, as in AIFC
  int upper_bits = 0;  ///< plain samples of this many bits in wider integers; 0: packed

  [[nodiscard]] bool needs_file() const { return blocks || upper_bits != 0; }
};

Description understand_description(Layout& layout, const Input& input,
                                   std::span<const std::byte> desc) {
  const auto field = [&](std::size_t at) {
    return number_at(desc.subspan(at), 4, std::endian::big);
  };
  const auto rate = std::bit_cast<double>(number_at(desc, 8, std::endian::big));
  const std::string_view format = id_at(desc, 8);
  const std::uint64_t flags = field(12);
  const std::uint64_t packet = field(16);
  const std::uint64_t frames = field(20);  // in a packet
  const std::uint64_t channels = field(24);
  const std::uint64_t bits = field(28);
  check_sound(input, channels,
              rate >= 0.5 && rate < 0x1p31 ? static_cast<std::uint64_t>(std::llround(rate)) : 0);
  layout.sound.channels = channels;
  layout.sound.rate = static_cast<std::uint64_t>(std::llround(rate));
  Description description;
  if (format == "ima4" && channels <= 2) {
    description.blocks = ima4_blocks(channels);
    if (packet == description.blocks->block_bytes && frames == description.blocks->block_frames) {
      return description;
    }
  }
  const bool is_float = (flags & kFloatFlag) != 0;
  std::optional<SampleType> type;
  if (format == "lpcm") type = linear_type(is_float, packet / channels);
  if (format == "ulaw") type = SampleType::ulaw;
  if (format == "alaw") type = SampleType::alaw;
  if (!type || packet != channels * bytes_per_sample(*type)) {
    refuse_kind(input, fmt::format("CAF, '{}', {} bits", format, bits));
  }
  layout.samples = {*type, (flags & kLittleFlag) != 0 ? std::endian::little : std::endian::big};
  layout.sound.encoding = &encoding_of(*type);
  if (format != "lpcm" || bits == 8 * bytes_per_sample(*type)) return description;
  const auto narrow = is_float || bits % 8 != 0 ? std::nullopt : linear_type(false, bits / 8);
  if (!narrow || bits > 8 * bytes_per_sample(*type)) {
    throw Error(ExitStatus::kInput,
                fmt::format("{}: its {}-bit samples stand in {}-bit containers, which is not "
                            "supported",
                            input.name(), bits, 8 * bytes_per_sample(*type)));
  }
  layout.sound.encoding = &encoding_of(*narrow);
  description.upper_bits = static_cast<int>(bits);
  return description;
}

/// How many frames the packets hold, where a file says so before or after them. The input stands at
/// a chunk, and comes back.
std::optional<std::uint64_t> frames_said(Input& input) {
  const std::uint64_t place = input.position();
  std::optional<std::uint64_t> said;
  ChunkWalker walker(input, kCafStyle);
  while (const auto head = walker.next()) {
    if (head->id != "pakt") continue;
    const auto pakt = walker.content(16);  // how many packets, how many frames
    if (pakt.size() == 16) said = number_at(std::span(pakt).subspan(8), 8, std::endian::big);
    break;
  }
  input.seek(place);
  return said;
}

/// The channel mask in a "chan" chunk; 0 where it is not given as one.
std::uint32_t mask_in(std::span<const std::byte> chan) {
  if (chan.size() < 8 || number_at(chan, 4, std::endian::big) != kBitmapTag) return 0;
  return static_cast<std::uint32_t>(number_at(chan.subspan(4), 4, std::endian::big));
}

std::unique_ptr<SampleReader> open(Input& input, std::optional<std::uint64_t> spool_limit) {
  constexpr std::uint64_t kUntilEndOfFile = std::numeric_limits<std::uint64_t>::max();
  std::array<std::byte, 8> magic{};
  if (input.read_fully(magic) != magic.size() || id_at(magic, 0) != "caff") return nullptr;
  Layout layout(input);
  layout.sound.container = &kCaf;
  layout.chunks_after = kCafStyle;
  layout.metadata.family = &kCafMetadata;
  std::optional<Description> description;
  std::optional<std::uint64_t> said;
  ChunkWalker walker(input, kCafStyle);
  while (const auto head = walker.next()) {
    if (head->id == "desc") {
      const auto desc = walker.content(32);
      if (desc.size() < 32) break;
      description = understand_description(layout, input, desc);
      if (description->needs_file() && !input.seekable()) {
        input.start_over();
        input.make_seekable(spool_limit);
        return open(input, spool_limit);
      }
      if (description->blocks) said = frames_said(input);
      input.forget_start();
    } else if (head->id == "data") {
      if (!description) break;
      walker.content(4);  // how often it was edited
      const bool open_ended = head->size == kUntilEndOfFile;
      settle(layout, input,
             open_ended ? head->size : head->size - std::min<std::uint64_t>(head->size, 4),
             open_ended);
      if (description->blocks) {
        return read_aifc_blocks(std::move(input), std::move(layout), *description->blocks, "ima4",
                                said);
      }
      if (description->upper_bits != 0) require_upper_bits(input, layout, description->upper_bits);
      return read_plain(std::move(input), std::move(layout));
    } else {
      const std::size_t before = layout.metadata.before.size();
      layout.metadata.take(walker, *head, Metadata::Place::kBefore);
      const bool taken = layout.metadata.before.size() > before;
      if (taken && head->id == "chan") {
        layout.sound.speakers = mask_in(layout.metadata.before.back().content);
      }
    }
  }
  throw Error(ExitStatus::kInput, input.name() + ": not a whole CAF file: it has no " +
                                      (description ? "'data'" : "'desc'") + " chunk");
}

std::vector<std::byte> caf_head(const SoundFormat& sound, const std::vector<Chunk>& chunks,
                                const Extent& extent) {
  const SampleType type = sound.encoding->type;
  const std::uint64_t bytes = bytes_per_sample(type);
  const bool companded = sound.encoding->kind == Encoding::Kind::kCompanded;
  Fields head(std::endian::big);
  head.text("caff");
  head.u16(1);
  head.u16(0);
  Fields desc(std::endian::big);
  desc.u64(std::bit_cast<std::uint64_t>(static_cast<double>(sound.rate)));
  desc.text(companded ? sound.encoding->name : "lpcm");
  desc.u32(sound.encoding->is_float() ? kFloatFlag : 0);
  desc.u32(bytes * sound.channels);  // a packet
  desc.u32(1);                       // frame in a packet
  desc.u32(sound.channels);
  desc.u32(8 * bytes);
  head.chunk(kCafStyle, {"desc", std::move(desc).all()});
  const bool has_map =
      std::any_of(chunks.begin(), chunks.end(), [](const Chunk& c) { return c.id == "chan"; });
  if (sound.speakers != 0 && !has_map) {
    Fields chan(std::endian::big);
    chan.u32(kBitmapTag);
    chan.u32(sound.speakers);
    chan.u32(0);
    head.chunk(kCafStyle, {"chan", std::move(chan).all()});
  }
  for (const Chunk& chunk : chunks) head.chunk(kCafStyle, chunk);
  head.text("data");
  head.u64(extent.data ? *extent.data + 4 : std::numeric_limits<std::uint64_t>::max());
  head.u32(0);  // how often it was edited
  return std::move(head).all();
}

constexpr std::array kExtensions = {".caf"sv};
constexpr PlainRules kPlain{.order = std::endian::big, .chunks = kCafStyle, .head = caf_head};

}  // namespace

constinit const Container kCaf{
    .name = "CAF",
    .format = "caf",
    .extensions = kExtensions,
    .encodings = kSignedEncodings,
    .metadata = &kCafMetadata,
    .plain = &kPlain,
    .refusal = plain_refusal,
    .open = open,
    .create = create_plain,
};

}  // namespace rectify::io
