// Reads the head of a FLAC, and leaves its frames to libFLAC.
#include "io/sound/flac/flac_reader.hpp"

#include <algorithm>
#include <utility>
#include <vector>

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
    if (input_.seekable() && ends_as_promised()) sound_.frames = info_.frames;
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
    Metadata again(input_.limits());
    read_flac_head(input_, again);
    begin();
  }

 private:
  /// Whether the last frame ends where the head says that the sound does.
  bool ends_as_promised() {
    constexpr std::uint64_t kEnd = std::uint64_t{128} * 1024;  // bytes: a few frames
    const std::uint64_t first = input_.position();
    const std::uint64_t size = input_.size();
    input_.seek(std::max(first, size - std::min(size, kEnd)));
    FlacDecoder end(input_.name(), info_,
                    [this](std::span<std::byte> to) { return input_.read(to); });
    std::vector<std::byte> frames;
    try {
      while (end.decode(frames)) frames.clear();
    } catch (const Error& error) {  // of the sound: the reader will tell of it when it comes there
      if (error.status() != ExitStatus::kInput) throw;
    }
    input_.seek(first);
    return info_.frames && end.last_frame_end() == info_.frames;
  }

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
