// Checks compensated_sum.hpp: it keeps what plain addition would lose.
#include "rectify/compensated_sum.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <limits>

using rectify::CompensatedSum;

namespace {

constexpr double kInf = std::numeric_limits<double>::infinity();

double sum(std::initializer_list<double> terms) {
  CompensatedSum total;
  for (const double x : terms) total.add(x);
  return total.value();
}

}  // namespace

TEST_CASE("small terms survive large ones that cancel") {
  CHECK(sum({}) == 0);
  CHECK(sum({1.0, 1e100, 1.0, -1e100}) == 2.0);  // where plain and Kahan's sums give 0
  CHECK(sum({1e16, 1.0, -1e16}) == 1.0);
  CHECK(sum({-1e16, 0.5, 1e16, 0.25}) == 0.75);
}

TEST_CASE("ten million times a tenth is a million") {
  // 10^7 times the double next to 0.1, whose excess is 5.55e-18: 1000000.0000000000555, and the
  // nearest double is 10^6. Plain addition is off by 1.6e-4.
  CompensatedSum total;
  for (int i = 0; i < 10'000'000; ++i) total.add(0.1);
  CHECK(total.value() == 1e6);
}

TEST_CASE("infinity and NaN show in the sum") {
  CHECK(sum({1.0, kInf, 2.0}) == kInf);
  CHECK(sum({-kInf, 1.0}) == -kInf);
  CHECK(std::isnan(sum({kInf, -kInf})));
  CHECK(std::isnan(sum({1.0, std::nan(""), 2.0})));
}
