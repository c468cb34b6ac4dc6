// Writes in a second thread what the first goes on computing.
#pragma once

#include <memory>

#include "cli/sinks.hpp"
#include "io/sound/sample_io.hpp"

namespace rectify::cli {

// For what takes long to write: tables, which are formatted, and sound in a coding. (For plain
// sound handing over costs more than it saves.) Each hands every block to the one it is given in a
// thread of its own, so that reading and computing go on beside it. At most one block waits: no
// frame is held back for more. What is thrown there is thrown by the next call here.

[[nodiscard]] std::unique_ptr<Sink> overlapped(std::unique_ptr<Sink> sink);
[[nodiscard]] std::unique_ptr<io::SampleWriter> overlapped(
    std::unique_ptr<io::SampleWriter> writer);

}  // namespace rectify::cli
