// A sum of ReLUs of linear terms, Σ c·relu(a·x + b): the piece that neural networks fit with.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

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
/// Error: a few ulp of Σ |c|·(|a·x| + |b|), as adding the units up one by one has; the pieces'
/// coefficients are summed with compensation. NaN gives NaN; ±inf gives ±inf, or the constant of
/// the outermost piece where that is flat.
class UnitSum {
 public:
  /// Any number of units, none included (r = 0). Throws std::invalid_argument where a coefficient
  /// is not finite.
  UnitSum(std::span<const Unit> units, double leak, double scale);

  /// In place, any layout of samples.
  void forward(std::span<double> samples) const;

 private:
  struct Piece {
    double slope;
    double intercept;
  };
  std::vector<double> kinks_;  // ascending
  std::vector<Piece> pieces_;  // pieces_[i] lies left of kinks_[i]; one more than kinks
};

}  // namespace rectify
