// A header, and the samples behind it.
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "io/headers.hpp"
#include "io/sound_writer.hpp"

namespace rectify::io {
namespace {

constexpr std::uint64_t kMost = 0xFFFFFFFE;  // that a size of 32 bits can tell

class PlainWriter : public SampleWriter {
 public:
  PlainWriter(Output output, const SoundFormat& sound)
      : output_(std::move(output)),
        sound_(sound),
        samples_(plain_samples(sound.container, sound.encoding)),
        most_(kMost - header(0).size()) {
    const std::string kind(name_of(sound.container));
    if (sound.container == Container::kAiff && !output_.seekable()) {
      throw Error(ExitStatus::kOutput, output_.name() +
                                           ": AIFF needs a file that it can seek in; "
                                           "WAV and CSV do not");
    }
    if (sound.frames) {
      promised_ = *sound.frames * sound.channels * bytes_per_sample(samples_.type);
      if (output_.seekable() && *promised_ > most_) {
        throw Error(ExitStatus::kOutput,
                    output_.name() + ": would pass 4 GiB, the most that " + kind + " can hold");
      }
    }
    output_.write(header(promised_));
  }

  [[nodiscard]] SampleFormat samples() const override { return samples_; }

  void write(std::span<const std::byte> frames) override {
    written_ += frames.size();
    if (output_.seekable() && written_ > most_) {
      throw Error(ExitStatus::kFailed, output_.name() + ": has come to 4 GiB, the most that " +
                                           std::string(name_of(sound_.container)) + " can hold");
    }
    output_.write(frames);
  }

  void finish() override {
    // The pad byte that both formats want; a reader of a stream without a length would take it for
    // sound.
    const bool padded = output_.seekable() || written_ == promised_;
    if (padded && written_ % 2 != 0) output_.write(std::array{std::byte{0}});
    if (written_ != promised_ && output_.seekable()) {
      output_.seek(0);
      output_.write(header(written_));
      output_.seek(header(written_).size() + written_ + written_ % 2);
    }
    output_.commit();
  }

 private:
  [[nodiscard]] std::vector<std::byte> header(std::optional<std::uint64_t> data) const {
    return sound_.container == Container::kAiff ? aiff_header(sound_, data)
                                                : wav_header(sound_, data);
  }

  Output output_;
  SoundFormat sound_;
  SampleFormat samples_;
  std::uint64_t most_;                     // bytes of samples
  std::optional<std::uint64_t> promised_;  // bytes of samples that the header speaks of
  std::uint64_t written_ = 0;              // bytes of samples
};

}  // namespace

std::unique_ptr<SampleWriter> create_plain(Output output, const SoundFormat& sound) {
  return std::make_unique<PlainWriter>(std::move(output), sound);
}

}  // namespace rectify::io
