// Gives the bytes of the samples as they stand in the input, in whole frames.
#include "io/sound/plain_reader.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "io/sound/id3.hpp"

namespace rectify::io {
namespace {

class PlainReader : public SampleReader {
 public:
  PlainReader(Input input, Layout layout)
      : input_(std::move(input)),
        layout_(std::move(layout)),
        frame_bytes_(frame_bytes(layout_)),
        first_(input_.seekable() ? input_.position() : 0),
        alignment_(layout_.chunks_after ? layout_.chunks_after->alignment : 1),
        left_(layout_.bytes.value_or(kNoEnd)) {
    if (layout_.available) layout_.sound.frames = *layout_.available / frame_bytes_;
  }

  [[nodiscard]] const SoundFormat& sound() const override { return layout_.sound; }
  [[nodiscard]] const Metadata& metadata() const override { return layout_.metadata; }
  [[nodiscard]] SampleFormat samples() const override { return layout_.samples; }

  std::size_t read(std::span<std::byte> to) override {
    std::size_t have = rest_.size();
    std::copy(rest_.begin(), rest_.end(), to.begin());
    rest_.clear();
    for (;;) {
      const std::size_t most = std::min<std::uint64_t>(to.size() - have, left_);
      const std::size_t got = input_.read(to.subspan(have, most));
      have += got;
      left_ -= got;
      const std::size_t whole = have - have % frame_bytes_;
      if (got != 0 && whole == 0) continue;
      rest_.assign(to.begin() + static_cast<std::ptrdiff_t>(whole),
                   to.begin() + static_cast<std::ptrdiff_t>(have));
      frames_read_ += whole / frame_bytes_;
      if (whole == 0 && left_ == 0) read_after();
      return whole;
    }
  }

  void rewind() override {
    input_.seek(first_);
    left_ = layout_.bytes.value_or(kNoEnd);
    rest_.clear();
    frames_read_ = 0;
  }

  [[nodiscard]] std::uint64_t frames_read() const override { return frames_read_; }

  [[nodiscard]] std::uint64_t missing_frames() const override {
    const std::uint64_t promised = layout_.promised / frame_bytes_;
    // ffmpeg counts the padding of W64 and RF64 as samples: bytes of a frame may be left over.
    const bool padding = left_ == 0 && rest_.size() < alignment_;
    return std::max<std::uint64_t>(promised - std::min(promised, frames_read_),
                                   rest_.empty() || padding ? 0 : 1);
  }

 private:
  static constexpr std::uint64_t kNoEnd = std::numeric_limits<std::uint64_t>::max();

  /// Reads what follows the samples of a pipe; of a file it was read when the file was opened.
  void read_after() {
    if (std::exchange(ended_, true) || input_.seekable()) return;
    input_.skip(layout_.gap);
    layout_.metadata.begin_late();
    take_chunks_after(input_, layout_.chunks_after, layout_.metadata);
  }

  Input input_;
  Layout layout_;
  std::size_t frame_bytes_;
  std::uint64_t first_;    // the place of the first sample
  std::size_t alignment_;  // of the chunks, in bytes
  std::uint64_t left_;     // bytes of samples that have not been read
  std::uint64_t frames_read_ = 0;
  bool ended_ = false;
  std::vector<std::byte> rest_;  // bytes of a frame that has not arrived completely
};

}  // namespace

std::unique_ptr<SampleReader> read_plain(Input input, Layout layout) {
  take_id3_tags(input, layout.metadata);
  return std::make_unique<PlainReader>(std::move(input), std::move(layout));
}

}  // namespace rectify::io
