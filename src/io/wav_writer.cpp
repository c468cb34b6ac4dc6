// The WAV header, and the samples behind it.
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "io/sound_writer.hpp"

namespace rectify::io {
namespace {

constexpr std::uint32_t kUntilEndOfFile = 0xFFFFFFFF;

/// Little-endian fields, one behind the other.
class Fields {
 public:
  void text(std::string_view characters) {
    for (const char c : characters) bytes_.push_back(static_cast<std::byte>(c));
  }
  void u16(std::uint64_t value) { number(value, 2); }
  void u32(std::uint64_t value) { number(value, 4); }
  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  void number(std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) bytes_.push_back(static_cast<std::byte>(value >> (8 * i)));
  }
  std::vector<std::byte> bytes_;
};

class WavWriter : public SampleWriter {
 public:
  WavWriter(Output output, const SoundFormat& sound)
      : output_(std::move(output)),
        sound_(sound),
        samples_(packed_format(sound.encoding, std::endian::little)) {
    if (samples_.type == SampleType::s8) samples_.type = SampleType::u8;
    frame_bytes_ = sound.channels * bytes_per_sample(samples_.type);
    if (sound.frames) promised_ = *sound.frames * frame_bytes_;
    if (sound.frames && output_.seekable() && riff_size(promised_) >= kUntilEndOfFile) {
      throw Error(ExitStatus::kOutput,
                  output_.name() + ": would pass 4 GiB, the most a WAV file can hold");
    }
    output_.write(header(promised_));
  }

  [[nodiscard]] SampleFormat samples() const override { return samples_; }

  void write(std::span<const std::byte> frames) override {
    written_ += frames.size();
    if (output_.seekable() && riff_size(written_) >= kUntilEndOfFile) {
      throw Error(ExitStatus::kFailed,
                  output_.name() + ": has come to 4 GiB, the most a WAV file can hold");
    }
    output_.write(frames);
  }

  void finish() override {
    // The pad byte that RIFF wants; a reader of a stream without a length would take it for sound.
    const bool padded = output_.seekable() || written_ == promised_;
    if (padded && written_ % 2 != 0) output_.write(std::array{std::byte{0}});
    if (written_ != promised_ && output_.seekable()) {
      output_.seek(0);
      output_.write(header(written_));
      output_.seek(header(0).size() + written_ + written_ % 2);
    }
    output_.commit();
  }

 private:
  static constexpr std::uint64_t kUnknown = ~std::uint64_t{0};

  [[nodiscard]] std::uint64_t riff_size(std::uint64_t data) const {
    return header(0).size() - 8 + data + data % 2;
  }

  [[nodiscard]] std::vector<std::byte> header(std::uint64_t data) const {
    const bool is_float = !is_pcm(sound_.encoding);
    const bool extensible = sound_.channels > 2 || sound_.speakers != 0;
    const std::uint64_t tag = is_float ? 3 : 1;
    const auto bits = static_cast<std::uint64_t>(bits_of(sound_.encoding));

    Fields rest;
    rest.text("WAVEfmt ");
    rest.u32(extensible ? 40 : is_float ? 18 : 16);
    rest.u16(extensible ? 0xFFFE : tag);
    rest.u16(sound_.channels);
    rest.u32(sound_.rate);
    rest.u32(std::min<std::uint64_t>(sound_.rate * frame_bytes_, kUntilEndOfFile));
    rest.u16(frame_bytes_);
    rest.u16(bits);
    if (extensible) {
      rest.u16(22);
      rest.u16(bits);
      rest.u32(sound_.speakers);
      rest.u16(tag);
      rest.text(std::string_view("\0\0\0\0\x10\0\x80\0\0\xAA\0\x38\x9B\x71", 14));
    } else if (is_float) {
      rest.u16(0);
    }
    const bool known = data != kUnknown;
    if (is_float) {
      rest.text("fact");
      rest.u32(4);
      rest.u32(known ? data / frame_bytes_ : kUntilEndOfFile);
    }
    rest.text("data");
    rest.u32(known ? std::min<std::uint64_t>(data, kUntilEndOfFile) : kUntilEndOfFile);

    Fields whole;
    whole.text("RIFF");
    whole.u32(known
                  ? std::min<std::uint64_t>(rest.bytes().size() + data + data % 2, kUntilEndOfFile)
                  : kUntilEndOfFile);
    std::vector<std::byte> bytes(whole.bytes().begin(), whole.bytes().end());
    bytes.insert(bytes.end(), rest.bytes().begin(), rest.bytes().end());
    return bytes;
  }

  Output output_;
  SoundFormat sound_;
  SampleFormat samples_;
  std::size_t frame_bytes_ = 0;
  std::uint64_t promised_ = kUnknown;  // bytes of samples that the header speaks of
  std::uint64_t written_ = 0;          // bytes of samples
};

}  // namespace

std::unique_ptr<SampleWriter> create_wav(Output output, const SoundFormat& sound) {
  return std::make_unique<WavWriter>(std::move(output), sound);
}

}  // namespace rectify::io
