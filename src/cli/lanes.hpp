// The two ways of a signal through the program.
#pragma once

#include <cstdint>
#include <vector>

#include "cli/options.hpp"
#include "cli/signal.hpp"
#include "cli/sinks.hpp"
#include "cli/steps.hpp"
#include "io/sound/sample_io.hpp"
#include "io/table/exact.hpp"
#include "rectify/samples/exact.hpp"

namespace rectify::cli {

/// The exact lane: half or full of samples in their own type, from reader to writer. The two hold
/// the same encoding.
void run_exact(const Options& options, io::SampleReader& reader, io::SampleWriter& writer);

/// The exact lane of tables: half or full of the text of the numbers. Gives the number of rows.
std::uint64_t run_exact(io::ExactRows& rows, Sink& sink);

/// What half or full without a step is to samples in their own type, or to text.
[[nodiscard]] ExactShape exact_shape(const Options& options);

/// The signal lane: doubles through the stages, once for each survey and once for good. Gives the
/// number of frames that came out.
std::uint64_t run_signal(const Options& options, const Signal& signal, Steps& steps, Sink& sink);

}  // namespace rectify::cli
