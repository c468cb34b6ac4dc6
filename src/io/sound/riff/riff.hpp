// What WAV, RIFX, RF64 and W64 share.
#pragma once

#include <bit>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "io/sound/block_reader.hpp"
#include "io/sound/layout.hpp"
#include "io/sound/upper_bits.hpp"

namespace rectify::io {

extern const MetadataFamily kRiffMetadata;  ///< WAV and RF64
extern const MetadataFamily kRifxMetadata;  ///< big-endian; only read
extern const MetadataFamily kW64Metadata;

/// What a "fmt " chunk says besides what goes into a Layout.
struct RiffFormat {
  std::optional<BlockCoding> blocks;   ///< the samples are coded
  std::vector<std::byte> for_decoder;  ///< then, the chunk to show libsndfile
  int upper_bits = 0;  ///< plain samples of so many bits in wider integers; 0: packed

  /// Whether a pipe has to be spooled.
  [[nodiscard]] bool needs_file() const { return blocks || upper_bits != 0; }
};

/// Reads the content of a "fmt " chunk into the layout. Throws io::Error kInput for samples that
/// are not read here.
[[nodiscard]] RiffFormat understand_format(Layout& layout, const Input& input,
                                           std::span<const std::byte> chunk, std::endian order);

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
  bool has_ds64 = false;          ///< sizes beyond 32 bits stand in a chunk "ds64"
};

/// Reads the chunks up to the samples and opens these; coded ones through libsndfile, for which a
/// pipe is spooled. The input stands at the first chunk.
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
