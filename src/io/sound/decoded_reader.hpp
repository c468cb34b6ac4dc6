// The base of all readers of coded sound: keeps what one step of a decoder gives, and hands it on
// in blocks of the size that the caller wants.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "io/file/input.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// Reads forwards only, so that a pipe will do, and hands frames on as soon as they are decoded.
class DecodedReader : public SampleReader {
 public:
  [[nodiscard]] const SoundFormat& sound() const final { return sound_; }
  [[nodiscard]] const Metadata& metadata() const final { return metadata_; }
  [[nodiscard]] SampleFormat samples() const final { return samples_; }
  std::size_t read(std::span<std::byte> to) final;
  void rewind() final;
  [[nodiscard]] std::uint64_t frames_read() const final { return frames_read_; }
  [[nodiscard]] std::uint64_t missing_frames() const final { return missing_frames_; }
  [[nodiscard]] Damage damage() const final { return damage_; }

 protected:
  explicit DecodedReader(Input input) : input_(std::move(input)), metadata_(input_.limits()) {}

  /// Appends the next frames to `frames`, some or none; false at the end.
  virtual bool decode(std::vector<std::byte>& frames) = 0;

  /// Makes decode() begin anew, the input standing at its start again.
  virtual void restart() = 0;

  /// So many frames as seconds.
  [[nodiscard]] double seconds(std::uint64_t frames) const {
    return static_cast<double>(frames) / static_cast<double>(sound_.rate);
  }
  /// Frames that decode() has given before.
  [[nodiscard]] std::uint64_t frames_decoded() const { return frames_decoded_; }

  Input input_;
  SoundFormat sound_;
  Metadata metadata_;
  SampleFormat samples_;
  Damage damage_;
  std::uint64_t missing_frames_ = 0;

 private:
  [[nodiscard]] std::size_t frame_bytes() const {
    return sound_.channels * bytes_per_sample(samples_.type);
  }

  std::vector<std::byte> decoded_;
  std::size_t given_ = 0;  // bytes of decoded_
  bool ended_ = false;
  std::uint64_t frames_decoded_ = 0;
  std::uint64_t frames_read_ = 0;
};

}  // namespace rectify::io
