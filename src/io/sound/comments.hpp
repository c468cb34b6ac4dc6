// Comments as Vorbis, Opus and FLAC have them: who coded it, then KEY=text, as many as there are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/sound/metadata.hpp"

namespace rectify::io {

/// Length and name of what coded the file, at the front of the comments: how many bytes.
[[nodiscard]] std::size_t vendor_bytes(std::span<const std::byte> comments);

/// The whole comments at the front of `bytes`, up to the first that is cut short.
[[nodiscard]] std::span<const std::byte> whole_comments(std::span<const std::byte> bytes);

/// Adds the comments of such a block as they stand, but not who coded it.
void take_comments(std::span<const std::byte> block, Metadata& metadata);

/// Makes such a block.
[[nodiscard]] std::vector<std::byte> comment_block(std::string_view vendor,
                                                   const std::vector<std::string>& entries);

/// Whether a comment is a picture that is whole.
[[nodiscard]] bool holds_picture(const Comment& comment);

/// The comments for another file, as they stand; without pictures, the channel mask and what is
/// kept as chunks too.
[[nodiscard]] std::vector<std::string> comment_entries(const Metadata& metadata);

/// Shows each picture, those in comments too.
void each_picture(const Metadata& metadata, const std::function<void(const Picture&)>& show);

/// The channel mask that a comment tells; 0 where none does.
[[nodiscard]] std::uint32_t speakers_in(const Metadata& metadata);

}  // namespace rectify::io
