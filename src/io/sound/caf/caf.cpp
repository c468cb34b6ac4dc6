// CAF (Apple, "Core Audio Format Specification 1.0", 2006).
#include "io/sound/caf/caf.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

#include "io/sound/coded.hpp"
#include "io/sound/layout.hpp"
#include "io/sound/plain_reader.hpp"
#include "io/sound/sound_writer.hpp"

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

/// False where the samples are not plain.
bool understand_description(Layout& layout, const Input& input, std::span<const std::byte> desc) {
  const auto field = [&](std::size_t at) {
    return number_at(desc.subspan(at), 4, std::endian::big);
  };
  const auto rate = std::bit_cast<double>(number_at(desc, 8, std::endian::big));
  const std::string_view format = id_at(desc, 8);
  const std::uint64_t flags = field(12);
  const std::uint64_t packet = field(16);
  const std::uint64_t channels = field(24);
  check_sound(input, channels,
              rate >= 0.5 && rate < 0x1p31 ? static_cast<std::uint64_t>(std::llround(rate)) : 0);
  std::optional<SampleType> type;
  if (format == "lpcm") type = linear_type((flags & kFloatFlag) != 0, packet / channels);
  if (format == "ulaw") type = SampleType::ulaw;
  if (format == "alaw") type = SampleType::alaw;
  if (!type || packet != channels * bytes_per_sample(*type)) return false;
  if (format == "lpcm" && field(28) != 8 * bytes_per_sample(*type)) {
    throw Error(ExitStatus::kInput,
                input.name() + ": its " + std::to_string(field(28)) + "-bit samples stand in " +
                    std::to_string(8 * bytes_per_sample(*type)) +
                    "-bit containers, which is not supported; ffmpeg -c:a pcm_s24be packs them");
  }
  layout.samples = {*type, (flags & kLittleFlag) != 0 ? std::endian::little : std::endian::big};
  layout.sound.encoding = &encoding_of(*type);
  layout.sound.channels = channels;
  layout.sound.rate = static_cast<std::uint64_t>(std::llround(rate));
  return true;
}

std::unique_ptr<SampleReader> open(Input& input, std::optional<std::uint64_t> spool_limit) {
  std::array<std::byte, 8> magic{};
  if (input.read_fully(magic) != magic.size() || id_at(magic, 0) != "caff") return nullptr;
  Layout layout;
  layout.sound.container = &kCaf;
  layout.chunks_after = kCafStyle;
  layout.metadata.family = &kCafMetadata;
  bool format_known = false;
  ChunkWalker walker(input, kCafStyle);
  while (const auto head = walker.next()) {
    if (head->id == "desc") {
      const auto desc = walker.content(32);
      if (desc.size() < 32) break;
      if (!understand_description(layout, input, desc)) {
        return decode_by_sndfile(input, spool_limit, {.container = &kCaf});
      }
      format_known = true;
      input.forget_start();
    } else if (head->id == "data") {
      if (!format_known) break;
      walker.content(4);  // how often it was edited
      const bool open_ended = head->size == std::numeric_limits<std::uint64_t>::max();
      settle(layout, input,
             open_ended ? head->size : head->size - std::min<std::uint64_t>(head->size, 4),
             open_ended);
      return read_plain(std::move(input), std::move(layout));
    } else {
      layout.metadata.take(walker, *head, Metadata::Place::kBefore);
      if (head->id == "chan" && !layout.metadata.before.empty()) {
        const std::span<const std::byte> chan(layout.metadata.before.back().content);
        if (chan.size() >= 8 && number_at(chan, 4, std::endian::big) == kBitmapTag) {
          layout.sound.speakers =
              static_cast<std::uint32_t>(number_at(chan.subspan(4), 4, std::endian::big));
        }
      }
    }
  }
  throw Error(ExitStatus::kInput, input.name() + ": not a whole CAF file: it has no " +
                                      (format_known ? "'data'" : "'desc'") + " chunk");
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
  head.chunk(kCafStyle, {"desc", desc.all()});
  const bool has_map =
      std::any_of(chunks.begin(), chunks.end(), [](const Chunk& c) { return c.id == "chan"; });
  if (sound.speakers != 0 && !has_map) {
    Fields chan(std::endian::big);
    chan.u32(kBitmapTag);
    chan.u32(sound.speakers);
    chan.u32(0);
    head.chunk(kCafStyle, {"chan", chan.all()});
  }
  for (const Chunk& chunk : chunks) head.chunk(kCafStyle, chunk);
  head.text("data");
  head.u64(extent.data ? *extent.data + 4 : std::numeric_limits<std::uint64_t>::max());
  head.u32(0);  // how often it was edited
  return head.all();
}

constexpr std::array kExtensions = {".caf"sv};
constexpr std::array kMagic = {"caff"sv};
constexpr PlainRules kPlain{.order = std::endian::big, .chunks = kCafStyle, .head = caf_head};

}  // namespace

constinit const Container kCaf{
    .name = "CAF",
    .format = "caf",
    .extensions = kExtensions,
    .magic = kMagic,
    .encodings = kSignedEncodings,
    .metadata = &kCafMetadata,
    .plain = &kPlain,
    .refusal = plain_refusal,
    .open = open,
    .create = create_plain,
};

}  // namespace rectify::io
