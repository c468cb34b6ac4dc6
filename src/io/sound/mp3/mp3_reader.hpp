// MPEG audio of every layer: MP3, and MP1 and MP2.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "io/file/input.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// Opens MPEG audio, the input standing at its start; null: it is none. Samples are floats of 32
/// bits, as libmpg123 decodes them. What an encoder added to the sound, as LAME's tag tells it, is
/// taken away again. The length is never known beforehand: what tags say of it is not always true.
/// read() throws io::Error kInput where the rate or the number of channels changes on the way.
[[nodiscard]] std::unique_ptr<SampleReader> open_mp3(Input& input,
                                                     std::optional<std::uint64_t> spool_limit);

/// Throws io::Error kInput where an input that is none of the containers begins as MPEG audio does,
/// or comes after a tag: libsndfile would make a sound of anything, and prints what it thinks of
/// it.
void refuse_broken_mp3(Input& input);

}  // namespace rectify::io
