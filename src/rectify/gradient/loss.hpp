// The loss of a result against its target, and its gradient, with which a backward pass starts.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

namespace rectify {

/// The loss e is the mean of these terms over all samples: (r - t)² or |r - t|.
enum class Loss : std::uint8_t { kMse, kMae };

[[nodiscard]] constexpr std::string_view name_of(Loss loss) {
  return loss == Loss::kMse ? "mse" : "mae";
}

/// The term of one sample. NaN in r or the target gives NaN.
inline double loss_term(Loss loss, double r, double target) {
  const double off = r - target;
  return loss == Loss::kMse ? off * off : std::fabs(off);
}

/// The derivative of loss_term() by r: 2(r - t) or sign(r - t), sign(±0) being 0. Divided by the
/// number of samples it is ∂e/∂r. NaN in r or the target gives NaN.
inline double loss_slope(Loss loss, double r, double target) {
  const double off = r - target;
  if (loss == Loss::kMse) return 2 * off;
  return off > 0 ? 1.0 : off < 0 ? -1.0 : off + 0.0;  // +0, or NaN
}

}  // namespace rectify
