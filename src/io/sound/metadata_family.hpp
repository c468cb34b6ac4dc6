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

/// A family's names of the strings; the first of a string's names is the one that is written.
using TagNames = std::span<const std::pair<std::string_view, Tag>>;

struct MetadataFamily {
  TagNames tags = {};                 ///< the strings that it holds
  std::size_t most_cues = 0;          ///< how many cue points it holds
  bool holds_speakers = false;        ///< whether it holds a channel mask
  std::string_view of_channels = {};  ///< id of the chunk that says where each channel belongs

  /// Ids of the chunk of samples, and of all that describe the samples of the old file (their
  /// layout, their peak), that one among them.
  std::string_view samples = {};
  std::span<const std::string_view> of_samples = {};

  /// Adds to strings, cues and family_only what a chunk says.
  void (*understand)(const Chunk& chunk, Metadata& metadata) = nullptr;

  /// The strings and cue points as chunks, as far as the family holds them.
  std::vector<Chunk> (*chunks)(const Metadata& metadata) = nullptr;
};

/// Null where it is none of them.
[[nodiscard]] inline const Tag* tag_named(TagNames names, std::string_view name) {
  for (const auto& [known, tag] : names) {
    if (known == name) return &tag;
  }
  return nullptr;
}

/// Empty where the family has none for it.
[[nodiscard]] inline std::string_view name_in(TagNames names, Tag tag) {
  for (const auto& [name, known] : names) {
    if (known == tag) return name;
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
