// Polyphase rectification: the phases of one supply, each with its diodes, share one load.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/shapes/shape.hpp"

namespace rectify {

/// With ideal diodes the phase of the greatest voltage feeds the load, and in a bridge the current
/// returns through the phase of the least:
///
///     star     r = relu(max_k x_k - V)
///     bridge   r = relu(max_k x_k - min_k x_k - V)
///
/// where V is the forward voltage of the whole path. Reversed, -x takes the place of x: it makes no
/// difference to a bridge. `x` holds the p phases of a sample next to each other. NaN in any phase
/// gives NaN. A bridge has one rounding, a drop has one; a star without a drop is exact. Floats are
/// computed as floats, V too.
///
/// For sines p phases apart by 1/p turn, of amplitude A and without a drop, the mean of r is
/// V̂·(q/π)·sin(π/q) with q pulses a period: in a star V̂ = A and q = p; in a bridge of an odd number
/// of phases V̂ = 2A·cos(π/2p) and q = 2p, of an even number V̂ = 2A and q = p. (N. Mohan, T.
/// Undeland and W. Robbins, Power Electronics, 3rd ed. (2003), section 5-6, for p = 3.)
///
/// Backward: g goes to the phase that feeds the load, the first of equals, and in a bridge -g to
/// the one through which the current returns; +0 to all others, and to all where r is 0. At the
/// kink of relu it is at_zero of that. Where a phase is NaN, g goes to the first that is.
struct RECTIFY_API Polyphase {
  enum class Circuit { star, bridge };

  std::size_t phases;  ///< p >= 1
  Circuit circuit = Circuit::star;
  double drop = 0;        ///< V >= 0, finite, in the unit of x
  bool negative = false;  ///< the reversed diodes

  [[nodiscard]] std::size_t parts() const { return phases; }

  void forward(std::span<const double> x, std::span<double> r) const;
  void forward(std::span<const float> x, std::span<float> r) const;
  void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const;
  void backward(std::span<const float> x, std::span<const float> g, std::span<float> out,
                double at_zero = 0) const;

  /// V, with ∂e/∂V = -Σ g·relu'(u - V), u being the voltage before the drop.
  [[nodiscard]] std::vector<double> parameters() const { return {drop}; }
  [[nodiscard]] std::unique_ptr<ParameterGradient> parameter_gradient(double at_zero) const;
  void forward_with(std::span<const double> parameters, std::span<const double> x,
                    std::span<double> r) const;
};

}  // namespace rectify
