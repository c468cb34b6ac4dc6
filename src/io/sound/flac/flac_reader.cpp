// Reads the head of a FLAC, and leaves its frames to libFLAC.
#include "io/sound/flac/flac_reader.hpp"

#include <utility>

#include "io/sound/decoded_reader.hpp"
#include "io/sound/flac/flac_decoder.hpp"
#include "io/sound/flac/flac_head.hpp"
#include "io/sound/id3.hpp"

namespace rectify::io {
namespace {

class FlacReader : public DecodedReader {
 public:
  explicit FlacReader(Input input) : DecodedReader(std::move(input)) {
    input_.forget_start();
    info_ = read_flac_head(input_, metadata_);
    take_id3_tags(input_, metadata_);
    sound_ = sound_of(info_, metadata_);
    samples_ = {SampleType::s32, std::endian::native};
    begin();
  }

 protected:
  bool decode(std::vector<std::byte>& frames) override {
    const bool more = decoder_->decode(frames);
    damage_ = decoder_->damage();
    if (!more) missing_frames_ = decoder_->missing_frames();
    return more;
  }

  void restart() override {
    Metadata again;
    read_flac_head(input_, again);
    begin();
  }

 private:
  void begin() {
    decoder_ = std::make_unique<FlacDecoder>(
        input_.name(), info_, [this](std::span<std::byte> to) { return input_.read(to); });
  }

  FlacStreamInfo info_;
  std::unique_ptr<FlacDecoder> decoder_;
};

}  // namespace

std::unique_ptr<SampleReader> open_flac(Input& input,
                                        std::optional<std::uint64_t> /*spool_limit*/) {
  if (!begins_as_flac(input)) return nullptr;
  input.start_over();
  return std::make_unique<FlacReader>(std::move(input));
}

}  // namespace rectify::io
