// The sine of an angle in turns, to better than one ulp, as a function that compilers vectorise.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

namespace rectify::detail {

/// Adding 1.5·2^52 to |x| < 2^51 rounds x to the nearest integer, which is then in the low bits of
/// the sum.
inline constexpr double kRoundToInteger = 0x1.8p52;

/// sin(q·π/2 + t + e) for an integer q, given as `quadrant` = q + kRoundToInteger, for |t| <= π/4
/// and a correction |e| <= 2^-52·|t|, the part of the angle that t could not hold.
///
/// Error <= 0.85 ulp: half an ulp from the last addition; the rest from the rounding of t³·P(t²),
/// which is at most 0.08 where the result is 0.7, and from P itself. The polynomials come from
/// sine_coefficients.py beside this file; the use of e is that of W. J. Cody and W. Waite,
/// Software Manual for the Elementary Functions (1980), chapter 8.
///
/// Always inlined, so that a caller for several instruction sets has a copy for each.
[[gnu::always_inline]] inline double sine_of_reduced(double quadrant, double t, double e) {
  const double s = t * t;

  // sin(t + e) = t + (t³·P(s) + e·cos t), where 1 - s/2 is a good enough cos t.
  double p = 0x1.5e0b19f8b1451p-33;
  p = std::fma(p, s, -0x1.ae600b02b6262p-26);
  p = std::fma(p, s, 0x1.71de37968a100p-19);
  p = std::fma(p, s, -0x1.a01a019e83aaep-13);
  p = std::fma(p, s, 0x1.1111111110bb2p-7);
  p = std::fma(p, s, -0x1.5555555555555p-3);
  const double sine = t + std::fma(t * s, p, std::fma(-0.5 * s, e, e));

  // cos(t + e) = w + (what rounding w lost + s²·Q(s) - e·t), w = 1 - s/2.
  double c = -0x1.907da367a37cbp-37;
  c = std::fma(c, s, 0x1.1eeb68e93b64cp-29);
  c = std::fma(c, s, -0x1.27e4fa17da09ep-22);
  c = std::fma(c, s, 0x1.a01a019f4eb01p-16);
  c = std::fma(c, s, -0x1.6c16c16c16967p-10);
  c = std::fma(c, s, 0x1.5555555555555p-5);
  const double w = std::fma(-0.5, s, 1.0);
  const double lost = std::fma(-0.5, s, 1.0 - w) - 0.5 * std::fma(t, t, -s);
  const double cosine = w + std::fma(s * s, c, std::fma(-e, t, lost));

  // Odd quadrants take the cosine, the upper two change the sign; by masks, since compilers do not
  // vectorise a loop with a choice between doubles in it.
  const auto q = std::bit_cast<std::uint64_t>(quadrant);
  const std::uint64_t odd = ~((q & 1U) - 1U);
  const std::uint64_t value =
      (std::bit_cast<std::uint64_t>(cosine) & odd) | (std::bit_cast<std::uint64_t>(sine) & ~odd);
  return std::bit_cast<double>(value ^ ((q & 2U) << 62U));
}

/// sin(2πu) for |u| < 2^40 turns, within 1 ulp of the true sine.
[[gnu::always_inline]] inline double sine_of_turns(double u) {
  constexpr double kTwoPi = 0x1.921fb54442d18p+2;
  constexpr double kTwoPiLow = 0x1.1a62633145c07p-52;  // 2π - kTwoPi
  const double quadrant = std::fma(u, 4.0, kRoundToInteger);
  const double v = std::fma(quadrant - kRoundToInteger, -0.25, u);  // exact
  const double t = v * kTwoPi;
  return sine_of_reduced(quadrant, t, std::fma(v, kTwoPiLow, std::fma(v, kTwoPi, -t)));
}

}  // namespace rectify::detail
