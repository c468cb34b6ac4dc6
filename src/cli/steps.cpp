#include "cli/steps.hpp"

#include <cmath>
#include <memory>
#include <stdexcept>
#include <utility>

#include "io/error.hpp"
#include "rectify/channel_sum.hpp"
#include "rectify/dc.hpp"
#include "rectify/hold.hpp"
#include "rectify/shape_stage.hpp"
#include "rectify/shapes.hpp"
#include "rectify/units.hpp"

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

bool only_exact_shape(const Options& o) {
  const bool steps = o.sum_channels || o.hold_seconds || o.remove_mean || o.dc_block_hz ||
                     o.gain_db || o.normalize_dbfs;
  return (o.command == Command::kHalf || o.command == Command::kFull) && o.drop == 0 &&
         o.leak == 0 && !steps;
}

Steps build_steps(const Options& o, const std::vector<Unit>& units,
                  const std::vector<std::string>& names, double rate) {
  if ((o.hold_seconds || o.dc_block_hz) && !(rate > 0)) {
    throw io::Error(io::ExitStatus::kUsage,
                    std::string(o.hold_seconds ? "--hold" : "--dc-block") +
                        " needs a rate, and the input tells none: give --rate HZ");
  }
  Steps steps;
  std::size_t channels = names.size();
  const auto add = [&](std::unique_ptr<Stage> stage) {
    steps.chain.add(std::move(stage), channels);
  };

  if (!o.gradient) {
    switch (o.command) {
      case Command::kHalf: add(stage_of(HalfWave{o.drop, o.leak, o.negative})); break;
      case Command::kFull: add(stage_of(FullWave{o.drop})); break;
      case Command::kUnits: add(stage_of(unit_sum(o, units))); break;
      default: break;  // multiphase is done where the sine is made
    }
  }
  steps.names = names;
  if (o.sum_channels) {
    auto sum = std::make_unique<ChannelSum>(channels);
    channels = 1;
    steps.names = {"sum"};
    add(std::move(sum));
  }
  if (o.hold_seconds) add(std::make_unique<Hold>(*o.hold_seconds, rate, channels));
  if (o.remove_mean) add(std::make_unique<MeanRemoval>(channels));
  if (o.dc_block_hz) {
    if (!(*o.dc_block_hz < rate / 2)) {
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
