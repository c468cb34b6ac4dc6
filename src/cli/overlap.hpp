// Writes in a second thread what the first goes on computing.
#pragma once

#include <memory>

#include "cli/sinks.hpp"

namespace rectify::cli {

/// A sink that hands each block to `sink` in a thread of its own, so that reading and parsing go on
/// beside formatting and writing: for tables, where both take long. (For sound handing over costs
/// more than it saves.) At most one block waits: no frame is held back for more.
/// What `sink` throws is thrown by the next call here.
[[nodiscard]] std::unique_ptr<Sink> overlapped(std::unique_ptr<Sink> sink);

}  // namespace rectify::cli
