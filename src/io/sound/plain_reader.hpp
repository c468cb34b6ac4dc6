// Reads plain samples from a file or pipe.
#pragma once

#include <memory>

#include "io/sound/layout.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::io {

/// Reads the samples of a settled layout; the input stands at the first. From a pipe, frames are
/// given as they arrive. Bytes after the last whole frame count as a missing frame.
[[nodiscard]] std::unique_ptr<SampleReader> read_plain(Input input, Layout layout);

}  // namespace rectify::io
