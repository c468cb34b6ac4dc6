// How many cores this program may use.
#pragma once

#include <cstddef>

namespace rectify::cli {

/// The number of cores that the program may run on, at least 1: what taskset, a container or a
/// batch system leaves it of those that the machine has.
[[nodiscard]] std::size_t cores();

/// The most threads that work on one signal: each takes memory for a part of it.
constexpr std::size_t kMostForOne = 8;

}  // namespace rectify::cli
