// Vorbis, through libvorbis (Xiph.Org, "Vorbis I specification").
#include <vorbis/codec.h>

#include <algorithm>
#include <array>
#include <utility>

#include "io/sound/layout.hpp"
#include "io/sound/ogg/ogg.hpp"
#include "io/sound/ogg/ogg_comments.hpp"
#include "io/sound/ogg/ogg_decoder.hpp"

namespace rectify::io {

extern const Container kVorbis;

namespace {

class VorbisLink : public OggDecoder {
 public:
  explicit VorbisLink(const OggLink& link) : stream_(&link.stream) {
    vorbis_info_init(&info_);
    vorbis_comment_init(&comment_);
  }
  VorbisLink(const VorbisLink&) = delete;
  VorbisLink& operator=(const VorbisLink&) = delete;
  ~VorbisLink() override {
    if (begun_) {
      vorbis_block_clear(&block_);
      vorbis_dsp_clear(&dsp_);
    }
    vorbis_comment_clear(&comment_);
    vorbis_info_clear(&info_);
  }

  bool read_header(const OggLink& link);
  bool decode(std::vector<std::byte>& frames) override;

 private:
  void note(const std::optional<GranuleCount::Hole>& hole);

  OggStream* stream_;
  vorbis_info info_{};
  vorbis_comment comment_{};
  vorbis_dsp_state dsp_{};
  vorbis_block block_{};
  bool begun_ = false;
  GranuleCount count_;
  std::vector<std::size_t> order_;
};

bool VorbisLink::read_header(const OggLink& link) {
  // libvorbis would copy the comments twice; it gets none.
  std::array<unsigned char, 16> no_comments = {3, 'v', 'o', 'r', 'b', 'i', 's'};
  no_comments.back() = 1;
  for (int n = 0; n < 3; ++n) {
    const ogg_packet* packet = stream_->next_packet();
    if (packet == nullptr || stream_->take_hole()) return false;
    ogg_packet header = *packet;
    if (n == 1) {
      if (!take_comment_packet(*packet, OggCoding::kVorbis, link.metadata)) return false;
      header.packet = no_comments.data();
      header.bytes = no_comments.size();
    }
    if (vorbis_synthesis_headerin(&info_, &comment_, &header) != 0) return false;
  }
  if (vorbis_synthesis_init(&dsp_, &info_) != 0) return false;
  vorbis_block_init(&dsp_, &block_);
  begun_ = true;
  sound_.container = &kVorbis;
  sound_.channels = static_cast<std::size_t>(info_.channels);
  sound_.rate = static_cast<std::uint64_t>(info_.rate);
  order_ = ogg_order(sound_.channels);
  if (sound_.channels > 2) sound_.speakers = usual_speakers(sound_.channels);
  return true;
}

void VorbisLink::note(const std::optional<GranuleCount::Hole>& hole) {
  if (!hole) return;
  const auto seconds = [&](std::int64_t frames) {
    return static_cast<double>(frames) / static_cast<double>(sound_.rate);
  };
  damage_.add(seconds(hole->at), seconds(hole->lost));
}

bool VorbisLink::decode(std::vector<std::byte>& frames) {
  const ogg_packet* packet = stream_->next_packet();
  if (stream_->take_hole()) count_.lose();
  if (packet == nullptr) {
    note(count_.settle_end());
    return false;
  }
  ogg_packet audio = *packet;
  const int result = vorbis_synthesis(&block_, &audio);
  if (result == OV_EBADPACKET) count_.lose();
  if (result == 0) vorbis_synthesis_blockin(&dsp_, &block_);
  float** samples = nullptr;
  while (const int count = vorbis_synthesis_pcmout(&dsp_, &samples)) {
    const std::size_t before = frames.size();
    const std::size_t channels = sound_.channels;
    frames.resize(before + static_cast<std::size_t>(count) * channels * sizeof(float));
    auto* const to = reinterpret_cast<float*>(frames.data() + before);
    for (std::size_t c = 0; c < channels; ++c) {
      const float* const from = samples[c];
      const std::size_t place = order_.empty() ? c : order_[c];
      for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
        to[i * channels + place] = from[i];
      }
    }
    count_.add(count);
    vorbis_synthesis_read(&dsp_, count);
  }
  note(count_.settle(audio.granulepos));
  return true;
}

}  // namespace

std::unique_ptr<OggDecoder> open_vorbis_link(const OggLink& link) {
  auto decoder = std::make_unique<VorbisLink>(link);
  if (!decoder->read_header(link)) return nullptr;
  return decoder;
}

}  // namespace rectify::io
