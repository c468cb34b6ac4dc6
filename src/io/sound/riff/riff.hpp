// What WAV, RIFX, RF64 and W64 share.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "io/sound/layout.hpp"

namespace rectify::io {

extern const MetadataFamily kRiffMetadata;  ///< WAV and RF64
extern const MetadataFamily kRifxMetadata;  ///< big-endian; only read
extern const MetadataFamily kW64Metadata;

/// Reads the "fmt " chunk into the layout. False where the samples are coded in a way that is not
/// plain.
[[nodiscard]] bool understand_format(Layout& layout, const Input& input,
                                     std::span<const std::byte> fmt, std::endian order);

/// The "fmt " chunk for that sound: WAVE_FORMAT_EXTENSIBLE beyond two channels or where speakers
/// are given (Microsoft, "Multiple Channel Audio Data and WAVE Files", 2007).
[[nodiscard]] Chunk format_chunk(const SoundFormat& sound);

/// Whether a "fact" chunk, the number of frames, goes with it: with all but PCM.
[[nodiscard]] bool needs_fact(const Encoding& encoding);

/// What stands around the chunks.
struct RiffFrame {
  const Container* container = nullptr;
  const MetadataFamily* family = nullptr;
  ChunkStyle style;
  std::uint64_t first_chunk = 0;  ///< its place
  std::uint64_t claimed = 0;      ///< size of the whole but its first eight bytes; 0: unsaid
  bool has_ds64 = false;          ///< sizes beyond 32 bits stand in a chunk "ds64"
};

/// Reads the chunks up to the samples and opens these; coded ones through libsndfile. The input
/// stands at the first chunk.
[[nodiscard]] std::unique_ptr<SampleReader> open_riff(Input& input, const RiffFrame& frame,
                                                      std::optional<std::uint64_t> spool_limit);

/// WAV's head: plain RIFF, 44 bytes where there are no chunks, for PCM of up to two channels;
/// format 3 with a fact chunk for floats. With extent.room, a JUNK chunk comes first, which can
/// become the ds64 of an RF64.
[[nodiscard]] std::vector<std::byte> wav_head(const SoundFormat& sound,
                                              const std::vector<Chunk>& chunks,
                                              const Extent& extent);

/// RF64's head (EBU Tech 3306, 2009), as long as WAV's with room.
[[nodiscard]] std::vector<std::byte> rf64_head(const SoundFormat& sound,
                                               const std::vector<Chunk>& chunks,
                                               const Extent& extent);

}  // namespace rectify::io
