// What the head of a sound file says of its samples, and what stands around them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "io/file/input.hpp"
#include "io/sound/container.hpp"
#include "io/sound/metadata.hpp"
#include "io/sound/sound_format.hpp"

namespace rectify::io {

/// Where the samples are: plain ones, or blocks that a decoder makes samples of.
struct Layout {
  SoundFormat sound;
  SampleFormat samples;                    ///< of plain ones
  std::optional<std::uint64_t> bytes;      ///< of samples; nullopt: until the end of file
  std::optional<std::uint64_t> available;  ///< bytes of samples that are there, where known
  std::uint64_t promised = 0;              ///< bytes of samples; 0: nothing is promised
  std::uint64_t gap = 0;                   ///< bytes that are passed over after them
  std::optional<ChunkStyle> chunks_after;  ///< the gap, where there may be some
  Metadata metadata;                       ///< of a pipe: what stands before the samples
};

/// Throws io::Error kInput for channels or rates that no sound has: 0, over 1024 channels, over
/// 2^31-1 Hz.
void check_sound(const Input& input, std::uint64_t channels, std::uint64_t rate);

/// Settles how long the samples are, the input standing at the first and the head claiming so many
/// bytes; and takes the chunks after them where the input can seek. `open_ended`: the size is one
/// of those that writers leave who can't come back to the head. It is believed only where chunks
/// and nothing else follow the samples it counts; else the samples go on until the end of file.
/// Nothing of the input's start is needed any more. The input stands at the first sample again.
void settle(Layout& layout, Input& input, std::uint64_t claimed, bool open_ended);

/// Takes the chunks from here to the end of the input, and names what is there besides.
void take_chunks_after(Input& input, const std::optional<ChunkStyle>& style, Metadata& metadata);

/// Ends the samples after so many bytes, fewer than the head claims: the rest is passed over.
void shorten(Layout& layout, std::uint64_t bytes);

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
