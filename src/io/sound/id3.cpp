// Sets tags aside, and understands them for containers other than MP3.
#include "io/sound/id3.hpp"

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <utility>

#include "io/sound/metadata_family.hpp"
#include "io/sound/mp3/id3v2.hpp"
#include "io/sound/mp3/tag_extent.hpp"

namespace rectify::io {

void set_aside_id3_tags(Input& input) {
  std::uint64_t room = input.limits().of(Metadata::kMostBytes);
  std::set<std::uint64_t> too_large;  // sizes of tags, of which some twenty need a name
  for (;;) {
    std::vector<std::byte> bytes(kId3v2Head);
    const auto extent = input.read_fully(bytes) == bytes.size() ? id3v2_at(bytes) : std::nullopt;
    if (!extent) return input.start_over();
    input.begin_here();
    std::uint64_t left = extent->bytes - bytes.size();
    const std::uint64_t cost = Metadata::cost_of(extent->bytes);
    const bool keep = cost <= room;
    if (keep) room -= cost;
    std::array<std::byte, 4096> block{};  // what a pipe remembers is let go block by block
    while (left != 0) {
      const std::size_t got =
          input.read(std::span(block).first(std::min<std::uint64_t>(left, block.size())));
      if (got == 0) break;
      if (keep)
        bytes.insert(bytes.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(got));
      left -= got;
      input.begin_here();
    }
    if (!keep && (too_large.size() > 20 || !too_large.insert(extent->bytes).second)) continue;
    input.preface.insert(input.preface.end(), bytes.begin(), bytes.end());
  }
}

std::vector<Chunk> id3_tags_in(std::vector<std::byte> preface) {
  std::vector<Chunk> tags;
  std::span<const std::byte> rest(preface);
  while (const auto extent = id3v2_at(rest)) {
    const bool whole = extent->bytes <= rest.size();
    const std::size_t bytes = whole ? extent->bytes : kId3v2Head;
    tags.push_back({std::string(extent->kind),
                    {rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(bytes)}});
    rest = rest.subspan(bytes);
  }
  return tags;
}

void take_id3_tags(Input& input, Metadata& metadata) {
  // Where chunks go into a file of the same family as they stand, the tag is none of them.
  const MetadataFamily* family = metadata.family;
  const bool adds = family != nullptr && family->any_comment && family->chunks == nullptr;
  if (!adds && !input.preface.empty()) metadata.leave_out("an ID3 tag");
  for (Chunk& tag : id3_tags_in(std::exchange(input.preface, {}))) {
    const auto extent = id3v2_at(tag.content);  // of which the head alone may be here
    if (!metadata.make_room(extent->bytes, "an ID3 tag")) continue;
    metadata.begin_source();
    metadata.loose.push_back(std::move(tag.content));
    understand_id3v2(metadata.loose.back(), metadata, &Metadata::leave_out);
  }
}

}  // namespace rectify::io
