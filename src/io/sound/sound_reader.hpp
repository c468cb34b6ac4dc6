// Opens sound files of every container that is read here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "io/file/input.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// Opens a sound: asks each container in turn whether it is one of its own. Plain samples (PCM,
/// G.711, floats) are given as the bytes of the file, from a pipe as they arrive. Where a decoder
/// needs to seek, a pipe is spooled, up to `spool_limit` bytes (Input::make_seekable). Throws
/// io::Error kInput where the input is no sound, where its head is damaged, and where it is of a
/// kind that is not read.
[[nodiscard]] std::unique_ptr<SampleReader> open_sound(Input input,
                                                       std::optional<std::uint64_t> spool_limit);

}  // namespace rectify::io
