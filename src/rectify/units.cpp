// Kinks in order, and the line between each two.
#include "rectify/units.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "rectify/compensated_sum.hpp"

namespace rectify {
namespace {

/// Passing the kink upward, the sum's line changes by this much.
struct Kink {
  double at;
  double slope;
  double intercept;
};

/// The index of the first kink beyond x, without a branch that the data could mislead.
std::size_t kinks_below(const std::vector<double>& kinks, double x) {
  std::size_t first = 0;
  for (std::size_t length = kinks.size(); length > 0;) {
    const std::size_t half = (length + 1) / 2;
    first += kinks[first + half - 1] < x ? half : 0;
    length -= half;
  }
  return first;
}

}  // namespace

UnitSum::UnitSum(std::span<const Unit> units, double leak, double scale) {
  CompensatedSum slope;
  CompensatedSum intercept;
  std::vector<Kink> kinks;
  for (const auto& [a, b, c] : units) {
    if (!std::isfinite(a) || !std::isfinite(b) || !std::isfinite(c)) {
      throw std::invalid_argument("rectify: a unit's coefficient is not finite");
    }
    const double at = -b / a;
    if (a == 0 || !std::isfinite(at)) {  // a line without a kink, or with one beyond all numbers
      const double gain = scale * c * (b > 0 ? 1.0 : leak);
      slope.add(gain * a);
      intercept.add(gain * b);
      continue;
    }
    // At x = -inf a unit with a > 0 leaks and one with a < 0 conducts; the kink swaps the two.
    const double left = scale * c * (a > 0 ? leak : 1.0);
    const double right = scale * c * (a > 0 ? 1.0 : leak);
    slope.add(left * a);
    intercept.add(left * b);
    kinks.push_back({at, (right - left) * a, (right - left) * b});
  }
  std::sort(kinks.begin(), kinks.end(), [](const Kink& p, const Kink& q) { return p.at < q.at; });

  pieces_.push_back({slope.value(), intercept.value()});
  for (const Kink& kink : kinks) {
    slope.add(kink.slope);
    intercept.add(kink.intercept);
    kinks_.push_back(kink.at);
    pieces_.push_back({slope.value(), intercept.value()});
  }
}

void UnitSum::forward(std::span<double> samples) const {
  for (double& x : samples) {
    const Piece& piece = pieces_[kinks_below(kinks_, x)];
    // A flat piece reaches to infinity: 0·inf must not make it NaN. NaN itself goes on.
    x = piece.slope == 0 && !std::isnan(x) ? piece.intercept : piece.slope * x + piece.intercept;
  }
}

}  // namespace rectify
