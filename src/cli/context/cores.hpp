// How many cores this program may use.
#pragma once

#include <cstddef>

namespace rectify::cli {

/// The number of cores that the program may run on, at least 1: what taskset, a container or a
/// batch system leaves it of those that the machine has.
[[nodiscard]] std::size_t cores();

}  // namespace rectify::cli
