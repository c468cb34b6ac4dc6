// What the readers and writers of WAV, RIFX, RF64 and W64 share.
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
extern const MetadataFamily kRifxMetadata;  ///< big-endian WAV, which is read but not written
extern const MetadataFamily kW64Metadata;

/// What a "fmt " chunk says and a Layout does not hold.
struct RiffFormat {
  std::optional<BlockCoding> blocks;   ///< of coded samples; nullopt: they are plain
  std::vector<std::byte> for_decoder;  ///< of coded samples: the "fmt " chunk for libsndfile
  int upper_bits = 0;  ///< bits of plain samples that stand in wider integers; 0: they don't

  /// Whether the input must be seekable.
  [[nodiscard]] bool needs_file() const { return blocks || upper_bits != 0; }
};

/// Reads the content of a "fmt " chunk into the layout. Throws io::Error kInput for samples that
/// are not read here.
[[nodiscard]] RiffFormat understand_format(Layout& layout, const Input& input,
                                           std::span<const std::byte> chunk, std::endian order);

/// The "fmt " chunk of a sound. It is WAVE_FORMAT_EXTENSIBLE for more than two channels and where
/// speakers are given (Microsoft, "Multiple Channel Audio Data and WAVE Files", 2007).
[[nodiscard]] Chunk format_chunk(const SoundFormat& sound);

/// Whether a "fact" chunk, which holds the number of frames, goes with the encoding: with all but
/// PCM.
[[nodiscard]] bool needs_fact(const Encoding& encoding);

/// What a reader has found out before the first chunk.
struct RiffFrame {
  const Container* container = nullptr;
  const MetadataFamily* family = nullptr;
  ChunkStyle style;
  std::uint64_t first_chunk = 0;  ///< offset of the first chunk
  bool has_ds64 = false;          ///< larger sizes than 32 bits hold are in a "ds64" chunk
};

/// Reads the chunks, from the first, at which the input stands, to the samples, and makes the
/// reader of the samples. Where the format needs a seekable input, a pipe is spooled. Throws
/// io::Error kInput.
[[nodiscard]] std::unique_ptr<SampleReader> open_riff(Input& input, const RiffFrame& frame,
                                                      std::optional<std::uint64_t> spool_limit);

/// PlainRules::head of WAV. For PCM of one or two channels without other chunks it has 44 bytes;
/// for floats and G.711 it has a "fact" chunk. With extent.room a JUNK chunk comes first, in the
/// place of RF64's "ds64".
[[nodiscard]] std::vector<std::byte> wav_head(const SoundFormat& sound,
                                              const std::vector<Chunk>& chunks,
                                              const Extent& extent);

/// PlainRules::head of RF64 (EBU Tech 3306, 2009), as long as that of WAV with room.
[[nodiscard]] std::vector<std::byte> rf64_head(const SoundFormat& sound,
                                               const std::vector<Chunk>& chunks,
                                               const Extent& extent);

}  // namespace rectify::io
