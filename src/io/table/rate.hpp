// The rate that stamps tell, each of them rounded to the digits that it shows.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "io/table/stamp.hpp"

namespace rectify::io {

/// All lines t = a + d·n that pass through a row of intervals, one at each n = 0, 1, 2, …: the
/// least and the greatest d. Intervals are taken in order; each costs constant time on average
/// (J. O'Rourke, "An on-line algorithm for fitting straight lines between data ranges",
/// Communications of the ACM 24, 1981).
class LineFit {
 public:
  /// Takes the interval from `low` to `high`; false: no line passes through all of them, and this
  /// one is left out.
  bool add(long double low, long double high);

  /// From the second interval on.
  [[nodiscard]] long double least_slope() const { return least_; }
  [[nodiscard]] long double greatest_slope() const { return greatest_; }

 private:
  struct Point {
    long double x;
    long double y;
  };
  void find_slopes();
  static long double slope(const Point& a, const Point& b) { return (b.y - a.y) / (b.x - a.x); }

  std::size_t count_ = 0;
  Point rectangle_[4] =
      {};  // the line of least slope goes from [0] to [2], the steepest [1] to [3]
  long double least_ = 0;
  long double greatest_ = 0;
  std::vector<Point> highs_;  // convex hulls of the ends seen so far
  std::vector<Point> lows_;
  std::size_t highs_begin_ = 0;
  std::size_t lows_begin_ = 0;
};

/// The roundest number from `low` to `high`, between which `middle` lies: a usual rate of sound
/// within 3 % of the middle, else the number of fewest significant digits, of several the nearest
/// to the middle. What is no rate, a middle that is not above 0 or not finite, comes back.
[[nodiscard]] double roundest_rate(double low, double high, double middle);

/// Looks at every stamp of a time axis in turn.
class RateFinder {
 public:
  /// One unit of the stamps lasts so many seconds. `looked_at` are stamps of the table's beginning:
  /// they tell how many digits there are.
  RateFinder(double seconds_per_unit, const std::vector<Stamp>& looked_at);

  /// The next stamp. False: not all stamps so far fit one rate within their rounding, and this
  /// step differs from the usual one, the median of those looked at, by more than the rounding and
  /// 1 %.
  bool add(const Stamp& stamp);

  /// Nullopt where fewer than two stamps, or stamps that stand still, tell none.
  [[nodiscard]] std::optional<double> rate() const;

  /// Whether every stamp fits the rate within its rounding; else every step does within 1 %.
  [[nodiscard]] bool fits_every_stamp() const { return fits_; }

  /// The stamps that were added.
  [[nodiscard]] std::uint64_t count() const { return count_; }

  /// The greatest and the smallest rate that fit.
  [[nodiscard]] double least() const;
  [[nodiscard]] double greatest() const;

  /// In seconds: the median step of the stamps that were looked at …
  [[nodiscard]] double usual_step() const { return static_cast<double>(usual_step_ * seconds_); }
  /// … and the step to the stamp that was added last.
  [[nodiscard]] double last_step() const { return static_cast<double>(last_step_ * seconds_); }

 private:
  void note_digits(const Stamp& stamp);
  [[nodiscard]] long double rounding(const Stamp& stamp);

  long double seconds_;
  int finest_ = std::numeric_limits<int>::max();  // the last digit shown, as a power of ten, of the
                                                  // stamp that shows the most
  int digits_ = 0;                                // the most significant digits of a stamp
  long double slack_ = 0;
  long double usual_step_ = 0;
  std::optional<Stamp> first_;
  Stamp last_;
  long double last_rounding_ = 0;
  long double last_step_ = 0;
  std::uint64_t count_ = 0;
  LineFit fit_;
  bool fits_ = true;
  long double least_step_ = 0;  // that all steps allow, each within its rounding and 1 %
  long double greatest_step_;
};

}  // namespace rectify::io
