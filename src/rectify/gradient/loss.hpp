// How far a result is from a target, and the gradient that starts a backward pass.
#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

namespace rectify {

/// e is the mean of these terms over all samples: (r - t)², or |r - t|.
enum class Loss : std::uint8_t { kMse, kMae };

[[nodiscard]] constexpr std::string_view name_of(Loss loss) {
  return loss == Loss::kMse ? "mse" : "mae";
}

/// A sample's term of the loss. NaN in either gives NaN.
inline double loss_term(Loss loss, double r, double target) {
  const double off = r - target;
  return loss == Loss::kMse ? off * off : std::fabs(off);
}

/// Its derivative by r: 2(r - t), or sign(r - t) with sign(±0) = 0. Divided by the number of
/// samples it is ∂e/∂r. NaN in either gives NaN.
inline double loss_slope(Loss loss, double r, double target) {
  const double off = r - target;
  if (loss == Loss::kMse) return 2 * off;
  return off > 0 ? 1.0 : off < 0 ? -1.0 : off + 0.0;  // +0, or NaN
}

}  // namespace rectify
