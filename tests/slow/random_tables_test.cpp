// Checks thousands of random tables as Python, pandas, R and Miller write them.
#include <doctest/doctest.h>

#include "support/process.hpp"

TEST_CASE("thousands of random tables come back whole, or are refused") {
  for (int seed = 2; seed < 8; ++seed) {
    const test::Result result =
        test::shell("/usr/bin/python3 " RECTIFY_SOURCE_DIR "/tests/support/random_tables.py " +
                        std::to_string(seed) + " 600",
                    {}, 280);
    CAPTURE(seed);
    CHECK(result.err == "");
    CHECK(result.status == 0);
  }
}
