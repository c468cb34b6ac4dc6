// The envelope of a signal, from its analytic signal.
#pragma once

#include <cstddef>
#include <span>

#include "rectify/export.hpp"
#include "rectify/shapes/floats.hpp"

namespace rectify {

/// r = |z| within 2 ulp, without overflow or underflow on the way: the limit of a sum of N even
/// phases, times π/N, for N → ∞. NaN in either part of z, and infinity in both, gives NaN.
///
/// Backward: (∂e/∂Re z, ∂e/∂Im z) = g·z/|z|, each within 1e-15·|g| unless |z| is subnormal; NaN
/// where z/|z| is. At z = 0 both are +0, as for the sum of many phases, whatever at_zero is.
struct RECTIFY_API Envelope : FloatPasses<Envelope> {
  static constexpr std::size_t kParts = 2;  ///< Re z, Im z

  using FloatPasses::backward;
  using FloatPasses::forward;
  static void forward(std::span<const double> z, std::span<double> r);
  static void backward(std::span<const double> z, std::span<const double> g, std::span<double> out,
                       double at_zero = 0);
};

}  // namespace rectify
