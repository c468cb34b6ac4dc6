// Computes angles: steady ones in whole numbers, the others in long double.
#include "rectify/sources/angle.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "rectify/detail/instruction_sets.hpp"
#include "rectify/detail/preconditions.hpp"
#include "rectify/detail/sine_kernel.hpp"

namespace rectify {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr std::size_t kChunk = 512;  // samples, whose offsets are tabled
constexpr std::uint64_t kExactInDouble = std::uint64_t{1}
                                         << 51U;  // so that the sum of two is exact too
constexpr long double kTwoPi = 2 * std::numbers::pi_v<long double>;

std::uint64_t multiplied(std::uint64_t a, std::uint64_t b, std::uint64_t modulus) {
  return static_cast<std::uint64_t>(static_cast<Wide>(a) * b % modulus);
}

/// A steady angle at the start of a chunk.
struct Steps {
  double start;     // in steps, below `modulus`
  double rest;      // a fraction of a step, the same for all samples …
  double rest_low;  // … and what that could not hold
  double modulus;
};

/// out[i] = sin(2π(start + offsets[i] + rest)/modulus). Sums, quadrants and differences of whole
/// steps are exact, so that the argument has all its digits near a zero of the sine too.
RECTIFY_CLONES void sine_of_steps(Steps steps, std::size_t count, const double* offsets,
                                  double* out) {
  constexpr double kTwoPiHigh = 0x1.921fb54442d18p+2;
  constexpr double kTwoPiLow = 0x1.1a62633145c07p-52;
  const double quadrants = 4 / steps.modulus;
  const double quarter = steps.modulus / 4;
  // 2π/modulus as the unevaluated sum of two doubles.
  const double unit = kTwoPiHigh / steps.modulus;
  const double unit_low = (std::fma(-unit, steps.modulus, kTwoPiHigh) + kTwoPiLow) / steps.modulus;
  const double rest = steps.rest * unit;
  const double rest_low =
      std::fma(steps.rest, unit, -rest) + std::fma(steps.rest, unit_low, steps.rest_low * unit);
  for (std::size_t i = 0; i < count; ++i) {
    const double r = steps.start + offsets[i];
    const double quadrant = std::fma(r, quadrants, detail::kRoundToInteger);
    const double k = std::fma(quadrant - detail::kRoundToInteger, -quarter, r);
    const double product = k * unit;
    const double low = std::fma(k, unit, -product) + std::fma(k, unit_low, rest_low);
    // Near a zero crossing product and rest almost cancel, so that the rounding of their sum
    // matters: it is kept (D. Knuth's two-sum).
    const double sum = product + rest;
    const double from_rest = sum - product;
    const double lost = (product - (sum - from_rest)) + (rest - from_rest);
    const double t = sum + (low + lost);
    out[i] = detail::sine_of_reduced(quadrant, t, (low + lost) - (t - sum));
  }
}

RECTIFY_CLONES void turns_of_steps(Steps steps, std::size_t count, const double* offsets,
                                   double* out) {
  for (std::size_t i = 0; i < count; ++i) {
    double r = steps.start + offsets[i];
    r -= r >= steps.modulus ? steps.modulus : 0.0;
    const double u = (r + steps.rest) / steps.modulus;
    out[i] = u < 0 ? u + 1.0 : u;
  }
}

long double fraction(long double u) { return u - std::floor(u); }

}  // namespace

SteadyAngle::SteadyAngle(Ratio turns_per_sample, double phase_turns, std::uint64_t multiple) {
  auto [numerator, denominator] = turns_per_sample;
  detail::require(denominator != 0 && denominator <= std::uint64_t{1} << 62U,
                  "the denominator of a frequency must be from 1 to 2^62");
  detail::require(std::isfinite(phase_turns), "a phase must be finite");
  numerator = multiplied(numerator % denominator, multiple, denominator);
  const std::uint64_t common = std::gcd(numerator, denominator);
  step_ = numerator / common;
  modulus_ = denominator / common;
  period_ = denominator / common;
  // The steps are as fine as a double allows, so that the fraction of one in the phase is small.
  while (modulus_ < kExactInDouble / 2) {
    modulus_ *= 2;
    step_ *= 2;
  }

  // phase·modulus as the unevaluated sum of two numbers, then as whole steps and a fraction of one.
  const long double phase = std::remainder(static_cast<long double>(phase_turns) * multiple, 1.0L);
  const auto modulus = static_cast<long double>(modulus_);
  const long double high = phase * modulus;
  const long double whole = std::nearbyint(high);
  const long double lost = std::fma(phase, modulus, -high);
  const long double rest = (high - whole) + lost;
  phase_rest_ = static_cast<double>(rest);
  phase_rest_low_ = static_cast<double>(rest - phase_rest_);
  phase_steps_ =
      whole < 0 ? modulus_ - static_cast<std::uint64_t>(-whole) : static_cast<std::uint64_t>(whole);

  if (modulus_ < kExactInDouble) {
    offsets_.resize(kChunk);
    for (std::size_t i = 0; i < kChunk; ++i) {
      offsets_[i] = static_cast<double>(multiplied(i, step_, modulus_));
    }
  }
}

