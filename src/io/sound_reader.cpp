#include "io/sound_reader.hpp"

#include <sndfile.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <utility>

#include "io/chunks.hpp"

namespace rectify::io {
namespace {

// libsndfile reads through these, so that every byte goes by Input. An exception can't cross it: it
// is kept, and thrown again when libsndfile has returned.
struct Bridge {
  Input input;
  std::exception_ptr error;

  template <class Call>
  sf_count_t guard(Call call) {
    try {
      return static_cast<sf_count_t>(call());
    } catch (...) {
      error = std::current_exception();
      return 0;
    }
  }
  void rethrow() {
    if (error) std::rethrow_exception(std::exchange(error, nullptr));
  }
};

Bridge& bridge(void* user) { return *static_cast<Bridge*>(user); }

sf_count_t length(void* user) {
  return bridge(user).guard([&] { return bridge(user).input.size(); });
}

sf_count_t seek(sf_count_t offset, int whence, void* user) {
  return bridge(user).guard([&] {
    Input& input = bridge(user).input;
    if (whence == SEEK_CUR) offset += static_cast<sf_count_t>(input.position());
    if (whence == SEEK_END) offset += static_cast<sf_count_t>(input.size());
    input.seek(static_cast<std::uint64_t>(std::max<sf_count_t>(offset, 0)));
    return input.position();
  });
}

sf_count_t read(void* to, sf_count_t count, void* user) {
  return bridge(user).guard([&] {
    const std::span bytes(static_cast<std::byte*>(to), static_cast<std::size_t>(count));
    std::size_t have = 0;
    while (have < bytes.size()) {
      const std::size_t got = bridge(user).input.read(bytes.subspan(have));
      if (got == 0) break;
      have += got;
    }
    return have;
  });
}

sf_count_t write(const void* /*from*/, sf_count_t /*count*/, void* /*user*/) { return 0; }

sf_count_t tell(void* user) {
  return bridge(user).guard([&] { return bridge(user).input.position(); });
}

class SoundReader : public SampleReader {
 public:
  explicit SoundReader(Input input);
  [[nodiscard]] const SoundFormat& sound() const override { return sound_; }
  [[nodiscard]] SampleFormat samples() const override { return samples_; }
  std::size_t read(std::span<std::byte> to) override;
  void rewind() override;
  [[nodiscard]] std::uint64_t frames_read() const override { return frames_read_; }
  [[nodiscard]] std::uint64_t missing_frames() const override;

 private:
  struct Close {
    void operator()(SNDFILE* file) const { sf_close(file); }
  };

  void choose_format(int format);
  void examine_chunks();
  [[nodiscard]] sf_count_t read_frames(std::byte* to, sf_count_t frames);
  [[nodiscard]] std::size_t frame_bytes() const {
    return sound_.channels * bytes_per_sample(samples_.type);
  }

