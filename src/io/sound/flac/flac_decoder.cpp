// libFLAC pulls bytes and pushes samples; both go through callbacks, which no exception can cross.
#include "io/sound/flac/flac_decoder.hpp"

#include <FLAC/stream_decoder.h>
#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>

#include "io/file/error.hpp"
#include "io/sound/chunks.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {
namespace {

/// Magic number and STREAMINFO, marked as the last block of metadata. It says nothing of the
/// length, at which libFLAC would stop although more came.
std::vector<std::byte> head_of(const FlacStreamInfo& info) {
  constexpr std::size_t kLength = 13;  // the place of its highest four bits
  auto content = info.content;
  content[kLength] &= std::byte{0xF0};
  std::fill_n(content.begin() + kLength + 1, 4, std::byte{0});
  Fields head(std::endian::big);
  head.text("fLaC");
  head.u8(0x80);
  head.number(FlacStreamInfo::kBytes, 3);
  head.bytes(content);
  return std::move(head).all();
}

/// Puts the samples of each channel in turn, in the upper bits.
template <std::size_t channels>
void interleave(const FLAC__int32* const* from, std::size_t count, int shift, std::int32_t* to) {
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t c = 0; c < channels; ++c) {
      to[i * channels + c] =
          static_cast<std::int32_t>(static_cast<std::uint32_t>(from[c][i]) << shift);
    }
  }
}

}  // namespace

FlacStreamInfo FlacStreamInfo::of(std::span<const std::byte> content) {
  const auto field = [&](std::size_t at, std::size_t bytes) {
    return number_at(content.subspan(at), bytes, std::endian::big);
  };
  FlacStreamInfo info;
  std::copy_n(content.begin(), kBytes, info.content.begin());
  info.largest_block = static_cast<unsigned>(field(2, 2));
  const std::uint64_t packed = field(10, 8);  // 20 bits, 3, 5, and 36
  info.rate = packed >> 44U;
  info.channels = (packed >> 41U & 7U) + 1;
  info.bits = static_cast<int>(packed >> 36U & 31U) + 1;
  if (const std::uint64_t frames = packed & 0xFFFFFFFFFU; frames != 0) info.frames = frames;
  return info;
}

struct FlacDecoder::State {
  State(std::string file, const FlacStreamInfo& stream, Source bytes)
      : name(std::move(file)),
        info(stream),
        source(std::move(bytes)),
        head(head_of(stream)),
        decoder(FLAC__stream_decoder_new()) {
    if (!decoder) throw Error(ExitStatus::kFailed, name + ": libFLAC can't be started");
    FLAC__stream_decoder_set_md5_checking(decoder.get(), 1);
    const auto result = FLAC__stream_decoder_init_stream(
        decoder.get(), read, nullptr, tell, nullptr, nullptr, write, nullptr, error, this);
    if (result != FLAC__STREAM_DECODER_INIT_STATUS_OK) {
      throw Error(ExitStatus::kFailed, name + ": libFLAC can't be started");
    }
  }

  // libFLAC's callbacks.
  static FLAC__StreamDecoderReadStatus read(const FLAC__StreamDecoder* /*decoder*/, FLAC__byte* to,
                                            std::size_t* bytes, void* user);
  static FLAC__StreamDecoderTellStatus tell(const FLAC__StreamDecoder* /*decoder*/,
                                            FLAC__uint64* place, void* user);
  static FLAC__StreamDecoderWriteStatus write(const FLAC__StreamDecoder* decoder,
                                              const FLAC__Frame* frame,
                                              const FLAC__int32* const* samples, void* user);
  static void error(const FLAC__StreamDecoder* /*decoder*/, FLAC__StreamDecoderErrorStatus status,
                    void* user);

