// Where a signal, sampled at four times its rate, passes given values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace rectify::detail {

/// The signal passes kink number `kink` at the time cell + d, 0 <= d <= 1.
struct Crossing {
  std::uint32_t cell;
  std::uint32_t kink;
  double direction;  ///< +1 upward, -1 downward
  double d;
  double from;  ///< d lies between these two
  double to;
};

/// Samples from `begin` on, up to the next run, lie above `kinks_below` of the kinks, or on the
/// last of these, and below all others.
struct Run {
  std::size_t begin;
  std::size_t kinks_below;
};

/// Finds every crossing of K ascending kinks κ, also those that leave no trace in the samples: the
/// signal can turn between two samples on the same side of κ and pass it twice.
///
/// Between y[n] and y[n + 1] the signal is taken to be CellPolynomial P. If it turns there like a
/// parabola of second difference e, it goes beyond the nearer of the two samples by up to e/8. So
/// with e = max(|Δ²y[n]|, |Δ²y[n + 1]|) every cell that has a kink within e/4 of one of its samples
/// is split where P' = 0, sought in quarters of the cell; on each part P is monotonic and passes
/// what lies between its ends. As a pair of crossings is born at a value of P between two such
/// ends, nothing jumps when the signal is moved a little. In all other cells the samples tell.
///
/// Each crossing is then solved by five steps after Newton, kept between `from` and `to` by
/// bisection; from the secant's root on, or beside an extremum from the root of the parabola there.
class CrossingFinder {
 public:
  /// Throws std::invalid_argument unless the kinks are finite and ascending, no two the same.
  explicit CrossingFinder(std::vector<double> kinks);

  /// How many samples at either end of what find() is given serve only as neighbours.
  static constexpr std::size_t kMargin = 4;

  /// Finds the crossings in all cells between two of the samples y, but for the kMargin ones at
  /// either end; y must be finite.
  void find(std::span<const double> y);

  /// Of the last find(), by cell and within each in order of time.
  [[nodiscard]] std::span<const Crossing> crossings() const { return crossings_; }
  /// Of all samples, but for those at the ends; the first run begins at kMargin.
  [[nodiscard]] std::span<const Run> runs() const { return runs_; }

  [[nodiscard]] std::span<const double> kinks() const { return kinks_; }

 private:
  struct End {  // of a part of a cell
    double d;
    double value;
    bool turns;  // P' = 0 here
  };
  void enter(const double* y, std::size_t cell, double tolerance);
  void walk(std::size_t cell, End from, End to);
  void solve_all(const double* y);

  std::vector<double> kinks_;
  std::vector<double> fences_;  // the kinks between -inf and inf
  std::size_t below_ = 0;       // how many kinks lie below the current sample
  std::vector<Crossing> crossings_;
  std::vector<Run> runs_;
};

}  // namespace rectify::detail
