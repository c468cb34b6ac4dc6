// ID3 tags in front of a sound, whatever its container.
#pragma once

#include <string_view>
#include <vector>

#include "io/file/input.hpp"
#include "io/sound/metadata.hpp"

namespace rectify::io {

/// Takes the ID3v2 tags at the start of an input (ID3.org, "ID3 tag version 2.4.0 - Main
/// Structure", 2000, section 3) out of it, into its preface; of one beyond what metadata may take
/// the head only.
/// The input starts after them from then on.
void set_aside_id3_tags(Input& input);

/// The tags in a preface.
[[nodiscard]] std::vector<Chunk> id3_tags_in(std::vector<std::byte> preface);

/// Adds what the tags in the input's preface say, where nothing else says it, and names the rest:
/// no container but MP3 keeps such tags.
void take_id3_tags(Input& input, Metadata& metadata);

}  // namespace rectify::io
