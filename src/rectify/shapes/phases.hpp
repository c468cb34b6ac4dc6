// The phases by which a multi-phase sum shifts its signal.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rectify/export.hpp"

namespace rectify {

/// Phases in turns (1 turn = 360° = 2π): evenly spaced ones, unless there is a list.
struct RECTIFY_API Phases {
  std::uint64_t even = 8;         ///< k/even turn, k = 0 … even - 1
  std::vector<double> list = {};  ///< any phases, in any order

  /// From radians, as parameters() of the shapes gives them.
  [[nodiscard]] static Phases of_radians(std::span<const double> radians);

  [[nodiscard]] std::uint64_t count() const { return list.empty() ? even : list.size(); }

  /// Phase k, counted from 0.
  [[nodiscard]] double turns(std::uint64_t k) const {
    return list.empty() ? static_cast<double>(k) / static_cast<double>(even) : list[k];
  }

  /// All of them, in turns and in radians.
  [[nodiscard]] std::vector<double> turns() const;
  [[nodiscard]] std::vector<double> radians() const;

  /// Whether each is a whole number of half turns: such phases shift x to ±x and need no
  /// quadrature.
  [[nodiscard]] bool upright() const;
};

}  // namespace rectify
