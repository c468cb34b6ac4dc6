// The integral of a windowed sinc.
#include "rectify/alias_free/detail/step_residual.hpp"

#include <algorithm>
#include <cmath>

#include "rectify/alias_free/detail/fourfold.hpp"
#include "rectify/detail/kaiser.hpp"

namespace rectify::detail {
namespace {

/// ∫ f from a to b by five points after Gauss and Legendre: exact for polynomials of degree 9.
template <class Function>
double integral(const Function& f, double a, double b) {
  const double near = std::sqrt(5 - 2 * std::sqrt(10.0 / 7)) / 3;
  const double far = std::sqrt(5 + 2 * std::sqrt(10.0 / 7)) / 3;
  const double near_weight = (322 + 13 * std::sqrt(70.0)) / 900;
  const double far_weight = (322 - 13 * std::sqrt(70.0)) / 900;
  const double middle = (a + b) / 2;
  const double half = (b - a) / 2;
  return half * (128.0 / 225 * f(middle) +
                 near_weight * (f(middle - half * near) + f(middle + half * near)) +
                 far_weight * (f(middle - half * far) + f(middle + half * far)));
}

}  // namespace

StepResidual::StepResidual() {
  constexpr double kWidth = 1 - 4 * Fourfold::kInUse;
  constexpr double kHalf = kTaps / 2.0;
  constexpr std::size_t kSteps = kTaps / 2 * kPlaces;  // from the middle of h to its end
  const double attenuation = kaiser_attenuation(kTaps, kWidth);
  const double beta = kaiser_beta(attenuation);
  const auto h = [&](double tau) { return sinc(tau) * kaiser_window(tau / kHalf, beta); };

  // above[i] = ∫ h from i/kPlaces on: 1 - I there, and I at -i/kPlaces.
  std::vector<double> above(kSteps + 1);
  for (std::size_t i = kSteps; i-- > 0;) {
    const double from = static_cast<double>(i) / kPlaces;
    above[i] = above[i + 1] + integral(h, from, from + 1.0 / kPlaces);
  }
  const double whole = 2 * above[0];
  for (int place = 0; place <= kPlaces; ++place) {
    for (int tap = 0; tap < static_cast<int>(kTaps); ++tap) {
      const int steps = (tap + 1) * kPlaces - place - static_cast<int>(kSteps);  // τ·kPlaces
      const double beyond = above[static_cast<std::size_t>(std::abs(steps))] / whole;
      const bool after = tap >= static_cast<int>(kTaps / 2);
      // At d = 1 the sample after the step is on it, as the one before it is at d = 0.
      values_.push_back(after ? -beyond : beyond);
      slopes_.push_back(-h(static_cast<double>(steps) / kPlaces) / whole / kPlaces);
    }
  }
}

}  // namespace rectify::detail
