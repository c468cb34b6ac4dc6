// What is kept of all families, and what goes from one to another.
#include "io/sound/metadata.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
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

namespace {

/// Once, and no more than some twenty.
void add_word(std::vector<std::string>& words, std::string word) {
  constexpr std::size_t kMost = 20;
  if (words.size() > kMost || std::find(words.begin(), words.end(), word) != words.end()) return;
  words.push_back(words.size() == kMost ? "and more" : std::move(word));
}

std::string sized(const std::string& word, std::uint64_t bytes) {
  return word + " of " + std::to_string(bytes) + " bytes";
}

}  // namespace

bool Metadata::take_room(std::uint64_t bytes) {
  const std::uint64_t cost = cost_of(bytes);
  needed_ += std::min(cost, ~needed_);
  if (cost > limits.of(kMostBytes) - kept_) return false;
  kept_ += cost;
  return true;
}

void Metadata::name_too_large(std::string word) {
  add_word(derived_    ? too_large_for_foreign
           : in_chunk_ ? too_large_for_others
                       : too_large,
           std::move(word));
}

bool Metadata::make_room(std::uint64_t bytes, const std::string& word) {
  if (take_room(bytes)) return true;
  name_too_large(sized(word, bytes));
  return false;
}

void Metadata::pass_over(std::uint64_t bytes, const std::string& word) {
  needed_ += std::min(cost_of(bytes), ~needed_);
  name_too_large(sized(word, bytes));
}

void Metadata::take(ChunkWalker& walker, const ChunkWalker::Head& head, Place place) {
  const auto& of_samples = family->of_samples;
  if (std::find(of_samples.begin(), of_samples.end(), head.id) != of_samples.end()) return;
  if (!make_room(head.size, word_for(head.id))) return;
  Chunk chunk{head.id, walker.content(head.size)};
  if (chunk.content.size() < head.size) return;  // the file breaks off in it
  (place == Place::kBefore ? before : after).push_back(std::move(chunk));
  understand((place == Place::kBefore ? before : after).back());
}

void Metadata::understand(const Chunk& chunk) {
  in_chunk_ = true;
  family->understand(chunk, *this);
  in_chunk_ = false;
}

void Metadata::add_comment(std::string_view key, std::string_view text) {
  add_entry(std::string(key).append("=").append(text));
}

void Metadata::add_entry(std::string_view entry) {
  Comment comment{std::string(entry), derived_};
  const std::string key = comment.key();
  if (earlier_keys_.contains(key)) return;
  if (!make_room(entry.size(), word_for_key(key))) return;
  comments.push_back(std::move(comment));
}

void Metadata::begin_source(bool derived) {
  derived_ = derived;
  for (const Comment& comment : comments) earlier_keys_.insert(comment.key());
}

void Metadata::begin_late() {
  timely = {comments.size(), cues.size(), family_only.size(), too_large_for_others.size(),
            after.size()};
}

void Metadata::note(std::string word) {
  add_word(derived_ ? foreign_only : family_only, std::move(word));
}

void Metadata::leave_out(std::string word) { add_word(left_out, std::move(word)); }

void Metadata::add_cue(std::uint64_t number, std::uint32_t frame) {
  if (!take_room(0)) return name_too_large("some of the cue points");
  const auto named = cue_names_.find(number);
  cue_places_[number] = cues.size();
  cues.push_back({frame, named == cue_names_.end() ? "" : named->second});
}

void Metadata::name_cue(std::uint64_t number, std::string name) {
  if (!take_room(name.size())) return name_too_large("some names of cue points");
  const auto place = cue_places_.find(number);
  if (place != cue_places_.end()) cues[place->second].name = name;
  cue_names_[number] = std::move(name);
}

void Metadata::add_named_cue(std::uint32_t frame, std::string name) {
  if (!take_room(name.size())) return name_too_large("some of the cue points");
  cues.push_back({frame, std::move(name)});
}

namespace {

/// What the chunks say that are kept for another family.
Metadata said_by_foreign(const Metadata& metadata) {
  Metadata said(metadata.limits);
  for (const auto* chunks : {&metadata.foreign_before, &metadata.foreign_after}) {
    for (const Chunk& chunk : *chunks) metadata.foreign_family->understand(chunk, said);
  }
  return said;
}

/// The comments that go beside the chunks that were kept for a family: those of other keys.
Metadata beside_foreign(const Metadata& metadata) {
  Metadata rest(metadata.limits);
  rest.begin_source();
  for (const Comment& comment : said_by_foreign(metadata).comments) rest.add_entry(comment.entry);
  const std::size_t said = rest.comments.size();
  rest.begin_source();
  for (const Comment& comment : metadata.comments) {
    if (!comment.derived) rest.add_entry(comment.entry);
  }
  rest.comments.erase(rest.comments.begin(),
                      rest.comments.begin() + static_cast<std::ptrdiff_t>(said));
  return rest;
}

void erase_channels(std::vector<Chunk>& chunks, const MetadataFamily& family) {
  std::erase_if(chunks, [&](const Chunk& chunk) { return chunk.id == family.of_channels; });
}

}  // namespace

