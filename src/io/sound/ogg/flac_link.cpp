// FLAC in Ogg: what a native FLAC has one after the other stands in packets (Xiph.Org, "Ogg FLAC
// mapping", RFC 9639, section 10.1).
#include <algorithm>
#include <utility>

#include "io/sound/flac/flac_decoder.hpp"
#include "io/sound/flac/flac_head.hpp"
#include "io/sound/flac/flac_metadata.hpp"
#include "io/sound/ogg/ogg_decoder.hpp"

namespace rectify::io {

extern const Container kOggFlac;

namespace {

std::span<const std::byte> bytes_of(const ogg_packet& packet) {
  return std::as_bytes(std::span(packet.packet, static_cast<std::size_t>(packet.bytes)));
}

class FlacLink : public OggDecoder {
 public:
  explicit FlacLink(const OggLink& link) : stream_(&link.stream) {}

  bool read_header(const OggLink& link);
  bool decode(std::vector<std::byte>& frames) override;

 private:
  /// The next bytes of the packets' contents.
  std::size_t read(std::span<std::byte> to);

  OggStream* stream_;
  std::span<const std::byte> packet_;  // what is left of it
  std::unique_ptr<FlacDecoder> decoder_;
  Damage told_;
};

bool FlacLink::read_header(const OggLink& link) {
  constexpr std::size_t kBefore = 9;  // a byte, "FLAC", a version, the number of packets to come
  const ogg_packet* packet = stream_->next_packet();
  if (packet == nullptr) return false;
  auto bytes = bytes_of(*packet);
  const std::size_t head = kBefore + 4 + FlacBlockHead::kBytes;  // with "fLaC"
  if (bytes.size() < head + FlacStreamInfo::kBytes) return false;
  FlacBlockHead block = FlacBlockHead::of(bytes.subspan(kBefore + 4));
  const FlacStreamInfo info = FlacStreamInfo::of(bytes.subspan(head));
  if (block.type != 0 || info.rate == 0 || info.bits < 4) return false;
  while (!block.last) {
    packet = stream_->next_packet();
    if (packet == nullptr || stream_->take_hole()) return false;
    bytes = bytes_of(*packet);
    if (bytes.size() < FlacBlockHead::kBytes) return false;
    block = FlacBlockHead::of(bytes);
    const auto content = bytes.subspan(FlacBlockHead::kBytes);
    const auto whole = content.first(std::min(content.size(), block.length));
    take_flac_block(block.type, {whole.begin(), whole.end()}, link.metadata);
  }
  finish_flac_blocks(link.metadata);
  sound_ = sound_of(info, link.metadata);
  sound_.container = &kOggFlac;
  type_ = SampleType::s32;
  decoder_ = std::make_unique<FlacDecoder>(link.name, info,
                                           [this](std::span<std::byte> to) { return read(to); });
  return true;
}

std::size_t FlacLink::read(std::span<std::byte> to) {
  while (packet_.empty()) {
    const ogg_packet* packet = stream_->next_packet();
    if (packet == nullptr) return 0;
    packet_ = bytes_of(*packet);
  }
  const std::size_t count = std::min(to.size(), packet_.size());
  std::copy_n(packet_.begin(), count, to.begin());
  packet_ = packet_.subspan(count);
  return count;
}

bool FlacLink::decode(std::vector<std::byte>& frames) {
  const bool more = decoder_->decode(frames);
  const Damage damage = decoder_->damage();
  damage_ = damage;
  damage_.places -= told_.places;
  damage_.lost -= told_.lost;
  told_ = damage;
  if (!more) missing_frames_ = decoder_->missing_frames();
  return more;
}

}  // namespace

std::unique_ptr<OggDecoder> open_flac_link(const OggLink& link) {
  auto decoder = std::make_unique<FlacLink>(link);
  if (!decoder->read_header(link)) return nullptr;
  return decoder;
}

}  // namespace rectify::io
