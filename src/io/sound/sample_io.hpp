// Sound as bytes of samples: what reads it and what writes it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "io/sound/damage.hpp"
#include "io/sound/metadata.hpp"
#include "io/sound/sound_format.hpp"
#include "rectify/samples/sample_format.hpp"

namespace rectify::io {

/// A sound being read: frames of interleaved samples, in the format that costs nothing to give.
class SampleReader {
 public:
  virtual ~SampleReader() = default;

  [[nodiscard]] virtual const SoundFormat& sound() const = 0;

  /// What stands beside the samples. Of a pipe, what stands behind them joins it at their end.
  [[nodiscard]] virtual const Metadata& metadata() const = 0;

  /// How read() gives a sample. PCM may stand in a wider type, in its upper bits.
  [[nodiscard]] virtual SampleFormat samples() const = 0;

  /// Fills the front of `to`, which has room for at least a frame, with whole frames, and says how
  /// many bytes they take: 0 at the end. Throws io::Error.
  virtual std::size_t read(std::span<std::byte> to) = 0;

  /// Back to the first frame. Asks a seekable input.
  virtual void rewind() = 0;

  /// How many frames have been read.
  [[nodiscard]] virtual std::uint64_t frames_read() const = 0;

  /// At the end: the frames that the file promised and did not have; kSome where it only shows that
  /// there were to be more.
  [[nodiscard]] virtual std::uint64_t missing_frames() const = 0;
  static constexpr std::uint64_t kSome = ~std::uint64_t{0};

  /// What has been passed over so far because it is damaged; all of it, at the end.
  [[nodiscard]] virtual Damage damage() const { return {}; }
};

/// A sound being written. finish() makes it whole and gives it its name; without it nothing
/// appears.
class SampleWriter {
 public:
  virtual ~SampleWriter() = default;

  /// How write() takes a sample: PCM in its upper bits where the type is wider.
  [[nodiscard]] virtual SampleFormat samples() const = 0;

  virtual void write(std::span<const std::byte> frames) = 0;
  virtual void finish() = 0;
};

}  // namespace rectify::io
