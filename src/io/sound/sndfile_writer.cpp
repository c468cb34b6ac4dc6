// Encodes sound through libsndfile.
#include "io/sound/sndfile_writer.hpp"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <string>
#include <utility>

#include "io/sound/container.hpp"

namespace rectify::io {
namespace {

// libsndfile writes through these. Its sf_close tells nothing of a full disk; an exception is kept
// here and thrown when libsndfile has returned.
struct Bridge {
  Output output;
  std::unique_ptr<HeaderRewriter> header;
  std::exception_ptr error;
  std::uint64_t place = 0;
  std::uint64_t size = 0;

  void rethrow() {
    if (error) std::rethrow_exception(std::exchange(error, nullptr));
  }
};

Bridge& bridge(void* user) { return *static_cast<Bridge*>(user); }

sf_count_t length(void* user) { return static_cast<sf_count_t>(bridge(user).size); }
sf_count_t tell(void* user) { return static_cast<sf_count_t>(bridge(user).place); }
sf_count_t read(void* /*to*/, sf_count_t /*count*/, void* /*user*/) { return 0; }

sf_count_t seek(sf_count_t offset, int whence, void* user) {
  Bridge& to = bridge(user);
  if (whence == SEEK_CUR) offset += static_cast<sf_count_t>(to.place);
  if (whence == SEEK_END) offset += static_cast<sf_count_t>(to.size);
  try {
    const auto place = static_cast<std::uint64_t>(std::max<sf_count_t>(offset, 0));
    if (place != to.place) to.output.seek(to.header->moved(place));
    to.place = place;
  } catch (...) {
    to.error = std::current_exception();
  }
  return static_cast<sf_count_t>(to.place);
}

sf_count_t write(const void* from, sf_count_t count, void* user) {
  Bridge& to = bridge(user);
  try {
    const std::span bytes(static_cast<const std::byte*>(from), static_cast<std::size_t>(count));
    if (to.header->wants_more()) {
      to.output.write(to.header->feed(bytes));
    } else {
      to.output.write(bytes);
    }
    to.place += static_cast<std::uint64_t>(count);
    to.size = std::max(to.size, to.place);
    return count;
  } catch (...) {
    to.error = std::current_exception();
    return 0;
  }
}

class CodedWriter : public SampleWriter {
 public:
  CodedWriter(Output output, const SoundFormat& sound, SndfileEncoding coding);
  [[nodiscard]] SampleFormat samples() const override {
    return {SampleType::f32, std::endian::native};
  }
  void write(std::span<const std::byte> frames) override;
  void finish() override;

 private:
  void encode(std::span<const float> samples);

  struct Close {
    void operator()(SNDFILE* file) const { sf_close(file); }
  };

  Bridge bridge_;
  std::size_t channels_;
  std::vector<std::size_t> order_;  // of the channels, where it is not the usual one
  std::vector<float> waiting_;      // for a whole block, in that order
  bool any_frame_ = false;
  std::unique_ptr<SNDFILE, Close> file_;
};

CodedWriter::CodedWriter(Output output, const SoundFormat& sound, SndfileEncoding coding)
    : bridge_{std::move(output), std::move(coding.header), nullptr}, channels_(sound.channels) {
  if (coding.order != nullptr) order_ = coding.order(sound.channels);
  SF_INFO info{};
  info.format = coding.format;
  info.channels = static_cast<int>(sound.channels);
  info.samplerate = static_cast<int>(sound.rate);
  SF_VIRTUAL_IO io{length, seek, read, rectify::io::write, tell};
  file_.reset(sf_open_virtual(&io, SFM_WRITE, &info, &bridge_));
  bridge_.rethrow();
  if (file_ == nullptr) {
    throw Error(ExitStatus::kOutput, bridge_.output.name() + ": " + sf_strerror(nullptr));
  }
}

/// libvorbis makes other bytes of the same samples when they come in other pieces: they always come
/// in blocks of one size.
void CodedWriter::write(std::span<const std::byte> frames) {
  constexpr std::size_t kBlock = 1024;  // frames
  const std::span samples(reinterpret_cast<const float*>(frames.data()),
                          frames.size() / sizeof(float));
  const std::size_t before = waiting_.size();
  waiting_.insert(waiting_.end(), samples.begin(), samples.end());
  if (!order_.empty()) {
    for (std::size_t at = 0; at < samples.size(); at += channels_) {
      for (std::size_t c = 0; c < channels_; ++c) {
        waiting_[before + at + c] = samples[at + order_[c]];
      }
    }
  }
  std::span<const float> rest(waiting_);
  for (; rest.size() >= kBlock * channels_; rest = rest.subspan(kBlock * channels_)) {
    encode(rest.first(kBlock * channels_));
  }
  waiting_.erase(waiting_.begin(), waiting_.end() - static_cast<std::ptrdiff_t>(rest.size()));
}

void CodedWriter::encode(std::span<const float> samples) {
  const auto count = static_cast<sf_count_t>(samples.size() / channels_);
  any_frame_ = any_frame_ || count != 0;
  const sf_count_t written = sf_writef_float(file_.get(), samples.data(), count);
  bridge_.rethrow();
  if (written != count) {
    throw Error(ExitStatus::kFailed,
                bridge_.output.name() + ": can't write: " + sf_strerror(file_.get()));
  }
}

void CodedWriter::finish() {
  encode(waiting_);
  if (!any_frame_) {
    if (bridge_.header->hides_a_frame()) {
      encode(std::vector<float>(channels_));
    } else {
      sf_command(file_.get(), SFC_UPDATE_HEADER_NOW, nullptr, 0);
    }
  }
  file_.reset();
  bridge_.rethrow();
  if (bridge_.output.seekable()) {
    bridge_.output.seek(bridge_.header->moved(bridge_.size));
  }
  bridge_.output.write(bridge_.header->end());
  bridge_.output.commit();
}

}  // namespace

std::unique_ptr<SampleWriter> encode_by_sndfile(Output output, const SoundFormat& sound,
                                                SndfileEncoding coding) {
  return std::make_unique<CodedWriter>(std::move(output), sound, std::move(coding));
}

}  // namespace rectify::io
