// Reads AIFF and AIFF-C.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "io/sound/aiff/aiff.hpp"
#include "io/sound/plain_reader.hpp"
#include "io/sound/unknown_sound.hpp"
#include "io/sound/upper_bits.hpp"

namespace rectify::io {

extern const Container kAiff;

namespace {

/// The whole number nearest to the 80-bit floating point number of AIFF's rate: exponent, then 64
/// bits of mantissa whose first bit is 1; 0 where it is below 1 or beyond 2^32.
std::uint64_t from_extended(std::span<const std::byte> at) {
  constexpr std::uint64_t kBias = 16383;
  const std::uint64_t exponent = number_at(at, 2, std::endian::big);
  const std::uint64_t mantissa = number_at(at.subspan(2), 8, std::endian::big);
  if (exponent < kBias || exponent > kBias + 31) return 0;
  const std::uint64_t shift = 63 - (exponent - kBias);
  return (mantissa >> shift) + (mantissa >> (shift - 1) & 1U);
}

/// What a COMM chunk says and a Layout does not hold.
struct Comm {
  std::uint64_t frames = 0;           ///< most writers count packets of IMA4 here
  std::string compression;            ///< four characters
  std::optional<BlockCoding> blocks;  ///< of coded samples; nullopt: they are plain
};

/// The format of plain samples of that compression type, or nullopt.
std::optional<SampleFormat> sample_format(std::string_view compression, std::uint64_t bits) {
  using enum SampleType;
  constexpr std::array<std::pair<std::string_view, SampleFormat>, 11> kTypes = {
      {{"fl32", {f32, std::endian::big}},
       {"FL32", {f32, std::endian::big}},
       {"fl64", {f64, std::endian::big}},
       {"FL64", {f64, std::endian::big}},
       {"ulaw", {ulaw, std::endian::big}},
       {"ULAW", {ulaw, std::endian::big}},
       {"alaw", {alaw, std::endian::big}},
       {"ALAW", {alaw, std::endian::big}},
       {"raw ", {u8, std::endian::big}},
       {"in24", {s24, std::endian::big}},
       {"in32", {s32, std::endian::big}}}};
  for (const auto& [name, format] : kTypes) {
    if (name == compression) return format;
  }
  const bool little = compression == "sowt";
  if (!little && compression != "NONE" && compression != "twos") return std::nullopt;
  constexpr std::array kPcm = {s8, s16, s24, s32};
  const std::uint64_t bytes = (bits + 7) / 8;
  if (bytes < 1 || bytes > kPcm.size()) return std::nullopt;
  return SampleFormat{kPcm.at(bytes - 1), little ? std::endian::little : std::endian::big};
}

std::optional<BlockCoding> block_coding(std::string_view compression, std::size_t channels) {
  if (compression == "ima4" && channels <= 2) return ima4_blocks(channels);
  if ((compression == "GSM " || compression == "agsm") && channels == 1) {
    return BlockCoding{.block_bytes = 33, .block_frames = 160};
  }
  return std::nullopt;
}

Comm understand_comm(Layout& layout, const Input& input, std::span<const std::byte> chunk,
                     bool compressed) {
  if (chunk.size() < (compressed ? 22 : 18)) {
    throw Error(ExitStatus::kInput, input.name() + ": its COMM chunk is cut short");
  }
  layout.sound.channels = number_at(chunk, 2, std::endian::big);
  layout.sound.rate = from_extended(chunk.subspan(8));
  check_sound(input, layout.sound.channels, layout.sound.rate);
  Comm comm;
  comm.frames = number_at(chunk.subspan(2), 4, std::endian::big);
  comm.compression = compressed ? id_at(chunk, 18) : "NONE";
  const std::uint64_t bits = number_at(chunk.subspan(6), 2, std::endian::big);
  if (const auto samples = sample_format(comm.compression, bits)) {
    layout.samples = *samples;
    const Encoding& encoding = encoding_of(samples->type);
    layout.sound.encoding = &encoding;
    const auto width = static_cast<std::uint64_t>(encoding.bits);
    if (encoding.kind == Encoding::Kind::kInteger && bits != 0 && bits % 8 != 0 && bits < width) {
      name_valid_bits(layout.metadata, bits, width);
    }
    return comm;
  }
  comm.blocks = block_coding(comm.compression, layout.sound.channels);
  if (!comm.blocks) {
    refuse_kind(input, fmt::format("AIFF, '{}', {} bits", comm.compression, bits));
  }
  return comm;
}

/// Reads the COMM chunk that follows the samples, if there is one. The input stands in the SSND
/// chunk, before and after.
std::optional<Comm> comm_after(Layout& layout, Input& input, std::uint64_t samples,
                               bool compressed) {
  const std::uint64_t place = input.position();
  std::optional<Comm> comm;
  input.skip(padded(kAiffStyle, samples));
  ChunkWalker walker(input, kAiffStyle);
  while (const auto head = walker.next()) {
    if (head->id != "COMM") continue;
    comm = understand_comm(layout, input, walker.content(22), compressed);
    break;
  }
  input.seek(place);
  return comm;
}

/// Where the size of SSND differs from the number of frames in COMM, COMM is right.
void obey_count(Layout& layout, std::uint64_t frames) {
  const std::uint64_t frame = frame_bytes(layout);
  const std::uint64_t bytes = frames * frame;
  if (frames == 0) return;
  layout.promised = bytes;
  if (bytes >= layout.available.value_or(0)) return;
  const std::uint64_t more = (*layout.available - bytes) / frame;
  if (more != 0) {
    layout.metadata.left_out.push_back(
        fmt::format("{} frame{} that its COMM chunk does not count", more, more == 1 ? "" : "s"));
  }
  shorten(layout, bytes);
}

/// Makes the reader of the samples. The input stands at the first sample.
std::unique_ptr<SampleReader> read_settled(Input input, Layout layout, const Comm& comm) {
  if (!comm.blocks) return read_plain(std::move(input), std::move(layout));
  const bool packets = comm.frames == *layout.available / comm.blocks->block_bytes;
  return read_aifc_blocks(std::move(input), std::move(layout), *comm.blocks, comm.compression,
                          packets ? std::nullopt : std::optional(comm.frames));
}

/// The same, the input standing at the content of SSND, of that size.
std::unique_ptr<SampleReader> read_ssnd(Input& input, Layout layout, const Comm& comm,
                                        std::uint64_t size) {
  // Not through the walker: a stream has these eight bytes even where its size is 0.
  std::array<std::byte, 8> block{};
  const std::uint64_t offset =
      input.read_fully(block) == block.size() ? number_at(block, 4, std::endian::big) : 0;
  input.skip(offset);
  const std::uint64_t claimed = size - std::min<std::uint64_t>(size, 8 + offset);
  // sox's stream has a little more than 2^31 - 2^24 here.
  const bool open_ended =
      claimed == 0 || is_open_ended(size) || (size >= 0x7F000000U && size <= 0x80000000U);
  settle(layout, input, claimed, open_ended);
  if (!open_ended && !comm.blocks) obey_count(layout, comm.frames);
  return read_settled(std::move(input), std::move(layout), comm);
}

}  // namespace

BlockCoding ima4_blocks(std::size_t channels) {
  return {.block_bytes = 34 * channels, .block_frames = 64};
}

std::unique_ptr<SampleReader> open_aiff(Input& input, std::optional<std::uint64_t> spool_limit) {
  std::array<std::byte, 12> form{};
  if (input.read_fully(form) != form.size() || id_at(form, 0) != "FORM") return nullptr;
  const bool compressed = id_at(form, 8) == "AIFC";
  if (!compressed && id_at(form, 8) != "AIFF") return nullptr;

  Layout layout(input);
  layout.sound.container = &kAiff;
  layout.chunks_after = kAiffStyle;
  layout.metadata.family = &kAiffMetadata;
  std::optional<Comm> comm;
  const auto from_a_file = [&] {
    input.start_over();
    input.make_seekable(spool_limit);
    return open_aiff(input, spool_limit);
  };
  ChunkWalker walker(input, kAiffStyle);
  while (const auto head = walker.next()) {
    if (head->id == "COMM") {
      comm = understand_comm(layout, input, walker.content(22), compressed);
      if (comm->blocks && !input.seekable()) return from_a_file();
      input.forget_start();
    } else if (head->id == "SSND") {
      if (!comm && !input.seekable()) return from_a_file();
      if (!comm) comm = comm_after(layout, input, head->size, compressed);
      if (!comm) break;
      return read_ssnd(input, std::move(layout), *comm, head->size);
    } else {
      layout.metadata.take(walker, *head, Metadata::Place::kBefore);
    }
  }
  if (comm && comm->frames == 0) {  // an AIFF without frames needs no SSND
    layout.bytes = layout.available = 0;
    layout.metadata.channels = layout.sound.channels;
    return read_settled(std::move(input), std::move(layout), *comm);
  }
  throw Error(ExitStatus::kInput, input.name() + ": not a whole AIFF file: it has no " +
                                      (comm ? "SSND" : "COMM") + " chunk");
}

}  // namespace rectify::io
