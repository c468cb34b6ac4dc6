// Sound files of any kind that libsndfile opens.
#pragma once

#include <memory>

#include "io/input.hpp"
#include "io/sample_io.hpp"

namespace rectify::io {

/// Opens the sound in a seekable input. PCM, float and double in WAV and AIFF are handed over as
/// the bytes that stand in the file; PCM elsewhere as 32-bit integers; lossy encodings as float,
/// since they decode to beyond full scale, where integers would wrap. Throws io::Error kInput where
/// it is no sound, or a kind that libsndfile misreads.
[[nodiscard]] std::unique_ptr<SampleReader> open_sound(Input input);

}  // namespace rectify::io
