// The tags of MP3 beside ID3v2: ID3v1, APE, Lyrics3.
#pragma once

#include <vector>

#include "io/file/input.hpp"
#include "io/sound/metadata.hpp"

namespace rectify::io {

extern const MetadataFamily kMp3Metadata;

/// The tags at the end of a seekable input, in their order, and the offset at which they begin. The
/// input is left anywhere.
struct TrailingTags {
  std::vector<Chunk> tags;
  std::uint64_t begin = 0;
};
[[nodiscard]] TrailingTags read_trailing_tags(Input& input, Metadata& metadata);

/// Keeps a tag, unless it would go beyond what may be kept, and adds what it says where no earlier
/// tag says it.
void take_tag(Chunk tag, Metadata::Place place, Metadata& metadata);

}  // namespace rectify::io
