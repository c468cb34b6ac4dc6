// Lets libsndfile decode a file that consists of a head of our own, the blocks, and zeros that fill
// the last block.
#include "io/sound/block_reader.hpp"

#include <sndfile.h>

#include <algorithm>
#include <exception>
#include <string>
#include <utility>

#include "io/sound/id3.hpp"

namespace rectify::io {
namespace {

/// The file that libsndfile reads. An exception must not pass through libsndfile: it is kept, and
/// thrown when libsndfile has returned.
class ShownFile {
 public:
  ShownFile(Input input, HeadForDecoder head, std::uint64_t bytes, std::uint64_t shown)
      : input_(std::move(input)),
        head_(std::move(head)),
        first_(input_.position()),
        bytes_(bytes),
        size_(head_.size() + shown) {}

  void rethrow() {
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
  }
  [[nodiscard]] const std::string& name() const { return input_.name(); }
  [[nodiscard]] sf_count_t size() const { return static_cast<sf_count_t>(size_); }
  [[nodiscard]] sf_count_t place() const { return static_cast<sf_count_t>(place_); }

  sf_count_t seek(sf_count_t offset, int whence) {
    if (whence == SEEK_CUR) offset += place();
    if (whence == SEEK_END) offset += size();
    place_ = static_cast<std::uint64_t>(std::clamp<sf_count_t>(offset, 0, size()));
    return place();
  }

  sf_count_t read(std::span<std::byte> to) {
    to = to.first(std::min<std::uint64_t>(to.size(), size_ - place_));
    std::span<std::byte> rest = to;
    if (place_ < head_.size()) {
      const std::size_t count = std::min<std::size_t>(rest.size(), head_.size() - place_);
      std::copy_n(head_.begin() + static_cast<std::ptrdiff_t>(place_), count, rest.begin());
      rest = rest.subspan(count);
    }
    if (!rest.empty()) {
      const std::uint64_t at = std::min(place_ + (to.size() - rest.size()) - head_.size(), bytes_);
      const auto blocks = rest.first(std::min<std::uint64_t>(rest.size(), bytes_ - at));
      try {
        input_.seek(first_ + at);
        rest = rest.subspan(input_.read_fully(blocks));
      } catch (...) {
        error_ = std::current_exception();
        return 0;
      }
    }
    std::fill(rest.begin(), rest.end(), std::byte{0});
    place_ += to.size();
    return static_cast<sf_count_t>(to.size());
  }

 private:
  Input input_;
  HeadForDecoder head_;
  std::uint64_t first_;  // offset of the first block in the input
  std::uint64_t bytes_;  // of the blocks in the input
  std::uint64_t size_;   // of the file that libsndfile reads
  std::uint64_t place_ = 0;
  std::exception_ptr error_;
};

ShownFile& shown(void* user) { return *static_cast<ShownFile*>(user); }

sf_count_t length(void* user) { return shown(user).size(); }
sf_count_t seek(sf_count_t offset, int whence, void* user) {
  return shown(user).seek(offset, whence);
}
sf_count_t read(void* to, sf_count_t count, void* user) {
  return shown(user).read({static_cast<std::byte*>(to), static_cast<std::size_t>(count)});
}
sf_count_t write(const void* /*from*/, sf_count_t /*count*/, void* /*user*/) { return 0; }
sf_count_t tell(void* user) { return shown(user).place(); }

class BlockReader : public SampleReader {
 public:
  BlockReader(Input input, Layout layout, const BlockCoding& coding, HeadForDecoder head,
              std::optional<std::uint64_t> said)
      : file_(std::move(input), std::move(head), *layout.available,
              coding.filled(*layout.available)),
        sound_(layout.sound),
        metadata_(std::move(layout.metadata)),
        frames_(coding.frames_in(*layout.available)),
        promised_(coding.frames_in(layout.promised)) {
    const auto ends_last_block = [&](std::uint64_t whole) {
      return said && *said <= whole && *said + coding.block_frames > whole;
    };
    if (ends_last_block(frames_)) frames_ = *said;
    if (ends_last_block(promised_)) promised_ = *said;
    sound_.frames = frames_;
    open();
  }

