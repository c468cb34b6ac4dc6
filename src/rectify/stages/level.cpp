#include "rectify/stages/level.hpp"

#include <algorithm>
#include <cmath>

namespace rectify {

void Gain::forward(std::span<double> samples) const {
  for (double& x : samples) x *= factor;
}

void Normalization::observe(std::span<const double> block) {
  for (const double x : block) {
    if (std::isnan(x)) peak_ = x;  // and stays: no comparison with it is true
    if (std::fabs(x) > peak_) peak_ = std::fabs(x);
  }
}

void Normalization::conclude() {
  if (peak_ > 0 && std::isfinite(peak_) && std::isfinite(level_ / peak_)) {
    gain_.factor = level_ / peak_;
  }
}

}  // namespace rectify
