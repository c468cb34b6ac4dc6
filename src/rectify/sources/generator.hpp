// Waves made from nothing: one channel of a signal, computable from any sample on.
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

/// One channel. Sample n depends on n alone.
class RECTIFY_API Generator {
 public:
  virtual ~Generator() = default;

  /// out[i] = sample first + i.
  virtual void render(std::uint64_t first, std::span<double> out) const = 0;

  /// After how many samples the same values come again; 0: never, or not known.
  [[nodiscard]] virtual std::uint64_t period() const { return 0; }
};

/// amplitude · sin of an angle; as exact as the angle's sine where the amplitude is a power of two.
class RECTIFY_API SineWave : public Generator {
 public:
  SineWave(std::unique_ptr<Angle> angle, double amplitude)
      : angle_(std::move(angle)), amplitude_(amplitude) {}
  void render(std::uint64_t first, std::span<double> out) const override;
  [[nodiscard]] std::uint64_t period() const override { return angle_->period(); }

 private:
  std::unique_ptr<Angle> angle_;
  double amplitude_;
};

/// An angle itself, in turns less the whole ones: what a multi-phase sum is a function of.
class RECTIFY_API AngleWave : public Generator {
 public:
  explicit AngleWave(std::unique_ptr<Angle> angle) : angle_(std::move(angle)) {}
  void render(std::uint64_t first, std::span<double> out) const override;
  [[nodiscard]] std::uint64_t period() const override { return angle_->period(); }

 private:
  std::unique_ptr<Angle> angle_;
};

/// The multi-phase sum of a sine. The angle is PhaseSum::repeats() times the sine's.
class RECTIFY_API PhaseSumWave : public Generator {
 public:
  PhaseSumWave(std::unique_ptr<Angle> multiple_angle, PhaseSum sum)
      : angle_(std::move(multiple_angle)), sum_(std::move(sum)) {}
  void render(std::uint64_t first, std::span<double> out) const override;
  [[nodiscard]] std::uint64_t period() const override { return angle_->period(); }

 private:
  std::unique_ptr<Angle> angle_;
  PhaseSum sum_;
};

/// y = x on a line of points: what draws a transfer curve.
class RECTIFY_API Ramp : public Generator {
 public:
  explicit Ramp(Line line) : line_(line) {}
  void render(std::uint64_t first, std::span<double> out) const override;

 private:
  Line line_;
};

/// Another generator's samples, computed once where they repeat soon (50 Hz at 48 kHz: 960 samples)
/// and copied from then on.
class RECTIFY_API Repeated : public Generator {
 public:
  explicit Repeated(std::unique_ptr<Generator> generator);
  void render(std::uint64_t first, std::span<double> out) const override;
  [[nodiscard]] std::uint64_t period() const override { return generator_->period(); }

 private:
  std::unique_ptr<Generator> generator_;
  std::vector<double> table_;  // one period; empty where that is long
};

}  // namespace rectify
