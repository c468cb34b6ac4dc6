// Checks line.hpp: the points that NumPy's linspace gives, bit for bit.
// Expectations by NumPy 1.24.2: [float(x).hex() for x in numpy.linspace(start, stop, count)]
#include "rectify/sources/line.hpp"

#include <doctest/doctest.h>

#include <vector>

using rectify::Line;

namespace {

void check(Line line, const std::vector<double>& expected) {
  REQUIRE(line.count == expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    CAPTURE(i);
    CHECK(line.at(i) == expected[i]);
  }
}

}  // namespace

TEST_CASE("points are NumPy's") {
  check({0, 1, 11}, {0x0.0p+0, 0x1.999999999999ap-4, 0x1.999999999999ap-3, 0x1.3333333333334p-2,
                     0x1.999999999999ap-2, 0x1.0p-1, 0x1.3333333333334p-1, 0x1.6666666666667p-1,
                     0x1.999999999999ap-1, 0x1.ccccccccccccdp-1, 0x1.0p+0});
  check({-1, 1, 7}, {-0x1.0p+0, -0x1.5555555555556p-1, -0x1.5555555555556p-2, 0x0.0p+0,
                     0x1.5555555555554p-2, 0x1.5555555555554p-1, 0x1.0p+0});
  check({0, 0x1.921fb54442d18p+2, 9},
        {0x0.0p+0, 0x1.921fb54442d18p-1, 0x1.921fb54442d18p+0, 0x1.2d97c7f3321d2p+1,
         0x1.921fb54442d18p+1, 0x1.f6a7a2955385ep+1, 0x1.2d97c7f3321d2p+2, 0x1.5fdbbe9bba775p+2,
         0x1.921fb54442d18p+2});
  check({1, 0, 4}, {0x1.0p+0, 0x1.5555555555556p-1, 0x1.5555555555556p-2, 0x0.0p+0});
  check({-0.3, 0.1, 6}, {-0x1.3333333333333p-2, -0x1.c28f5c28f5c28p-3, -0x1.1eb851eb851ebp-3,
                         -0x1.eb851eb851eb8p-5, 0x1.47ae147ae1480p-6, 0x1.999999999999ap-4});
  check({2, 2, 3}, {2, 2, 2});
}

TEST_CASE("a step too small for a double is not lost") {
  check({0, 0x1p-1073, 5}, {0, 0, 0x1p-1074, 0x1p-1073, 0x1p-1073});
}

TEST_CASE("both ends are exact on a long line") {
  const Line line{-1, 1, 1000001};
  CHECK(line.at(0) == -1);
  CHECK(line.at(1000000) == 1);
}

TEST_CASE("one point is the start") { CHECK(Line{3, 7, 1}.at(0) == 3); }