std::vector<Chunk> chunks_for(const SoundFormat& sound, const Metadata& metadata) {
  const MetadataFamily* family = sound.container->metadata;
  if (family == nullptr) return {};
  std::vector<Chunk> chunks;
  if (family == metadata.family) {
    chunks = metadata.before;
  } else if (family == metadata.foreign_family) {
    chunks = metadata.foreign_before;
    for (Chunk& chunk : family->chunks(beside_foreign(metadata)))
      chunks.push_back(std::move(chunk));
  } else {
    return family->chunks != nullptr ? family->chunks(metadata) : std::vector<Chunk>();
  }
  if (metadata.channels != sound.channels) erase_channels(chunks, *family);
  return chunks;
}

std::span<const Chunk> chunks_after(const MetadataFamily* family, const Metadata& metadata) {
  if (family == metadata.family) return metadata.after;
  if (family == metadata.foreign_family) return metadata.foreign_after;
  return {};
}

std::string listed(const std::vector<std::string>& words) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
  return list;
}

namespace {

class Words {
 public:
  void add(const std::string& word) { add_word(words_, word); }
  void add(std::span<const std::string> words) {
    for (const std::string& word : words) add(word);
  }
  [[nodiscard]] std::string listed() const { return io::listed(words_); }

 private:
  std::vector<std::string> words_;
};

/// What came too late to be written before the samples.
void add_late(const Metadata& metadata, Words& words) {
  const auto& timely = metadata.timely;
  for (std::size_t i = timely.comments; i < metadata.comments.size(); ++i) {
    words.add(word_for_key(metadata.comments[i].key()));
  }
  if (metadata.cues.size() > timely.cues) words.add("cue points");
  for (std::size_t i = timely.words; i < metadata.family_only.size(); ++i) {
    words.add(metadata.family_only[i]);
  }
}

/// Of the comments those that a family has no place for, and that `kept` does not say already.
void add_comments(const Metadata& metadata, const MetadataFamily& family,
                  const std::map<std::string, std::string>& kept, Words& words) {
  for (const Comment& comment : metadata.comments) {
    const std::string key = comment.key();
    if (key == kSpeakersKey || key == kEncoderKey || kept.contains(key)) continue;
    const bool held = family.any_comment || !name_in(family.comments, key).empty();
    if (key == kPictureKey ? !family.pictures : !held) words.add(word_for_key(key));
  }
}

/// Of comments whose keys the kept chunks have as well, with other words.
void add_contradicted(const Metadata& metadata, const std::map<std::string, std::string>& kept,
                      Words& words) {
  std::vector<Comment> own;
  for (const Comment& comment : metadata.comments) {
    if (!comment.derived) own.push_back(comment);
  }
  for (const auto& [key, text] : joined(own)) {
    const auto there = kept.find(key);
    if (there != kept.end() && there->second != text) words.add(word_for_key(key));
  }
}

/// The family of the sound's container; a family that holds nothing where the container has none.
const MetadataFamily& family_of(const SoundFormat& sound) {
  static constexpr MetadataFamily kNone;
  return sound.container->metadata != nullptr ? *sound.container->metadata : kNone;
}

/// Whether such a file has the chunks of that family among its own.
bool keeps(const MetadataFamily& family, const MetadataFamily* chunks) {
  return std::find(family.keeps.begin(), family.keeps.end(), chunks) != family.keeps.end();
}

}  // namespace

std::string too_large_metadata(const Metadata& metadata, const SoundFormat& to) {
  const MetadataFamily& family = family_of(to);
  Words words;
  words.add(metadata.too_large);
  if (metadata.family == &family) return words.listed();
  // Chunks that came after the samples of a pipe are too late for another family.
  std::span<const std::string> others = metadata.too_large_for_others;
  if (keeps(family, metadata.family)) {
    others = others.subspan(std::min(others.size(), metadata.timely.too_large));
  }
  words.add(others);
  if (metadata.foreign_family != &family) words.add(metadata.too_large_for_foreign);
  return words.listed();
}

std::string dropped_metadata(const Metadata& metadata, const SoundFormat& from,
                             const SoundFormat& to) {
  const MetadataFamily& family = family_of(to);
  Words words;
  words.add(metadata.left_out);
  if (metadata.family == &family) return words.listed();
  add_late(metadata, words);
  if (keeps(family, metadata.family)) return words.listed();

  const bool was_kept = metadata.foreign_family == &family;
  std::map<std::string, std::string> said;  // by the chunks that were kept
  if (was_kept) {
    const auto fields = joined(said_by_foreign(metadata).comments);
    said.insert(fields.begin(), fields.end());
  }
  add_comments(metadata, family, said, words);
  add_contradicted(metadata, said, words);
  if (!metadata.pictures.empty() && !family.pictures) words.add("picture");
  if (metadata.cues.size() > family.most_cues && !was_kept) {
    words.add(family.most_cues == 0 ? "cue points"
                                    : fmt::format("cue points beyond the {}th", family.most_cues));
  }
  words.add(metadata.family_only);
  if (!was_kept) words.add(metadata.foreign_only);
  if (from.speakers != 0 && from.channels == to.channels && !family.holds_speakers &&
      from.speakers != usual_speakers(from.channels)) {
    words.add("channel map");
  }
  return words.listed();
}

}  // namespace rectify::io
