// The headers of sound files whose samples stand in them plainly: WAV and AIFF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "io/sound_format.hpp"

namespace rectify::io {

/// How samples stand in such a file: WAV little-endian, 8 bits unsigned; AIFF big-endian, signed.
[[nodiscard]] SampleFormat plain_samples(Container container, Encoding encoding);

/// All that stands before the first sample; it is as long whatever the sizes are. `data_bytes`: how
/// many bytes of samples follow; nullopt: until the end of file, by sizes of 0xFFFFFFFF.
///
/// WAV: plain RIFF, 44 bytes, for PCM of up to two channels; format 3 with a fact chunk for floats;
/// WAVE_FORMAT_EXTENSIBLE beyond two channels or where speakers are given (Microsoft, "Multiple
/// Channel Audio Data and WAVE Files", 2007).
/// AIFF: FORM AIFF for PCM, AIFC with fl32 or fl64 for floats (Apple, "Audio Interchange File
/// Format AIFF-C", 1991).
[[nodiscard]] std::vector<std::byte> wav_header(const SoundFormat& sound,
                                                std::optional<std::uint64_t> data_bytes);
[[nodiscard]] std::vector<std::byte> aiff_header(const SoundFormat& sound,
                                                 std::optional<std::uint64_t> data_bytes);

}  // namespace rectify::io
