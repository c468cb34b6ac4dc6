// sched_getaffinity(2), as nproc(1) counts.
#include "cli/context/cores.hpp"

#include <sched.h>

#include <algorithm>
#include <thread>

namespace rectify::cli {

std::size_t cores() {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (::sched_getaffinity(0, sizeof set, &set) == 0) {
    return static_cast<std::size_t>(std::max(CPU_COUNT(&set), 1));
  }
  // It fails where the machine has more cores than the set has room for.
  return std::max(std::thread::hardware_concurrency(), 1U);
}

}  // namespace rectify::cli
