// Chunks of WAV and AIFF that a FLAC keeps in blocks for applications, as flac
// --keep-foreign-metadata does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/sound/aiff/aiff.hpp"
#include "io/sound/metadata_family.hpp"
#include "io/sound/riff/riff.hpp"

namespace rectify::io {

/// Moves the chunks in the blocks of that id out of metadata.before, to be kept for their family.
void take_foreign_chunks(Metadata& metadata, const std::string& application_id);

/// Adds what they say, where nothing else says it.
void understand_foreign_chunks(Metadata& metadata);

/// A block for an application: its name, and either a chunk or these bytes.
struct ForeignBlock {
  std::vector<std::byte> bytes;  ///< with the name
  const Chunk* chunk = nullptr;

  /// The name, then the chunk as it stands in its file.
  [[nodiscard]] std::vector<std::byte> content() const;
};

/// The blocks that keep the chunks which the metadata has of WAV or AIFF: the head of such a file
/// as it would be for this sound, in pieces, without the samples. Where `frames` is unknown it says
/// so; its length is the same. Empty where there are no such chunks. The blocks point into
/// `metadata`; `after` is how many of metadata.after to take, where these are its own chunks.
[[nodiscard]] std::vector<ForeignBlock> foreign_blocks(const SoundFormat& sound,
                                                       const Metadata& metadata,
                                                       std::optional<std::uint64_t> frames,
                                                       std::size_t after);

}  // namespace rectify::io
