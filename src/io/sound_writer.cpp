// AIFF and FLAC through libsndfile.
#include "io/sound_writer.hpp"

#include <sndfile.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <string>
#include <utility>

namespace rectify::io {
namespace {

// libsndfile writes through these. Its sf_close tells nothing of a full disk; the first exception
// is kept here and thrown when libsndfile has returned.
struct Bridge {
  Output output;
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
  if (to.error) return -1;
  if (whence == SEEK_CUR) offset += static_cast<sf_count_t>(to.place);
  if (whence == SEEK_END) offset += static_cast<sf_count_t>(to.size);
  try {
    const auto place = static_cast<std::uint64_t>(std::max<sf_count_t>(offset, 0));
    if (place != to.place) to.output.seek(place);
    to.place = place;
  } catch (...) {
    to.error = std::current_exception();
  }
  return static_cast<sf_count_t>(to.place);
}

sf_count_t write(const void* from, sf_count_t count, void* user) {
  Bridge& to = bridge(user);
  if (to.error) return 0;
  try {
    to.output.write({static_cast<const std::byte*>(from), static_cast<std::size_t>(count)});
    to.place += static_cast<std::uint64_t>(count);
    to.size = std::max(to.size, to.place);
    return count;
  } catch (...) {
    to.error = std::current_exception();
    return 0;
  }
}

class SndfileWriter : public SampleWriter {
 public:
  SndfileWriter(Output output, const SoundFormat& sound);
  [[nodiscard]] SampleFormat samples() const override { return samples_; }
  void write(std::span<const std::byte> frames) override;
  void finish() override;

 private:
  struct Close {
    void operator()(SNDFILE* file) const { sf_close(file); }
  };

  Bridge bridge_;
  SampleFormat samples_;
  bool raw_;
  std::uint64_t most_bytes_;  // of samples
  std::uint64_t written_ = 0;
  std::size_t frame_bytes_;
  std::unique_ptr<SNDFILE, Close> file_;
};

int sndfile_format(const SoundFormat& sound) {
  constexpr int kEncodings[] = {SF_FORMAT_PCM_S8, SF_FORMAT_PCM_16, SF_FORMAT_PCM_24,
                                SF_FORMAT_PCM_32, SF_FORMAT_FLOAT,  SF_FORMAT_DOUBLE};
  const int container = sound.container == Container::kFlac ? SF_FORMAT_FLAC : SF_FORMAT_AIFF;
  return container | kEncodings[static_cast<int>(sound.encoding)];
}

/// The sizes in an AIFF are signed 32 bits for some readers, unsigned for others; this is safe for
/// the latter, with room for the header.
constexpr std::uint64_t kMostAiff = 0xFFFFFFFF - 4096;

SndfileWriter::SndfileWriter(Output output, const SoundFormat& sound)
    : bridge_{std::move(output), nullptr},
      samples_(sound.container == Container::kFlac
                   ? SampleFormat{SampleType::s32, std::endian::native}
                   : packed_format(sound.encoding, std::endian::big)),
      raw_(sound.container != Container::kFlac),
      most_bytes_(raw_ ? kMostAiff : ~std::uint64_t{0}),
      frame_bytes_(sound.channels * bytes_per_sample(samples_.type)) {
  const std::string& name = bridge_.output.name();
  if (!bridge_.output.seekable()) {
    throw Error(ExitStatus::kOutput, name + ": " + std::string(name_of(sound.container)) +
                                         " needs a file that it can seek in; WAV and CSV do not");
  }
  if (sound.frames && *sound.frames > most_bytes_ / frame_bytes_) {
    throw Error(ExitStatus::kOutput, name + ": would pass 4 GiB, the most an AIFF file can hold");
  }
  SF_INFO info{};
  info.format = sndfile_format(sound);
  info.channels = static_cast<int>(sound.channels);
  info.samplerate = static_cast<int>(sound.rate);
  SF_VIRTUAL_IO io{length, seek, read, rectify::io::write, tell};
  file_.reset(sf_open_virtual(&io, SFM_WRITE, &info, &bridge_));
  bridge_.rethrow();
  if (file_ == nullptr) throw Error(ExitStatus::kOutput, name + ": " + sf_strerror(nullptr));
  // The PEAK chunk holds the time of day: the same run twice would not give the same bytes.
  sf_command(file_.get(), SFC_SET_ADD_PEAK_CHUNK, nullptr, SF_FALSE);
  bridge_.rethrow();
  // The header is shorter now; what is left of the first one would count as samples.
  bridge_.output.truncate();
  bridge_.size = bridge_.place;
}

void SndfileWriter::write(std::span<const std::byte> frames) {
  written_ += frames.size();
  if (written_ > most_bytes_) {
    throw Error(ExitStatus::kFailed,
                bridge_.output.name() + ": has come to 4 GiB, the most an AIFF file can hold");
  }
  const auto count = static_cast<sf_count_t>(frames.size() / frame_bytes_);
  const sf_count_t written =
      raw_ ? sf_write_raw(file_.get(), frames.data(), static_cast<sf_count_t>(frames.size())) /
                 static_cast<sf_count_t>(frame_bytes_)
           : sf_writef_int(file_.get(), reinterpret_cast<const int*>(frames.data()), count);
  bridge_.rethrow();
  if (written != count) {
    throw Error(ExitStatus::kFailed,
                bridge_.output.name() + ": can't write: " + sf_strerror(file_.get()));
  }
}

void SndfileWriter::finish() {
  if (written_ == 0 && !raw_) {
    throw Error(ExitStatus::kOutput,
                bridge_.output.name() + ": FLAC can't hold a sound without frames");
  }
  file_.reset();
  bridge_.rethrow();
  bridge_.output.commit();
}

}  // namespace

std::unique_ptr<SampleWriter> create_sound(Output output, const SoundFormat& sound) {
  if (const auto reason = refusal(sound.container, sound.encoding, sound.channels, sound.rate)) {
    throw Error(ExitStatus::kOutput, output.name() + ": " + std::string(name_of(sound.container)) +
                                         " " + std::string(*reason));
  }
  if (sound.container == Container::kWav) return create_wav(std::move(output), sound);
  return std::make_unique<SndfileWriter>(std::move(output), sound);
}

}  // namespace rectify::io
