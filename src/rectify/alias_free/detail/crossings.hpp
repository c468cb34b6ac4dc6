// Where a signal, sampled at four times its rate, passes given values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rectify/alias_free/detail/root_batch.hpp"

namespace rectify::detail {

/// Finds every crossing of K ascending kinks κ, also those that leave no trace in the samples: the
/// signal can turn between two samples on the same side of κ and pass it twice.
///
/// Between y[n] and y[n + 1] the signal is taken to be CellPolynomial P. A parabola of second
/// difference e and chord c = |y[n + 1] - y[n]| that turns in the cell goes beyond the nearer
/// sample by e/8·(1 - 2c/e)². So with e = max(|Δ²y[n]|, |Δ²y[n + 1]|) a cell is looked at more
/// closely where a sample lies within (e - c)/4, at least twice that, of a kink: it is parted where
/// P' = 0, sought in quarters of the cell. On each part P is monotonic and passes what lies between
/// the values at its ends. A pair of crossings is born at such an end, so nothing jumps when the
/// signal is moved a little. In all other cells the samples tell.
///
/// Each crossing is then solved for by RootBatch.
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

  /// Calls function(begin, end, kinks_below) for each run of samples, from `begin` to before `end`,
  /// that lie above or on so many of the kinks, and below the others. The first run begins at
  /// kMargin, the last ends with the samples; in the last kMargin of them others may be meant.
  template <class Function>
  void for_each_run(Function function) const {
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const std::size_t end = i + 1 < runs_.size() ? runs_[i + 1].begin : samples_;
      function(runs_[i].begin, end, runs_[i].kinks_below);
    }
  }

 private:
  struct Run {
    std::size_t begin;
    std::size_t kinks_below;
  };
  void enter(const double* y, std::size_t cell, double tolerance);
  void walk(std::size_t cell, const End& from, const End& to);

  std::vector<double> kinks_;
  std::vector<double> fences_;  // the kinks between -inf and inf
  std::size_t below_ = 0;       // how many kinks lie below the current sample
  std::size_t samples_ = 0;
  std::vector<Crossing> crossings_;
  std::vector<Run> runs_;
};

}  // namespace rectify::detail
