// Decodes frame by frame with libmpg123, and leaves out what is no sound.
#include "io/sound/mp3/mp3_reader.hpp"

#include <fmt/format.h>
#include <mpg123.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "io/sound/container.hpp"
#include "io/sound/decoded_reader.hpp"
#include "io/sound/id3.hpp"
#include "io/sound/mp3/info_tag.hpp"
#include "io/sound/mp3/mpeg_stream.hpp"
#include "io/sound/mp3/music_checksum.hpp"
#include "io/sound/mp3/old_tags.hpp"

namespace rectify::io {

extern const Container kMp3;

namespace {

/// libmpg123, which sees whole frames of sound and nothing else.
class MpegDecoder {
 public:
  explicit MpegDecoder(const std::string& name) : handle_(mpg123_new(nullptr, nullptr)) {
    if (!handle_) throw Error(ExitStatus::kFailed, name + ": libmpg123 can't be started");
    const long flags = MPG123_QUIET | MPG123_IGNORE_INFOFRAME | MPG123_SKIP_ID3V2 |
                       MPG123_NO_READAHEAD | MPG123_NO_PEEK_END;
    mpg123_param(handle_.get(), MPG123_FLAGS, flags, 0);
    mpg123_param(handle_.get(), MPG123_INDEX_SIZE, 0, 0);
    mpg123_format_none(handle_.get());
    const long* rates = nullptr;
    std::size_t count = 0;
    mpg123_rates(&rates, &count);
    for (const long rate : std::span(rates, count)) {
      mpg123_format(handle_.get(), rate, MPG123_MONO | MPG123_STEREO, MPG123_ENC_FLOAT_32);
    }
    begin();
  }

  /// What comes next does not continue what came before.
  void begin() { mpg123_open_feed(handle_.get()); }

  /// The samples of a frame; none where it can't be decoded.
  std::span<const std::byte> decode(const MpegHeader& header, std::span<const std::byte> frame) {
    if (header.free_format && free_bytes_ != frame.size() - header.bytes) {
      free_bytes_ = frame.size() - header.bytes;
      mpg123_param(handle_.get(), MPG123_FREEFORMAT_SIZE,
                   static_cast<long>(free_bytes_ - MpegHeader::kBytes), 0);
      begin();  // which makes it hear of that
    }
    mpg123_feed(handle_.get(), reinterpret_cast<const unsigned char*>(frame.data()), frame.size());
    unsigned char* samples = nullptr;
    std::size_t bytes = 0;
    int result = MPG123_NEW_FORMAT;
    while (result == MPG123_NEW_FORMAT) {
      result = mpg123_decode_frame(handle_.get(), nullptr, &samples, &bytes);
    }
    if (result != MPG123_OK) return {};
    return std::as_bytes(std::span(samples, bytes));
  }

 private:
  struct Delete {
    void operator()(mpg123_handle* handle) const { mpg123_delete(handle); }
  };
  std::unique_ptr<mpg123_handle, Delete> handle_;
  std::size_t free_bytes_ = 0;  // of a frame in free format, without its padding
};

/// What is known of one encoder's work. Several may have been joined into a file.
struct Track {
  std::uint64_t samples = 0;               ///< of a channel, decoded so far
  std::uint64_t first = 0;                 ///< the first that is the sound's …
  std::uint64_t last = ~std::uint64_t{0};  ///< … and the one after its last …
  std::uint64_t end = 0;                   ///< … of so many that the encoder made; 0: unsaid
  std::uint64_t byte = 0;                  ///< where it begins
  std::optional<std::uint64_t> bytes;      ///< that it promised
  std::optional<std::uint16_t> checksum;   ///< of its frames as they were written …
  MusicChecksum found;                     ///< … and as they are

  Track() = default;
  Track(const InfoTag& tag, const MpegHeader& header, std::uint64_t place)
      : byte(place), bytes(tag.bytes), checksum(tag.checksum) {
    constexpr std::uint64_t kDecoderDelay = 529;
    if (tag.frames) end = *tag.frames * header.samples;
    if (!tag.added) return;
    first = tag.added->before + kDecoderDelay;
    if (end != 0 && tag.added->after > kDecoderDelay) {
      last = end - std::min(end, tag.added->after - kDecoderDelay);
    }
  }

  /// Which of the next `count` samples are the sound's: from, to. Beyond what the encoder made all
  /// are.
  [[nodiscard]] std::pair<std::uint64_t, std::uint64_t> kept(std::uint64_t count) const {
    if (end != 0 && samples >= end) return {0, count};
    const auto clip = [&](std::uint64_t place) {
      return std::clamp(place, samples, samples + count) - samples;
    };
    return {clip(first), std::max(clip(first), clip(last))};
  }
};

class Mp3Reader : public DecodedReader {
 public:
  explicit Mp3Reader(Input input) : DecodedReader(std::move(input)), decoder_(input_.name()) {
    input_.forget_start();
    take_known_tags();
    Mp3Reader::restart();
    const MpegHeader& header = ahead_.header;
    sound_.container = &kMp3;
    sound_.encoding = &kFloat;
    sound_.channels = header.channels;
    sound_.rate = header.rate;
    samples_ = {SampleType::f32, std::endian::native};
    metadata_.channels = header.channels;
  }

