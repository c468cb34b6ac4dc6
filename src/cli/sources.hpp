// Signals as doubles: generated ones, and those in sound files.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "cli/options.hpp"
#include "io/frames.hpp"
#include "io/sound/sample_io.hpp"
#include "rectify/shapes/phase_sum.hpp"

namespace rectify::cli {

/// What to make of a generated wave: itself, the multi-phase sum of it, its angle u less whole
/// turns, or the multiple of that angle which the multi-phase sum is a function of.
enum class Wave : std::uint8_t { kItself, kPhaseSum, kAngle, kMultipleAngle };

/// What --sine, --sweep, --sine-over or --ramp describe; `labelled` where the axis will be written.
[[nodiscard]] std::unique_ptr<io::Source> generate(const Options& options, Wave wave,
                                                   bool labelled);

/// What the phases of a multi-phase sum have in common, and the sum.
[[nodiscard]] PhaseSum::Path phase_path(const Options& options);
[[nodiscard]] PhaseSum phase_sum(const Options& options);

/// The frames of a sound; the reader outlives the source.
[[nodiscard]] std::unique_ptr<io::Source> decoded(io::SampleReader& reader, bool labelled);

}  // namespace rectify::cli
