// A function made of straight pieces, as a line and kinks.
#pragma once

#include <vector>

namespace rectify {

/// f(x) = f(0) + slope·x + Σ strength·(|x - at| - |at|).
///
/// Every continuous function of finitely many straight pieces is one: `slope` is the mean of the
/// slopes at its two ends, and at a kink the slope grows by twice its strength. This is what a
/// bandlimited rectifier must know of a shape: the line passes as it is, and only kinks alias.
struct PiecewiseLinear {
  struct Kink {
    double at;
    double strength;
  };
  double slope = 0;
  double at_zero = 0;       ///< f(0)
  std::vector<Kink> kinks;  ///< in any order; several at the same place add up
};

}  // namespace rectify
