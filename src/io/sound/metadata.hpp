// What a sound file says beside its samples, and what another can say of it.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/sound/chunks.hpp"
#include "io/sound/sound_format.hpp"

namespace rectify::io {

struct MetadataFamily;

/// Strings that most containers can hold.
enum class Tag : std::uint8_t {
  kTitle,
  kCopyright,
  kSoftware,
  kArtist,
  kComment,
  kDate,
  kAlbum,
  kLicense,
  kTrack,
  kGenre
};

/// A named place in the sound.
struct Cue {
  std::uint32_t frame;
  std::string name;
};

/// All of it, twice: as chunks for a file of the same family, and as far as we understand them as
/// strings and cue points for others.
struct Metadata {
  enum class Place { kBefore, kAfter };

  const MetadataFamily* family = nullptr;  ///< whose chunks these are; null: there are none
  std::vector<Chunk> before;  ///< the samples; chunks that describe the samples are not among them
  std::vector<Chunk> after;
  bool may_follow = false;  ///< more in `after`, which a pipe has not brought yet
  std::map<Tag, std::string> strings;
  std::vector<Cue> cues;
  std::vector<std::string> family_only;  ///< what neither strings nor cues express, in words
  std::vector<std::string> left_out;     ///< what no output can have, in words
  std::vector<std::string> too_large;    ///< chunks that were passed over, in words
  std::size_t channels = 0;              ///< of the sound that it belongs to

  /// Takes the chunk at which the walker stands, unless it describes the samples or would bring
  /// all that is kept beyond 16 MiB.
  void take(ChunkWalker& walker, const ChunkWalker::Head& head, Place place);

  /// Adds to family_only, once.
  void note(std::string word);

  // For families that number their cue points and keep the names apart, in any order.
  void add_cue(std::uint64_t number, std::uint32_t frame);
  void name_cue(std::uint64_t number, std::string name);

 private:
  std::size_t kept_ = 0;                             // bytes
  std::map<std::uint64_t, std::size_t> cue_places_;  // in cues, by number
  std::map<std::uint64_t, std::string> cue_names_;   // by number
};

/// The chunks to write before the samples of such a sound: its own where the family is the same,
/// else made from the strings and cue points.
[[nodiscard]] std::vector<Chunk> chunks_for(const SoundFormat& sound, const Metadata& metadata);

/// "a, b".
[[nodiscard]] std::string listed(const std::vector<std::string>& words);

/// What of one sound's metadata another can't hold: "bext, cue points", or empty.
[[nodiscard]] std::string dropped_metadata(const Metadata& metadata, const SoundFormat& from,
                                           const SoundFormat& to);

}  // namespace rectify::io
