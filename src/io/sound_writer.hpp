// Sound files to write: WAV and AIFF by ourselves, FLAC by libsndfile.
#pragma once

#include <memory>

#include "io/output.hpp"
#include "io/sample_io.hpp"

namespace rectify::io {

/// Starts a sound file. `sound.frames`, where known, is what will be written, or less.
/// Throws io::Error kOutput where the container can't hold the sound (its encoding, channels, rate,
/// or length), or can't be written to an output that can't seek.
[[nodiscard]] std::unique_ptr<SampleWriter> create_sound(Output output, const SoundFormat& sound);

/// WAV or AIFF, with plain write(). libsndfile's own samples cost an extra copy through 8 KiB, its
/// WAV can't go to a pipe, its AIFF counts the pad byte as a sample and keeps stale bytes behind a
/// header that shrinks, and both pass 4 GiB in silence.
/// A WAV whose output can't seek and whose length is not known goes until the end of file.
[[nodiscard]] std::unique_ptr<SampleWriter> create_plain(Output output, const SoundFormat& sound);

/// FLAC, at libsndfile's own compression level.
[[nodiscard]] std::unique_ptr<SampleWriter> create_flac(Output output, const SoundFormat& sound);

}  // namespace rectify::io
