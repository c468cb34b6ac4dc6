// Checks how far caps are raised, and the numbers that messages name.
#include "io/file/limits.hpp"

#include <doctest/doctest.h>

#include <limits>

namespace {

using rectify::io::Limits;
constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();

}  // namespace

TEST_CASE("a cap is multiplied, and never passes what a number holds") {
  CHECK(Limits().of(131072) == 131072);
  CHECK(Limits(1000).of(131072) == 131072000);
  CHECK(Limits(1000).of(kMost / 1000) == kMost / 1000 * 1000);
  CHECK(Limits(1000).of(kMost / 1000 + 1) == kMost);
}

TEST_CASE("a message names the least number that suffices, if one does") {
  CHECK(Limits::cure(4096, 4097) == ", or --raise-limits 2");
  CHECK(Limits::cure(4096, 8192) == ", or --raise-limits 2");
  CHECK(Limits::cure(4096, 8193) == ", or --raise-limits 3");
  CHECK(Limits::cure(4096, 4096000) == ", or --raise-limits 1000");
  CHECK(Limits::cure(4096, 4096001) == "");
  CHECK(Limits::cure(1, kMost) == "");
}

TEST_CASE("where it is not known what is needed, a message names twice the number") {
  CHECK(Limits().cure() == ", or --raise-limits 2");
  CHECK(Limits(300).cure() == ", or --raise-limits 600");
  CHECK(Limits(600).cure() == ", or --raise-limits 1000");
  CHECK(Limits(1000).cure() == "");
}
