// What stands before the frames of FLAC: its blocks of metadata (RFC 9639, section 8).
#pragma once

#include <cstddef>
#include <span>

#include "io/file/input.hpp"
#include "io/sound/flac/flac_decoder.hpp"
#include "io/sound/metadata.hpp"
#include "io/sound/sound_format.hpp"

namespace rectify::io {

/// Whether a FLAC begins here; the input may stand anywhere afterwards.
[[nodiscard]] bool begins_as_flac(Input& input);

/// Reads the magic number and all blocks, and leaves the input at the first frame. Throws io::Error
/// kInput where the blocks break off or say nothing of the samples.
FlacStreamInfo read_flac_head(Input& input, Metadata& metadata);

/// The head of one block.
struct FlacBlockHead {
  static constexpr std::size_t kBytes = 4;

  bool last = false;
  unsigned type = 0;
  std::size_t length = 0;  ///< of the content that follows

  [[nodiscard]] static FlacBlockHead of(std::span<const std::byte> bytes);
};

/// The sound that such a stream holds.
[[nodiscard]] SoundFormat sound_of(const FlacStreamInfo& info, const Metadata& metadata);

}  // namespace rectify::io
