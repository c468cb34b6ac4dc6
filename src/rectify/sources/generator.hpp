// Generators of waves, which can start from any sample.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/shapes/phase_sum.hpp"
#include "rectify/sources/angle.hpp"
#include "rectify/sources/line.hpp"

namespace rectify {

/// One channel of a signal, in which sample n depends on n alone. n may be below 0: a wave has no
/// beginning.
class RECTIFY_API Generator {
 public:
  virtual ~Generator() = default;

  /// out[i] is sample first + i.
  virtual void render(std::int64_t first, std::span<double> out) const = 0;

  /// The number of samples after which the same values come again; 0 where they never do, or where
  /// that is not known.
  [[nodiscard]] virtual std::uint64_t period() const { return 0; }
};

/// amplitude · sin of an angle: the sine with the error that the angle has, and one rounding.
class RECTIFY_API SineWave : public Generator {
 public:
  SineWave(std::unique_ptr<Angle> angle, double amplitude)
      : angle_(std::move(angle)), amplitude_(amplitude) {}
  void render(std::int64_t first, std::span<double> out) const override;
  [[nodiscard]] std::uint64_t period() const override { return angle_->period(); }

 private:
  std::unique_ptr<Angle> angle_;
  double amplitude_;
};

/// An angle itself, in turns less the whole ones, as phase sums take it.
class RECTIFY_API AngleWave : public Generator {
 public:
  explicit AngleWave(std::unique_ptr<Angle> angle) : angle_(std::move(angle)) {}
  void render(std::int64_t first, std::span<double> out) const override;
  [[nodiscard]] std::uint64_t period() const override { return angle_->period(); }

 private:
  std::unique_ptr<Angle> angle_;
};

/// The multi-phase sum of a sine, from PhaseSum::repeats() times its angle.
class RECTIFY_API PhaseSumWave : public Generator {
 public:
  PhaseSumWave(std::unique_ptr<Angle> multiple_angle, PhaseSum sum)
      : angle_(std::move(multiple_angle)), sum_(std::move(sum)) {}
  void render(std::int64_t first, std::span<double> out) const override;
  [[nodiscard]] std::uint64_t period() const override { return angle_->period(); }

 private:
  std::unique_ptr<Angle> angle_;
  PhaseSum sum_;
};

/// y = x on a line of points, with which a transfer curve is drawn.
class RECTIFY_API Ramp : public Generator {
 public:
  explicit Ramp(Line line) : line_(line) {}
  void render(std::int64_t first, std::span<double> out) const override;

 private:
  Line line_;
};

/// The samples of another generator. Where they repeat within 8192 samples (50 Hz at 48 kHz: 960),
/// they are computed once and then copied.
class RECTIFY_API Repeated : public Generator {
 public:
  explicit Repeated(std::unique_ptr<Generator> generator);
  void render(std::int64_t first, std::span<double> out) const override;
  [[nodiscard]] std::uint64_t period() const override { return generator_->period(); }

 private:
  std::unique_ptr<Generator> generator_;
  std::vector<double> table_;  // one period, or empty
};

}  // namespace rectify
