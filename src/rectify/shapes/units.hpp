// A sum of ReLUs of linear terms, Σ c·relu(a·x + b), as neural networks are made of.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/shapes/floats.hpp"
#include "rectify/shapes/piecewise_linear.hpp"
#include "rectify/shapes/shape.hpp"

namespace rectify {

/// One unit, c·relu(a·x + b).
struct Unit {
  double a = 1;
  double b = 0;
  double c = 1;
};

/// r = scale · Σ_k c_k·(relu(z_k) + α·min(z_k, 0)), z_k = a_k·x + b_k.
///
/// The sum of K such units of one variable is piecewise linear with its kinks at -b_k/a_k. The
/// kinks are sorted once, and each sample finds its piece by a binary search: O(log K), not O(K).
/// Error: a few ulp of Σ |c|·(|a·x| + |b|), as adding the units up one by one has. NaN gives NaN;
/// ±inf gives ±inf, or the constant of the outermost piece where that is flat.
///
/// Backward: g·Σ scale·c·a·m, with m 1 where z > 0, or x is NaN; α where z < 0;
/// at_zero + α·(1 - at_zero) at the kink itself, x = -b/a as a double. The slope of a piece is
/// rounded once, that at a kink a few times more.
class RECTIFY_API UnitSum : public FloatPasses<UnitSum> {
 public:
  /// Any number of units, also none (r = 0); `leak` is α. Throws std::invalid_argument where a
  /// coefficient or the leak is not finite, or where the scale is negative or not finite.
  UnitSum(std::span<const Unit> units, double leak, double scale);

  using FloatPasses::backward;
  using FloatPasses::forward;
  void forward(std::span<const double> x, std::span<double> r) const;
  void backward(std::span<const double> x, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const;

  /// a, b, c of each unit in turn, and α after them:
  ///
  ///     ∂e/∂a = Σ g·c·m·x    ∂e/∂b = Σ g·c·m    ∂e/∂c = Σ g·(relu(z) + α·min(z, 0))
  ///     ∂e/∂α = Σ g·Σ c·min(z, 0)
  ///
  /// each times the scale, within a few roundings of Σ |g·c|·(|a·x| + |b|). A sample is added in
  /// O(log K): to Σ g and Σ g·x of its piece, from which each unit takes those on either side.
  [[nodiscard]] std::vector<double> parameters() const;
  [[nodiscard]] std::unique_ptr<ParameterGradient> parameter_gradient(double at_zero) const;
  void forward_with(std::span<const double> parameters, std::span<const double> x,
                    std::span<double> r) const;
  [[nodiscard]] std::optional<Term<UnitSum>> term(std::size_t k) const;

  /// c·(relu(z) + α·min(z, 0)) = ½(1 + α)·c·z + ½(1 - α)·c·|z|, and |z| = |a|·|x - κ|, κ = -b/a.
  [[nodiscard]] PiecewiseLinear pieces() const;
  [[nodiscard]] PiecewiseLinear pieces_with(std::span<const double> parameters) const;

  /// With |z| = z·s, s = sgn z, each times the scale:
  ///
  ///     ∂e/∂a = ½c·((1 + α)·Σ g·x + (1 - α)·Σ g·x·s)    ∂e/∂b = ½c·((1 + α)·Σ g + (1 - α)·Σ g·s)
  ///     ∂e/∂c = ½·((1 + α)·Σ g·z + (1 - α)·Σ g·z·s)     ∂e/∂α = Σ ½c·(Σ g·z - Σ g·z·s)
  [[nodiscard]] std::vector<double> gradients_from(const PieceSums& sums) const;

 private:
  class Gradient;
  struct Piece {
    double slope;
    double intercept;
  };
  /// How the slope grows at a kink, for a unit that conducts above it or below it.
  struct Growth {
    double above;
    double below;
  };
  /// Where x lies: how many kinks are below it, and whether it is on the next of them.
  struct Place {
    std::size_t kinks_below;
    bool on_kink;
  };
  [[nodiscard]] UnitSum with(std::span<const double> parameters) const;
  [[nodiscard]] Place place_of(double x) const;
  [[nodiscard]] double slope_at(double x, double at_zero) const;

  std::vector<Unit> units_;
  double leak_;
  double scale_;
  std::vector<double> kinks_;  // in ascending order
  std::vector<Growth> growths_;
  std::vector<Piece> pieces_;  // pieces_[i] lies left of kinks_[i]; one more than kinks
  double slope_at_nan_ = 0;    // all units conducting
};

}  // namespace rectify
