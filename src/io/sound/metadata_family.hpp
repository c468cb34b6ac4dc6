// What is known of a family of metadata: containers whose chunks go from one to the other byte for
// byte. Each family's row stands in its folder.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/sound/metadata.hpp"

namespace rectify::io {

/// A family's names of comments, and their keys; the first of a key's names is the one that is
/// written.
using CommentNames = std::span<const std::pair<std::string_view, std::string_view>>;

struct MetadataFamily {
  CommentNames comments = {};         ///< that it holds, once each
  bool any_comment = false;           ///< then it holds those of any other key as well
  bool pictures = false;              ///< whether it holds pictures
  std::size_t most_cues = 0;          ///< how many cue points it holds
  bool holds_speakers = false;        ///< whether it holds a channel mask
  std::string_view of_channels = {};  ///< id of the chunk that says where each channel belongs

  /// Ids of the chunk of samples, and of all that describe the samples of the old file (their
  /// layout, their peak), that one among them.
  std::string_view samples = {};
  std::span<const std::string_view> of_samples = {};

  /// Families whose chunks it keeps beside its own.
  std::span<const MetadataFamily* const> keeps = {};

  /// Adds to comments, pictures, cues and words what a chunk says.
  void (*understand)(const Chunk& chunk, Metadata& metadata) = nullptr;

  /// Comments, pictures and cue points as chunks, as far as the family holds them.
  std::vector<Chunk> (*chunks)(const Metadata& metadata) = nullptr;
};

/// The key of the comment of that name; empty where it is none of them.
[[nodiscard]] inline std::string_view key_named(CommentNames names, std::string_view name) {
  for (const auto& [known, key] : names) {
    if (known == name) return key;
  }
  return {};
}

/// Empty where the family has no name for it.
[[nodiscard]] inline std::string_view name_in(CommentNames names, std::string_view key) {
  for (const auto& [name, known] : names) {
    if (known == key) return name;
  }
  return {};
}

/// Up to the first zero byte.
[[nodiscard]] inline std::string c_string(std::span<const std::byte> bytes) {
  const std::string_view text = as_text(bytes);
  return std::string(text.substr(0, text.find('\0')));
}

/// What messages call a chunk that no other family expresses.
[[nodiscard]] std::string word_for(const std::string& id);

}  // namespace rectify::io