  void take_frame(const FLAC__FrameHeader& header, const FLAC__int32* const* samples);
  void fill_gap(const FLAC__FrameHeader& header);
  void check_kind(const FLAC__FrameHeader& header) const;
  void finish();
  void keep(std::span<const std::byte> bytes);
  void restore_last_frame();
  [[nodiscard]] std::uint64_t decoder_place() const;
  [[nodiscard]] bool rest_is_tag() const;
  [[nodiscard]] double seconds(std::uint64_t count) const {
    return static_cast<double>(count) / static_cast<double>(info.rate);
  }

  struct Delete {
    void operator()(FLAC__StreamDecoder* gone) const { FLAC__stream_decoder_delete(gone); }
  };

  std::string name;
  FlacStreamInfo info;
  Source source;
  std::vector<std::byte> head;  // what libFLAC has not read of it
  std::unique_ptr<FLAC__StreamDecoder, Delete> decoder;
  std::exception_ptr thrown;

  std::uint64_t bytes_read = 0;  // by libFLAC
  std::uint64_t place = 0;       // in bytes, where the last good frame ended
  std::vector<std::byte> kept;   // bytes that were read since then, or the last of them
  bool any_frame = false;        // good ones
  std::uint64_t number = 0;      // of the sample that the next frame should begin with
  bool damaged = false;          // since the last good frame
  bool broken = false;           // not only for want of a frame
  struct {
    std::uint64_t start = 0;    // frames that were decoded before it
    std::uint64_t place = 0;    // in bytes, where the last good frame before it ended
    std::uint64_t samples = 0;  // of a channel, in the frame that came last in it
    bool counted = false;       // its damage
    bool filled = false;        // there is silence of libFLAC's own in it
  } step;                       // one call of libFLAC

  std::vector<std::byte> decoded;  // frames not yet given, after …
  std::uint64_t silence = 0;       // … so many frames of silence
  std::uint64_t frames = 0;        // decoded, with silence
  Damage damage;
  std::uint64_t missing = 0;
  bool clean_end = false;
};

FLAC__StreamDecoderReadStatus FlacDecoder::State::read(const FLAC__StreamDecoder* /*decoder*/,
                                                       FLAC__byte* to, std::size_t* bytes,
                                                       void* user) {
  State& s = *static_cast<State*>(user);
  const std::span room(reinterpret_cast<std::byte*>(to), *bytes);
  *bytes = 0;
  try {
    if (!s.head.empty()) {
      *bytes = std::min(room.size(), s.head.size());
      std::copy_n(s.head.begin(), *bytes, room.begin());
      s.head.erase(s.head.begin(), s.head.begin() + static_cast<std::ptrdiff_t>(*bytes));
    } else {
      *bytes = s.source(room);
    }
  } catch (...) {
    s.thrown = std::current_exception();
    return FLAC__STREAM_DECODER_READ_STATUS_ABORT;
  }
  s.bytes_read += *bytes;
  s.keep(room.first(*bytes));
  return *bytes == 0 ? FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM
                     : FLAC__STREAM_DECODER_READ_STATUS_CONTINUE;
}

FLAC__StreamDecoderTellStatus FlacDecoder::State::tell(const FLAC__StreamDecoder* /*decoder*/,
                                                       FLAC__uint64* place, void* user) {
  *place = static_cast<State*>(user)->bytes_read;
  return FLAC__STREAM_DECODER_TELL_STATUS_OK;
}

FLAC__StreamDecoderWriteStatus FlacDecoder::State::write(const FLAC__StreamDecoder* /*decoder*/,
                                                         const FLAC__Frame* frame,
                                                         const FLAC__int32* const* samples,
                                                         void* user) {
  State& s = *static_cast<State*>(user);
  try {
    s.take_frame(frame->header, samples);
  } catch (...) {
    s.thrown = std::current_exception();
    return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
  }
  return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
}

