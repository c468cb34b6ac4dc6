// Which samples between the two rates each of the two filters needs.
#include "rectify/alias_free/detail/fourfold.hpp"

#include "rectify/detail/preconditions.hpp"

namespace rectify::detail {

void Fourfold::up(std::span<const double> x, std::vector<double>& y) {
  require(x.size() >= 2 * kReach, "too few frames around those that are wanted");
  const std::size_t n = x.size() - 2 * kReach;
  y.resize(kFactor * n);
  twofold_.resize(2 * (n + 2 * kMargin));
  first_.up(x.subspan(1, x.size() - 1), twofold_);
  second_.up(std::span<const double>(twofold_).subspan(2 * kMargin - (kSecond - 1),
                                                       2 * n + 2 * kSecond - 1),
             y);
}

void Fourfold::down(std::span<const double> z, std::span<double> r) {
  require(z.size() == kFactor * (r.size() + 2 * kReach), "the lengths do not fit each other");
  twofold_.resize(2 * (r.size() + 2 * kFirst));
  second_.down(z.subspan(4 * kMargin - (2 * kSecond - 1), 2 * twofold_.size() + 4 * kSecond - 3),
               twofold_);
  first_.down(std::span<const double>(twofold_).subspan(1, 2 * r.size() + 4 * kFirst - 3), r);
}

}  // namespace rectify::detail
