// The stages of --alias-free: a generated wave runs on past both ends, anything else is silent
// there.
#include "cli/shapes/alias_free.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "cli/context/limits.hpp"
#include "cli/shapes/alias_free_passes.hpp"
#include "cli/sources/generated_source.hpp"
#include "rectify/alias_free/alias_free_check.hpp"
#include "rectify/alias_free/alias_free_parameters.hpp"

namespace rectify::cli {
namespace {

/// A wave of twice the channels: each is followed by its quadrature, a quarter turn later, since
/// the Hilbert transform of sin θ is -cos θ = sin(θ - 90°).
Wave analytic(Wave wave) {
  std::vector<double> phases;
  for (std::size_t c = 0; c < wave.channels; ++c) {
    const double phase = wave.phases[std::min(c, wave.phases.size() - 1)];
    phases.insert(phases.end(), {phase, phase - 0.25});
  }
  wave.phases = phases;
  wave.channels = phases.size();
  return wave;
}

/// A chain of one stage as a stage.
class Aligned final : public Stage {
 public:
  Aligned(std::unique_ptr<Stage> stage, std::size_t channels_out) {
    chain_.add(std::move(stage), channels_out);
    chain_.begin_pass();
  }
  void process(Block& block) override { chain_.process(block); }
  void drain(Block& block) override { chain_.drain(block); }
  void reset() override { chain_.begin_pass(); }

 private:
  Chain chain_;
};

/// From p = ∂e/∂Re z and q = ∂e/∂Im z of a wave z = A·(sin θ - j·cos θ) to ∂e/∂θ = q·Re z - p·Im z.
class ByAngle final : public Stage {
 public:
  explicit ByAngle(const Wave& wave)
      : pairs_(analytic(wave)),
        channels_(pairs_, [this](double phase) { return pairs_.samples(phase); }) {}

  void process(Block& block) override {
    z_.resize(block.size());
    channels_.render(next_, z_);
    next_ += static_cast<std::int64_t>(block.size() / channels_.count());
    for (std::size_t i = 0; i < block.size() / 2; ++i) {
      block[i] = block[2 * i + 1] * z_[2 * i] - block[2 * i] * z_[2 * i + 1];
    }
    block.resize(block.size() / 2);
  }
  void reset() override { next_ = 0; }

 private:
  Wave pairs_;
  Channels channels_;
  std::int64_t next_ = 0;
  std::vector<double> z_;
};

Surroundings surroundings(const Wave& wave) {
  const auto channels =
      std::make_shared<Channels>(wave, [&wave](double phase) { return wave.samples(phase); });
  return
      [channels](std::int64_t first, std::span<double> frames) { channels->render(first, frames); };
}

/// What lies around a signal or, below, around its analytic signal: a wave runs on, all else is
/// silent. Asks for the rate of a signal that is no wave.
Surroundings surroundings_of(const Signal& signal, io::Limits limits) {
  check_filtered("--alias-free", signal.channels(), limits);
  if (const Wave* wave = signal.wave()) return surroundings(*wave);
  (void)signal.needed_rate("--alias-free");
  return {};
}

Surroundings analytic_surroundings_of(const Signal& signal, io::Limits limits) {
  check_filtered("--alias-free", signal.channels(), limits);
  if (const Wave* wave = signal.wave()) return surroundings(analytic(*wave));
  (void)signal.needed_rate("--alias-free");
  return {};
}

}  // namespace

void declare_alias_free(OptionList& options, bool& alias_free) {
  options.flag(Group::kShape, "--alias-free",
               "rectify between the samples: none of the tones that alias", alias_free);
}

void check_alias_free(const OptionList& options, bool on_line) {
  if (!on_line || !options.given("--alias-free")) return;
  usage_error(
      "--alias-free needs frames that follow each other in time; --ramp and --sine-over "
      "have none");
}

std::unique_ptr<Stage> aligned(std::unique_ptr<Stage> stage, std::size_t channels_out) {
  return std::make_unique<Aligned>(std::move(stage), channels_out);
}

const AliasFreeStage* add_alias_free(Chain& chain, const PiecewiseLinear& pieces,
                                     const Signal& signal, const Context& context) {
  auto stage =
      alias_free(pieces, signal.channels(), surroundings_of(signal, context.limits), context.team);
  const AliasFreeStage* made = stage.get();
  chain.add(std::move(stage), signal.channels());
  return made;
}

const AliasFreeStage* add_alias_free_phases(Chain& chain, const Phases& phases, double drop,
                                            double scale, const Signal& signal,
                                            const Context& context) {
  if (signal.wave() != nullptr) add_analytic_wave(chain, *signal.wave());
  auto stage = alias_free_phase_sum(phases, drop, scale, signal.channels(),
                                    analytic_surroundings_of(signal, context.limits), context.team);
  const AliasFreeStage* made = stage.get();
  chain.add(std::move(stage), signal.channels());
  return made;
}

void add_analytic_wave(Chain& chain, const Wave& wave) {
  const Wave pairs = analytic(wave);
  chain.add(std::make_unique<GeneratedStage>(
                pairs, [&](double phase) { return pairs.samples(phase); }, wave.channels),
            pairs.channels);
}

void add_by_angle(Chain& chain, const Wave& wave) {
  chain.add(std::make_unique<ByAngle>(wave), wave.channels);
}

std::unique_ptr<Passes> alias_free_passes(const std::shared_ptr<const Shape>& shape,
                                          const Signal& signal, const Context& context) {
  const PiecewiseLinear pieces = *shape->pieces();
  const std::size_t channels = signal.channels();
  const Surroundings around = surroundings_of(signal, context.limits);
  AliasFreePasses::Made made;
  made.channels = channels;
  made.forward = alias_free(pieces, channels, around, context.team);
  made.backward = alias_free_gradient(pieces, channels, around, context.team);
  made.parameters = shape->parameters();
  made.gradients = [=] { return alias_free_parameters(shape, channels, around); };
  made.differences = [=] { return alias_free_differences(shape, channels, around); };
  made.check = [=] { return alias_free_check(pieces, channels, around); };
  return std::make_unique<AliasFreePasses>(std::move(made));
}

std::unique_ptr<Passes> alias_free_phase_passes(const Phases& phases, double drop, double scale,
                                                const Signal& signal, const AnalyticSignal* filter,
                                                const Context& context) {
  const std::size_t channels = signal.channels();
  const Surroundings around = analytic_surroundings_of(signal, context.limits);
  AliasFreePasses::Made made;
  made.parts = 2;
  made.filter = filter;
  made.channels = channels;
  made.forward = alias_free_phase_sum(phases, drop, scale, channels, around, context.team);
  made.backward =
      alias_free_phase_sum_gradient(phases, drop, scale, channels, around, context.team);
  made.parameters = phases.radians();
  made.parameters.push_back(drop);
  made.gradients = [=] {
    return alias_free_phase_sum_parameters(phases, drop, scale, channels, around);
  };
  made.differences = [=] {
    return alias_free_phase_sum_differences(phases, drop, scale, channels, around);
  };
  made.check = [=] { return alias_free_phase_sum_check(phases, drop, scale, channels, around); };
  return std::make_unique<AliasFreePasses>(std::move(made));
}

void report_spoilt(const AliasFreeStage& stage, const std::string& name, const Report& report) {
  if (!stage.first_spoilt()) return;
  report.warn(fmt::format(
      "{}: frame {}, counted from 0, holds a sample that is no finite number; --alias-free spreads "
      "it: {} frames before and after it are NaN",
      name, *stage.first_spoilt(), AliasFreeStage::kReach));
}

}  // namespace rectify::cli
