// A running sum that keeps what rounding would lose.
#pragma once

#include <cmath>

namespace rectify {

/// Neumaier's compensated sum: the error is one rounding of the result plus n·2^-106 of Σ|x|
/// (A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54
/// (1974)). An infinite term makes the sum infinite or NaN, a NaN makes it NaN.
class CompensatedSum {
 public:
  void add(double x) {
    const double sum = sum_ + x;
    lost_ += std::fabs(sum_) >= std::fabs(x) ? (sum_ - sum) + x : (x - sum) + sum_;
    sum_ = sum;
  }

  [[nodiscard]] double value() const {
    const double total = sum_ + lost_;
    return std::isnan(total) ? sum_ : total;
  }

 private:
  double sum_ = 0;
  double lost_ = 0;
};

}  // namespace rectify
