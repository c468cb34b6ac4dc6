// FLAC files, native ones.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "io/file/input.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// Opens a FLAC, the input standing at its start; null: it is none. Samples are integers of 32
/// bits, those of the file in the upper ones. The length is known where the input can seek and its
/// last frame is where the head says. Throws io::Error kInput where the head is damaged.
[[nodiscard]] std::unique_ptr<SampleReader> open_flac(Input& input,
                                                      std::optional<std::uint64_t> spool_limit);

}  // namespace rectify::io
