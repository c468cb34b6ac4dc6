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

/// Sums over samples x with upstream gradients g, of which the derivative of e = Σ g·f(x) by any
/// number that f is made of can be put together:
///
///     ∂e/∂slope = gx    ∂e/∂at = -strength·signs    ∂e/∂strength = signs_x - at·signs
///
/// the last two for a term strength·|x - at|. Where f is bandlimited, so are the signs.
struct PieceSums {
  struct Kink {
    double signs;    ///< Σ g·sgn(x - at)
    double signs_x;  ///< Σ g·x·sgn(x - at)
  };
  double g = 0;             ///< Σ g
  double gx = 0;            ///< Σ g·x
  std::vector<Kink> kinks;  ///< in the order of PiecewiseLinear::kinks
  Kink far{0, 0};           ///< of a kink below all x, which sees x through what limits its band
};

}  // namespace rectify
