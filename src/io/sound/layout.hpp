// How the containers that hold plain samples are laid out: reading their heads, and writing them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "io/file/input.hpp"
#include "io/sound/metadata.hpp"
#include "io/sound/sound_format.hpp"

namespace rectify::io {

/// What the head of a file says of its samples.
struct Layout {
  SoundFormat sound;
  SampleFormat samples;
  std::optional<std::uint64_t> bytes;       ///< of samples; nullopt: until the end of file
  std::uint64_t promised = 0;               ///< bytes of samples; 0: nothing is promised
  std::optional<ChunkStyle> chunks_behind;  ///< the samples, where there may be some
  Metadata metadata;                        ///< of a pipe: what stands before the samples
};

// Each of these takes an input at its start and leaves it at the first sample. Nullopt: the samples
// are not plain, or it is another container; the input may stand anywhere then, but can start over.
// Of a pipe they read forwards only.
// Throw io::Error kInput where the head is damaged or makes no sense.
[[nodiscard]] std::optional<Layout> read_riff(Input& input);  ///< WAV, RIFX, RF64, W64
[[nodiscard]] std::optional<Layout> read_aiff(Input& input);
[[nodiscard]] std::optional<Layout> read_caf(Input& input);
[[nodiscard]] std::optional<Layout> read_au(Input& input);

/// How much is behind a head. Its length does not depend on the numbers here.
struct Extent {
  std::optional<std::uint64_t> data;  ///< bytes of samples; nullopt: until the end of file
  std::uint64_t behind = 0;           ///< bytes of the chunks behind them
};

// Each gives all that stands before the first sample.

/// WAV: plain RIFF, 44 bytes where there are no chunks, for PCM of up to two channels; format 3
/// with a fact chunk for floats; WAVE_FORMAT_EXTENSIBLE beyond two channels or where speakers are
/// given (Microsoft, "Multiple Channel Audio Data and WAVE Files", 2007). With `room`, a JUNK chunk
/// comes first, which can become the ds64 of an RF64; in a container kRf64 it is one (EBU Tech
/// 3306, 2009).
[[nodiscard]] std::vector<std::byte> riff_head(const SoundFormat& sound,
                                               const std::vector<Chunk>& chunks,
                                               const Extent& extent, bool room);

/// Sony's W64, with 64-bit sizes and GUIDs ("Wave64 File Format", 2006).
[[nodiscard]] std::vector<std::byte> w64_head(const SoundFormat& sound,
                                              const std::vector<Chunk>& chunks,
                                              const Extent& extent);

/// FORM AIFF for PCM, AIFC for floats and G.711 (Apple, "Audio Interchange File Format AIFF-C",
/// 1991).
[[nodiscard]] std::vector<std::byte> aiff_head(const SoundFormat& sound,
                                               const std::vector<Chunk>& chunks,
                                               const Extent& extent);

/// Apple, "Core Audio Format Specification 1.0" (2006).
[[nodiscard]] std::vector<std::byte> caf_head(const SoundFormat& sound,
                                              const std::vector<Chunk>& chunks,
                                              const Extent& extent);

/// Sun's .snd; a size that does not fit is given as unknown, which is what it means.
[[nodiscard]] std::vector<std::byte> au_head(const SoundFormat& sound,
                                             const std::vector<Chunk>& chunks,
                                             const Extent& extent);

// For the readers above.

/// Throws io::Error kInput for channels or rates that no sound has: 0, over 1024 channels, over
/// 2^31-1 Hz.
void check_sound(const Input& input, std::uint64_t channels, std::uint64_t rate);

/// Settles how long the samples are, the input standing at the first, and the chunks behind them
/// where the input can seek. `open_ended`: the size is one of those that mean "until the end of
/// file". Then nothing of the start is needed any more.
void settle(Layout& layout, Input& input, std::uint64_t claimed, bool open_ended);

/// Sizes that programs which can't know them write to a pipe: near 2^31 (sox) or 2^32 (ffmpeg).
[[nodiscard]] constexpr bool is_open_ended(std::uint64_t size) {
  return (size >= 0x7FFF0000U && size <= 0x80000000U) || size >= 0xFFFF0000U;
}

[[nodiscard]] inline std::size_t frame_bytes(const Layout& layout) {
  return layout.sound.channels * bytes_per_sample(layout.samples.type);
}

}  // namespace rectify::io
