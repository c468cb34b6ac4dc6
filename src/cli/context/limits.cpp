// Refuses what would take too much memory, before any work.
#include "cli/context/limits.hpp"

#include <fmt/format.h>

#include "io/file/error.hpp"

namespace rectify::cli {

void check_filtered(std::string_view what, std::size_t channels, io::Limits limits) {
  constexpr std::size_t kMost = 4096;
  if (channels <= limits.of(kMost)) return;
  throw io::Error(io::ExitStatus::kUsage,
                  fmt::format("{} works on at most {} channels, and there are {}; --column picks "
                              "some{}",
                              what, limits.of(kMost), channels, io::Limits::cure(kMost, channels)));
}

}  // namespace rectify::cli
