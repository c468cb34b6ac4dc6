// Gradient descent on the units of a sum, by which a few ReLUs learn a curve.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/gradient/loss.hpp"
#include "rectify/shapes/units.hpp"

namespace rectify {

/// How a descent is made.
struct DescentRule {
  std::uint64_t steps = 0;
  double learning_rate = 0;
  Loss loss = Loss::kMse;
  double leak = 0;
  double scale = 1;
  double at_zero = 0;

  /// Where it is not empty, it is called with e before the first step and after each step: once
  /// more than there are steps. The last e may be no finite number.
  std::function<void(double e)> each_loss = {};
};

struct Descent {
  std::vector<Unit> units;  ///< after the last step that left all of their numbers finite
  std::uint64_t steps = 0;  ///< the number that were made
  double first_loss = 0;    ///< e of the units that it began with
  double last_loss = 0;     ///< e of the units that it ended with
  bool finite = true;       ///< false where e or the next step was not, which ended the descent
};

/// Lowers e, the mean loss of UnitSum(units, leak, scale) of x against the target, by plain steps
///
///     a -= rate·∂e/∂a    b -= rate·∂e/∂b    c -= rate·∂e/∂c
///
/// of all units at once, in O(log K) for each sample and step. For empty spans e is NaN. Throws
/// std::invalid_argument where `x` and `target` differ in length, and as UnitSum does.
[[nodiscard]] RECTIFY_API Descent descend(std::span<const Unit> units, std::span<const double> x,
                                          std::span<const double> target, const DescentRule& rule);

}  // namespace rectify
