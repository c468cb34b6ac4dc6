// A running sum in twice the precision of a double.
#pragma once

#include <cmath>
#include <cstdint>

namespace rectify {

/// Two doubles whose sum is the sum of all that was added, |low| being at most half an ulp of high
/// (T. Dekker, "A floating-point technique for extending the available precision", Numerische
/// Mathematik 18 (1971)). Each addition is off by less than 2^-104 of the sum, and exact where the
/// sum fits: multiples of 2^-62 up to a sum of 2^43, as the squares of 32-bit codes are. A sum that
/// passes the range of doubles is not finite from then on.
class ExactSum {
 public:
  void add(double x) { add(x, 0); }

  /// Adds high + low, |low| being small beside |high|.
  void add(double high, double low) {
    const double sum = high_ + high;
    const double part = sum - high_;
    const double rest = (high_ - (sum - part)) + (high - part);
    const double small = rest + (low_ + low);
    high_ = sum + small;
    low_ = small - (high_ - sum);
  }

  [[nodiscard]] double value() const { return high_ + low_; }

  /// The sum over `divisor`, which is above 0, in twice the precision too.
  [[nodiscard]] ExactSum over(double divisor) const {
    const double quotient = high_ / divisor;
    const double rest = std::fma(-quotient, divisor, high_) + low_;
    ExactSum result;
    result.add(quotient, rest / divisor);
    return result;
  }

  [[nodiscard]] ExactSum squared() const {
    const double square = high_ * high_;
    ExactSum result;
    result.add(square, std::fma(high_, high_, -square) + 2 * high_ * low_);
    return result;
  }

  [[nodiscard]] ExactSum less(const ExactSum& x) const {
    ExactSum result = *this;
    result.add(-x.high_, -x.low_);
    return result;
  }

  /// The quotient of the two sums, rounded once but for what 2^-104 of it can change.
  [[nodiscard]] double over(const ExactSum& divisor) const {
    const double quotient = high_ / divisor.high_;
    const double rest =
        std::fma(-quotient, divisor.high_, high_) + (low_ - quotient * divisor.low_);
    return quotient + rest / divisor.high_;
  }

  /// The square root, rounded once but for what 2^-104 of it can change; 0 where the sum is not
  /// above 0.
  [[nodiscard]] double root() const {
    if (!(high_ > 0)) return std::isnan(high_) ? high_ : 0;
    const double root = std::sqrt(high_);
    return root + (std::fma(-root, root, high_) + low_) / (2 * root);
  }

 private:
  double high_ = 0;
  double low_ = 0;
};

}  // namespace rectify
