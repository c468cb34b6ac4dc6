// The blocks of metadata of FLAC (RFC 9639, section 8), native and in Ogg.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "io/sound/metadata_family.hpp"

namespace rectify::io {

extern const MetadataFamily kFlacMetadata;

/// The numbers of blocks; what lies beyond is kept as it stands.
namespace flac_block {
constexpr unsigned kStreamInfo = 0;
constexpr unsigned kPadding = 1;
constexpr unsigned kApplication = 2;
constexpr unsigned kSeekTable = 3;
constexpr unsigned kComments = 4;
constexpr unsigned kCueSheet = 5;
constexpr unsigned kPicture = 6;
constexpr unsigned kHighest = 126;  // 127 is forbidden, and libFLAC makes none
}  // namespace flac_block

/// Takes a block of that type, unless it describes the old file: its layout, places in it.
void take_flac_block(unsigned type, std::vector<std::byte> content, Metadata& metadata);

/// The type of a block that is kept as a chunk.
[[nodiscard]] unsigned flac_block_type(const Chunk& chunk);

/// After the last block: sets apart what is kept for other families, and understands it.
void finish_flac_blocks(Metadata& metadata);

}  // namespace rectify::io
