// What is kept of all families, and what goes from one to another.
#include "io/sound/metadata.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "io/sound/container.hpp"
#include "io/sound/metadata_family.hpp"

namespace rectify::io {

std::string word_for(const std::string& id) {
  if (id == "smpl" || id == "inst" || id == "INST") return "instrument and loops";
  if (id == "bext") return "bext";
  if (id == "cart") return "cart";
  return id.size() == 4 ? "chunk '" + id + "'" : "a chunk without a name";
}

void Metadata::take(ChunkWalker& walker, const ChunkWalker::Head& head, Place place) {
  constexpr std::size_t kMost = std::size_t{16} * 1024 * 1024;
  const auto& of_samples = family->of_samples;
  if (std::find(of_samples.begin(), of_samples.end(), head.id) != of_samples.end()) return;
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
  family->understand(chunk, *this);
  (place == Place::kBefore ? before : after).push_back(std::move(chunk));
}

void Metadata::note(std::string word) {
  if (std::find(family_only.begin(), family_only.end(), word) == family_only.end()) {
    family_only.push_back(std::move(word));
  }
}

void Metadata::add_cue(std::uint64_t number, std::uint32_t frame) {
  const auto named = cue_names_.find(number);
  cue_places_[number] = cues.size();
  cues.push_back({frame, named == cue_names_.end() ? "" : named->second});
}

void Metadata::name_cue(std::uint64_t number, std::string name) {
  const auto place = cue_places_.find(number);
  if (place != cue_places_.end()) cues[place->second].name = name;
  cue_names_[number] = std::move(name);
}

std::vector<Chunk> chunks_for(const SoundFormat& sound, const Metadata& metadata) {
  const MetadataFamily* family = sound.container->metadata;
  if (family == nullptr) return {};
  if (family == metadata.family) {
    std::vector<Chunk> chunks = metadata.before;
    if (metadata.channels != sound.channels) {
      std::erase_if(chunks, [&](const Chunk& chunk) { return chunk.id == family->of_channels; });
    }
    return chunks;
  }
  return family->chunks != nullptr ? family->chunks(metadata) : std::vector<Chunk>();
}

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

std::string dropped_metadata(const Metadata& metadata, const SoundFormat& from,
                             const SoundFormat& to) {
  constexpr std::array kTags = {"title", "copyright", "software", "artist", "comment",
                                "date",  "album",     "license",  "track",  "genre"};
  const MetadataFamily none;
  const MetadataFamily& family = to.container->metadata != nullptr ? *to.container->metadata : none;
  std::vector<std::string> words = metadata.left_out;
  if (metadata.family == &family) return listed(words);
  for (const auto& [tag, text] : metadata.strings) {
    if (name_in(family.tags, tag).empty()) {
      words.emplace_back(kTags.at(static_cast<std::size_t>(tag)));
    }
  }
  if (metadata.cues.size() > family.most_cues) {
    words.push_back(family.most_cues == 0
                        ? "cue points"
                        : fmt::format("cue points beyond the {}th", family.most_cues));
  }
  words.insert(words.end(), metadata.family_only.begin(), metadata.family_only.end());
  if (from.speakers != 0 && from.channels == to.channels && !family.holds_speakers &&
      from.speakers != usual_speakers(from.channels)) {
    words.emplace_back("channel map");
  }
  return listed(words);
}

}  // namespace rectify::io
