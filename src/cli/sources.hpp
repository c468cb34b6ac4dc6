// Signals as doubles: generated ones, and those in sound files.
#pragma once

#include <memory>
#include <vector>

#include "cli/options.hpp"
#include "io/frames.hpp"
#include "io/sample_io.hpp"

namespace rectify::cli {

/// What --sine, --sweep, --sine-over or --ramp describe. With `shaped`, the multi-phase sum of it;
/// `labelled` where the axis will be written.
[[nodiscard]] std::unique_ptr<io::Source> generate(const Options& options, bool shaped,
                                                   bool labelled);

/// The frames of a sound; the reader outlives the source.
[[nodiscard]] std::unique_ptr<io::Source> decoded(io::SampleReader& reader, bool labelled);

}  // namespace rectify::cli
