// Ogg files: Vorbis, Opus and FLAC in them.
#pragma once

#include <memory>

#include "io/file/input.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// Opens an Ogg, the input standing at its start; null: it is none. The links of a chain are one
/// sound. Its length is not known. Vorbis and Opus give floats, FLAC gives integers of 32 bits, the
/// samples in the upper ones; Opus is decoded at the rate of what was encoded, where libopus has
/// that, and else at 48 kHz.
/// Throws io::Error kInput where the head is damaged or there is no sound in it that is read here;
/// read() does where a link has another rate or other channels than the first.
[[nodiscard]] std::unique_ptr<SampleReader> open_ogg(Input& input);

}  // namespace rectify::io
