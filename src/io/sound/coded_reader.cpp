// Decodes sound through libsndfile.
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <exception>
#include <utility>

#include "io/sound/coded.hpp"
#include "io/sound/container.hpp"
#include "io/sound/sndfile_strings.hpp"

namespace rectify::io {
namespace {

// libsndfile reads through these, so that every byte goes by Input. An exception can't cross it: it
// is kept, and thrown again when libsndfile has returned.
struct Bridge {
  explicit Bridge(Input from) : input(std::move(from)) {}

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

struct Close {
  void operator()(SNDFILE* file) const { sf_close(file); }
};
using Handle = std::unique_ptr<SNDFILE, Close>;

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

/// The kinds that are let through to a decoder: what the rest of the world sends, and no more,
/// since each decoder is one more that a damaged file can break.
bool is_known(int container, int subtype) {
  switch (container) {
    case SF_FORMAT_FLAC:
    case SF_FORMAT_MPEG: return true;
    case SF_FORMAT_OGG: return subtype == SF_FORMAT_VORBIS || subtype == SF_FORMAT_OPUS;
    case SF_FORMAT_WAV:
    case SF_FORMAT_WAVEX:
    case SF_FORMAT_RF64:
    case SF_FORMAT_W64:
    case SF_FORMAT_AIFF:
    case SF_FORMAT_CAF:
    case SF_FORMAT_AU: break;
    default: return false;
  }
  return (subtype >= SF_FORMAT_PCM_S8 && subtype <= SF_FORMAT_ALAW) ||
         subtype == SF_FORMAT_MS_ADPCM || subtype == SF_FORMAT_IMA_ADPCM ||
         subtype == SF_FORMAT_GSM610;
}

const Encoding& encoding_of_subtype(int subtype) {
  switch (subtype) {
    case SF_FORMAT_PCM_U8: return kPcmU8;
    case SF_FORMAT_PCM_S8: return kPcmS8;
    case SF_FORMAT_PCM_16: return kPcm16;
    case SF_FORMAT_PCM_24: return kPcm24;
    case SF_FORMAT_PCM_32: return kPcm32;
    case SF_FORMAT_DOUBLE: return kDouble;
    default: return kFloat;
  }
}

std::string description_of(int format) {
  SF_FORMAT_INFO major{format & SF_FORMAT_TYPEMASK, nullptr, nullptr};
  SF_FORMAT_INFO subtype{format & SF_FORMAT_SUBMASK, nullptr, nullptr};
  sf_command(nullptr, SFC_GET_FORMAT_INFO, &major, sizeof major);
  sf_command(nullptr, SFC_GET_FORMAT_INFO, &subtype, sizeof subtype);
  const auto text = [](const char* name) { return name != nullptr ? name : "unnamed"; };
  return std::string(text(major.name)) + ", " + text(subtype.name);
}

/// A sound as libsndfile has opened it; `file` is null where it could not.
struct Opened {
  std::unique_ptr<Bridge> bridge;
  Handle file;
  SF_INFO info{};
};

Opened open_by_sndfile(Input& input, std::optional<std::uint64_t> spool_limit) {
  input.start_over();
  input.make_seekable(spool_limit);
  Opened opened{std::make_unique<Bridge>(std::move(input)), nullptr};
  SF_VIRTUAL_IO io{length, seek, rectify::io::read, write, tell};
  opened.file.reset(sf_open_virtual(&io, SFM_READ, &opened.info, opened.bridge.get()));
  opened.bridge->rethrow();
  return opened;
}

[[noreturn]] void refuse(const Opened& opened) {
  const std::string& name = opened.bridge->input.name();
  if (opened.file == nullptr) {
    throw Error(ExitStatus::kInput,
                name + ": not a sound file libsndfile knows (" + sf_strerror(nullptr) + ")");
  }
  throw Error(ExitStatus::kInput, name + ": sound of a kind that is not read here (" +
                                      description_of(opened.info.format) +
                                      "); sox or ffmpeg can convert it to WAV");
}

class CodedReader : public SampleReader {
 public:
  CodedReader(Opened opened, SndfileDecoding decoding);
  [[nodiscard]] const SoundFormat& sound() const override { return sound_; }
  [[nodiscard]] const Metadata& metadata() const override { return metadata_; }
  [[nodiscard]] SampleFormat samples() const override { return samples_; }
  std::size_t read(std::span<std::byte> to) override;
  void rewind() override;
  [[nodiscard]] std::uint64_t frames_read() const override { return frames_read_; }
  [[nodiscard]] std::uint64_t missing_frames() const override;

 private:
  void read_strings();
  [[nodiscard]] sf_count_t read_frames(std::byte* to, sf_count_t frames);
  [[nodiscard]] std::size_t frame_bytes() const {
    return sound_.channels * bytes_per_sample(samples_.type);
  }

