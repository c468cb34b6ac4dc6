// Reads the head of a FLAC, and leaves its frames to libFLAC.
#include "io/sound/flac/flac_reader.hpp"

#include <utility>

#include "io/sound/decoded_reader.hpp"
#include "io/sound/flac/flac_decoder.hpp"
#include "io/sound/flac/flac_head.hpp"

namespace rectify::io {
namespace {

class FlacReader : public DecodedReader {
 public:
  explicit FlacReader(Input input) : DecodedReader(std::move(input)) {
    input_.forget_start();
    info_ = read_flac_head(input_, metadata_);
    describe(info_, metadata_, sound_, samples_);
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

std::unique_ptr<SampleReader> open_flac(Input& input) {
  if (!begins_as_flac(input)) return nullptr;
  input.start_over();
  return std::make_unique<FlacReader>(std::move(input));
}

}  // namespace rectify::io
