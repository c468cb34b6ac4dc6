// Starts the writing of sound files.
#pragma once

#include <cstdint>
#include <memory>

#include "io/file/output.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// The largest size that the heads of WAV and AIFF can hold, in 32 bits; it counts all bytes of the
/// file except the first eight.
constexpr std::uint64_t kRiffLimit = 0xFFFFFFFE;

/// Starts a sound file. Where sound.frames is known, no more frames than that are written. The
/// metadata are written as far as the container holds them; they must outlive the writer, which
/// writes the chunks after the samples in finish().
/// Throws io::Error kOutput where the container can't hold the sound (refusal()), where the sound
/// is too long for it, and where the output can't seek or is appended to and the container needs
/// more.
[[nodiscard]] std::unique_ptr<SampleWriter> create_sound(Output output, const SoundFormat& sound,
                                                         const Metadata& metadata);

/// Container::create of plain containers: writes the samples as they come. (libsndfile copies them
/// through 8 KiB, can't write WAV to a pipe, counts the pad byte of AIFF as a sample, leaves stale
/// bytes after a head that shrinks, and passes 4 GiB without an error.) A WAV that exceeds the
/// limit of 32 bits becomes RF64 in place; an AIFF fails. A WAV or AU whose length is not known and
/// whose output can't seek says "until the end of file" in its head.
[[nodiscard]] std::unique_ptr<SampleWriter> create_plain(Output output, const SoundFormat& sound,
                                                         const Metadata& metadata);
/// The same with another limit than kRiffLimit, for tests.
[[nodiscard]] std::unique_ptr<SampleWriter> create_plain_within(std::uint64_t riff_limit,
                                                                Output output,
                                                                const SoundFormat& sound,
                                                                const Metadata& metadata);

}  // namespace rectify::io
