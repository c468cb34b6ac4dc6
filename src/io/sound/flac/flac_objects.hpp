// Metadata as libFLAC's encoder takes it.
#pragma once

#include <FLAC/metadata.h>

#include <memory>
#include <span>
#include <vector>

#include "io/sound/flac/foreign_chunks.hpp"
#include "io/sound/metadata.hpp"
#include "io/sound/sound_format.hpp"

namespace rectify::io {

struct DeleteFlacObject {
  void operator()(FLAC__StreamMetadata* object) const { FLAC__metadata_object_delete(object); }
};
using FlacObject = std::unique_ptr<FLAC__StreamMetadata, DeleteFlacObject>;

/// Whether libFLAC's encoder takes such a cue sheet.
[[nodiscard]] bool is_cue_sheet(std::span<const std::byte> content);

/// The blocks for such a sound: comments, pictures, what else a FLAC had, then the foreign ones.
/// Throws std::bad_alloc.
[[nodiscard]] std::vector<FlacObject> flac_objects_for(const SoundFormat& sound,
                                                       const Metadata& metadata,
                                                       std::span<const ForeignBlock> foreign);

}  // namespace rectify::io
