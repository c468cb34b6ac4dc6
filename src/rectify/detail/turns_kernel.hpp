// The magnitude and angle of a point in the plane, as a function that compilers vectorise.
#pragma once

#include <cmath>

namespace rectify::detail {

struct Polar {
  double magnitude;
  double turns;  // in [0, 1]
};

/// magnitude = √(x² + y²) within 2 ulp, without overflow or underflow on the way, and turns = the
/// angle of (x, y) from the x-axis over 2π, within 2^-53. The angle of (0, 0) is 0; a NaN in either
/// gives NaN in both.
///
/// The point is folded into the first eighth of the turn, where t = smaller/greater is within
/// [0, 1]; then atan t = π/8 + atan((t - tan π/8)/(1 + t·tan π/8)) leaves |argument| <= tan π/8.
/// The polynomial comes from turns_coefficients.py beside this file; its relative error is 2^-53.7.
///
/// Always inlined, so that a caller for several instruction sets has a copy for each.
[[gnu::always_inline]] inline Polar polar_of(double x, double y) {
  constexpr double kTangent = 0x1.a827999fcef32p-2;  // tan π/8
  const double across = std::fabs(x);
  const double up = std::fabs(y);
  const double greater = up > across ? up : across;
  const double smaller = up > across ? across : up;
  const double ratio = smaller / (greater == 0 ? 1.0 : greater);

  const double t = (ratio - kTangent) / std::fma(ratio, kTangent, 1.0);
  const double s = t * t;
  double p = 0x1.3b48da01aab34p-9;
  p = std::fma(p, s, -0x1.5c3f6574c0e77p-8);
  p = std::fma(p, s, 0x1.d550a08ec1b53p-8);
  p = std::fma(p, s, -0x1.1017bc898b712p-7);
  p = std::fma(p, s, 0x1.327cee478717fp-7);
  p = std::fma(p, s, -0x1.5ba7bc2d8c76cp-7);
  p = std::fma(p, s, 0x1.912ac13fdc0f6p-7);
  p = std::fma(p, s, -0x1.da1ba95cf1637p-7);
  p = std::fma(p, s, 0x1.21bb94470a00bp-6);
  p = std::fma(p, s, -0x1.7483758e3eae1p-6);
  p = std::fma(p, s, 0x1.04c26be3b0422p-5);
  p = std::fma(p, s, -0x1.b2995e7b7b601p-5);
  p = std::fma(p, s, 0x1.45f306dc9c883p-3);
  const double eighth = std::fma(t, p, 0.0625);  // [0, 1/8]
  // Unfolded by signs, since compilers do not vectorise a loop with choices in it.
  const double quarter = 0.125 - std::copysign(0.125 - eighth, across - up);
  const double half = 0.25 - std::copysign(0.25 - quarter, x);
  const double turn = 0.5 - std::copysign(0.5 - half, y);
  return {greater * std::sqrt(std::fma(ratio, ratio, 1.0)), turn};
}

}  // namespace rectify::detail
