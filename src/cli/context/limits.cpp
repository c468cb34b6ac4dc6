// Refuses what would take too much memory, before any work.
#include "cli/context/limits.hpp"

#include <fmt/format.h>

#include "io/file/error.hpp"

namespace rectify::cli {

void check_filtered(std::string_view what, std::size_t channels) {
  constexpr std::size_t kMost = 4096;
  if (channels <= kMost) return;
  throw io::Error(io::ExitStatus::kUsage,
                  fmt::format("{} works on at most {} channels, and there are {}; --column picks "
                              "some",
                              what, kMost, channels));
}

}  // namespace rectify::cli
