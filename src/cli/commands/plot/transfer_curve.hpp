// y over x of any number of samples in bounded memory.
#pragma once

#include <cstddef>
#include <vector>

#include "cli/commands/plot/trace.hpp"
#include "cli/outputs/picture/figure.hpp"

namespace rectify::cli {

/// Keeps samples as they are as long as they are few; beyond that the least and the greatest y of
/// each column of x. The columns widen as x does.
class TransferCurve {
 public:
  /// Keeps at least `columns` columns, or one for each different x where these are fewer.
  explicit TransferCurve(std::size_t columns) : most_(8 * columns) {}

  /// Both finite.
  void add(double x, double y);

  [[nodiscard]] bool empty() const { return dots_.empty(); }

  /// From the least x to the greatest.
  [[nodiscard]] Window window() const { return {least_, greatest_}; }

  /// A line from left to right where y is a function of x, as a diode's is; dots, with lines
  /// between the least and the greatest at one x, where it is none, as with a capacitor.
  [[nodiscard]] Curve curve() const;

 private:
  struct Dot {
    double x = 0;
    double least = kGap;  ///< NaN: the column is empty
    double greatest = kGap;
  };

  void widen(double x);
  void put(const Dot& dot);

  std::size_t most_;
  std::vector<Dot> dots_;  // samples; once there is a width, columns
  double width_ = 0;
  double origin_ = 0;  // the left end of the first column
  double least_ = 0;
  double greatest_ = 0;
};

}  // namespace rectify::cli
