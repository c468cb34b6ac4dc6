// What is kept of all families, and what goes from one to another.
#include "io/sound/metadata.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "io/sound/metadata_family.hpp"

namespace rectify::io {
namespace {

bool describes_samples(Family family, std::string_view id) {
  if (family == Family::kAiff) return aiff_describes_samples(id);
  if (family == Family::kCaf) return caf_describes_samples(id);
  return riff_describes_samples(id);
}

bool holds_cues(Container container) {
  return container == Container::kWav || container == Container::kRf64 ||
         container == Container::kAiff;
}

bool holds_speakers(Container container) {
  return container <= Container::kW64 || container == Container::kCaf;
}

}  // namespace

std::string word_for(const std::string& id) {
  if (id == "smpl" || id == "inst" || id == "INST") return "instrument and loops";
  if (id == "bext") return "bext";
  if (id == "cart") return "cart";
  return id.size() == 4 ? "chunk '" + id + "'" : "a chunk without a name";
}

Family family_of(Container container) {
  switch (container) {
    case Container::kWav:
    case Container::kRf64: return Family::kRiff;
    case Container::kW64: return Family::kW64;
    case Container::kAiff: return Family::kAiff;
    case Container::kCaf: return Family::kCaf;
    case Container::kAu: return Family::kAu;
    case Container::kFlac: return Family::kFlac;
    case Container::kVorbis:
    case Container::kOpus: return Family::kOgg;
    default: return Family::kNone;
  }
}

void Metadata::take(ChunkWalker& walker, const ChunkWalker::Head& head, Place place) {
  constexpr std::size_t kMost = std::size_t{16} * 1024 * 1024;
  if (describes_samples(family, head.id)) return;
  const std::uint64_t cost = head.size + std::min(sizeof(Chunk), ~head.size);  // empty ones too
  if (cost > kMost - kept_) {
    constexpr std::size_t kMostNamed = 8;
    if (too_large.size() < kMostNamed) {
      too_large.push_back(word_for(head.id) + " of " + std::to_string(head.size) + " bytes");
    } else if (too_large.size() == kMostNamed) {
      too_large.emplace_back("more chunks");
    }
    return;
  }
  Chunk chunk{head.id, walker.content(head.size)};
  if (chunk.content.size() < head.size) return;  // the file breaks off in it
  kept_ += cost;
  switch (family) {
    case Family::kAiff: understand_aiff(chunk); break;
    case Family::kCaf: understand_caf(chunk); break;
    default:
      understand_riff(chunk, family == Family::kRifx ? std::endian::big : std::endian::little);
  }
  (place == Place::kBefore ? before : behind).push_back(std::move(chunk));
}

void Metadata::note(std::string word) {
  if (std::find(family_only.begin(), family_only.end(), word) == family_only.end()) {
    family_only.push_back(std::move(word));
  }
}

std::vector<Chunk> chunks_for(const SoundFormat& sound, const Metadata& metadata) {
  const Family family = family_of(sound.container);
  if (family == metadata.family) {
    std::vector<Chunk> chunks = metadata.before;
    // A channel layout that is of other channels.
    if (metadata.channels != sound.channels) {
      std::erase_if(chunks, [](const Chunk& c) { return c.id == "chan" || c.id == "CHAN"; });
    }
    return chunks;
  }
  switch (family) {
    case Family::kRiff: return riff_chunks(metadata);
    case Family::kAiff: return aiff_chunks(metadata);
    case Family::kCaf: return caf_chunks(metadata);
    default: return {};
  }
}

bool holds(Container container, Tag tag) {
  switch (container) {
    case Container::kWav:
    case Container::kRf64: return !name_in(riff_tags(), tag).empty();
    case Container::kAiff: return !name_in(aiff_tags(), tag).empty();
    case Container::kCaf:
    case Container::kFlac:
    case Container::kVorbis:
    case Container::kOpus: return true;
    case Container::kMp3:  // libsndfile leaves the others out
      return tag != Tag::kLicense && tag != Tag::kCopyright && tag != Tag::kSoftware;
    default: return false;
  }
}

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

std::string losses(const Metadata& metadata, const SoundFormat& from, const SoundFormat& to) {
  constexpr std::array kTags = {"title", "copyright", "software", "artist", "comment",
                                "date",  "album",     "license",  "track",  "genre"};
  std::vector<std::string> words;
  if (metadata.family == Family::kNone || metadata.family != family_of(to.container)) {
    for (const auto& [tag, text] : metadata.strings) {
      if (!holds(to.container, tag)) words.emplace_back(kTags.at(static_cast<std::size_t>(tag)));
    }
    if (!metadata.cues.empty() && !holds_cues(to.container)) words.emplace_back("cue points");
    if (to.container == Container::kAiff && cues_in_aiff(metadata) != metadata.cues.size()) {
      words.emplace_back("cue points beyond the 32767th");
    }
    words.insert(words.end(), metadata.family_only.begin(), metadata.family_only.end());
    if (from.speakers != 0 && from.channels == to.channels && !holds_speakers(to.container) &&
        from.speakers != usual_speakers(from.channels)) {
      words.emplace_back("channel map");
    }
  }
  return listed(words);
}

}  // namespace rectify::io
