// What a sound file says beside its samples, and what another can say of it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/file/limits.hpp"
#include "io/sound/chunks.hpp"
#include "io/sound/comment.hpp"
#include "io/sound/picture.hpp"
#include "io/sound/sound_format.hpp"

namespace rectify::io {

struct MetadataFamily;

/// A named place in the sound.
struct Cue {
  std::uint32_t frame;
  std::string name;
};

/// The metadata of a file in two forms: chunks, for a file of the same family, and the comments,
/// pictures and cue points in them that we understand, for other files. At most kMostBytes are
/// kept, unless the limits raise them, each piece and entry counting kEach more than its bytes;
/// what exceeds them is named.
struct Metadata {
  static constexpr std::size_t kMostBytes = std::size_t{8} * 1024 * 1024;
  static constexpr std::size_t kEach = 128;  ///< what keeping one takes, in several tables

  /// How many bytes a piece of `bytes` bytes counts against the limit: what keeps it counts too.
  [[nodiscard]] static std::uint64_t cost_of(std::uint64_t bytes) {
    return bytes + std::min<std::uint64_t>(kEach, ~bytes);  // empty ones too
  }

  enum class Place { kBefore, kAfter };

  Metadata() = default;
  explicit Metadata(Limits of) : limits(of) {}
  Metadata(Metadata&&) = default;
  Metadata& operator=(Metadata&&) = default;
  Metadata(const Metadata&) = delete;  // pictures point into chunks
  Metadata& operator=(const Metadata&) = delete;
  ~Metadata() = default;

  Limits limits;  ///< of the input that it comes from

  /// Chunks of one family; those that describe the samples are not among them.
  const MetadataFamily* family = nullptr;  ///< whose chunks these are; null: there are none
  std::vector<Chunk> before;               ///< the samples
  std::vector<Chunk> after;
  bool may_follow = false;  ///< more in `after`, which a pipe has not brought yet

  /// Chunks of another family, which a FLAC keeps for the day when it becomes such a file again.
  const MetadataFamily* foreign_family = nullptr;
  std::vector<Chunk> foreign_before;
  std::vector<Chunk> foreign_after;

  std::vector<Comment> comments;
  std::vector<Picture> pictures;
  std::vector<Cue> cues;
  std::vector<std::vector<std::byte>> loose;  ///< what pictures point into beside the chunks
  std::vector<std::string> family_only;       ///< what none of these express, in words
  std::vector<std::string> foreign_only;      ///< the same of the chunks of foreign_family
  std::vector<std::string> left_out;          ///< what no output can have, in words
  // What was passed over for its size, in words: everywhere, or beside a chunk that says it, which
  // is kept for its family or for foreign_family.
  std::vector<std::string> too_large;
  std::vector<std::string> too_large_for_others;
  std::vector<std::string> too_large_for_foreign;
  std::size_t channels = 0;  ///< of the sound that it belongs to

  /// Takes the chunk at which the walker stands, unless it describes the samples or there is no
  /// room for it.
  void take(ChunkWalker& walker, const ChunkWalker::Head& head, Place place);

  /// Adds the comments and pictures that a kept chunk of the family holds. Where there is no room
  /// for them, containers of the same family still get the chunk; others lack them.
  void understand(const Chunk& chunk);

  /// Whether so many bytes more may be kept; they count from now on, and so does what keeps them.
  /// Where there is no room, they are named as too large.
  [[nodiscard]] bool make_room(std::uint64_t bytes, const std::string& word);

  /// Names as too large what the caller has no room for.
  void pass_over(std::uint64_t bytes, const std::string& word);

  /// How many bytes there would have to be room for, so that nothing is passed over.
  [[nodiscard]] std::uint64_t needed() const { return needed_; }

  /// Adds a comment, unless an earlier source has one of that key.
  void add_comment(std::string_view key, std::string_view text);
  void add_entry(std::string_view entry);

  /// Begins another source of comments in the file: those of a key that an earlier source has are
  /// left out from now on. `derived`: this source is kept as chunks of foreign_family too.
  void begin_source(bool derived = false);

  /// Begins what came after the samples of a pipe, too late to be written before them.
  void begin_late();

  /// Adds to family_only, once; no more than some twenty.
  void note(std::string word);

  /// Adds to left_out, once.
  void leave_out(std::string word);

  // For families that number their cue points and keep the names apart, in any order.
  void add_cue(std::uint64_t number, std::uint32_t frame);
  void name_cue(std::uint64_t number, std::string name);

  /// For families whose cue points have their names with them.
  void add_named_cue(std::uint32_t frame, std::string name);

  /// Of each kind, how many came before begin_late().
  struct Timely {
    std::size_t comments = ~std::size_t{0};
    std::size_t cues = ~std::size_t{0};
    std::size_t words = ~std::size_t{0};      ///< in family_only
    std::size_t too_large = ~std::size_t{0};  ///< in too_large_for_others
    std::size_t after = ~std::size_t{0};
  };
  Timely timely;

 private:
  bool take_room(std::uint64_t bytes);
  void name_too_large(std::string word);

  std::uint64_t kept_ = 0;    // bytes
  std::uint64_t needed_ = 0;  // those, and what was passed over
  bool in_chunk_ = false;     // what is added is said by a chunk that is kept
  bool derived_ = false;
  std::set<std::string> earlier_keys_;               // of comments of earlier sources
  std::map<std::uint64_t, std::size_t> cue_places_;  // in cues, by number
  std::map<std::uint64_t, std::string> cue_names_;   // by number
};

/// The chunks to write before the samples of such a sound: its own where the family is the same,
/// or was kept; else made from comments, pictures and cue points.
[[nodiscard]] std::vector<Chunk> chunks_for(const SoundFormat& sound, const Metadata& metadata);

/// Those to write after the samples, in a file of that family.
[[nodiscard]] std::span<const Chunk> chunks_after(const MetadataFamily* family,
                                                  const Metadata& metadata);

/// "a, b".
[[nodiscard]] std::string listed(const std::vector<std::string>& words);

/// What of one sound's metadata another lacks since it was passed over for its size: "picture of
/// 9000000 bytes", or empty.
[[nodiscard]] std::string too_large_metadata(const Metadata& metadata, const SoundFormat& to);

/// What of one sound's metadata another can't hold: "bext, cue points", or empty.
[[nodiscard]] std::string dropped_metadata(const Metadata& metadata, const SoundFormat& from,
                                           const SoundFormat& to);

}  // namespace rectify::io
