// Counts the derivatives that agree with central differences of the forward pass.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace rectify {

/// Counts the derivatives that agree with g·(r(p + h) - r(p - h))/2h, h = 1e-6·max(1, |p|), those
/// that do not, and those that can't be compared: because r has a kink within h of p, because r is
/// too large beside p, or because something is not finite.
///
/// The tolerance is |g|·(1e-5·max(1, |r|/max(1, |p|)) + 1e-3·|slope|). The difference quotient
/// itself is off by up to 2^-53·|r|/h from rounding and by h²/6 of the third derivative. A kink
/// counts as near where the quotients of the two sides, which curvature sets apart by h·|r''|,
/// differ by more than the tolerance; a kink that moves them by less moves the central quotient by
/// less too. Where the first part of the tolerance is more than a tenth of max(1, |slope|), r is so
/// large beside p that agreement would mean nothing.
class GradientCheck {
 public:
  static constexpr double kStep = 1e-6;
  static constexpr double kAbsolute = 1e-5;
  static constexpr double kRelative = 1e-3;
  static constexpr double kMeaningful = 0.1;

  [[nodiscard]] static double step(double p) { return kStep * std::max(1.0, std::fabs(p)); }

  /// Compares a derivative g·dr/dp with r at p - below, at p and at p + above.
  void compare(std::array<double, 3> r, double below, double above, double g, double derivative) {
    const double left = (r[1] - r[0]) / below;
    const double right = (r[2] - r[1]) / above;
    const double slope = (r[2] - r[0]) / (below + above);
    if (!std::isfinite(slope * g) || !std::isfinite(derivative)) {
      ++not_finite_;
      return;
    }
    const double steepest = std::max(std::fabs(left), std::fabs(right));
    const double magnitude = std::max(1.0, (below + above) / (2 * kStep));  // of p
    const double absolute = kAbsolute * std::max(1.0, std::fabs(r[1]) / magnitude);
    if (absolute > kMeaningful * std::max(1.0, steepest)) {
      ++too_large_;
      return;
    }
    const double tolerance = absolute + kRelative * steepest;
    if (std::fabs(right - left) > tolerance) {
      ++near_kink_;
      return;
    }
    compare(derivative, g * slope, std::fabs(g) * tolerance);
  }

  /// Compares a derivative with what it should be.
  void compare(double derivative, double expected, double tolerance) {
    const double difference = std::fabs(derivative - expected);
    if (!std::isfinite(difference)) {
      ++not_finite_;
      return;
    }
    greatest_ = std::max(greatest_, difference);
    ++(difference <= tolerance ? agreeing_ : disagreeing_);
  }

  /// Compares a derivative with the difference quotients of both sides: with their mean, or, where
  /// they are further apart than the tolerance, not at all, since a kink is near.
  void compare_sides(double left, double right, double derivative, double tolerance) {
    if (std::fabs(right - left) > tolerance) {
      ++near_kink_;
      return;
    }
    compare(derivative, 0.5 * (left + right), tolerance);
  }

  /// Adds what another check has found.
  void add(const GradientCheck& other) {
    agreeing_ += other.agreeing_;
    disagreeing_ += other.disagreeing_;
    near_kink_ += other.near_kink_;
    too_large_ += other.too_large_;
    not_finite_ += other.not_finite_;
    greatest_ = std::max(greatest_, other.greatest_);
  }

  [[nodiscard]] std::uint64_t agreeing() const { return agreeing_; }
  [[nodiscard]] std::uint64_t disagreeing() const { return disagreeing_; }
  [[nodiscard]] std::uint64_t near_kink() const { return near_kink_; }
  [[nodiscard]] std::uint64_t too_large() const { return too_large_; }
  [[nodiscard]] std::uint64_t not_finite() const { return not_finite_; }
  /// The greatest difference among those compared.
  [[nodiscard]] double greatest() const { return greatest_; }

 private:
  std::uint64_t agreeing_ = 0;
  std::uint64_t disagreeing_ = 0;
  std::uint64_t near_kink_ = 0;
  std::uint64_t too_large_ = 0;
  std::uint64_t not_finite_ = 0;
  double greatest_ = 0;
};

}  // namespace rectify
