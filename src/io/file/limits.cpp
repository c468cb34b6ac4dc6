// Raises caps, and says by how much they must be raised.
#include "io/file/limits.hpp"

#include <algorithm>
#include <limits>

namespace rectify::io {

std::size_t Limits::of(std::size_t cap) const {
  constexpr std::size_t kMost = std::numeric_limits<std::size_t>::max();
  return cap > kMost / times_ ? kMost : cap * times_;
}

std::string Limits::cure(std::size_t cap, std::uint64_t needed) {
  const std::uint64_t times = needed / cap + (needed % cap == 0 ? 0 : 1);
  return times > kMostTimes ? "" : ", or --raise-limits " + std::to_string(times);
}

std::string Limits::cure() const {
  return times_ == kMostTimes ? "" : cure(1, std::min(2 * times_, kMostTimes));
}

}  // namespace rectify::io
