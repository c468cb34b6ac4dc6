// Where a complex signal, sampled at four times its rate, turns past given directions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "rectify/alias_free/detail/cell_polynomial.hpp"
#include "rectify/alias_free/detail/crossings.hpp"
#include "rectify/alias_free/detail/phase_table.hpp"

namespace rectify::detail {

/// Finds every time at which z passes one of a PhaseTable's directions, however near each other.
///
/// From z[n] to z[n + 1] the signal is taken to turn the shorter way, and passes what lies between.
/// That holds where it keeps away from 0 and does not turn back between the samples. A cell is
/// looked at more closely
///
///     near 0:   where min(|z[n]|, |z[n + 1]|) < e, the second difference, or the turn is over 90°
///     else:     where side() of a direction at an end of an arc at hand, a real signal that passes
///               0 where z passes the direction, is as CrossingFinder has it: within (e - chord)/4
///
/// through a CellPolynomial each of its real and imaginary part. It is parted where z turns round,
/// Im(conj z·z') = 0, sought in quarters of the cell; a part over which z turns by more than 90° is
/// halved, down to a 64th of the cell. Where a turn past 0 is misjudged even so, the directions
/// that are passed add up to the right arc all the same, and are passed where z is nearest to 0.
class DirectionCrossings {
 public:
  static constexpr std::size_t kMargin = CrossingFinder::kMargin;

  /// The table outlives the finder.
  explicit DirectionCrossings(const PhaseTable& table);

  /// As CrossingFinder::find(), of z = real + j·imaginary.
  void find(std::span<const double> real, std::span<const double> imaginary);

  /// Of the last find(), by cell; `kink` is the number of the direction.
  [[nodiscard]] std::span<const Crossing> crossings() const { return crossings_; }

  /// The arc in which each sample lies, but for kMargin at either end.
  [[nodiscard]] std::span<const std::uint32_t> arcs() const { return arcs_; }

 private:
  struct Place {  // an end of a part of a cell
    double d;
    double real;
    double imaginary;
    bool turns;  // Im(conj z·z') = 0 here
  };
  void walk(std::size_t cell, const Place& from, const Place& to);
  void walk_to_arc(std::size_t cell, const Place& from, const Place& to);
  void pass(std::size_t direction, double sign, std::size_t cell, const Place& from,
            const Place& to);
  void enter(std::size_t cell, const Place& from, const Place& to);
  [[nodiscard]] bool near_direction(std::size_t arc, std::size_t cell, double bend) const;
  [[nodiscard]] std::size_t next(std::size_t arc) const { return arc + 1 < count_ ? arc + 1 : 0; }
  [[nodiscard]] std::size_t previous(std::size_t arc) const {
    return arc > 0 ? arc - 1 : count_ - 1;
  }

  const PhaseTable* table_;
  std::size_t count_;    // of directions
  std::size_t arc_ = 0;  // of the current sample
  const double* real_ = nullptr;
  const double* imaginary_ = nullptr;
  std::vector<Crossing> crossings_;
  std::vector<std::uint32_t> arcs_;
};

}  // namespace rectify::detail
