// Angles as functions of the sample, and their sines: steady, swept, or along an axis.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/sources/line.hpp"

namespace rectify {

/// A ratio of whole numbers: a frequency in turns a sample.
struct Ratio {
  std::uint64_t numerator = 0;
  std::uint64_t denominator = 1;  ///< 1 … 2^62
};

/// An angle u as a function of the sample n, in turns (1 turn = 360° = 2π). n may be below 0, but
/// for an angle along a line, which begins at 0. A constructor that is given a `multiple` m makes m
/// times the angle, phase included; each throws std::invalid_argument for a phase that is not
/// finite.
class RECTIFY_API Angle {
 public:
  virtual ~Angle() = default;

  /// out[i] = sin(2π·u(first + i)).
  virtual void sine(std::int64_t first, std::span<double> out) const = 0;

  /// out[i] = u(first + i) less its whole turns, within [0, 1].
  virtual void turns(std::int64_t first, std::span<double> out) const = 0;

  /// The number of samples after which the same values come again, bit for bit; 0 where they never
  /// do, or where that is not known.
  [[nodiscard]] virtual std::uint64_t period() const { return 0; }
};

/// u(n) = n·frequency + phase. The product is reduced modulo one turn in whole numbers, so that the
/// sine is within 1 ulp of the true one at every n up to 2^53. The phase alone is rounded, to a
/// double.
class RECTIFY_API SteadyAngle : public Angle {
 public:
  /// Throws std::invalid_argument for a denominator outside 1 … 2^62.
  SteadyAngle(Ratio turns_per_sample, double phase_turns, std::uint64_t multiple = 1);

  void sine(std::int64_t first, std::span<double> out) const override;
  void turns(std::int64_t first, std::span<double> out) const override;
  [[nodiscard]] std::uint64_t period() const override { return period_; }

 private:
  [[nodiscard]] std::uint64_t step_of(std::int64_t n) const;
  template <class Kernel>
  void in_chunks(std::int64_t first, std::span<double> out, Kernel kernel) const;

  std::uint64_t step_;             // turns a sample, in units of 1/modulus_
  std::uint64_t modulus_;          // steps in a turn
  std::uint64_t phase_steps_ = 0;  // the phase: whole steps …
  double phase_rest_ = 0;          // … and a fraction of one, within [-½, ½] …
  double phase_rest_low_ = 0;      // … and what that could not hold
  std::uint64_t period_;
  std::vector<double> offsets_;  // i·step_ mod modulus_; empty where a double can't hold these
};

/// An exponential sweep: the frequency goes from f0 to f1, in turns a sample, over T samples by
/// equal ratios, and u(n) = f0·T/ln(f1/f0)·((f1/f0)^(n/T) - 1) + phase is its integral. Computed in
/// long double: on x86-64 the error is below 1e-11 turns after 10^7 turns.
class RECTIFY_API SweptAngle : public Angle {
 public:
  /// `samples` is T. Throws std::invalid_argument unless f0, f1 and T are positive.
  SweptAngle(double f0, double f1, double samples, double phase_turns, std::uint64_t multiple = 1);

  void sine(std::int64_t first, std::span<double> out) const override;
  void turns(std::int64_t first, std::span<double> out) const override;

 private:
  [[nodiscard]] long double at(std::int64_t n) const;

  long double log_ratio_;  // ln(f1/f0) a sample
  long double scale_;      // turns
  long double phase_;
};

/// u = x/(2π) + phase, x being radians on a line of evenly spaced points. The sine is that of the C
/// library in long double.
class RECTIFY_API LineAngle : public Angle {
 public:
  LineAngle(Line line, double phase_turns, std::uint64_t multiple = 1);

  void sine(std::int64_t first, std::span<double> out) const override;
  void turns(std::int64_t first, std::span<double> out) const override;

 private:
  Line line_;
  long double phase_;
  std::uint64_t multiple_;
};

}  // namespace rectify
