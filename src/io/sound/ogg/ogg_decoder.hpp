// What the codings in Ogg have in common: a decoder for one link of a chain.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/sound/damage.hpp"
#include "io/sound/metadata.hpp"
#include "io/sound/ogg/ogg_stream.hpp"
#include "io/sound/sound_format.hpp"

namespace rectify::io {

/// Takes the packets of the link at which an OggStream stands.
class OggDecoder {
 public:
  virtual ~OggDecoder() = default;

  /// What this link holds; its length is not known.
  [[nodiscard]] const SoundFormat& sound() const { return sound_; }
  [[nodiscard]] SampleType sample_type() const { return type_; }

  /// Appends the next frames, in native byte order and in the usual order of channels; false at the
  /// end of the link. Throws io::Error kInput where the sound changes within the link.
  virtual bool decode(std::vector<std::byte>& frames) = 0;

  /// Damage that was found since this was asked last, in seconds from the start of the link.
  Damage take_damage() { return std::exchange(damage_, {}); }

  /// At the end: frames that the link promised and did not have.
  [[nodiscard]] std::uint64_t missing_frames() const { return missing_frames_; }

 protected:
  SoundFormat sound_;
  SampleType type_ = SampleType::f32;
  Damage damage_;
  std::uint64_t missing_frames_ = 0;
};

/// Reads the header of a link. Null: it is damaged. `rate`: where given, the rate that Opus, which
/// has none of its own, is to be decoded at.
struct OggLink {
  OggStream& stream;
  const std::string& name;  ///< of the file
  Metadata& metadata;       ///< takes the comments
  std::optional<std::uint64_t> rate;
};
[[nodiscard]] std::unique_ptr<OggDecoder> open_vorbis_link(const OggLink& link);
[[nodiscard]] std::unique_ptr<OggDecoder> open_opus_link(const OggLink& link);
[[nodiscard]] std::unique_ptr<OggDecoder> open_flac_link(const OggLink& link);

/// Frames of a link, counted in the units of its granule positions, so that what a hole has cost
/// comes out when the next position is read.
class GranuleCount {
 public:
  /// Frames were decoded.
  void add(std::int64_t frames) {
    decoded_ += frames;
    if (position_) *position_ += frames;
  }
  [[nodiscard]] std::int64_t decoded() const { return decoded_; }

  /// Something was lost here.
  void lose() {
    if (!hole_) hole_ = decoded_;
  }

  struct Hole {
    std::int64_t at = 0;    ///< after so many frames that were decoded
    std::int64_t lost = 0;  ///< frames, 0 where nothing tells
  };
  /// The position of the sound after what was decoded so far, -1 where a packet says nothing.
  /// Gives the hole that has come to an end with it.
  std::optional<Hole> settle(std::int64_t position);

  /// The hole that the end of the link leaves open.
  std::optional<Hole> settle_end();

 private:
  std::int64_t decoded_ = 0;
  std::optional<std::int64_t> position_;  // once one was read
  std::optional<std::int64_t> hole_;
};

}  // namespace rectify::io
