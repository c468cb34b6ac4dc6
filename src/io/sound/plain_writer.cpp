// Writes plain samples: a head, the samples, and the chunks after them.
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "io/sound/layout.hpp"
#include "io/sound/sound_writer.hpp"

namespace rectify::io {
namespace {

class PlainWriter : public SampleWriter {
 public:
  PlainWriter(Output output, const SoundFormat& sound, const Metadata& metadata,
              std::uint64_t riff_limit)
      : output_(std::move(output)),
        sound_(sound),
        metadata_(&metadata),
        rules_(sound.container->plain),
        chunks_(chunks_for(sound, metadata)),
        samples_(plain_samples(sound)),
        riff_limit_(riff_limit) {
    head_size_ = rules_->head(sound_, chunks_, {}).size();
    Extent extent;
    if (sound.frames)
      extent.data = *sound.frames * sound.channels * bytes_per_sample(samples_.type);
    extent.after = bytes_after(extent.data.value_or(0)).size();
    const bool large = extent.data && exceeds_limit(extent);
    room_ = rules_->larger != nullptr && output_.seekable() && (large || !extent.data);
    if (large && rules_->larger == nullptr) too_large(ExitStatus::kOutput, "would pass 4 GiB");
    if (!output_.seekable() && (large || !extent.data)) extent = {};
    const bool same_family = sound.container->metadata == metadata.family;
    extent.after_known = output_.seekable() || !metadata.may_follow || !same_family;
    extent.room = room_;
    promised_ = extent;
    const std::vector<std::byte> head = rules_->head(sound_, chunks_, extent);
    head_size_ = head.size();
    output_.write(head);
  }

  [[nodiscard]] SampleFormat samples() const override { return samples_; }

  void write(std::span<const std::byte> frames) override {
    written_ += frames.size();
    if (rules_->larger == nullptr && exceeds_limit({.data = written_})) {
      too_large(ExitStatus::kFailed, "has come to 4 GiB");
    }
    output_.write(frames);
  }

  void finish() override {
    // Where the head of a stream does not say the length, readers take what follows for samples.
    const bool closed = output_.seekable() || written_ == promised_.data;
    Extent extent{.data = written_, .room = room_};
    if (closed) {
      const std::vector<std::byte> after = bytes_after(written_);
      extent.after = after.size();
      output_.write(after);
    }
    if (!output_.seekable()) return output_.commit();
    const std::uint64_t end = output_.position();
    const bool grown = room_ && exceeds_limit(extent);
    const PlainRules& rules = grown ? *rules_->larger->plain : *rules_;
    if (grown || extent != promised_) {
      output_.seek(0);
      output_.write(rules.head(sound_, chunks_, extent));
      output_.seek(end);
    }
    output_.commit();
  }

 private:
  [[noreturn]] void too_large(ExitStatus status, const std::string& what) const {
    throw Error(status, output_.name() + ": " + what + ", the most that " +
                            std::string(sound_.container->name) + " can hold; CAF holds more");
  }

  [[nodiscard]] bool exceeds_limit(const Extent& extent) const {
    return rules_->small && head_size_ + extent.data.value_or(0) + extent.after > riff_limit_;
  }

  /// Padding and chunks that follow `data` bytes of samples.
  [[nodiscard]] std::vector<std::byte> bytes_after(std::uint64_t data) const {
    if (!rules_->chunks) return {};
    const ChunkStyle& style = *rules_->chunks;
    Fields fields(style.order);
    fields.bytes(std::vector<std::byte>(padded(style, data) - data));
    std::size_t unpadded = 0;
    for (const Chunk& chunk : chunks_after(sound_.container->metadata, *metadata_)) {
      unpadded = fields.length() + style.head_bytes() + chunk.content.size();
      fields.chunk(style, chunk);
    }
    std::vector<std::byte> bytes = fields.all();
    if (!rules_->pads_last) bytes.resize(unpadded);
    return bytes;
  }

  Output output_;
  SoundFormat sound_;
  const Metadata* metadata_;
  const PlainRules* rules_;
  std::vector<Chunk> chunks_;  // before the samples
  SampleFormat samples_;
  std::uint64_t riff_limit_;
  bool room_ = false;          // the head can become that of the larger container
  std::size_t head_size_ = 0;  // as it was written at the start …
  Extent promised_;            // … and what it says
  std::uint64_t written_ = 0;  // bytes of samples so far
};

}  // namespace

std::unique_ptr<SampleWriter> create_plain(Output output, const SoundFormat& sound,
                                           const Metadata& metadata) {
  return create_plain_within(kRiffLimit, std::move(output), sound, metadata);
}

std::unique_ptr<SampleWriter> create_plain_within(std::uint64_t riff_limit, Output output,
                                                  const SoundFormat& sound,
                                                  const Metadata& metadata) {
  return std::make_unique<PlainWriter>(std::move(output), sound, metadata, riff_limit);
}

}  // namespace rectify::io
