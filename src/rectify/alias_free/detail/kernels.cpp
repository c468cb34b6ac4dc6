// Which kernel a shape needs.
#include "rectify/alias_free/detail/kernels.hpp"

#include "rectify/alias_free/alias_free.hpp"
#include "rectify/alias_free/detail/dropped_phases.hpp"
#include "rectify/alias_free/detail/phase_gradient.hpp"
#include "rectify/alias_free/detail/phase_rectifier.hpp"
#include "rectify/alias_free/detail/phase_table.hpp"
#include "rectify/alias_free/detail/piecewise_gradient.hpp"
#include "rectify/alias_free/detail/piecewise_rectifier.hpp"
#include "rectify/detail/preconditions.hpp"

namespace rectify::detail {
namespace {

template <class Plain, class Dropped>
std::unique_ptr<ParallelKernel> kernel_of(const Phases& phases, double drop, double scale) {
  require(phases.count() <= kMostAliasFreePhases, "too many phases to sum them without aliasing");
  require_drop(drop);
  if (drop != 0) return std::make_unique<Dropped>(DroppedPhases(phases, drop, scale));
  return std::make_unique<Plain>(std::make_shared<PhaseTable>(phases, scale));
}

}  // namespace

std::unique_ptr<ParallelKernel> rectifier_of(const PiecewiseLinear& f) {
  return std::make_unique<PiecewiseRectifier>(f);
}

std::unique_ptr<ParallelKernel> gradient_of(const PiecewiseLinear& f) {
  return std::make_unique<PiecewiseGradient>(f);
}

std::unique_ptr<ParallelKernel> rectifier_of(const Phases& phases, double drop, double scale) {
  return kernel_of<PhaseRectifier, DroppedPhasesRectifier>(phases, drop, scale);
}

std::unique_ptr<ParallelKernel> gradient_of(const Phases& phases, double drop, double scale) {
  return kernel_of<PhaseGradient, DroppedPhasesGradient>(phases, drop, scale);
}

}  // namespace rectify::detail
