// Sorting kinks and adding them up.
#include "rectify/alias_free/detail/piece_table.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "rectify/compensated_sum.hpp"

namespace rectify::detail {

PieceTable::PieceTable(const PiecewiseLinear& shape) {
  std::vector<PiecewiseLinear::Kink> kinks = shape.kinks;
  for (const auto& [at, strength] : kinks) {
    if (!std::isfinite(at) || !std::isfinite(strength)) {
      throw std::invalid_argument("rectify: a kink that is not finite");
    }
  }
  std::stable_sort(kinks.begin(), kinks.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
  for (auto from = kinks.begin(); from != kinks.end();) {
    const auto to =
        std::find_if(from, kinks.end(), [&](const auto& k) { return k.at != from->at; });
    CompensatedSum strength;
    std::for_each(from, to, [&](const auto& kink) { strength.add(kink.strength); });
    if (strength.value() != 0) {
      kinks_.push_back(from->at);
      strengths_.push_back(strength.value());
    }
    from = to;
  }

  // Upward from the piece that 0 lies on, and downward from it: k(0) = 0 needs no cancelling.
  const std::size_t count = kinks_.size();
  pieces_.resize(count + 1);
  const auto zero = static_cast<std::size_t>(std::upper_bound(kinks_.begin(), kinks_.end(), 0.0) -
                                             kinks_.begin());
  CompensatedSum slope;
  for (std::size_t i = 0; i < count; ++i) slope.add(i < zero ? strengths_[i] : -strengths_[i]);
  CompensatedSum constant;
  const CompensatedSum slope_at_zero = slope;
  for (std::size_t i = zero;; ++i) {
    pieces_[i] = {slope.value(), constant.value()};
    if (i == count) break;
    slope.add(2 * strengths_[i]);
    constant.add(-2 * strengths_[i] * kinks_[i]);
  }
  slope = slope_at_zero;
  constant = {};
  for (std::size_t i = zero; i-- > 0;) {
    slope.add(-2 * strengths_[i]);
    constant.add(2 * strengths_[i] * kinks_[i]);
    pieces_[i] = {slope.value(), constant.value()};
  }
}

}  // namespace rectify::detail