  std::unique_ptr<Bridge> bridge_;
  Handle file_;
  SoundFormat sound_;
  Metadata metadata_;
  SampleFormat samples_;
  std::uint64_t frames_read_ = 0;
  bool cut_short_ = false;          // where nobody says how many frames there were to be
  std::vector<std::size_t> order_;  // of the channels, where it is not the usual one
  std::vector<float> frame_;
};

CodedReader::CodedReader(Opened opened, SndfileDecoding decoding)
    : bridge_(std::move(opened.bridge)),
      file_(std::move(opened.file)),
      metadata_(std::move(decoding.metadata)),
      cut_short_(decoding.cut_short) {
  const SF_INFO& info = opened.info;
  sound_.container = decoding.container;
  sound_.encoding = &encoding_of_subtype(info.format & SF_FORMAT_SUBMASK);
  sound_.channels = static_cast<std::size_t>(info.channels);
  sound_.rate = static_cast<std::uint64_t>(info.samplerate);
  sound_.speakers = decoding.speakers;
  if (decoding.order != nullptr) order_ = decoding.order(sound_.channels);
  const bool has_order = decoding.fixed_speakers || !order_.empty();
  if (has_order && sound_.channels > 2 && sound_.speakers == 0) {
    sound_.speakers = usual_speakers(sound_.channels);
  }
  // A truncated Ogg counts its frames as the greatest integer there is.
  if (info.frames >= 0 && info.frames < SF_COUNT_MAX) {
    sound_.frames = static_cast<std::uint64_t>(info.frames);
  }
  const Encoding& given = sound_.encoding->is_float() ? *sound_.encoding : kPcm32;
  samples_ = {given.type, std::endian::native};
  metadata_.channels = sound_.channels;
  read_strings();
}

void CodedReader::read_strings() {
  for (int i = 0; i < static_cast<int>(kStringNumbers.size()); ++i) {
    const char* text = sf_get_string(file_.get(), kStringNumbers.at(static_cast<std::size_t>(i)));
    if (text != nullptr && *text != '\0') metadata_.strings.emplace(static_cast<Tag>(i), text);
  }
}

sf_count_t CodedReader::read_frames(std::byte* to, sf_count_t frames) {
  SNDFILE* file = file_.get();
  switch (samples_.type) {
    case SampleType::f32: return sf_readf_float(file, reinterpret_cast<float*>(to), frames);
    case SampleType::f64: return sf_readf_double(file, reinterpret_cast<double*>(to), frames);
    default: return sf_readf_int(file, reinterpret_cast<int*>(to), frames);
  }
}

std::size_t CodedReader::read(std::span<std::byte> to) {
  const sf_count_t got = read_frames(to.data(), static_cast<sf_count_t>(to.size() / frame_bytes()));
  bridge_->rethrow();
  frames_read_ += static_cast<std::uint64_t>(got);
  if (!order_.empty()) {
    const std::span samples(reinterpret_cast<float*>(to.data()),
                            static_cast<std::size_t>(got) * sound_.channels);
    for (std::size_t at = 0; at < samples.size(); at += sound_.channels) {
      const auto frame = samples.subspan(at, sound_.channels);
      frame_.assign(frame.begin(), frame.end());
      for (std::size_t c = 0; c < order_.size(); ++c) frame[order_[c]] = frame_[c];
    }
  }
  return static_cast<std::size_t>(got) * frame_bytes();
}

void CodedReader::rewind() {
  const sf_count_t place = sf_seek(file_.get(), 0, SEEK_SET);
  bridge_->rethrow();
  if (place != 0) {
    throw Error(ExitStatus::kFailed,
                bridge_->input.name() + ": can't be read twice (" + sf_strerror(file_.get()) + ")");
  }
  frames_read_ = 0;
}

std::uint64_t CodedReader::missing_frames() const {
  if (cut_short_) return kSome;
  const std::uint64_t promised = sound_.frames.value_or(0);
  return promised > frames_read_ ? promised - frames_read_ : 0;
}

}  // namespace

std::unique_ptr<SampleReader> decode_by_sndfile(Input& input,
                                                std::optional<std::uint64_t> spool_limit,
                                                SndfileDecoding decoding) {
  Opened opened = open_by_sndfile(input, spool_limit);
  const int major = opened.info.format & SF_FORMAT_TYPEMASK;
  const int subtype = opened.info.format & SF_FORMAT_SUBMASK;
  const int wanted = decoding.format & SF_FORMAT_SUBMASK;
  const bool same = opened.file != nullptr && major == (decoding.format & SF_FORMAT_TYPEMASK) &&
                    (wanted == 0 || subtype == wanted);
  if (decoding.format != 0 && !same) {
    input = std::move(opened.bridge->input);
    return nullptr;
  }
  if (opened.file == nullptr || !is_known(major, subtype)) {
    refuse(opened);
  }
  return std::make_unique<CodedReader>(std::move(opened), std::move(decoding));
}

}  // namespace rectify::io