void FlacDecoder::State::error(const FLAC__StreamDecoder* /*decoder*/,
                               FLAC__StreamDecoderErrorStatus status, void* user) {
  State& s = *static_cast<State*>(user);
  s.damaged = true;
  s.broken = s.broken || status != FLAC__STREAM_DECODER_ERROR_STATUS_LOST_SYNC;
}

/// Remembers the bytes that libFLAC was given last: enough to hold a frame of the greatest length.
void FlacDecoder::State::keep(std::span<const std::byte> bytes) {
  constexpr std::size_t kMost = std::size_t{4} << 20U;
  if (kept.size() > 2 * kMost) kept.erase(kept.begin(), kept.end() - kMost);
  kept.insert(kept.end(), bytes.begin(), bytes.end());
}

/// Before 1.4.3 libFLAC makes the frame silent that follows silence of its own. A decoder that
/// knows no frame before that one gives it as it is.
void FlacDecoder::State::restore_last_frame() {
  std::span<const std::byte> rest = std::span(kept).first(kept.size() - (bytes_read - place));
  FlacStreamInfo alone = info;
  alone.largest_block = 0;  // nor does it put silence before it
  FlacDecoder again(name, alone, [&](std::span<std::byte> to) {
    const std::size_t count = std::min(to.size(), rest.size());
    std::copy_n(rest.begin(), count, to.begin());
    rest = rest.subspan(count);
    return count;
  });
  std::vector<std::byte> last;
  for (std::vector<std::byte> piece; again.decode(piece); piece.clear()) last = piece;
  const auto bytes = static_cast<std::ptrdiff_t>(std::min(last.size(), decoded.size()));
  std::copy_n(last.begin(), bytes, decoded.end() - bytes);
}

std::uint64_t FlacDecoder::State::decoder_place() const {
  FLAC__uint64 at = bytes_read;
  FLAC__stream_decoder_get_decode_position(decoder.get(), &at);
  return at;
}

void FlacDecoder::State::check_kind(const FLAC__FrameHeader& header) const {
  if (header.sample_rate == info.rate && header.channels == info.channels &&
      header.bits_per_sample == static_cast<unsigned>(info.bits)) {
    return;
  }
  throw Error(
      ExitStatus::kInput,
      fmt::format(
          "{}: changes from {} Hz, {} channel{} and {} bits to {} Hz, {} and {} at {:.2f} s", name,
          info.rate, info.channels, info.channels == 1 ? "" : "s", info.bits, header.sample_rate,
          header.channels, header.bits_per_sample, seconds(frames)));
}

/// Keeps what follows damage in its place, as far as the frames' numbers can be true.
void FlacDecoder::State::fill_gap(const FLAC__FrameHeader& header) {
  constexpr std::uint64_t kSmallestFrame = 10;  // bytes
  const std::uint64_t begins = header.number.sample_number;
  if (!any_frame && !damaged) number = begins;  // the stream was cut out of a longer one
  std::uint64_t gap = begins > number ? begins - number : 0;
  const std::uint64_t lost_bytes = decoder_place() - step.place;
  const bool possible = gap <= (lost_bytes / kSmallestFrame + 1) * info.largest_block;
  if (!possible || (info.frames && begins >= *info.frames)) gap = 0;
  // Of several frames in one step all but the last are silence that libFLAC has put there.
  step.filled = step.samples != 0;
  if ((damaged || step.filled || begins != number) && !std::exchange(step.counted, true)) {
    damage.add(seconds(step.start), 0);
  }
  damage.lost += seconds(step.samples + gap);
  step.samples = header.blocksize;
  silence += gap;
  frames += gap;
}