  [[nodiscard]] const SoundFormat& sound() const override { return sound_; }
  [[nodiscard]] const Metadata& metadata() const override { return metadata_; }
  [[nodiscard]] SampleFormat samples() const override {
    return {SampleType::f32, std::endian::native};
  }

  std::size_t read(std::span<std::byte> to) override {
    const std::size_t frame = sound_.channels * sizeof(float);
    const std::uint64_t wanted = std::min<std::uint64_t>(to.size() / frame, frames_ - frames_read_);
    const sf_count_t got = sf_readf_float(decoder_.get(), reinterpret_cast<float*>(to.data()),
                                          static_cast<sf_count_t>(wanted));
    file_.rethrow();
    frames_read_ += static_cast<std::uint64_t>(got);
    return static_cast<std::size_t>(got) * frame;
  }

  /// Opens the file again, since libsndfile does not seek in GSM.
  void rewind() override {
    open();
    frames_read_ = 0;
  }

  [[nodiscard]] std::uint64_t frames_read() const override { return frames_read_; }
  [[nodiscard]] std::uint64_t missing_frames() const override {
    return promised_ > frames_read_ ? promised_ - frames_read_ : 0;
  }

 private:
  struct Close {
    void operator()(SNDFILE* file) const { sf_close(file); }
  };

  void open() {
    SF_VIRTUAL_IO io{length, io::seek, io::read, write, tell};
    SF_INFO info{};
    file_.seek(0, SEEK_SET);
    decoder_.reset();
    if (frames_ == 0) return;
    decoder_.reset(sf_open_virtual(&io, SFM_READ, &info, &file_));
    file_.rethrow();
    if (!decoder_) {
      throw Error(ExitStatus::kInput,
                  file_.name() + ": libsndfile can't decode it (" + sf_strerror(nullptr) + ")");
    }
  }

  ShownFile file_;
  std::unique_ptr<SNDFILE, Close> decoder_;  // null where there are no frames
  SoundFormat sound_;
  Metadata metadata_;
  std::uint64_t frames_;
  std::uint64_t promised_;
  std::uint64_t frames_read_ = 0;
};

}  // namespace

std::uint64_t BlockCoding::frames_in(std::uint64_t bytes) const {
  const std::uint64_t rest = bytes % block_bytes;
  std::uint64_t frames = bytes / block_bytes * block_frames;
  if (partial_bytes != 0 && rest >= partial_bytes) {
    frames += partial_frames + (rest - partial_bytes) / unit_bytes * unit_frames;
  }
  return frames;
}

HeadForDecoder w64_for_decoder(const std::vector<std::byte>& fmt, std::uint64_t bytes) {
  Fields rest(std::endian::little);
  rest.text("wave");
  rest.text(w64_guid_tail("wave"));
  rest.chunk(kW64Style, {"fmt ", fmt});
  rest.text("data");
  rest.text(w64_guid_tail("data"));
  rest.u64(bytes + kW64Style.head_bytes());
  Fields whole(std::endian::little);
  whole.text("riff");
  whole.text(w64_guid_tail("riff"));
  whole.u64(kW64Style.head_bytes() + rest.length() + bytes);
  whole.bytes(rest.all());
  return std::move(whole).all();
}

std::unique_ptr<SampleReader> read_blocks(Input input, Layout layout, const BlockCoding& coding,
                                          HeadForDecoder head, std::optional<std::uint64_t> said) {
  layout.sound.encoding = &kFloat;
  take_id3_tags(input, layout.metadata);
  return std::make_unique<BlockReader>(std::move(input), std::move(layout), coding, std::move(head),
                                       said);
}

}  // namespace rectify::io
