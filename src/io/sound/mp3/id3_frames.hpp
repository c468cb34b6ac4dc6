// How the frames of ID3v2 and the keys of comments go together.
#pragma once

#include <string_view>

namespace rectify::io {

/// The key for a text frame of ID3v2.3 or 2.4 ("TIT2" is TITLE); the frame's own name where there
/// is none.
[[nodiscard]] std::string_view key_of_id3_frame(std::string_view frame);

/// The text frame for a key; empty: it goes into TXXX.
[[nodiscard]] std::string_view id3_frame_of_key(std::string_view key);

/// The name in ID3v2.3 of a frame of ID3v2.2; empty: unknown.
[[nodiscard]] std::string_view id3_frame_of_22(std::string_view frame);

}  // namespace rectify::io
