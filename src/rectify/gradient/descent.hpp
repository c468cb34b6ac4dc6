// Gradient descent on the units of a sum: how a few ReLUs learn a curve.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "rectify/export.hpp"
#include "rectify/gradient/loss.hpp"
#include "rectify/shapes/units.hpp"

namespace rectify {

/// What a descent goes by.
struct DescentRule {
  std::uint64_t steps = 0;
  double learning_rate = 0;
  Loss loss = Loss::kMse;
  double leak = 0;
  double scale = 1;
  double at_zero = 0;
};

struct Descent {
  std::vector<Unit> units;  ///< after the last step that left all of them finite
  std::uint64_t steps = 0;  ///< that were made
  double first_loss = 0;    ///< e of the units that it began with
  double last_loss = 0;     ///< e of those it ended with
  bool finite = true;       ///< false: e or the next step was not finite, and the descent ended
};

/// Lowers e, the mean loss of UnitSum(units, leak, scale) of x against the target, by plain steps
///
///     a -= rate·∂e/∂a    b -= rate·∂e/∂b    c -= rate·∂e/∂c
///
/// of all units at once. The spans are equally long; with none, e is NaN. Throws
/// std::invalid_argument where a coefficient is not finite at the start.
[[nodiscard]] RECTIFY_API Descent descend(std::span<const Unit> units, std::span<const double> x,
                                          std::span<const double> target, const DescentRule& rule);

}  // namespace rectify
