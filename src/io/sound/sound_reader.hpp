// Sound files of every kind that is read here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "io/file/input.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// Opens a sound. Plain samples (PCM, G.711, floats in WAV, RIFX, RF64, W64, AIFF, AU, CAF) are
/// handed over as the bytes that stand in the file, from a pipe as they arrive. All else needs
/// seeking: a pipe is spooled, up to `spool_limit` bytes (Input::make_seekable).
/// Throws io::Error kInput where it is no sound, is damaged, or of a kind that is not read.
[[nodiscard]] std::unique_ptr<SampleReader> open_sound(Input input,
                                                       std::optional<std::uint64_t> spool_limit);

/// What libsndfile decodes, from a seekable input: FLAC as 32-bit integers; Ogg Vorbis, Opus, MP3,
/// ADPCM and GSM as float, since they decode to beyond full scale, where integers would wrap.
[[nodiscard]] std::unique_ptr<SampleReader> open_coded(Input input);

}  // namespace rectify::io
