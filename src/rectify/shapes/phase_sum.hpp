// The sum of the ReLUs of one sine at many phases, in closed form: a multi-phase rectifier.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/shapes/floats.hpp"
#include "rectify/shapes/phases.hpp"

namespace rectify {

/// y(u) = scale · Σ_k relu(A·sin(2π(u + φ_k)) - V), u in turns.
///
/// A phase conducts while its sine exceeds V/A: an arc of the turn. Between the ends of all such
/// arcs the set of phases that conduct is fixed, and their sum is one sine with a constant:
///
///     Σ A·sin(2π(u + φ_k)) - m·V = R·cos(2π(u - c)) - m·V
///
/// so one sample costs one cosine, and the search for its piece. Evenly spaced phases repeat after
/// 1/N of a turn, with at most three pieces in it. Any other list has up to 2N + 1 pieces, and a
/// table of equal cells that tells where to look: O(1) a sample on average, for any N.
///
/// Error: below 1e-12 of scale·A·N, for up to 1000 phases.
///
/// The passes take v = repeats()·u. Backward is by the angle θ = 2πu in radians: ∂e/∂θ = g·dy/dθ,
/// dy/dθ = scale·Σ A·cos(θ + 2πφ_k) over the phases that conduct; one that is at its kink, where v
/// is that angle as a double, counts at_zero times. NaN and infinity in v give NaN.
class RECTIFY_API PhaseSum : public FloatPasses<PhaseSum> {
 public:
  /// What all the phases have in common.
  struct Path {
    double amplitude = 1;  ///< A, finite, of any sign
    double drop = 0;       ///< V >= 0, finite
    double scale = 1;      ///< >= 0, finite
  };

  /// N phases k/N turn. Throws std::invalid_argument unless 1 <= N <= 2^31, or where a number of
  /// the path is out of its range.
  static PhaseSum even(std::uint64_t phases, Path path);

  /// Any phases, in turns, in any order. Throws std::invalid_argument where one is not finite, or
  /// where a number of the path is out of its range.
  static PhaseSum of(std::span<const double> phases_turns, Path path);

  /// The list of `phases`, or else the even ones.
  static PhaseSum of(const Phases& phases, Path path);

  /// How often y repeats in a turn.
  [[nodiscard]] std::uint64_t repeats() const { return repeats_; }

  /// How far v moves for a radian of θ.
  [[nodiscard]] double input_unit() const;

  using FloatPasses::backward;
  using FloatPasses::forward;
  void forward(std::span<const double> v, std::span<double> y) const;
  void backward(std::span<const double> v, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const;

  /// forward() in place for v within [0, 1] only, without subtracting whole turns. At v = 1 it may
  /// differ from forward(), which takes 0 there, by roundings.
  void forward_within_turn(std::span<double> v) const;

 private:
  /// R·cos(2π(v - centre)/repeats) + constant up to v = end.
  struct Piece {
    double end;
    double centre;
    double height;
    double constant;
  };
  /// How many phases begin and cease to conduct at v = at, in [0, 1).
  struct Kink {
    double at;
    double begin;
    double end;
  };
  PhaseSum(std::uint64_t repeats, std::vector<Piece> pieces, std::vector<Kink> kinks,
           double kink_slope);
  /// At most three: always so where repeats_ is not 1.
  [[nodiscard]] bool few_pieces() const { return pieces_.size() <= 3; }
  template <class Short>
  [[nodiscard]] Short few() const;
  [[nodiscard]] std::size_t search(double v) const;
  [[nodiscard]] double kink_at(double v, double at_zero) const;

  std::uint64_t repeats_;
  std::vector<Piece> pieces_;  // in the order of their ends, the last beyond 1
  std::vector<Kink> kinks_;    // in the order of their places, no two at the same
  // Of as many equal cells of [0, 1), a power of two, the piece in which each begins.
  std::vector<std::uint32_t> cells_;
  double kink_slope_;  // dy/dθ of one phase that begins to conduct
};

}  // namespace rectify