  Bridge bridge_;
  std::unique_ptr<SNDFILE, Close> file_;
  SoundFormat sound_;
  SampleFormat samples_;
  bool raw_ = false;            // samples as they stand in the file
  std::uint64_t promised_ = 0;  // frames
  std::uint64_t frames_read_ = 0;
};

SoundReader::SoundReader(Input input) : bridge_{std::move(input), nullptr} {
  SF_VIRTUAL_IO io{length, seek, rectify::io::read, write, tell};
  SF_INFO info{};
  bridge_.input.seek(0);
  file_.reset(sf_open_virtual(&io, SFM_READ, &info, &bridge_));
  bridge_.rethrow();
  const std::string& name = bridge_.input.name();
  if (file_ == nullptr) {
    throw Error(ExitStatus::kInput,
                name + ": not a sound file libsndfile knows (" + sf_strerror(nullptr) + ")");
  }
  sound_.channels = static_cast<std::size_t>(info.channels);
  sound_.rate = static_cast<std::uint64_t>(info.samplerate);
  // A truncated Ogg counts its frames as the greatest integer there is.
  if (info.frames >= 0 && info.frames < SF_COUNT_MAX) {
    sound_.frames = static_cast<std::uint64_t>(info.frames);
    promised_ = *sound_.frames;
  }
  choose_format(info.format);
  examine_chunks();
}

void SoundReader::choose_format(int format) {
  const int container = format & SF_FORMAT_TYPEMASK;
  sound_.container = container == SF_FORMAT_WAV || container == SF_FORMAT_WAVEX ? Container::kWav
                     : container == SF_FORMAT_AIFF                              ? Container::kAiff
                     : container == SF_FORMAT_FLAC                              ? Container::kFlac
                                                                                : Container::kOther;
  const int subtype = format & SF_FORMAT_SUBMASK;
  switch (subtype) {
    case SF_FORMAT_PCM_U8:
    case SF_FORMAT_PCM_S8: sound_.encoding = Encoding::kPcm8; break;
    case SF_FORMAT_PCM_16:
    case SF_FORMAT_ALAC_16:
    case SF_FORMAT_ULAW:  // these two decode to 16 bits
    case SF_FORMAT_ALAW: sound_.encoding = Encoding::kPcm16; break;
    case SF_FORMAT_PCM_24:
    case SF_FORMAT_ALAC_20:
    case SF_FORMAT_ALAC_24: sound_.encoding = Encoding::kPcm24; break;
    case SF_FORMAT_PCM_32:
    case SF_FORMAT_ALAC_32: sound_.encoding = Encoding::kPcm32; break;
    case SF_FORMAT_DOUBLE: sound_.encoding = Encoding::kDouble; break;
    default: sound_.encoding = Encoding::kFloat;
  }
  // In these two, and for these encodings, libsndfile's raw reads are the file's own bytes.
  const bool plain = subtype <= SF_FORMAT_PCM_32 || subtype == SF_FORMAT_PCM_U8 ||
                     subtype == SF_FORMAT_FLOAT || subtype == SF_FORMAT_DOUBLE;
  raw_ = plain && (sound_.container == Container::kWav || sound_.container == Container::kAiff);
  if (raw_) {
    constexpr auto kOther =
        std::endian::native == std::endian::little ? std::endian::big : std::endian::little;
    const bool swapped = sf_command(file_.get(), SFC_RAW_DATA_NEEDS_ENDSWAP, nullptr, 0) == SF_TRUE;
    samples_ = packed_format(sound_.encoding, swapped ? kOther : std::endian::native);
    if (subtype == SF_FORMAT_PCM_U8) samples_.type = SampleType::u8;
  } else {
    samples_ = packed_format(is_pcm(sound_.encoding) ? Encoding::kPcm32 : sound_.encoding,
                             std::endian::native);
  }
}

/// What libsndfile does not tell of WAV and AIFF: whether the samples are packed as it believes,
/// what the header promised of a file that is cut short, and for which speakers the channels are.
void SoundReader::examine_chunks() {
  if (!raw_) return;
  Input& input = bridge_.input;
  const std::uint64_t place = input.position();
  for (const Chunk& chunk : list_chunks(input)) {
    const auto number = [&](std::span<const std::byte> at, std::size_t bytes) {
      std::uint32_t value = 0;
      for (std::size_t i = bytes; i-- > 0;) {
        value = value << 8U | std::to_integer<std::uint32_t>(at[i]);
      }
      return value;
    };
    if (chunk.id == "fmt " && samples_.order == std::endian::little) {
      const std::vector<std::byte> fmt = read_chunk(input, chunk, 40);
      const std::span<const std::byte> bytes(fmt);
      if (fmt.size() >= 16 && number(bytes.subspan(12), 2) != frame_bytes()) {
        throw Error(ExitStatus::kInput,
                    input.name() + ": its samples stand in " +
                        std::to_string(number(bytes.subspan(12), 2) / sound_.channels * 8) +
                        "-bit containers, which is not supported; "
                        "ffmpeg -c:a pcm_s24le packs them");
      }
      if (fmt.size() == 40) sound_.speakers = number(bytes.subspan(20), 4);
    }
    // Programs that write to a pipe put sizes near 2^31 or 2^32 there: until the end of file.
    if ((chunk.id == "data" || chunk.id == "SSND") && chunk.size < 0x7F000000U) {
      const std::uint64_t extra = chunk.id == "SSND" ? 8 : 0;  // offset and block size
      promised_ = std::max(promised_, (chunk.size - std::min(chunk.size, extra)) / frame_bytes());
    }
  }
  input.seek(place);
}

sf_count_t SoundReader::read_frames(std::byte* to, sf_count_t frames) {
  SNDFILE* file = file_.get();
  if (raw_) {
    const auto bytes = static_cast<sf_count_t>(frame_bytes());
    return sf_read_raw(file, to, frames * bytes) / bytes;
  }
  if (is_pcm(sound_.encoding)) return sf_readf_int(file, reinterpret_cast<int*>(to), frames);
  if (sound_.encoding == Encoding::kDouble) {
    return sf_readf_double(file, reinterpret_cast<double*>(to), frames);
  }
  return sf_readf_float(file, reinterpret_cast<float*>(to), frames);
}

std::size_t SoundReader::read(std::span<std::byte> to) {
  const sf_count_t got = read_frames(to.data(), static_cast<sf_count_t>(to.size() / frame_bytes()));
  bridge_.rethrow();
  frames_read_ += static_cast<std::uint64_t>(got);
  return static_cast<std::size_t>(got) * frame_bytes();
}

void SoundReader::rewind() {
  const sf_count_t place = sf_seek(file_.get(), 0, SEEK_SET);
  bridge_.rethrow();
  if (place != 0) {
    throw Error(ExitStatus::kFailed,
                bridge_.input.name() + ": can't be read twice (" + sf_strerror(file_.get()) + ")");
  }
  frames_read_ = 0;
}

std::uint64_t SoundReader::missing_frames() const {
  return promised_ > frames_read_ ? promised_ - frames_read_ : 0;
}

}  // namespace

std::unique_ptr<SampleReader> open_sound(Input input) {
  return std::make_unique<SoundReader>(std::move(input));
}

}  // namespace rectify::io
