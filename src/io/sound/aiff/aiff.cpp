// AIFF and AIFF-C (Apple, "Audio Interchange File Format AIFF-C", 1991).
#include "io/sound/aiff/aiff.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "io/sound/coded.hpp"
#include "io/sound/layout.hpp"
#include "io/sound/plain_reader.hpp"
#include "io/sound/sound_writer.hpp"

namespace rectify::io {

extern const Container kAiff;

namespace {

using namespace std::string_view_literals;

/// A whole number as the 80-bit floating point of AIFF's rate: exponent, then 64 bits of mantissa
/// whose first bit is 1.
void extended(Fields& fields, std::uint64_t number) {
  constexpr std::uint64_t kBias = 16383;
  const int shift = std::countl_zero(number);
  fields.u16(kBias + 63 - static_cast<std::uint64_t>(shift));
  fields.u64(number << static_cast<unsigned>(shift));
}

/// Back again, rounded to nearest; 0 where it is below 1 or beyond 2^32.
std::uint64_t from_extended(std::span<const std::byte> at) {
  constexpr std::uint64_t kBias = 16383;
  const std::uint64_t exponent = number_at(at, 2, std::endian::big);
  const std::uint64_t mantissa = number_at(at.subspan(2), 8, std::endian::big);
  if (exponent < kBias || exponent > kBias + 31) return 0;
  const std::uint64_t shift = 63 - (exponent - kBias);
  return (mantissa >> shift) + (mantissa >> (shift - 1) & 1U);
}

/// The compression types that are plain, and the type of AIFC's "none" by its bits.
std::optional<SampleFormat> sample_format(std::string_view compression, std::uint64_t bits) {
  using enum SampleType;
  constexpr std::array<std::pair<std::string_view, SampleType>, 8> kTypes = {{{"fl32", f32},
                                                                              {"FL32", f32},
                                                                              {"fl64", f64},
                                                                              {"FL64", f64},
                                                                              {"ulaw", ulaw},
                                                                              {"ULAW", ulaw},
                                                                              {"alaw", alaw},
                                                                              {"ALAW", alaw}}};
  for (const auto& [name, type] : kTypes) {
    if (name == compression) return SampleFormat{type, std::endian::big};
  }
  const bool little = compression == "sowt";
  if (compression == "raw ") return SampleFormat{u8, std::endian::big};
  if (!little && compression != "NONE" && compression != "twos" && compression != "in24" &&
      compression != "in32") {
    return std::nullopt;
  }
  constexpr std::array kPcm = {s8, s16, s24, s32};
  const std::uint64_t bytes = (bits + 7) / 8;
  if (bytes < 1 || bytes > kPcm.size()) return std::nullopt;
  return SampleFormat{kPcm.at(bytes - 1), little ? std::endian::little : std::endian::big};
}

std::string_view compression_of(const Encoding& encoding) {
  switch (encoding.type) {
    case SampleType::f32: return "fl32";
    case SampleType::f64: return "fl64";
    case SampleType::ulaw: return "ulaw";
    case SampleType::alaw: return "alaw";
    default: return "NONE";
  }
}

std::unique_ptr<SampleReader> open(Input& input, std::optional<std::uint64_t> spool_limit) {
  std::array<std::byte, 12> form{};
  if (input.read_fully(form) != form.size() || id_at(form, 0) != "FORM") return nullptr;
  const bool compressed = id_at(form, 8) == "AIFC";
  if (!compressed && id_at(form, 8) != "AIFF") return nullptr;

  Layout layout;
  layout.sound.container = &kAiff;
  layout.chunks_after = kAiffStyle;
  layout.metadata.family = &kAiffMetadata;
  bool format_known = false;
  ChunkWalker walker(input, kAiffStyle);
  while (const auto head = walker.next()) {
    if (head->id == "COMM") {
      const auto comm = walker.content(std::min<std::uint64_t>(head->size, 22));
      const std::span<const std::byte> bytes(comm);
      if (bytes.size() < (compressed ? 22 : 18)) {
        throw Error(ExitStatus::kInput, input.name() + ": its COMM chunk is cut short");
      }
      const auto samples = sample_format(compressed ? id_at(bytes, 18) : "NONE",
                                         number_at(bytes.subspan(6), 2, std::endian::big));
      if (!samples) return decode_by_sndfile(input, spool_limit, {.container = &kAiff});
      layout.samples = *samples;
      layout.sound.encoding = &encoding_of(samples->type);
      layout.sound.channels = number_at(bytes, 2, std::endian::big);
      layout.sound.rate = from_extended(bytes.subspan(8));
      check_sound(input, layout.sound.channels, layout.sound.rate);
      format_known = true;
      input.forget_start();
    } else if (head->id == "SSND") {
      // COMM comes later: a file may seek.
      if (!format_known) return decode_by_sndfile(input, spool_limit, {.container = &kAiff});
      // Past the walker: they are there also where a stream's size of 0 does not count them.
      std::array<std::byte, 8> block{};
      const std::uint64_t offset =
          input.read_fully(block) == block.size() ? number_at(block, 4, std::endian::big) : 0;
      input.skip(offset);
      const std::uint64_t before = 8 + offset;
      // sox's stream has a little more than 2^31 - 2^24 here.
      const bool open_ended = head->size == 0 || is_open_ended(head->size) ||
                              (head->size >= 0x7F000000U && head->size <= 0x80000000U);
      settle(layout, input, head->size - std::min(head->size, before), open_ended);
      return read_plain(std::move(input), std::move(layout));
    } else {
      layout.metadata.take(walker, *head, Metadata::Place::kBefore);
    }
  }
  throw Error(ExitStatus::kInput, input.name() + ": not a whole AIFF file: it has no " +
                                      (format_known ? "SSND" : "COMM") + " chunk");
}

/// FORM AIFF for PCM, AIFC for floats and G.711.
std::vector<std::byte> aiff_head(const SoundFormat& sound, const std::vector<Chunk>& chunks,
                                 const Extent& extent) {
  const std::string_view compression = compression_of(*sound.encoding);
  const bool compressed = compression != "NONE";
  const SampleType type = sound.encoding->type;
  const std::uint64_t frame = sound.channels * bytes_per_sample(type);

  Fields rest(std::endian::big);
  rest.text(compressed ? "AIFC" : "AIFF");
  if (compressed) {
    constexpr std::uint64_t kVersion1 = 0xA2805140;
    Fields version(std::endian::big);
    version.u32(kVersion1);
    rest.chunk(kAiffStyle, {"FVER", version.all()});
  }
  Fields comm(std::endian::big);
  comm.u16(sound.channels);
  comm.size(extent.data ? std::optional(*extent.data / frame) : std::nullopt);
  comm.u16(static_cast<std::uint64_t>(sound.encoding->bits));
  extended(comm, sound.rate);
  if (compressed) {
    comm.text(compression);
    comm.u16(0);  // an empty name, padded
  }
  rest.chunk(kAiffStyle, {"COMM", comm.all()});
  for (const Chunk& chunk : chunks) rest.chunk(kAiffStyle, chunk);
  rest.text("SSND");
  rest.size(extent.data ? std::optional(*extent.data + 8) : std::nullopt);
  rest.u32(0);  // offset
  rest.u32(0);  // block size

  Fields head(std::endian::big);
  head.text("FORM");
  head.size(extent.data
                ? std::optional(rest.length() + padded(kAiffStyle, *extent.data) + extent.after)
                : std::nullopt);
  head.bytes(rest.all());
  return head.all();
}

constexpr std::array kExtensions = {".aiff"sv, ".aif"sv, ".aifc"sv};
constexpr std::array kMagic = {"FORM"sv};
constexpr PlainRules kPlain{
    .order = std::endian::big, .chunks = kAiffStyle, .small = true, .head = aiff_head};

}  // namespace

constinit const Container kAiff{
    .name = "AIFF",
    .format = "aiff",
    .extensions = kExtensions,
    .magic = kMagic,
    .encodings = kSignedEncodings,
    .metadata = &kAiffMetadata,
    .plain = &kPlain,
    .refusal = plain_refusal,
    .open = open,
    .create = create_plain,
};

}  // namespace rectify::io
