// Opus, through libopus (RFC 7845).
#include <opus/opus_multistream.h>

#include <algorithm>
#include <array>
#include <utility>

#include "io/sound/chunks.hpp"
#include "io/sound/ogg/ogg.hpp"
#include "io/sound/ogg/ogg_comments.hpp"
#include "io/sound/ogg/ogg_decoder.hpp"

namespace rectify::io {

extern const Container kOpus;

namespace {

constexpr std::int64_t kGranuleRate = 48000;

/// The first packet (RFC 7845, section 5.1).
struct OpusHead {
  int channels = 0;
  std::int64_t pre_skip = 0;  ///< frames at 48 kHz
  std::uint64_t rate = 0;     ///< of what was encoded; 0: unsaid
  int gain = 0;               ///< in 1/256 dB
  unsigned family = 0;        ///< how channels are mapped
  int streams = 1;
  int coupled = 0;
  std::array<unsigned char, 255> mapping = {0, 1};
};

std::optional<OpusHead> opus_head(std::span<const std::byte> bytes) {
  constexpr std::size_t kBytes = 19;
  constexpr std::size_t kMapping = 21;
  if (bytes.size() < kBytes) return std::nullopt;
  const auto field = [&](std::size_t at, std::size_t size) {
    return number_at(bytes.subspan(at), size, std::endian::little);
  };
  OpusHead head;
  const std::uint64_t version = field(8, 1);
  head.channels = static_cast<int>(field(9, 1));
  head.pre_skip = static_cast<std::int64_t>(field(10, 2));
  head.rate = field(12, 4);
  head.gain = static_cast<std::int16_t>(field(16, 2));
  head.family = static_cast<unsigned>(field(18, 1));
  if (version > 15 || head.channels == 0) return std::nullopt;
  if (head.family == 0) {
    head.coupled = head.channels - 1;
    return head.channels <= 2 ? std::optional(head) : std::nullopt;
  }
  const auto channels = static_cast<std::size_t>(head.channels);
  const bool known = (head.family == 1 && channels <= 8) || head.family == 2 || head.family == 255;
  if (!known || bytes.size() < kMapping + channels) return std::nullopt;
  head.streams = static_cast<int>(field(19, 1));
  head.coupled = static_cast<int>(field(20, 1));
  for (std::size_t c = 0; c < channels; ++c) {
    head.mapping.at(c) = static_cast<unsigned char>(field(kMapping + c, 1));
  }
  return head;
}

/// Opus has no rate of its own. What was encoded at one of those that libopus decodes to keeps it.
std::uint64_t rate_for(std::uint64_t encoded) {
  constexpr std::array<std::uint64_t, 4> kRates = {8000, 12000, 16000, 24000};
  return std::find(kRates.begin(), kRates.end(), encoded) != kRates.end() ? encoded : kGranuleRate;
}

class OpusLink : public OggDecoder {
 public:
  explicit OpusLink(const OggLink& link) : stream_(&link.stream) {}

  bool read_header(const OggLink& link);
  bool decode(std::vector<std::byte>& frames) override;

 private:
  void note(const std::optional<GranuleCount::Hole>& hole);
  void find_start(std::int64_t position);
  void append(std::span<const float> samples, std::vector<std::byte>& frames);

  struct Destroy {
    void operator()(OpusMSDecoder* decoder) const { opus_multistream_decoder_destroy(decoder); }
  };

