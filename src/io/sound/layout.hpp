// Where the samples of a file are, and what follows them.
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

/// What a reader of a container has found out before it reads the samples. The samples may be coded
/// in blocks; then "samples" means these blocks.
struct Layout {
  explicit Layout(const Input& input) : metadata(input.limits()) {}

  SoundFormat sound;
  SampleFormat samples;                    ///< of plain samples
  std::optional<std::uint64_t> bytes;      ///< of samples to read; nullopt: to the end of the file
  std::optional<std::uint64_t> available;  ///< bytes of samples that the file holds, where known
  std::uint64_t promised = 0;              ///< bytes of samples that the head promises; 0: none
  std::uint64_t gap = 0;                   ///< bytes to skip after the samples
  std::optional<ChunkStyle> chunks_after;  ///< style of the chunks after that; nullopt: none
  Metadata metadata;                       ///< of a pipe, only what comes before the samples
};

/// Throws io::Error kInput for no or more than 1024 channels, and for a rate of 0 or more than
/// 2^31-1 Hz.
void check_sound(const Input& input, std::uint64_t channels, std::uint64_t rate);

/// Finds out how many bytes of samples there are, and takes the chunks after them where the input
/// can seek. The input stands at the first sample, before and after. The head says `claimed` bytes.
/// `open_ended`: this is a number that writers leave in the head where they can't go back to it (0,
/// 0xFFFFFFFF …). Such a number is believed only where nothing but chunks follows the samples that
/// it counts; otherwise the samples go on to the end of the file. The start of the input is
/// forgotten.
void settle(Layout& layout, Input& input, std::uint64_t claimed, bool open_ended);

/// Takes the chunks from here to the end of the input into metadata.after. Bytes that are no chunk
/// are named in metadata.left_out. Without a style there are no chunks.
void take_chunks_after(Input& input, const std::optional<ChunkStyle>& style, Metadata& metadata);

/// Ends the samples after `bytes` bytes, where the head claims more. The rest is skipped.
void shorten(Layout& layout, std::uint64_t bytes);

/// Container::refusal of plain containers: more than 1024 channels or 2^31-1 Hz.
[[nodiscard]] std::optional<std::string> plain_refusal(const SoundFormat& sound);

/// Whether this is a size that programs write to a pipe because they don't know it: a little less
/// than 2^31 (sox) or 2^32 (ffmpeg).
[[nodiscard]] constexpr bool is_open_ended(std::uint64_t size) {
  return (size >= 0x7FFF0000U && size <= 0x80000000U) || size >= 0xFFFF0000U;
}

/// Bytes of a frame as the encoding stores it.
[[nodiscard]] inline std::size_t frame_bytes(const SoundFormat& sound) {
  return sound.channels * bytes_per_sample(sound.encoding->type);
}
/// Bytes of a frame as it stands in the file.
[[nodiscard]] inline std::size_t frame_bytes(const Layout& layout) {
  return layout.sound.channels * bytes_per_sample(layout.samples.type);
}

}  // namespace rectify::io