 protected:
  bool decode(std::vector<std::byte>& frames) override {
    using Kind = MpegStream::Piece::Kind;
    while (frames.empty()) {
      const auto piece = ahead_.kind == Kind::kFrame ? std::exchange(ahead_, {}) : stream_.next();
      if (piece.kind != Kind::kOther) settle_gap(piece);
      switch (piece.kind) {
        case Kind::kFrame: decode_frame(piece, frames); break;
        case Kind::kTag:
          // A tag of ID3v2 may stand within a stream; the others end a file.
          if (piece.tag != "ID3 ") end_track(piece, false);
          hold_tag(piece);
          break;
        case Kind::kOther: gap_ = piece; break;
        case Kind::kEnd:
          end_track(piece, piece.length != 0 && piece.tag.empty());
          take_held_tags();
          return false;
      }
    }
    return true;
  }

  void restart() override {
    stream_ = MpegStream(input_);
    decoder_.begin();
    track_ = {};
    gap_ = {};
    average_ = {};
    reservoir_.reset();
    begin_holding();
    do {
      ahead_ = stream_.next();
      if (ahead_.kind == Piece::Kind::kEnd) {
        throw Error(ExitStatus::kInput, input_.name() + ": holds no MPEG audio");
      }
    } while (ahead_.kind != Piece::Kind::kFrame);
  }

 private:
  using Piece = MpegStream::Piece;

  void decode_frame(const Piece& piece, std::vector<std::byte>& frames);
  void check_kind(const MpegHeader& header) const;
  void settle_gap(const Piece& next);
  void count_if_mute(const Piece& piece);
  void compare_checksum(const Piece& next);
  void end_track(const Piece& next, bool cut);
  void take_known_tags();
  void begin_holding();
  void hold_tag(const Piece& piece);
  void take_held_tags();

