// Writes the heads of WAV and RF64.
#include <string>
#include <utility>

#include "io/sound/riff/riff.hpp"

namespace rectify::io {
namespace {

/// The head of a WAV, or of an RF64 where it is `large`.
std::vector<std::byte> riff_head(const SoundFormat& sound, const std::vector<Chunk>& chunks,
                                 const Extent& extent, bool large) {
  constexpr std::size_t kDs64 = 28;
  const auto frames = extent.data ? std::optional(*extent.data / frame_bytes(sound)) : std::nullopt;

  Fields rest(std::endian::little);  // what follows RIFF, size, WAVE and the ds64 or its room
  rest.chunk(kRiffStyle, format_chunk(sound));
  if (needs_fact(*sound.encoding)) {
    Fields fact(std::endian::little);
    fact.size(large ? std::nullopt : frames);
    rest.chunk(kRiffStyle, {"fact", std::move(fact).all()});
  }
  for (const Chunk& chunk : chunks) rest.chunk(kRiffStyle, chunk);
  rest.text("data");
  rest.size(large ? std::nullopt : extent.data);

  const bool leading = large || extent.room;
  const auto whole = [&](std::uint64_t data) {
    return 4 + (leading ? 8 + kDs64 : 0) + rest.length() + data + extent.after;
  };
  Fields head(std::endian::little);
  head.text(large ? "RF64" : "RIFF");
  const bool told = !large && extent.data && extent.after_known;
  head.size(told ? std::optional(whole(*extent.data)) : std::nullopt);
  head.text("WAVE");
  if (leading) {
    Fields ds64(std::endian::little);
    const std::uint64_t data = extent.data.value_or(0);
    ds64.u64(large ? whole(data) : 0);
    ds64.u64(large ? data : 0);
    ds64.u64(large ? frames.value_or(0) : 0);
    ds64.u32(0);  // entries of its table
    head.chunk(kRiffStyle, {large ? "ds64" : "JUNK", std::move(ds64).all()});
  }
  head.bytes(rest.all());
  return std::move(head).all();
}

}  // namespace

std::vector<std::byte> wav_head(const SoundFormat& sound, const std::vector<Chunk>& chunks,
                                const Extent& extent) {
  return riff_head(sound, chunks, extent, false);
}

std::vector<std::byte> rf64_head(const SoundFormat& sound, const std::vector<Chunk>& chunks,
                                 const Extent& extent) {
  return riff_head(sound, chunks, extent, true);
}

}  // namespace rectify::io
