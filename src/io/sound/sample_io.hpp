// The interfaces that read and write sound as samples.
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

/// Reads a sound: frames of interleaved samples, in the format in which the reader has them.
class SampleReader {
 public:
  virtual ~SampleReader() = default;

  [[nodiscard]] virtual const SoundFormat& sound() const = 0;

  /// What the file holds besides the samples. Of a pipe, what follows the samples is added when
  /// read() has returned 0.
  [[nodiscard]] virtual const Metadata& metadata() const = 0;

  /// The format of the samples that read() gives. A type that is wider than the encoding holds the
  /// codes in its upper bits.
  [[nodiscard]] virtual SampleFormat samples() const = 0;

  /// Writes whole frames to the start of `to`, which must have room for one, and returns how many
  /// bytes they take; 0 at the end. Throws io::Error.
  virtual std::size_t read(std::span<std::byte> to) = 0;

  /// Goes back to the first frame. The input must be seekable.
  virtual void rewind() = 0;

  /// How many frames have been read since the first.
  [[nodiscard]] virtual std::uint64_t frames_read() const = 0;

  /// At the end: how many frames the file promises and does not hold; kSome where it is known only
  /// that some are missing.
  [[nodiscard]] virtual std::uint64_t missing_frames() const = 0;
  static constexpr std::uint64_t kSome = ~std::uint64_t{0};

  /// What has been passed over so far because it is damaged; all of it, at the end.
  [[nodiscard]] virtual Damage damage() const { return {}; }
};

/// Writes a sound. No file appears before finish().
class SampleWriter {
 public:
  virtual ~SampleWriter() = default;

  /// The format of the samples that write() takes. A type that is wider than the encoding has the
  /// codes in its upper bits.
  [[nodiscard]] virtual SampleFormat samples() const = 0;

  /// Takes whole frames of interleaved samples. Throws io::Error.
  virtual void write(std::span<const std::byte> frames) = 0;

  /// Completes the sound and gives the file its name. Throws io::Error.
  virtual void finish() = 0;
};

}  // namespace rectify::io
