// The envelope of a signal, from its analytic signal.
#pragma once

#include <cstddef>
#include <span>

#include "rectify/export.hpp"
#include "rectify/shapes/floats.hpp"

namespace rectify {

/// r = |z| within 2 ulp, without overflow or underflow on the way: the limit of a sum of N even
/// phases, times π/N, for N → ∞. `z` holds N pairs (Re z, Im z). NaN in either, and
/// infinity in both, gives NaN. Floats are computed in double, and each result is rounded once.
///
/// Both functions throw std::invalid_argument where the lengths of the spans do not fit.
struct RECTIFY_API Envelope {
  static constexpr std::size_t kParts = 2;  ///< numbers of z for each sample: Re z, Im z

  /// `r` holds N values, and may be the front of `z` or must not overlap it.
  static void forward(std::span<const double> z, std::span<double> r);
  static void forward(std::span<const float> z, std::span<float> r) {
    forward_floats(Envelope{}, z, r);
  }

  /// From N values of g = ∂e/∂r to N pairs (∂e/∂Re z, ∂e/∂Im z) = g·z/|z|, each within 1e-15·|g|
  /// unless |z| is subnormal; NaN where r or z/|z| is. At z = 0 both are +0, as for the sum of many
  /// phases, whatever slope at_zero gives to each. `out` may be `z`, and must not overlap `g`.
  static void backward(std::span<const double> z, std::span<const double> g, std::span<double> out,
                       double at_zero = 0);
  static void backward(std::span<const float> z, std::span<const float> g, std::span<float> out,
                       double at_zero = 0) {
    backward_floats(Envelope{}, z, g, out, at_zero);
  }
};

}  // namespace rectify
