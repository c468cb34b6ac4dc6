// A field of text: a key and what it says, as Vorbis comments have it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rectify::io {

/// "KEY=text". Keys are those of Vorbis comments (TITLE, ARTIST, TRACKNUMBER …), in any case; the
/// same key may come several times. An entry without "=" has no key.
struct Comment {
  std::string entry;     ///< as it stands there, or made up
  bool derived = false;  ///< from something that is kept as well

  /// In capitals, a zero byte, which would end it in most files, as a blank.
  [[nodiscard]] std::string key() const;
  [[nodiscard]] std::string_view text() const;
};

/// The key of the comment that says where channels belong, as FLAC has it: "0x3F".
constexpr std::string_view kSpeakersKey = "WAVEFORMATEXTENSIBLE_CHANNEL_MASK";

/// The key of a comment that holds a picture.
constexpr std::string_view kPictureKey = "METADATA_BLOCK_PICTURE";

/// The key of the name of the program that coded the file, which says nothing of the next file.
constexpr std::string_view kEncoderKey = "ENCODER";

/// A name as a key that a comment can have: printable ASCII without "=".
[[nodiscard]] std::string as_key(std::string_view name);

/// What messages call a comment of that key: "title", "comment 'MOOD'".
[[nodiscard]] std::string word_for_key(std::string_view key);

/// Keys and texts for containers that hold a key but once, and end a text at a zero byte: several
/// of one key are joined by "; ".
[[nodiscard]] std::vector<std::pair<std::string, std::string>> joined(
    const std::vector<Comment>& comments);

}  // namespace rectify::io
