// Which samples between two rates each of the two filters needs.
#include "rectify/alias_free/detail/fourfold.hpp"

namespace rectify::detail {

void Fourfold::up(std::span<const double> x, std::span<double> y) {
  const std::size_t n = y.size() / kFactor;
  const std::size_t m = second_.reach();
  twofold_.resize(2 * (n + 2 * margin_));
  first_.up(x.subspan(1, n + 2 * reach() - 1), twofold_);
  second_.up(std::span<const double>(twofold_).subspan(2 * margin_ - (m - 1), 2 * n + 2 * m - 1),
             y);
}

void Fourfold::down(std::span<const double> z, std::span<double> r) {
  const std::size_t n = r.size();
  const std::size_t m1 = first_.reach();
  const std::size_t m2 = second_.reach();
  twofold_.resize(2 * (n + 2 * m1));
  second_.down(z.subspan(4 * margin_ - (2 * m2 - 1), 2 * twofold_.size() + 4 * m2 - 3), twofold_);
  first_.down(std::span<const double>(twofold_).subspan(1, 2 * n + 4 * m1 - 3), r);
}

}  // namespace rectify::detail
