// Sound files to write: WAV by ourselves, other containers by libsndfile.
#pragma once

#include <memory>

#include "io/output.hpp"
#include "io/sample_io.hpp"

namespace rectify::io {

/// Starts a sound file. `sound.frames`, where known, is what will be written, or less.
/// Throws io::Error kOutput where the container can't hold the sound (its encoding, channels, rate,
/// or length), or can't be written to an output that can't seek.
[[nodiscard]] std::unique_ptr<SampleWriter> create_sound(Output output, const SoundFormat& sound);

/// WAV, written with plain write(): libsndfile's own samples cost an extra copy through 8 KiB, its
/// header can't go to a pipe, and it passes 4 GiB in silence.
///
/// Plain RIFF with a 44-byte header for PCM of up to two channels; format 3 with a fact chunk for
/// floats; WAVE_FORMAT_EXTENSIBLE beyond two channels or where speakers are given. Where the output
/// can't seek and the length is not known, the sizes are 0xFFFFFFFF: until the end of file. Source:
/// Microsoft, "Multiple Channel Audio Data and WAVE Files" (2007).
[[nodiscard]] std::unique_ptr<SampleWriter> create_wav(Output output, const SoundFormat& sound);

}  // namespace rectify::io
