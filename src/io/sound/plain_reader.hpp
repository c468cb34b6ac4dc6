// Samples that stand in a file or pipe as they are.
#pragma once

#include <memory>

#include "io/sound/layout.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// Frames as they arrive, also from a pipe that has no end, from the first sample, at which the
/// input stands. Bytes beyond the last whole frame count as a missing frame.
[[nodiscard]] std::unique_ptr<SampleReader> read_plain(Input input, Layout layout);

}  // namespace rectify::io