void FlacDecoder::State::take_frame(const FLAC__FrameHeader& header,
                                    const FLAC__int32* const* samples) {
  check_kind(header);
  fill_gap(header);
  any_frame = true;
  damaged = broken = false;
  place = decoder_place();
  number = header.number.sample_number + header.blocksize;

  const std::size_t before = decoded.size();
  decoded.resize(before + header.blocksize * info.channels * sizeof(std::int32_t));
  auto* const to = reinterpret_cast<std::int32_t*>(decoded.data() + before);
  const int shift = 32 - info.bits;
  const std::size_t count = header.blocksize;
  switch (info.channels) {
    case 1: interleave<1>(samples, count, shift, to); break;
    case 2: interleave<2>(samples, count, shift, to); break;
    case 3: interleave<3>(samples, count, shift, to); break;
    case 4: interleave<4>(samples, count, shift, to); break;
    case 5: interleave<5>(samples, count, shift, to); break;
    case 6: interleave<6>(samples, count, shift, to); break;
    case 7: interleave<7>(samples, count, shift, to); break;
    default: interleave<8>(samples, count, shift, to);
  }
  frames += count;
}

/// Whether what follows the last frame is a tag, which some programs put there.
bool FlacDecoder::State::rest_is_tag() const {
  constexpr std::size_t kEnd = 160;  // bytes
  const std::string_view text = as_text(std::span(kept).last(std::min(kept.size(), kEnd)));
  return text.size() == 128 ? text.starts_with("TAG") : text.find("APETAGEX") != text.npos;
}

void FlacDecoder::State::finish() {
  const bool right = FLAC__stream_decoder_finish(decoder.get()) != 0;
  const std::uint64_t rest = bytes_read - std::min(bytes_read, place);
  const bool tagged = any_frame && rest != 0 && rest_is_tag();
  clean_end = any_frame && (rest == 0 || tagged);
  if (info.frames && frames < *info.frames) {
    missing = *info.frames - frames;
  } else if (!info.frames && any_frame && rest != 0 && !tagged && !broken) {
    missing = SampleReader::kSome;  // it ends within a frame
  }
  if (broken && !tagged) damage.add(seconds(frames), 0);
  damage.unlike_checksum = !right && damage.places == 0 && missing == 0;
}

FlacDecoder::FlacDecoder(std::string name, const FlacStreamInfo& info, Source source)
    : state_(std::make_unique<State>(std::move(name), info, std::move(source))) {}
FlacDecoder::~FlacDecoder() = default;

const Damage& FlacDecoder::damage() const { return state_->damage; }
std::optional<std::uint64_t> FlacDecoder::last_frame_end() const {
  return state_->clean_end ? std::optional(state_->number) : std::nullopt;
}
std::uint64_t FlacDecoder::missing_frames() const { return state_->missing; }

bool FlacDecoder::decode(std::vector<std::byte>& frames) {
  constexpr std::uint64_t kSilence = 4096;  // frames at a time
  State& s = *state_;
  while (s.silence == 0 && s.decoded.empty()) {
    s.step = {s.frames, s.place, 0, false, false};
    const auto wanted = std::min<std::uint64_t>(s.kept.size(), s.bytes_read - s.place);
    s.kept.erase(s.kept.begin(), s.kept.end() - static_cast<std::ptrdiff_t>(wanted));
    const bool went = FLAC__stream_decoder_process_single(s.decoder.get()) != 0;
    if (s.thrown) std::rethrow_exception(std::exchange(s.thrown, nullptr));
    const auto state = FLAC__stream_decoder_get_state(s.decoder.get());
    if (state == FLAC__STREAM_DECODER_END_OF_STREAM) {  // in such a step there is no frame
      s.finish();
      return false;
    }
    if (!went) {
      throw Error(ExitStatus::kFailed,
                  s.name + ": libFLAC gave up (" + FLAC__StreamDecoderStateString[state] + ")");
    }
    if (s.step.filled) s.restore_last_frame();
  }
  if (s.silence != 0) {
    const std::uint64_t count = std::min(s.silence, kSilence);
    frames.resize(count * s.info.channels * sizeof(std::int32_t));
    s.silence -= count;
  } else {
    std::swap(frames, s.decoded);
  }
  return true;
}

}  // namespace rectify::io
