// Tags of ID3v2: what they say, and making them.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "io/sound/metadata.hpp"

namespace rectify::io {

/// Metadata::note or Metadata::leave_out.
using NoteId3 = void (Metadata::*)(std::string word);

/// Adds the texts and pictures of a tag of version 2.2, 2.3 or 2.4 (id3.org). `tag` stays where it
/// is as long as the metadata does. What is neither goes to `note` in words.
void understand_id3v2(std::span<const std::byte> tag, Metadata& metadata, NoteId3 note);

/// A tag of version 2.4 that holds the comments and pictures; empty where there are none.
[[nodiscard]] std::vector<std::byte> make_id3v2(const Metadata& metadata);

/// Text in Latin-1 as UTF-8.
[[nodiscard]] std::string from_latin1(std::span<const std::byte> bytes);

/// What ID3v1 calls a genre; empty beyond its list.
[[nodiscard]] std::string_view id3_genre(unsigned number);

/// The genres in a text of ID3v2: "17" and "(17)" stand for names of ID3v1's, "RX" and "CR" for
/// Remix and Cover; in brackets there may be several, and a text of its own after them, whose first
/// bracket is doubled ("(51)(39)", "(4)Eurodisco", "((so)"). What has another form stays as it is.
[[nodiscard]] std::vector<std::string> id3_genres_in(std::string_view text);

}  // namespace rectify::io
