// Checks random tables as Python, pandas, R and Miller write them: they come back with the same
// numbers or are refused with file and line, never with fewer columns or rows.
#include <doctest/doctest.h>

#include "support/table.hpp"

using namespace test;

TEST_CASE("random tables of four writers come back whole, or are refused") {
  const Result result =
      shell("/usr/bin/python3 " RECTIFY_SOURCE_DIR "/tests/support/random_tables.py 1 60");
  CHECK(result.err == "");
  CHECK(result.status == 0);
  // Most are taken: the generator makes few that nobody could read.
  const std::vector<std::string> said = words(result.out);
  REQUIRE(said.size() == 4);
  CHECK(std::stoi(said[0]) * 10 > std::stoi(said[2]) * 8);
}
