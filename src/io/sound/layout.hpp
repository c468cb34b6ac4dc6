// What the head of a file of plain samples says, and how long its samples are.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "io/file/input.hpp"
#include "io/sound/container.hpp"
#include "io/sound/metadata.hpp"
#include "io/sound/sound_format.hpp"

namespace rectify::io {

/// What the head of a file says of its samples.
struct Layout {
  SoundFormat sound;
  SampleFormat samples;
  std::optional<std::uint64_t> bytes;      ///< of samples; nullopt: until the end of file
  std::uint64_t promised = 0;              ///< bytes of samples; 0: nothing is promised
  std::optional<ChunkStyle> chunks_after;  ///< the samples, where there may be some
  Metadata metadata;                       ///< of a pipe: what stands before the samples
};

// For the readers of heads.

/// Throws io::Error kInput for channels or rates that no sound has: 0, over 1024 channels, over
/// 2^31-1 Hz.
void check_sound(const Input& input, std::uint64_t channels, std::uint64_t rate);

/// Settles how long the samples are, the input standing at the first, and the chunks after them
/// where the input can seek. `open_ended`: the size is one of those that mean "until the end of
/// file". Then nothing of the start is needed any more.
void settle(Layout& layout, Input& input, std::uint64_t claimed, bool open_ended);

/// The refusal() of plain containers: over 1024 channels or 2^31-1 Hz.
[[nodiscard]] std::optional<std::string> plain_refusal(const SoundFormat& sound);

/// Sizes that programs which can't know them write to a pipe: near 2^31 (sox) or 2^32 (ffmpeg).
[[nodiscard]] constexpr bool is_open_ended(std::uint64_t size) {
  return (size >= 0x7FFF0000U && size <= 0x80000000U) || size >= 0xFFFF0000U;
}

[[nodiscard]] inline std::size_t frame_bytes(const SoundFormat& sound) {
  return sound.channels * bytes_per_sample(sound.encoding->type);
}
[[nodiscard]] inline std::size_t frame_bytes(const Layout& layout) {
  return layout.sound.channels * bytes_per_sample(layout.samples.type);
}

}  // namespace rectify::io
