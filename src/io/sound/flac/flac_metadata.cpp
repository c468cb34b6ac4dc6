// Sorts the blocks of FLAC.
#include "io/sound/flac/flac_metadata.hpp"

#include <fmt/format.h>

#include <array>
#include <string>
#include <utility>

#include "io/sound/comments.hpp"
#include "io/sound/flac/flac_objects.hpp"
#include "io/sound/flac/foreign_chunks.hpp"

namespace rectify::io {
namespace {

/// Its number names a block whose chunk is kept.
std::string id_of(unsigned type) { return fmt::format("{:4}", type); }

/// What is kept as it stands has no words of its own.
void understand(const Chunk& chunk, Metadata& metadata) {
  switch (flac_block_type(chunk)) {
    case flac_block::kApplication: return metadata.note("application data");
    case flac_block::kCueSheet: return metadata.note("cue sheet");
    case flac_block::kPicture: return;
    default: return metadata.note("block " + std::to_string(flac_block_type(chunk)));
  }
}

}  // namespace

unsigned flac_block_type(const Chunk& chunk) { return static_cast<unsigned>(std::stoul(chunk.id)); }

void take_flac_block(unsigned type, std::vector<std::byte> content, Metadata& metadata) {
  metadata.family = &kFlacMetadata;
  if (type == flac_block::kComments) return take_comments(content, metadata);
  if (type == flac_block::kStreamInfo || type == flac_block::kPadding ||
      type == flac_block::kSeekTable) {
    return;
  }
  if (type > flac_block::kHighest) return metadata.leave_out("block " + std::to_string(type));
  const std::string word = type == flac_block::kPicture ? "picture" : "a block";
  if (!metadata.make_room(content.size(), word)) return;
  metadata.before.push_back({id_of(type), std::move(content)});
}

void finish_flac_blocks(Metadata& metadata) {
  take_foreign_chunks(metadata, id_of(flac_block::kApplication));
  for (const Chunk& chunk : metadata.before) {
    const unsigned type = flac_block_type(chunk);
    if (type == flac_block::kPicture) {
      if (auto picture = picture_in(chunk.content)) {
        metadata.pictures.push_back(*picture);
      } else {
        metadata.leave_out("a damaged picture");
      }
    } else if (type == flac_block::kCueSheet && !is_cue_sheet(chunk.content)) {
      metadata.leave_out("a damaged cue sheet");
      continue;
    }
    understand(chunk, metadata);
  }
  understand_foreign_chunks(metadata);
}

namespace {

constexpr std::array kKept = {&kRiffMetadata, &kAiffMetadata};

}  // namespace

constinit const MetadataFamily kFlacMetadata{
    .any_comment = true,
    .pictures = true,
    .holds_speakers = true,
    .keeps = kKept,
    .understand = understand,
};

}  // namespace rectify::io
