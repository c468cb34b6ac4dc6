// What a fuzz target does once, before its first input.
#pragma once

#include <malloc.h>

#include <csignal>
#include <cstdlib>

namespace fuzz {

/// No other program is run, temporary files go to the disk in memory, and a closed pipe is an error
/// of write(). The buffers of one execution are used again by the next: to give them back to the
/// system and to take them again would cost most of the time of a small input.
inline void begin() {
  ::setenv("PATH", "", 1);
  ::unsetenv("TMPDIR");
  std::signal(SIGPIPE, SIG_IGN);
  constexpr int kKept = 1 << 28;  // bytes
  ::mallopt(M_MMAP_THRESHOLD, kKept);
  ::mallopt(M_TRIM_THRESHOLD, kKept);
}

}  // namespace fuzz

extern "C" int LLVMFuzzerInitialize(int* /*count*/, char*** /*arguments*/) {
  fuzz::begin();
  return 0;
}
