// A head, the samples behind it, and the chunks behind them.
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "io/sound/layout.hpp"
#include "io/sound/sound_writer.hpp"

namespace rectify::io {
namespace {

ChunkStyle style_of(Container container) {
  switch (container) {
    case Container::kW64: return kW64Style;
    case Container::kAiff: return kAiffStyle;
    case Container::kCaf: return kCafStyle;
    default: return kRiffStyle;
  }
}

/// Containers whose samples are padded, and may have chunks behind them.
bool has_chunks(Container container) {
  return container != Container::kAu && container != Container::kRaw;
}

class PlainWriter : public SampleWriter {
 public:
  PlainWriter(Output output, const SoundFormat& sound, const Metadata& metadata,
              std::uint64_t riff_limit)
      : output_(std::move(output)),
        sound_(sound),
        metadata_(&metadata),
        chunks_(chunks_for(sound, metadata)),
        samples_(sound.raw.value_or(plain_samples(sound.container, sound.encoding))),
        riff_limit_(riff_limit) {
    head_ = head({});
    Extent extent;
    if (sound.frames)
      extent.data = *sound.frames * sound.channels * bytes_per_sample(samples_.type);
    extent.behind = behind().length();
    const bool large = extent.data && exceeds_limit(extent);
    room_ = sound.container == Container::kWav && output_.seekable() && (large || !extent.data);
    if (large && sound.container == Container::kAiff) {
      throw Error(
          ExitStatus::kOutput,
          output_.name() + ": would pass 4 GiB, the most that AIFF can hold; CAF holds more");
    }
    if (!output_.seekable() && (large || !extent.data)) extent = {};
    head_ = head(extent);
    promised_ = extent.data;
    output_.write(head_);
  }

  [[nodiscard]] SampleFormat samples() const override { return samples_; }

  void write(std::span<const std::byte> frames) override {
    written_ += frames.size();
    if (sound_.container == Container::kAiff && exceeds_limit({written_, 0})) {
      throw Error(
          ExitStatus::kFailed,
          output_.name() + ": has come to 4 GiB, the most that AIFF can hold; CAF holds more");
    }
    output_.write(frames);
  }

  void finish() override {
    // A reader of a stream without a length would take what is behind the samples for sound.
    const bool closed = output_.seekable() || written_ == promised_;
    Extent extent{written_, 0};
    if (closed && has_chunks(sound_.container)) {
      const Fields chunks = behind();
      extent.behind = chunks.length();
      const std::uint64_t padding = padded(style_of(sound_.container), written_) - written_;
      output_.write(std::vector<std::byte>(padding));
      output_.write(chunks.all());
    }
    if (!output_.seekable()) return output_.commit();
    const std::uint64_t end = output_.position();
    if (room_ && exceeds_limit(extent)) sound_.container = Container::kRf64;
    if (const auto final = head(extent); final != head_) {
      output_.seek(0);
      output_.write(final);
      output_.seek(end);
    }
    output_.commit();
  }

 private:
  [[nodiscard]] bool exceeds_limit(const Extent& extent) const {
    const bool limited =
        sound_.container == Container::kWav || sound_.container == Container::kAiff;
    return limited && head_.size() + extent.data.value_or(0) + 1 + extent.behind > riff_limit_;
  }

  [[nodiscard]] Fields behind() const {
    const ChunkStyle style = style_of(sound_.container);
    Fields chunks(style.order);
    if (family_of(sound_.container) != metadata_->family) return chunks;
    for (const Chunk& chunk : metadata_->behind) chunks.chunk(style, chunk);
    return chunks;
  }

  [[nodiscard]] std::vector<std::byte> head(const Extent& extent) const {
    switch (sound_.container) {
      case Container::kWav:
      case Container::kRf64: return riff_head(sound_, chunks_, extent, room_);
      case Container::kW64: return w64_head(sound_, chunks_, extent);
      case Container::kAiff: return aiff_head(sound_, chunks_, extent);
      case Container::kCaf: return caf_head(sound_, chunks_, extent);
      case Container::kAu: return au_head(sound_, chunks_, extent);
      default: return {};
    }
  }

  Output output_;
  SoundFormat sound_;
  const Metadata* metadata_;
  std::vector<Chunk> chunks_;  // before the samples
  SampleFormat samples_;
  std::uint64_t riff_limit_;
  bool room_ = false;                      // for the ds64 of an RF64
  std::vector<std::byte> head_;            // as it was written first
  std::optional<std::uint64_t> promised_;  // bytes of samples that it speaks of
  std::uint64_t written_ = 0;              // bytes of samples
};

}  // namespace

std::unique_ptr<SampleWriter> create_plain(Output output, const SoundFormat& sound,
                                           const Metadata& metadata, std::uint64_t riff_limit) {
  return std::make_unique<PlainWriter>(std::move(output), sound, metadata, riff_limit);
}

}  // namespace rectify::io
