// The exact lane: samples in their own type from reader to writer, nothing converted.
#pragma once

#include "io/sound/sample_io.hpp"
#include "rectify/samples/exact.hpp"

namespace rectify::cli {

/// Rectifies all samples. Reader and writer hold the same encoding.
void run_exact(ExactShape shape, io::SampleReader& reader, io::SampleWriter& writer);

}  // namespace rectify::cli
