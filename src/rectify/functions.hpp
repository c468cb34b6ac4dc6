// Each rectifier and its gradient as one call, for whole signals in memory.
#pragma once

#include <cstddef>
#include <iterator>
#include <span>
#include <type_traits>
#include <utility>

#include "rectify/export.hpp"
#include "rectify/shapes/analytic_sum.hpp"
#include "rectify/shapes/envelope.hpp"
#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/half_wave.hpp"
#include "rectify/shapes/phases.hpp"
#include "rectify/shapes/shape.hpp"
#include "rectify/shapes/units.hpp"
#include "rectify/shapes/upright_phase_sum.hpp"

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

/// r = shape(z) for any shape of the analytic signal z, with T float or double. x holds interleaved
/// channels with `rate` frames a second, and silence before and after. AnalyticSignal makes z, with
/// the error that is told there, and with NaN around samples that are not finite. It takes memory
/// for some seconds of x in double precision, in which floats are computed too.
template <class T>
RECTIFY_API void analytic(const Shape& shape, std::span<const T> x, double rate, std::span<T> r,
                          std::size_t channels);
template <class T>
RECTIFY_API void analytic_gradient(const Shape& shape, std::span<const T> x, double rate,
                                   std::span<const T> g, std::span<T> out, std::size_t channels,
                                   double at_zero);

/// The type of the elements of a range.
template <class Range>
using ElementOf = std::remove_cvref_t<decltype(*std::data(std::declval<Range&>()))>;

struct MultiphaseOptions {
  double drop = 0;           ///< V >= 0, of each phase
  double scale = 1;          ///< of the sum, >= 0; 1/N makes it a mean
  std::size_t channels = 1;  ///< interleaved
  double at_zero = 0;        ///< of the gradient
};

/// r = scale·Σ_k relu(s_k - V), s_k being x with all its frequencies shifted by φ_k: upright phases
/// by UprightPhaseSum, whatever the rate; others by AnalyticPhaseSum of the analytic signal.
void multiphase(const auto& x, double rate, const Phases& phases, auto&& r,
                const MultiphaseOptions& o = {}) {
  if (phases.upright()) return UprightPhaseSum(phases, o.drop, o.scale).forward(x, r);
  const ShapeOf shape(AnalyticPhaseSum(phases, o.drop, o.scale));
  analytic<ElementOf<decltype(r)>>(shape, x, rate, r, o.channels);
}
void multiphase_gradient(const auto& x, double rate, const Phases& phases, const auto& g,
                         auto&& out, const MultiphaseOptions& o = {}) {
  if (phases.upright()) {
    return UprightPhaseSum(phases, o.drop, o.scale).backward(x, g, out, o.at_zero);
  }
  const ShapeOf shape(AnalyticPhaseSum(phases, o.drop, o.scale));
  analytic_gradient<ElementOf<decltype(out)>>(shape, x, rate, g, out, o.channels, o.at_zero);
}

/// r = |z|, the amplitude of x at each instant: what π/N times the sum of N even phases tends to.
void envelope(const auto& x, double rate, auto&& r, std::size_t channels = 1) {
  analytic<ElementOf<decltype(r)>>(ShapeOf(Envelope{}), x, rate, r, channels);
}
void envelope_gradient(const auto& x, double rate, const auto& g, auto&& out,
                       std::size_t channels = 1) {
  analytic_gradient<ElementOf<decltype(out)>>(ShapeOf(Envelope{}), x, rate, g, out, channels, 0);
}

}  // namespace rectify
