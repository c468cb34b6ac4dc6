// Writes the head of AIFF, and that of an AIFC for libsndfile.
#include <algorithm>
#include <bit>
#include <string>
#include <utility>

#include "io/sound/aiff/aiff.hpp"

namespace rectify::io {
namespace {

/// Writes a whole number as the 80-bit floating point of AIFF's rate: exponent, then 64 bits of
/// mantissa whose first bit is 1.
void extended(Fields& fields, std::uint64_t number) {
  constexpr std::uint64_t kBias = 16383;
  const int shift = std::countl_zero(number);
  fields.u16(kBias + 63 - static_cast<std::uint64_t>(shift));
  fields.u64(number << static_cast<unsigned>(shift));
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

Chunk comm_chunk(const SoundFormat& sound, std::optional<std::uint64_t> frames, int bits,
                 std::string_view compression) {
  Fields comm(std::endian::big);
  comm.u16(sound.channels);
  comm.size(frames);
  comm.u16(static_cast<std::uint64_t>(bits));
  extended(comm, sound.rate);
  if (compression != "NONE") {
    comm.text(compression);
    comm.u16(0);  // an empty name, padded
  }
  return {"COMM", std::move(comm).all()};
}

/// The chunk that says which AIFC it is.
Chunk version_chunk() {
  constexpr std::uint64_t kVersion1 = 0xA2805140;
  Fields version(std::endian::big);
  version.u32(kVersion1);
  return {"FVER", std::move(version).all()};
}

/// From FORM to the first sample, `after` bytes of padding and chunks following these.
std::vector<std::byte> form(const Fields& chunks, bool compressed,
                            std::optional<std::uint64_t> data, std::uint64_t after) {
  Fields rest(std::endian::big);
  rest.text(compressed ? "AIFC" : "AIFF");
  if (compressed) rest.chunk(kAiffStyle, version_chunk());
  rest.bytes(chunks.all());
  rest.text("SSND");
  rest.size(data ? std::optional(*data + 8) : std::nullopt);
  rest.u32(0);  // offset
  rest.u32(0);  // block size
  Fields whole(std::endian::big);
  whole.text("FORM");
  whole.size(data ? std::optional(rest.length() + *data + after) : std::nullopt);
  whole.bytes(rest.all());
  return std::move(whole).all();
}

HeadForDecoder aifc_for_decoder(const SoundFormat& sound, std::string_view compression,
                                std::uint64_t bytes, std::uint64_t frames) {
  // libsndfile knows one of the names of GSM.
  const std::string_view name = compression == "agsm" ? "GSM " : compression;
  Fields chunks(std::endian::big);
  chunks.chunk(kAiffStyle, comm_chunk(sound, frames, 16, name));
  return form(chunks, true, bytes, 0);
}

}  // namespace

std::vector<std::byte> aiff_head(const SoundFormat& sound, const std::vector<Chunk>& chunks,
                                 const Extent& extent) {
  const std::string_view compression = compression_of(*sound.encoding);
  const auto frames = extent.data ? std::optional(*extent.data / frame_bytes(sound)) : std::nullopt;
  Fields before(std::endian::big);
  before.chunk(kAiffStyle, comm_chunk(sound, frames, sound.encoding->bits, compression));
  for (const Chunk& chunk : chunks) before.chunk(kAiffStyle, chunk);
  return form(before, compression != "NONE", extent.data, extent.after);
}

std::unique_ptr<SampleReader> read_aifc_blocks(Input input, Layout layout,
                                               const BlockCoding& coding,
                                               std::string_view compression,
                                               std::optional<std::uint64_t> said) {
  const std::uint64_t bytes = coding.filled(*layout.available);
  if (bytes > std::uint64_t{0xFFFF0000}) {
    throw Error(ExitStatus::kInput, input.name() + ": more than 4 GiB of '" +
                                        std::string(compression) + "' are not read here");
  }
  HeadForDecoder head = aifc_for_decoder(layout.sound, compression, bytes, coding.frames_in(bytes));
  return read_blocks(std::move(input), std::move(layout), coding, std::move(head), said);
}

}  // namespace rectify::io
