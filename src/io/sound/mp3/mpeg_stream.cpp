// Looks for frames where the frame before says that the next one begins, and else everywhere.
#include "io/sound/mp3/mpeg_stream.hpp"

#include <algorithm>
#include <utility>

namespace rectify::io {
namespace {

/// How far a first frame is looked for.
constexpr std::size_t kMostBefore = std::size_t{128} * 1024;

}  // namespace

MpegStream::Piece MpegStream::next() {
  window_.drop(std::exchange(to_drop_, 0));
  if (auto tag = tag_here()) {
    in_step_ = false;
    return *tag;
  }
  if (auto frame = frame_here()) {
    in_step_ = true;
    return *frame;
  }
  if (!window_.have(1) || (in_step_ && frame_begins_here())) return end();
  in_step_ = false;
  return other();
}

MpegStream::Piece MpegStream::end() {
  Piece piece;
  piece.length = to_drop_ = window_.ahead().size();
  return piece;
}

std::optional<MpegStream::Piece> MpegStream::tag_here() {
  const auto extent = tags_.tag_at(window_);
  if (!extent) return std::nullopt;
  Piece piece;
  piece.kind = Kind::kTag;
  piece.tag = extent->kind;
  piece.length = extent->bytes;
  if (extent->bytes <= most_of_tag_) {
    const std::size_t bytes = extent->bytes;
    if (window_.have(bytes)) {
      piece.bytes = window_.ahead().first(bytes);
      to_drop_ = bytes;
      return piece;
    }
  } else {
    std::uint64_t left = extent->bytes;
    while (left != 0 && window_.have(1)) {
      const std::size_t count = std::min<std::uint64_t>(left, window_.ahead().size());
      window_.drop(count);
      left -= count;
    }
    if (left != 0) piece.kind = Kind::kEnd;
    piece.length -= left;
    return piece;
  }
  Piece cut = end();
  cut.tag = extent->kind;
  return cut;
}

std::optional<MpegHeader> MpegStream::header_at(std::size_t at) {
  if (!window_.have(at + MpegHeader::kBytes)) return std::nullopt;
  return mpeg_header(window_.ahead().subspan(at, MpegHeader::kBytes));
}

std::size_t MpegStream::length_at(std::size_t at, const MpegHeader& header) {
  if (!header.free_format) return header.bytes;
  if (last_) return free_bytes_ + header.bytes;  // frame_here() lets no others pass
  return free_length_at(at, header);
}

/// The distance to the next head of the same kind, where the one after that is as far; 0: there is
/// none.
std::size_t MpegStream::free_length_at(std::size_t at, const MpegHeader& header) {
  constexpr std::size_t kShortest = 24;
  for (std::size_t length = kShortest; length <= kLongestMpegFrame; ++length) {
    const auto next = header_at(at + length);
    if (!next || !next->same_kind(header)) continue;
    const auto after = header_at(at + 2 * length - header.bytes + next->bytes);
    if (after && after->same_kind(header)) return length;
  }
  return 0;
}

bool MpegStream::ends_or_tag_at(std::size_t at) {
  if (!window_.have(at + 1)) return true;
  window_.have(at + 8);
  const auto rest = window_.ahead().subspan(at);
  const std::string_view text(reinterpret_cast<const char*>(rest.data()), rest.size());
  return text.starts_with("TAG") || text.starts_with("ID3") || text.starts_with("APETAGEX") ||
         text.starts_with("LYRICSBE");
}

bool MpegStream::followed_by(std::size_t at, const MpegHeader& header, int frames) {
  for (int i = 0; i < frames; ++i) {
    if (!other_before_ && ends_or_tag_at(at)) return window_.have(at);
    const auto next = header_at(at);
    if (!next || !next->same_kind(header)) return false;
    at += length_at(at, *next);
  }
  return true;
}

std::optional<MpegStream::Piece> MpegStream::frame_here() {
  const auto header = header_at(0);
  if (!header) return std::nullopt;
  const bool same_kind = last_ && header->same_kind(*last_);
  // Anything that repeats has heads of free format at equal distances. To look for these takes
  // long.
  if (header->free_format && !same_kind && (last_ || other_before_)) return std::nullopt;
  const std::size_t length = length_at(0, *header);
  if (length == 0 || !window_.have(length)) return std::nullopt;
  if (!in_step_ || !same_kind) {
    // The more likely it is that chance made the head, the more must follow.
    const int frames = same_kind ? 1 : last_ ? 2 : other_before_ ? 3 : 1;
    if (!followed_by(length, *header, frames)) return std::nullopt;
  }
  if (header->free_format) free_bytes_ = length - header->bytes;
  last_ = header;
  other_before_ = false;
  Piece piece;
  piece.kind = Kind::kFrame;
  piece.header = *header;
  piece.length = to_drop_ = length;
  piece.bytes = window_.ahead().first(length);
  return piece;
}

/// Where no whole frame follows the last one: whether the input ends within one.
bool MpegStream::frame_begins_here() {
  const auto header = header_at(0);
  if (!header) {
    return !window_.have(MpegHeader::kBytes) && window_.ahead().front() == std::byte{0xFF};
  }
  return header->same_kind(*last_);
}

MpegStream::Piece MpegStream::other() {
  Piece piece;
  piece.kind = Kind::kOther;
  piece.zeros = true;
  do {
    if (window_.ahead().front() != std::byte{0}) {
      piece.zeros = false;
      if (!last_) other_before_ = true;
    }
    window_.drop(1);
    ++piece.length;
    if (!last_ && piece.length == kMostBefore) break;
    if (!window_.have(1)) break;
    if (window_.ahead().front() == std::byte{'A'} && window_.have(kApeFoot)) {
      const auto ape = ape_ending_in(window_.ahead().first(kApeFoot));
      if (ape && ape->bytes == piece.length + kApeFoot) {  // one without a head
        piece.kind = Kind::kTag;
        piece.tag = ape->kind;
        piece.length = ape->bytes;
        to_drop_ = kApeFoot;
        break;
      }
    }
  } while (!tags_.tag_at(window_) && !frame_here());
  // What was found comes with the next call.
  if (piece.kind == Kind::kOther) to_drop_ = 0;
  return piece;
}

bool is_mpeg_audio(Input& input, bool tagged) {
  MpegStream stream(input);
  for (;;) {
    const auto piece = stream.next();
    if (piece.kind == MpegStream::Piece::Kind::kFrame) return true;
    if (piece.kind == MpegStream::Piece::Kind::kEnd || stream.place() > kMostBefore) return false;
    const bool other = piece.kind == MpegStream::Piece::Kind::kOther && !piece.zeros;
    if (!tagged && other && piece.length > kLongestMpegFrame) return false;
  }
}

}  // namespace rectify::io
