// The loops of gain and normalization.
#include "rectify/stages/level.hpp"

#include <cmath>

#include "rectify/detail/preconditions.hpp"

namespace rectify {

Gain::Gain(double factor) : factor_(factor) {
  detail::require(std::isfinite(factor), "a gain must be finite");
}

void Gain::process(Block& block) {
  for (double& x : block) x *= factor_;
}

Normalization::Normalization(double level) : level_(level) {
  detail::require(level > 0 && std::isfinite(level), "a level must be positive and finite");
}

void Normalization::observe(std::span<const double> block) {
  for (const double x : block) {
    if (std::isnan(x)) peak_ = x;  // and stays so, since no comparison with NaN is true
    if (std::fabs(x) > peak_) peak_ = std::fabs(x);
  }
}

void Normalization::finish() {
  if (std::isfinite(peak_) && std::isfinite(level_ / peak_)) {  // not where there is silence
    gain_ = Gain(level_ / peak_);
  }
}

}  // namespace rectify
