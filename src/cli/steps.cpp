#include "cli/steps.hpp"

#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>

#include "cli/quadrature_filter.hpp"
#include "cli/signal.hpp"
#include "io/file/error.hpp"
#include "rectify/shapes/analytic_sum.hpp"
#include "rectify/shapes/shape_stage.hpp"
#include "rectify/shapes/shapes.hpp"
#include "rectify/shapes/units.hpp"
#include "rectify/stages/channel_sum.hpp"
#include "rectify/stages/dc.hpp"
#include "rectify/stages/hold.hpp"

namespace rectify::cli {
namespace {

template <class Shape>
std::unique_ptr<Stage> stage_of(Shape shape) {
  return std::make_unique<ShapeStage<Shape>>(std::move(shape));
}

}  // namespace

UnitSum unit_sum(const Options& o, const std::vector<Unit>& units) {
  try {
    return {units, o.leak, o.mean ? 1.0 / static_cast<double>(units.size()) : 1.0};
  } catch (const std::invalid_argument&) {
    throw io::Error(io::ExitStatus::kInput,
                    o.units_file.value_or("--unit") + ": a coefficient is not finite");
  }
}

Phases phases_of(const Options& o) { return {o.phases, o.phase_list_turns}; }

bool only_exact_shape(const Options& o) {
  const bool steps = o.sum_channels || o.hold_seconds || o.remove_mean || o.dc_block_hz ||
                     o.gain_db || o.normalize_dbfs;
  return (o.command == Command::kHalf || o.command == Command::kFull) && o.drop == 0 &&
         o.leak == 0 && !steps;
}

Steps build_steps(const Options& o, const std::vector<Unit>& units,
                  const std::vector<std::string>& names, double rate, bool timed,
                  const Report& report) {
  Steps steps;
  std::size_t channels = names.size();
  const auto add = [&](std::unique_ptr<Stage> stage) {
    steps.chain.add(std::move(stage), channels);
  };

  // A generated wave's phases are summed where it is made.
  const auto add_multiphase = [&] {
    const Phases phases = phases_of(o);
    const double scale = o.mean ? 1.0 / static_cast<double>(phases.count()) : 1.0;
    if (!needs_quadrature(o)) return add(stage_of(UprightPhaseSum(phases, o.drop, scale)));
    auto analytic = quadrature_filter(rate, channels, report);
    steps.analytic = analytic.get();
    steps.chain.add(std::move(analytic), 2 * channels);
    if (o.envelope) return add(std::make_unique<PairStage<Envelope>>(Envelope{}));
    add(std::make_unique<PairStage<AnalyticPhaseSum>>(AnalyticPhaseSum(phases, o.drop, scale)));
  };

  if (!o.gradient) {
    switch (o.command) {
      case Command::kHalf: add(stage_of(HalfWave{o.drop, o.leak, o.negative})); break;
      case Command::kFull: add(stage_of(FullWave{o.drop})); break;
      case Command::kUnits: add(stage_of(unit_sum(o, units))); break;
      case Command::kMultiphase:
        if (!o.generated()) add_multiphase();
        break;
      default: break;
    }
  }
  steps.names = names;
  if (o.sum_channels) {
    auto sum = std::make_unique<ChannelSum>(channels);
    channels = 1;
    steps.names = {"sum"};
    add(std::move(sum));
  }
  if (o.hold_seconds && timed && rate == 0) {
    auto hold = std::make_unique<Hold>(*o.hold_seconds, channels);
    steps.uneven_hold = hold.get();
    add(std::move(hold));
  } else if (o.hold_seconds) {
    add(std::make_unique<Hold>(*o.hold_seconds, needed_rate(rate, "--hold"), channels));
  }
  if (o.remove_mean) add(std::make_unique<MeanRemoval>(channels));
  if (o.dc_block_hz) {
    if (!(*o.dc_block_hz < needed_rate(rate, "--dc-block") / 2)) {
      throw io::Error(io::ExitStatus::kUsage, "--dc-block needs a cutoff below half the rate of " +
                                                  std::to_string(rate) + " Hz");
    }
    add(std::make_unique<DcBlock>(*o.dc_block_hz, rate, channels));
  }
  if (o.gain_db) add(stage_of(Gain{amplitude_of_decibels(*o.gain_db)}));
  if (o.normalize_dbfs) {
    auto stage = std::make_unique<Normalization>(amplitude_of_decibels(*o.normalize_dbfs));
    steps.normalization = stage.get();
    add(std::move(stage));
  }
  return steps;
}

}  // namespace rectify::cli
