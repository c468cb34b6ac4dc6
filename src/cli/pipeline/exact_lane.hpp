// The exact lane: samples in their own type, and numbers as their own text, from reader to writer.
#pragma once

#include <cstdint>

#include "cli/context/progress.hpp"
#include "cli/outputs/sink.hpp"
#include "io/sound/sample_io.hpp"
#include "io/table/exact.hpp"
#include "rectify/samples/exact.hpp"
#include "rectify/stages/team.hpp"

namespace rectify::cli {

// `task` follows the frames.

/// Rectifies all samples. Reader and writer hold the same encoding.
void run_exact(ExactShape shape, io::SampleReader& reader, io::SampleWriter& writer, Task task,
               Team& team);

/// Sends all rows of a table to the sink, as text. Returns how many there were.
std::uint64_t run_exact(io::ExactRows& rows, Sink& sink, Task task, Team& team);

}  // namespace rectify::cli
