// Sound files to write.
#pragma once

#include <cstdint>
#include <memory>

#include "io/file/output.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// The most bytes, but for the first eight, that WAV's and AIFF's sizes of 32 bits can tell.
constexpr std::uint64_t kRiffLimit = 0xFFFFFFFE;

/// Starts a sound file. `sound.frames`, where known, is what will be written, or less. `metadata`
/// is written as far as the container holds it, and outlives the writer: its chunks behind the
/// samples are taken in finish().
/// Throws io::Error kOutput where the container can't hold the sound (its encoding, channels, rate,
/// or length), or can't be written to such an output: AIFF, CAF, W64, RF64 and MP3 need one that
/// can seek.
[[nodiscard]] std::unique_ptr<SampleWriter> create_sound(Output output, const SoundFormat& sound,
                                                         const Metadata& metadata);

/// Plain containers, with plain write(). libsndfile's own samples cost an extra copy through 8 KiB,
/// its WAV can't go to a pipe, its AIFF counts the pad byte as a sample and keeps stale bytes after
/// a header that shrinks, and both pass 4 GiB in silence.
/// A WAV that comes to more than `riff_limit` bytes becomes RF64 where it stands; an AIFF fails.
/// WAV or AU whose output can't seek and whose length is not known goes until the end of file.
[[nodiscard]] std::unique_ptr<SampleWriter> create_plain(Output output, const SoundFormat& sound,
                                                         const Metadata& metadata);
[[nodiscard]] std::unique_ptr<SampleWriter> create_plain_within(std::uint64_t riff_limit,
                                                                Output output,
                                                                const SoundFormat& sound,
                                                                const Metadata& metadata);

}  // namespace rectify::io
