// Finds the frames of an MP3, and tells them from tags and from what is neither.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "io/sound/byte_window.hpp"
#include "io/sound/metadata.hpp"
#include "io/sound/mp3/mpeg_header.hpp"
#include "io/sound/mp3/tag_extent.hpp"

namespace rectify::io {

/// Goes from piece to piece, forwards only. A head of four bytes alone proves nothing: where the
/// frame before does not vouch for it, others of its kind must follow at their distances.
class MpegStream {
 public:
  explicit MpegStream(Input& input)
      : window_(input), most_of_tag_(input.limits().of(Metadata::kMostBytes)) {}

  struct Piece {
    enum class Kind : std::uint8_t {
      kFrame,  ///< `bytes` of audio
      kTag,    ///< a tag: `length` bytes, and where metadata may take as many, `bytes`
      kOther,  ///< `length` bytes that are neither, all of them zero where `zeros` is set
      kEnd     ///< the input ended, `length` bytes into a frame or, where `tag` is set, a tag
    };
    Kind kind = Kind::kEnd;
    std::span<const std::byte> bytes;  ///< until the next call
    MpegHeader header;                 ///< of a frame
    std::string_view tag;              ///< as TagExtent names it
    std::uint64_t length = 0;
    bool zeros = false;
  };

  [[nodiscard]] Piece next();

  /// Bytes of all pieces so far.
  [[nodiscard]] std::uint64_t place() const { return window_.place() + to_drop_; }

 private:
  using Kind = Piece::Kind;

  [[nodiscard]] std::optional<Piece> tag_here();
  [[nodiscard]] std::optional<Piece> frame_here();
  [[nodiscard]] bool frame_begins_here();
  [[nodiscard]] bool followed_by(std::size_t at, const MpegHeader& header, int frames);
  [[nodiscard]] bool ends_or_tag_at(std::size_t at);
  [[nodiscard]] std::size_t length_at(std::size_t at, const MpegHeader& header);
  [[nodiscard]] std::size_t free_length_at(std::size_t at, const MpegHeader& header);
  [[nodiscard]] std::optional<MpegHeader> header_at(std::size_t at);
  [[nodiscard]] Piece other();
  [[nodiscard]] Piece end();

  ByteWindow window_;
  std::size_t most_of_tag_;
  TagFinder tags_;
  std::size_t to_drop_ = 0;         // bytes of the piece that next() gave
  std::optional<MpegHeader> last_;  // frame
  std::size_t free_bytes_ = 0;      // of a frame in free format, without padding
  bool in_step_ = false;            // the last piece was a frame
  bool other_before_ = false;       // bytes other than zeros came before any frame
};

/// Whether an input holds MPEG audio, from where it stands; it may stand anywhere afterwards.
/// `tagged`: a tag of ID3 stood before, so that its first frame may be looked for further on.
[[nodiscard]] bool is_mpeg_audio(Input& input, bool tagged);

}  // namespace rectify::io