std::uint64_t SteadyAngle::step_of(std::int64_t n) const {
  // Of -n the steps are what n's are short of a whole number of turns.
  const std::uint64_t size =
      n < 0 ? 0 - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
  const std::uint64_t steps = multiplied(size, step_, modulus_);
  const std::uint64_t turned = n < 0 && steps != 0 ? modulus_ - steps : steps;
  return static_cast<std::uint64_t>((static_cast<Wide>(turned) + phase_steps_) % modulus_);
}

template <class Kernel>
void SteadyAngle::in_chunks(std::int64_t first, std::span<double> out, Kernel kernel) const {
  for (std::size_t done = 0; done < out.size(); done += kChunk) {
    const Steps steps{static_cast<double>(step_of(first + static_cast<std::int64_t>(done))),
                      phase_rest_, phase_rest_low_, static_cast<double>(modulus_)};
    kernel(steps, std::min(kChunk, out.size() - done), offsets_.data(), out.data() + done);
  }
}

void SteadyAngle::sine(std::int64_t first, std::span<double> out) const {
  if (!offsets_.empty()) return in_chunks(first, out, sine_of_steps);
  for (double& y : out) {
    // A double can't hold these steps. Folded to the nearest half turn in integers they fit the 64
    // bits of a long double.
    std::uint64_t r = step_of(first++);
    const bool second_half = r >= modulus_ - r;
    const std::uint64_t to_zero = second_half ? modulus_ - r : r;
    const bool beyond_quarter = to_zero > modulus_ / 2 - to_zero;
    const long double k = beyond_quarter ? static_cast<long double>(modulus_ - 2 * to_zero) / 2
                                         : static_cast<long double>(to_zero);
    const long double whole_rest = static_cast<long double>(phase_rest_) + phase_rest_low_;
    const long double rest = (second_half != beyond_quarter) ? -whole_rest : whole_rest;
    const long double sine = std::sin((k + rest) * (kTwoPi / static_cast<long double>(modulus_)));
    y = static_cast<double>(second_half ? -sine : sine);
  }
}

void SteadyAngle::turns(std::int64_t first, std::span<double> out) const {
  if (!offsets_.empty()) return in_chunks(first, out, turns_of_steps);
  for (double& u : out) {
    const auto r = static_cast<long double>(step_of(first++)) + phase_rest_;
    u = static_cast<double>((r < 0 ? r + static_cast<long double>(modulus_) : r) /
                            static_cast<long double>(modulus_));
  }
}

SweptAngle::SweptAngle(double f0, double f1, double samples, double phase_turns,
                       std::uint64_t multiple)
    : log_ratio_(std::log(static_cast<long double>(f1) / f0) / samples),
      scale_(static_cast<long double>(f0) * static_cast<long double>(multiple)),
      phase_(static_cast<long double>(phase_turns) * static_cast<long double>(multiple)) {
  const bool positive = f0 > 0 && f1 > 0 && samples > 0;
  detail::require(positive && std::isfinite(f0) && std::isfinite(f1),
                  "a sweep needs finite frequencies and a length above zero");
  detail::require(std::isfinite(phase_turns), "a phase must be finite");
}

long double SweptAngle::at(std::int64_t n) const {
  const auto t = static_cast<long double>(n);
  const long double seconds = log_ratio_ == 0 ? t : std::expm1(t * log_ratio_) / log_ratio_;
  return fraction(scale_ * seconds + phase_);
}

void SweptAngle::sine(std::int64_t first, std::span<double> out) const {
  turns(first, out);
  for (double& y : out) y = detail::sine_of_turns(y);
}

void SweptAngle::turns(std::int64_t first, std::span<double> out) const {
  for (double& u : out) u = static_cast<double>(at(first++));
}

LineAngle::LineAngle(Line line, double phase_turns, std::uint64_t multiple)
    : line_(line), phase_(phase_turns), multiple_(multiple) {
  detail::require(std::isfinite(phase_turns), "a phase must be finite");
}

void LineAngle::sine(std::int64_t first, std::span<double> out) const {
  const auto multiple = static_cast<long double>(multiple_);
  for (double& y : out) {
    const long double x = line_.at(static_cast<std::uint64_t>(first++)) + phase_ * kTwoPi;
    y = static_cast<double>(std::sin(x * multiple));
  }
}

void LineAngle::turns(std::int64_t first, std::span<double> out) const {
  const auto multiple = static_cast<long double>(multiple_);
  for (double& u : out) {
    u = static_cast<double>(
        fraction((line_.at(static_cast<std::uint64_t>(first++)) / kTwoPi + phase_) * multiple));
  }
}

}  // namespace rectify
