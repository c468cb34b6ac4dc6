// Comments as Vorbis, Opus and FLAC have them: who coded it, then KEY=text, as many as there are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

#include "io/sound/metadata_family.hpp"

namespace rectify::io {

/// The keys of the strings that every container knows.
inline constexpr std::array<std::pair<std::string_view, Tag>, 11> kCommentKeys = {
    {{"TITLE", Tag::kTitle},
     {"COPYRIGHT", Tag::kCopyright},
     {"SOFTWARE", Tag::kSoftware},
     {"ENCODER", Tag::kSoftware},
     {"ARTIST", Tag::kArtist},
     {"COMMENT", Tag::kComment},
     {"DATE", Tag::kDate},
     {"ALBUM", Tag::kAlbum},
     {"LICENSE", Tag::kLicense},
     {"TRACKNUMBER", Tag::kTrack},
     {"GENRE", Tag::kGenre}}};

/// Length and name of what coded the file, at the front of the comments: how many bytes.
[[nodiscard]] std::size_t vendor_bytes(std::span<const std::byte> comments);

/// All of them, without what follows the last or is cut short.
[[nodiscard]] std::span<const std::byte> whole_comments(std::span<const std::byte> bytes);

/// Notes the keys of the comments that are none of the strings every container knows, nor the name
/// of what coded the old file; gives the channel mask, which is one of them, 0 where it is not
/// said.
std::uint32_t note_comments(std::span<const std::byte> comments, Metadata& metadata);

}  // namespace rectify::io
