// Checks the fit of a rate against a search that looks at every pair of stamps, and its roundness.
#include "io/table/rate.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace rectify::io;
using Interval = std::pair<double, double>;

/// The least and greatest slope of a line through all intervals, by trying every pair of ends: one
/// of them is touched by the line of extreme slope.
std::vector<double> slopes_by_search(const std::vector<Interval>& intervals) {
  std::vector<double> found;
  const auto fits = [&](double slope) {
    double low = -INFINITY, high = INFINITY;
    for (std::size_t n = 0; n < intervals.size(); ++n) {
      low = std::max(low, intervals[n].first - slope * static_cast<double>(n));
      high = std::min(high, intervals[n].second - slope * static_cast<double>(n));
    }
    return low <= high + 1e-12;
  };
  for (std::size_t a = 0; a < intervals.size(); ++a) {
    for (std::size_t b = a + 1; b < intervals.size(); ++b) {
      const double length = static_cast<double>(b - a);
      for (const double slope : {(intervals[b].first - intervals[a].second) / length,
                                 (intervals[b].second - intervals[a].first) / length}) {
        if (fits(slope)) found.push_back(slope);
      }
    }
  }
  return found;
}

RateFinder finder(const std::vector<std::string>& texts, double seconds = 1) {
  std::vector<Stamp> stamps;
  for (const std::string& text : texts) stamps.push_back(stamp_of(text, spell(text, {})).value());
  RateFinder rate(seconds, stamps);
  for (const Stamp& stamp : stamps) CHECK(rate.add(stamp));
  return rate;
}

}  // namespace

TEST_CASE("a line is fitted through intervals exactly as a search finds it") {
  std::mt19937 random(5);
  std::uniform_real_distribution<double> noise(-1, 1);
  int fitted = 0;
  for (int round = 0; round < 400; ++round) {
    const double slope = noise(random);
    const double width = 0.3 + std::fabs(noise(random));
    std::vector<Interval> intervals;
    LineFit fit;
    bool all = true;
    for (int n = 0; n < 12; ++n) {
      const double middle = slope * n + 0.7 * noise(random);
      const Interval interval{middle - width, middle + width};
      intervals.push_back(interval);
      const bool taken = fit.add(interval.first, interval.second);
      const std::vector<double> found = slopes_by_search(intervals);
      if (n == 0) continue;
      CHECK(taken == !found.empty());
      if (!taken) {
        all = false;
        break;
      }
      // Both compute quotients of numbers below 20 in at least 53 bits.
      CHECK(std::fabs(static_cast<double>(fit.least_slope()) -
                      *std::min_element(found.begin(), found.end())) < 1e-12);
      CHECK(std::fabs(static_cast<double>(fit.greatest_slope()) -
                      *std::max_element(found.begin(), found.end())) < 1e-12);
    }
    fitted += all ? 1 : 0;
  }
  CHECK(fitted > 50);
  CHECK(fitted < 350);
}

TEST_CASE("the roundest rate has the fewest digits, a usual rate of sound first") {
  CHECK(roundest_rate(359.2, 361.1, 360.1) == 360);
  CHECK(roundest_rate(0, INFINITY, INFINITY) == INFINITY);
  CHECK(roundest_rate(-1, 1, 0) == 0);
  CHECK(std::isnan(roundest_rate(0, 1, NAN)));
  CHECK(roundest_rate(990, 1010, 1000) == 1000);
  CHECK(roundest_rate(43900, 44300, 44080) == 44100);
  CHECK(roundest_rate(44091.5, 44092.6, 44092.1) == 44092);
  CHECK(roundest_rate(47990, 50010, 49000) == 48000);
  CHECK(roundest_rate(49000, 51000, 50000) == 50000);
  CHECK(roundest_rate(0.0332, 0.0335, 0.0333) == doctest::Approx(0.0333));
  CHECK(roundest_rate(667, INFINITY, 1000) == 1000);
  CHECK(roundest_rate(2.4, 2.6, 2.5) == 2.5);
  CHECK(roundest_rate(123.456, 123.456, 123.456) == 123.456);
}

TEST_CASE("trailing zeros that were left out, and powers of ten, do not mislead") {
  CHECK(finder({"0", "0.25", "0.5", "0.75", "1", "1.25"}).rate() == 4.0);
  CHECK(finder({"0", "20", "40", "60", "80", "100"}, 1e-6).rate() == 50000.0);
  CHECK(finder({"-2.0E-03", "-1.0E-03", "0.0E+00", "1.0E-03"}).rate() == 1000.0);
  CHECK(finder({"0.00099", "0.00199", "0.00299", "0.00399"}).rate() == 1000.0);
  CHECK(finder({"9.998", "9.999", "10", "10.001", "10.002"}).rate() == 1000.0);
  CHECK_FALSE(finder({"0"}).rate().has_value());
  CHECK_FALSE(finder({"3", "3"}).rate().has_value());
}

TEST_CASE("stamps that fall tell no rate, from the first step on") {
  std::vector<Stamp> stamps;
  for (const char* text : {"5", "3", "1"})
    stamps.push_back(stamp_of(text, spell(text, {})).value());
  RateFinder falling(1, stamps);
  CHECK(falling.add(stamps[0]));
  CHECK_FALSE(falling.add(stamps[1]));
  CHECK_FALSE(falling.fits_every_stamp());
  CHECK_FALSE(falling.rate().has_value());
}

TEST_CASE("what fits no rate within the rounding is uneven, or off the grid") {
  RateFinder uneven = finder({"0", "0.001", "0.002005", "0.003"});
  CHECK_FALSE(uneven.fits_every_stamp());
  CHECK(uneven.rate() == 1000.0);
  std::vector<Stamp> stamps;
  for (const char* text : {"0", "0.001", "0.002", "0.003100"})
    stamps.push_back(stamp_of(text, spell(text, {})).value());
  RateFinder off(1, stamps);
  CHECK(off.add(stamps[0]));
  CHECK(off.add(stamps[1]));
  CHECK(off.add(stamps[2]));
  CHECK_FALSE(off.add(stamps[3]));
  CHECK(off.usual_step() == 0.001);
  CHECK(off.last_step() == doctest::Approx(0.0011));
}
