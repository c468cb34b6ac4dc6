// Writes in a second thread while the first goes on reading and computing.
#pragma once

#include <cstddef>
#include <memory>

#include "cli/outputs/sink.hpp"

namespace rectify::cli {

/// For what takes long to write: tables, whose numbers are formatted, coded sound, and long blocks.
/// Hands every block of at least `least` numbers to `sink` in a thread of its own; others it writes
/// itself. At most one block waits, so no frame is held back for more. What is thrown there is
/// thrown by the next call here. With one job, or where the system has no thread to give, it is
/// `sink`.
[[nodiscard]] std::unique_ptr<Sink> overlapped(std::unique_ptr<Sink> sink, std::size_t jobs,
                                               std::size_t least = 0);

/// `least` for a plain sound: a shorter block is written in less time than it takes to hand it
/// over.
constexpr std::size_t kLongBlock = 32768;

}  // namespace rectify::cli
