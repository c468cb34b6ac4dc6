// Writes in a second thread while the first goes on reading and computing.
#pragma once

#include <memory>

#include "cli/outputs/sink.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::cli {

// For what takes long to write: tables, whose numbers are formatted, and coded sound. (For plain
// sound, handing over costs more than it saves.) Each hands every block to the one that it is given
// in a thread of its own. At most one block waits, so no frame is held back for more. What is
// thrown there is thrown by the next call here.

[[nodiscard]] std::unique_ptr<Sink> overlapped(std::unique_ptr<Sink> sink);
[[nodiscard]] std::unique_ptr<io::SampleWriter> overlapped(
    std::unique_ptr<io::SampleWriter> writer);

}  // namespace rectify::cli
