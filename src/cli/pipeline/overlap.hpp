// Writes in a second thread while the first goes on reading and computing.
#pragma once

#include <cstddef>
#include <memory>

#include "cli/outputs/sink.hpp"

namespace rectify::cli {

/// For what takes long to write: tables, whose numbers are formatted, coded sound, and numbers that
/// become samples. Hands every block to `sink` in a thread of its own. At most one block waits, so
/// no frame is held back for more. What is thrown there is thrown by the next call here. With one
/// job, or where the system has no thread to give, it is `sink` itself.
[[nodiscard]] std::unique_ptr<Sink> overlapped(std::unique_ptr<Sink> sink, std::size_t jobs);

}  // namespace rectify::cli
