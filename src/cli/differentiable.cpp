// Makes the shape, and says how its check went.
#include "cli/differentiable.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <string>

#include "cli/quadrature_filter.hpp"
#include "cli/sources.hpp"
#include "cli/steps.hpp"
#include "io/file/error.hpp"
#include "rectify/shapes/analytic_sum.hpp"
#include "rectify/shapes/full_wave.hpp"
#include "rectify/shapes/half_wave.hpp"
#include "rectify/shapes/phase_list.hpp"
#include "rectify/shapes/upright_phase_sum.hpp"

namespace rectify::cli {
namespace {

constexpr std::uint64_t kMostPhases = 4096;  // that have gradients: each costs time at every sample

}  // namespace

std::unique_ptr<const Shape> shape_of(const Options& o, const std::vector<Unit>& units) {
  if (o.command == Command::kHalf) return make_shape(HalfWave{o.drop, o.leak, o.negative});
  if (o.command == Command::kFull) return make_shape(FullWave{o.drop});
  if (o.command == Command::kUnits) return make_shape(unit_sum(o, units));
  const double scale = phase_path(o).scale;
  if (needs_quadrature(o)) return make_shape(AnalyticPhaseSum(phases_of(o), o.drop, scale));
  if (!o.generated()) return make_shape(UprightPhaseSum(phases_of(o), o.drop, scale));
  return make_shape(phase_sum(o));
}

bool wants_parameters(const Options& o) {
  if (o.parameters || o.check) return true;
  if (o.command != Command::kMultiphase) return o.verbose;
  return o.verbose && (o.generated() || needs_quadrature(o)) && phases_of(o).count() <= kMostPhases;
}

std::unique_ptr<const Shape> parameter_shape(const Options& o, const std::vector<Unit>& units) {
  if (o.command == Command::kHalf) return make_shape(HalfWave{o.drop, o.leak, o.negative});
  if (o.command == Command::kFull) return make_shape(FullWave{o.drop});
  if (o.command == Command::kUnits) return make_shape(unit_sum(o, units));
  const Phases phases = phases_of(o);
  if (phases.count() > kMostPhases) {
    throw io::Error(io::ExitStatus::kUsage,
                    fmt::format("the gradients of {} phases are too many: at most {}",
                                phases.count(), kMostPhases));
  }
  if (o.generated()) return make_shape(PhaseList(phases, phase_path(o)));
  return make_shape(AnalyticPhaseSum(phases, o.drop, phase_path(o).scale));
}

void conclude(const GradientCheck& check, const Report& report) {
  const std::uint64_t compared = check.agreeing() + check.disagreeing();
  const std::string left_out = fmt::format("{} near a kink and {} not finite left out",
                                           check.near_kink(), check.not_finite());
  if (check.disagreeing() != 0) {
    throw io::Error(io::ExitStatus::kFailed,
                    fmt::format("check: {} of {} derivatives disagree with central differences, by "
                                "{:.3g} at most; {}",
                                check.disagreeing(), compared, check.greatest(), left_out));
  }
  report.say(
      fmt::format("check: all of {} derivatives agree with central differences, within "
                  "{:.3g}; {}",
                  compared, check.greatest(), left_out));
}

}  // namespace rectify::cli
