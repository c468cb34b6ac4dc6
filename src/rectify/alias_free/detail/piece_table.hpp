// The kinks of a piecewise linear function in order, and the line between each two.
#pragma once

#include <span>
#include <vector>

#include "rectify/shapes/piecewise_linear.hpp"

namespace rectify::detail {

/// The part of f that aliases, k(y) = Σ strength·(|y - at| - |at|), with its kinks sorted and those
/// at the same place merged: on the piece above i of them it is slope·y + constant. k(0) is exactly
/// 0. Sums are compensated.
class PieceTable {
 public:
  struct Piece {
    double slope;
    double constant;
  };

  /// Throws std::invalid_argument where a number is not finite.
  explicit PieceTable(const PiecewiseLinear& shape);

  [[nodiscard]] const std::vector<double>& kinks() const { return kinks_; }
  [[nodiscard]] std::span<const double> strengths() const { return strengths_; }
  [[nodiscard]] std::span<const Piece> pieces() const { return pieces_; }  ///< one more than kinks

 private:
  std::vector<double> kinks_;  // ascending
  std::vector<double> strengths_;
  std::vector<Piece> pieces_;
};

}  // namespace rectify::detail
