// A sum of ReLUs of one sine at many phases, in closed form: what a multi-phase rectifier gives.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace rectify {

/// y(u) = scale · Σ_k relu(A·sin(2π(u + φ_k)) - V), u in turns.
///
/// A phase conducts while its sine exceeds V/A: an arc of the turn. Between the ends of all such
/// arcs the set of phases that conduct is fixed, and their sum is one sine with a constant:
///
///     Σ A·sin(2π(u + φ_k)) - m·V = R·cos(2π(u - c)) - m·V
///
/// so one sample costs one cosine, and finding its piece. Evenly spaced phases repeat after 1/N of
/// a turn, with at most three pieces in it: O(1) a sample for any N. Any other list has up to 2N
/// pieces and takes a binary search: O(log N).
///
/// Error: below 1e-12 of scale·A·N, for up to 1000 phases (tested against the plain sum in long
/// double).
class PhaseSum {
 public:
  /// What all the phases have in common.
  struct Path {
    double amplitude = 1;  ///< A, any sign
    double drop = 0;       ///< V >= 0
    double scale = 1;      ///< >= 0
  };

  /// N >= 1 phases k/N turn. Throws std::invalid_argument for 0 or more than 2^31, or where the
  /// path's numbers are out of range.
  static PhaseSum even(std::uint64_t phases, Path path);

  /// Any phases, in turns, in any order. Throws std::invalid_argument where one is not finite, or
  /// where the path's numbers are out of range.
  static PhaseSum of(std::span<const double> phases_turns, Path path);

  /// How often y repeats in a turn: forward() takes this multiple of the angle.
  [[nodiscard]] std::uint64_t repeats() const { return repeats_; }

  /// In place: v = repeats()·u less whole turns, within [0, 1], becomes y.
  void forward(std::span<double> v) const;

  /// out[i] = g[i]·dy/dθ, θ = 2πu being the angle in radians: from the upstream gradient g = ∂e/∂y
  /// to ∂e/∂θ. `v` as forward() takes it. dy/dθ is scale·Σ A·cos(θ + 2πφ_k) over the phases that
  /// conduct; one that is at its kink, where v is that angle as a double, counts at_zero times (in
  /// [0, 1]). A slope of 0 selects +0, whatever g is. The spans are equally long; `out` may be one
  /// of the others, or overlap none. Error as that of forward().
  void backward(std::span<const double> v, std::span<const double> g, std::span<double> out,
                double at_zero = 0) const;

 private:
  /// R·cos(2π(v - centre)/repeats) + constant up to v = end.
  struct Piece {
    double end;
    double centre;
    double height;
    double constant;
  };
  /// How many phases begin and cease to conduct at v, in [0, 1).
  struct Kink {
    double at;
    double begin;
    double end;
  };
  PhaseSum(std::uint64_t repeats, std::vector<Piece> pieces, std::vector<Kink> kinks,
           double kink_slope);
  [[nodiscard]] const Piece& piece_at(double v) const;
  [[nodiscard]] double slope_at(double v, double at_zero) const;

  std::uint64_t repeats_;
  std::vector<Piece> pieces_;  // by end, the last at 1 or beyond
  std::vector<Kink> kinks_;    // by place, no two at the same
  double kink_slope_;          // of one phase that begins to conduct
};

}  // namespace rectify
