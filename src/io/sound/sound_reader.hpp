// Opens sound files of every container that is read here.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "io/file/input.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// Opens a sound, trying each container in turn. Plain samples (PCM, G.711, floats) are handed over
/// as the bytes that stand in the file, from a pipe as they arrive; where decoding needs seeking, a
/// pipe is spooled, up to `spool_limit` bytes (Input::make_seekable).
/// Throws io::Error kInput where it is no sound, is damaged, or of a kind that is not read.
[[nodiscard]] std::unique_ptr<SampleReader> open_sound(Input input,
                                                       std::optional<std::uint64_t> spool_limit);

}  // namespace rectify::io
