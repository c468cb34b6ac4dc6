// Each rectifier and its gradient as one call, for whole signals in memory.
#pragma once

#include <cstddef>
#include <span>

#include "rectify/export.hpp"
#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/half_wave.hpp"
#include "rectify/shapes/phases.hpp"
#include "rectify/shapes/units.hpp"

namespace rectify {

// x is the signal, r the result, g = ∂e/∂r the upstream gradient and out = ∂e/∂x: spans of equal
// length (or vectors, or arrays), all of float or all of double. `r` and `out` may be one of those
// that are read, or must not overlap them. at_zero in [0, 1] is the slope of relu at its kink. All
// functions throw std::invalid_argument where an argument is out of its range.

// Half-wave, full-wave and units act on each sample alone, in any layout, and are forward() and
// backward() of their shapes: see there.

void half(const auto& x, auto&& r, const HalfWave& shape = {}) { shape.forward(x, r); }
void half_gradient(const auto& x, const auto& g, auto&& out, const HalfWave& shape = {},
                   double at_zero = 0) {
  shape.backward(x, g, out, at_zero);
}

void full(const auto& x, auto&& r, const FullWave& shape = {}) { shape.forward(x, r); }
void full_gradient(const auto& x, const auto& g, auto&& out, const FullWave& shape = {},
                   double at_zero = 0) {
  shape.backward(x, g, out, at_zero);
}

void units(const auto& x, std::span<const Unit> units, auto&& r, double leak = 0) {
  UnitSum(units, leak, 1).forward(x, r);
}
void units_gradient(const auto& x, std::span<const Unit> units, const auto& g, auto&& out,
                    double leak = 0, double at_zero = 0) {
  UnitSum(units, leak, 1).backward(x, g, out, at_zero);
}

struct MultiphaseOptions {
  double drop = 0;           ///< V >= 0, of each phase
  double scale = 1;          ///< of the sum, >= 0; 1/N makes it a mean
  std::size_t channels = 1;  ///< interleaved
  double at_zero = 0;        ///< of the gradient
};

/// r = scale·Σ_k relu(s_k - V) in each channel, s_k being x with all its frequencies shifted by
/// φ_k. `rate` is in frames a second; outside x there is silence.
///
/// Upright phases give what UprightPhaseSum does, whatever the rate and channels. Others go through
/// AnalyticSignal, whose error is 1e-5 of the peak from 10 Hz to half the rate less as much, and
/// which makes the neighbours of a sample that is not finite NaN; then through AnalyticPhaseSum.
/// Both directions need memory for some seconds of the signal in double precision, in which floats
/// are computed.
RECTIFY_API void multiphase(std::span<const double> x, double rate, const Phases& phases,
                            std::span<double> r, const MultiphaseOptions& options = {});
RECTIFY_API void multiphase(std::span<const float> x, double rate, const Phases& phases,
                            std::span<float> r, const MultiphaseOptions& options = {});
RECTIFY_API void multiphase_gradient(std::span<const double> x, double rate, const Phases& phases,
                                     std::span<const double> g, std::span<double> out,
                                     const MultiphaseOptions& options = {});
RECTIFY_API void multiphase_gradient(std::span<const float> x, double rate, const Phases& phases,
                                     std::span<const float> g, std::span<float> out,
                                     const MultiphaseOptions& options = {});

/// r = |z|, the amplitude of x at each instant, z being its analytic signal: what π/N times the sum
/// of N even phases tends to. By AnalyticSignal and Envelope; otherwise as multiphase().
RECTIFY_API void envelope(std::span<const double> x, double rate, std::span<double> r,
                          std::size_t channels = 1);
RECTIFY_API void envelope(std::span<const float> x, double rate, std::span<float> r,
                          std::size_t channels = 1);
RECTIFY_API void envelope_gradient(std::span<const double> x, double rate,
                                   std::span<const double> g, std::span<double> out,
                                   std::size_t channels = 1);
RECTIFY_API void envelope_gradient(std::span<const float> x, double rate, std::span<const float> g,
                                   std::span<float> out, std::size_t channels = 1);

}  // namespace rectify
