// What the families of metadata have each of its own, and the words they share.
#pragma once

#include <algorithm>
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

[[nodiscard]] TagNames riff_tags();
[[nodiscard]] TagNames aiff_tags();
[[nodiscard]] TagNames caf_tags();

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

// Chunks that describe the samples of the old file, its layout or its peak.
[[nodiscard]] bool riff_describes_samples(std::string_view id);
[[nodiscard]] bool aiff_describes_samples(std::string_view id);
[[nodiscard]] bool caf_describes_samples(std::string_view id);

// The strings and cue points as chunks, as far as the family holds them.
[[nodiscard]] std::vector<Chunk> riff_chunks(const Metadata& metadata);
[[nodiscard]] std::vector<Chunk> aiff_chunks(const Metadata& metadata);
[[nodiscard]] std::vector<Chunk> caf_chunks(const Metadata& metadata);

/// How many of the cue points AIFF can number: from 1 to 2^15-1.
[[nodiscard]] inline std::size_t cues_in_aiff(const Metadata& metadata) {
  return std::min<std::size_t>(metadata.cues.size(), 0x7FFF);
}

[[nodiscard]] inline std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Up to the first zero byte.
[[nodiscard]] inline std::string c_string(std::span<const std::byte> bytes) {
  const std::string_view text = as_text(bytes);
  return std::string(text.substr(0, text.find('\0')));
}

/// What messages call a chunk that no other family expresses.
[[nodiscard]] std::string word_for(const std::string& id);

}  // namespace rectify::io