  OggStream* stream_;
  OpusHead head_;
  std::unique_ptr<OpusMSDecoder, Destroy> decoder_;
  std::vector<std::size_t> order_;
  std::int64_t scale_ = 1;             // frames at 48 kHz for one of ours
  GranuleCount count_;                 // at 48 kHz
  std::optional<std::int64_t> start_;  // the position of the first frame, once one was read
  std::vector<float> samples_;
};

bool OpusLink::read_header(const OggLink& link) {
  const ogg_packet* packet = stream_->next_packet();
  if (packet == nullptr) return false;
  const auto head =
      opus_head(std::as_bytes(std::span(packet->packet, static_cast<std::size_t>(packet->bytes))));
  if (!head) return false;
  head_ = *head;
  packet = stream_->next_packet();
  if (packet == nullptr || stream_->take_hole() ||
      !take_comment_packet(*packet, OggCoding::kOpus, link.metadata)) {
    return false;
  }
  sound_.container = &kOpus;
  sound_.channels = static_cast<std::size_t>(head_.channels);
  sound_.rate = link.rate.value_or(rate_for(head_.rate));
  scale_ = kGranuleRate / static_cast<std::int64_t>(sound_.rate);
  if (head_.family <= 1) {
    order_ = ogg_order(sound_.channels);
    if (sound_.channels > 2) sound_.speakers = usual_speakers(sound_.channels);
  }
  decoder_.reset(opus_multistream_decoder_create(static_cast<opus_int32>(sound_.rate),
                                                 head_.channels, head_.streams, head_.coupled,
                                                 head_.mapping.data(), nullptr));
  if (!decoder_) return false;
  opus_multistream_decoder_ctl(decoder_.get(), OPUS_SET_GAIN(head_.gain));
  constexpr std::size_t kLongestPacket = 5760;  // frames at 48 kHz: 120 ms
  samples_.resize(kLongestPacket * sound_.channels);
  return true;
}

void OpusLink::note(const std::optional<GranuleCount::Hole>& hole) {
  if (!hole) return;
  const auto seconds = [&](std::int64_t frames) {
    return static_cast<double>(frames) / static_cast<double>(kGranuleRate);
  };
  damage_.add(seconds(std::max<std::int64_t>(hole->at - head_.pre_skip, 0)), seconds(hole->lost));
}

/// A stream that was cut out of a longer one begins at a position beyond 0; one that ends on its
/// first page may have fewer frames than its packets, but begins at 0 (RFC 7845, section 4.5).
void OpusLink::find_start(std::int64_t position) {
  if (start_ || position < 0) return;
  start_ = stream_->end() ? 0 : std::max<std::int64_t>(position - count_.decoded(), 0);
}

bool OpusLink::decode(std::vector<std::byte>& frames) {
  const ogg_packet* packet = stream_->next_packet();
  if (stream_->take_hole()) count_.lose();
  if (packet == nullptr) {
    note(count_.settle_end());
    return false;
  }
  const std::int64_t position = packet->granulepos;
  const int room = static_cast<int>(samples_.size() / sound_.channels);
  const int count = opus_multistream_decode_float(decoder_.get(), packet->packet,
                                                  static_cast<opus_int32>(packet->bytes),
                                                  samples_.data(), room, 0);
  if (count < 0) {
    count_.lose();
  } else {
    const std::int64_t before = count_.decoded();
    count_.add(count * scale_);
    find_start(position);
    std::int64_t from = std::max(head_.pre_skip - before, std::int64_t{0});
    std::int64_t to = count * scale_;
    if (stream_->end().value_or(-1) >= 0) {
      to = std::min(to, *stream_->end() - start_.value_or(0) - before);
    }
    from = std::min((from + scale_ - 1) / scale_, std::int64_t{count});
    to = std::max(to / scale_, from);
    append(std::span(samples_).subspan(static_cast<std::size_t>(from) * sound_.channels,
                                       static_cast<std::size_t>(to - from) * sound_.channels),
           frames);
  }
  if (const auto hole = count_.settle(position)) {
    note(hole);
    if (start_) *start_ += hole->lost;
  }
  return true;
}

void OpusLink::append(std::span<const float> samples, std::vector<std::byte>& frames) {
  const std::size_t channels = sound_.channels;
  const std::size_t before = frames.size();
  frames.resize(before + samples.size_bytes());
  auto* const to = reinterpret_cast<float*>(frames.data() + before);
  if (order_.empty()) {
    std::copy(samples.begin(), samples.end(), to);
    return;
  }
  for (std::size_t at = 0; at < samples.size(); at += channels) {
    for (std::size_t c = 0; c < channels; ++c) to[at + order_[c]] = samples[at + c];
  }
}

}  // namespace

std::unique_ptr<OggDecoder> open_opus_link(const OggLink& link) {
  auto decoder = std::make_unique<OpusLink>(link);
  if (!decoder->read_header(link)) return nullptr;
  return decoder;
}

}  // namespace rectify::io
