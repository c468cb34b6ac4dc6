// Frames of FLAC into samples, through libFLAC.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "io/sound/damage.hpp"

namespace rectify::io {

/// What the first block of a FLAC stream says of it (RFC 9639, section 8.2).
struct FlacStreamInfo {
  static constexpr std::size_t kBytes = 34;

  std::array<std::byte, kBytes> content{};  ///< as it stands there
  unsigned largest_block = 0;               ///< of frames, in samples of a channel
  std::uint64_t rate = 0;
  std::size_t channels = 0;
  int bits = 0;
  std::optional<std::uint64_t> frames;  ///< samples of a channel, in all

  /// Of the first kBytes of `content`, which must be there.
  [[nodiscard]] static FlacStreamInfo of(std::span<const std::byte> content);
};

/// Decodes a stream from its first frame on. Where frames are damaged or lost, as their numbers and
/// checksums tell, silence stands in for them.
class FlacDecoder {
 public:
  /// Gives the next bytes of the stream, as many as there are; 0 at the end.
  using Source = std::function<std::size_t(std::span<std::byte>)>;

  /// `name` is the file's, for errors.
  FlacDecoder(std::string name, const FlacStreamInfo& info, Source source);
  FlacDecoder(const FlacDecoder&) = delete;
  FlacDecoder& operator=(const FlacDecoder&) = delete;
  ~FlacDecoder();

  /// Puts frames of interleaved 32-bit integers in native byte order, the samples in their upper
  /// bits, into `frames`, which is empty before; false at the end. Throws what the source throws,
  /// and io::Error kInput where the rate, the depth or the number of channels changes on the way.
  bool decode(std::vector<std::byte>& frames);

  [[nodiscard]] const Damage& damage() const;

  /// At the end: where the last frame ended that was good, in samples of a channel from the start
  /// of the stream, as its number tells; nullopt where something other than a tag followed it.
  [[nodiscard]] std::optional<std::uint64_t> last_frame_end() const;

  /// At the end: frames that were promised and did not come, as SampleReader counts them.
  [[nodiscard]] std::uint64_t missing_frames() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace rectify::io