  std::uint64_t tags_begin_ = ~std::uint64_t{0};  // those at the end, where they are known
  std::vector<Chunk> held_tags_;                  // of a pipe, until it is clear that they end it
  std::uint64_t room_to_hold_ = 0;                // bytes more of those
  MpegStream stream_{input_};
  MpegDecoder decoder_;
  Piece ahead_;  // the first frame, which tells what sound it is
  Track track_;
  Piece gap_;  // bytes between frames that are none, until it is clear what they were
  std::optional<std::size_t> reservoir_;  // bytes since damage, until they are enough
  struct {
    std::uint64_t frames = 0;
    std::uint64_t bytes = 0;
  } average_;                        // of the frames so far
  std::uint64_t frame_samples_ = 0;  // of each channel in the last one
};

void Mp3Reader::check_kind(const MpegHeader& header) const {
  if (header.layer == 2 && header.free_format) {  // whose allocation of bits libmpg123 mistakes
    throw Error(ExitStatus::kInput,
                input_.name() + ": MPEG layer 2 in free format is not read here");
  }
  if (header.rate == sound_.rate && header.channels == sound_.channels) return;
  throw Error(
      ExitStatus::kInput,
      fmt::format("{}: changes from {} Hz and {} channel{} to {} Hz and {} at {:.2f} s",
                  input_.name(), sound_.rate, sound_.channels, sound_.channels == 1 ? "" : "s",
                  header.rate, header.channels, seconds(frames_decoded())));
}

/// Those that stood before the input, and, where it can seek, those at its end.
void Mp3Reader::take_known_tags() {
  for (Chunk& tag : id3_tags_in(std::exchange(input_.preface, {}))) {
    take_tag(std::move(tag), Metadata::Place::kBefore, metadata_);
  }
  if (!input_.seekable()) return;
  TrailingTags trailing = read_trailing_tags(input_, metadata_);
  tags_begin_ = trailing.begin;
  for (Chunk& tag : trailing.tags) take_tag(std::move(tag), Metadata::Place::kAfter, metadata_);
  input_.seek(0);
}

void Mp3Reader::begin_holding() {
  held_tags_.clear();
  room_to_hold_ = input_.limits().of(Metadata::kMostBytes);
}

void Mp3Reader::hold_tag(const Piece& piece) {
  if (stream_.place() - piece.length >= tags_begin_) return;
  const std::uint64_t cost = Metadata::cost_of(piece.length);
  if (piece.bytes.empty() || cost > room_to_hold_) {
    return metadata_.pass_over(piece.length, "a tag");
  }
  room_to_hold_ -= cost;
  held_tags_.push_back({std::string(piece.tag), {piece.bytes.begin(), piece.bytes.end()}});
}

/// They are tags at the end of a pipe. Tags that more frames follow stand between files that were
/// joined, and have no place in one.
void Mp3Reader::take_held_tags() {
  if (held_tags_.empty()) return;
  metadata_.begin_late();
  for (Chunk& tag : held_tags_) {
    take_tag(std::move(tag), Metadata::Place::kAfter, metadata_);
  }
  held_tags_.clear();
}

void Mp3Reader::decode_frame(const Piece& piece, std::vector<std::byte>& frames) {
  check_kind(piece.header);
  if (!held_tags_.empty()) {
    begin_holding();
    metadata_.leave_out("tags between its parts");
  }
  ++average_.frames;
  average_.bytes += piece.length;
  frame_samples_ = piece.header.samples;
  if (const auto info = info_tag(piece.header, piece.bytes)) {
    end_track(piece, false);
    track_ = Track(*info, piece.header, stream_.place() - piece.length);
    return;
  }
  compare_checksum(piece);
  track_.found.add(piece.bytes);
  count_if_mute(piece);
  const std::size_t wanted = piece.header.samples * sound_.channels * sizeof(float);
  std::span<const std::byte> samples = decoder_.decode(piece.header, piece.bytes);
  std::vector<std::byte> silence;
  if (samples.size() != wanted) {
    silence.resize(wanted);
    samples = silence;
    decoder_.begin();
    reservoir_ = 0;
    damage_.add(seconds(frames_decoded()), seconds(piece.header.samples));
  }
  const auto [from, to] = track_.kept(piece.header.samples);
  track_.samples += piece.header.samples;
  const std::size_t frame_bytes = sound_.channels * sizeof(float);
  const auto kept = samples.subspan(from * frame_bytes, (to - from) * frame_bytes);
  frames.assign(kept.begin(), kept.end());
}

/// Decides, by what follows it, whether what was no frame was damage.
void Mp3Reader::settle_gap(const Piece& next) {
  const Piece gap = std::exchange(gap_, {});
  if (gap.kind != Piece::Kind::kOther) return;
  const double frames = static_cast<double>(gap.length) * static_cast<double>(average_.frames) /
                        static_cast<double>(average_.bytes);
  const bool goes_on = next.kind == Piece::Kind::kFrame && !info_tag(next.header, next.bytes);
  // At the end of a file zeros are padding, and what is shorter than half a frame can't be one.
  if (!goes_on && (gap.zeros || frames < 0.5)) return;
  damage_.add(seconds(frames_decoded()), frames * seconds(frame_samples_));
  decoder_.begin();
  reservoir_ = 0;
}

/// In layer 3 a frame may begin with main data that stand in frames before it. Where these were
/// lost to damage it is mute.
void Mp3Reader::count_if_mute(const Piece& piece) {
  if (!reservoir_ || piece.header.layer != 3) return;
  const std::size_t head = MpegHeader::kBytes + (piece.header.checksum ? 2 : 0);
  const std::size_t side = piece.header.side_info_bytes();
  if (piece.bytes.size() < head + side) return;
  const std::uint64_t both = number_at(piece.bytes.subspan(head), 2, std::endian::big);
  const std::uint64_t wanted = piece.header.low_rates ? both >> 8U : both >> 7U;
  if (wanted <= *reservoir_) return reservoir_.reset();
  damage_.lost += seconds(piece.header.samples);
  *reservoir_ += piece.bytes.size() - head - side;
}

/// Where all bytes of a track have been read, `next` coming after them, their checksum is that of
/// the encoder, or they were changed. More frames without a tag may follow the track.
void Mp3Reader::compare_checksum(const Piece& next) {
  const std::uint64_t bytes = stream_.place() - next.length - track_.byte;
  if (!track_.checksum || bytes < *track_.bytes) return;
  if (bytes == *track_.bytes && *track_.checksum != track_.found.value()) {
    damage_.unlike_checksum = true;
  }
  track_.checksum.reset();
}

/// Says what is missing of a track that is over, `next` having come after it.
void Mp3Reader::end_track(const Piece& next, bool cut) {
  compare_checksum(next);
  const std::uint64_t bytes = stream_.place() - next.length - track_.byte;
  const bool whole = !cut && track_.bytes && bytes >= *track_.bytes;
  if (track_.end > track_.samples && !whole) {
    const std::uint64_t last = std::min(track_.last, track_.end);
    missing_frames_ += last - std::min(last, std::max(track_.samples, track_.first));
  } else if (cut) {
    missing_frames_ = kSome;
  }
  track_ = {};
}

}  // namespace

void refuse_broken_mp3(Input& input) {
  std::array<std::byte, MpegHeader::kBytes> bytes{};
  const bool there = input.read_fully(bytes) == bytes.size();
  if (there && mpeg_header(bytes)) {
    throw Error(ExitStatus::kInput,
                input.name() + ": begins like an MP3, but no second frame follows the first");
  }
  if (!input.preface.empty()) {
    throw Error(ExitStatus::kInput,
                input.name() + ": holds an ID3 tag, but no sound after it that is read here");
  }
}

std::unique_ptr<SampleReader> open_mp3(Input& input, std::optional<std::uint64_t> /*spool_limit*/) {
  if (!is_mpeg_audio(input, !input.preface.empty())) return nullptr;
  input.start_over();
  return std::make_unique<Mp3Reader>(std::move(input));
}

}  // namespace rectify::io
