// The stages of --alias-free: a generated wave runs on past both ends, anything else is silent
// there.
#include "cli/shapes/alias_free.hpp"

#include <algorithm>
#include <memory>
#include <system_error>
#include <thread>
#include <vector>

#include "cli/sources/generated_source.hpp"

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

Surroundings surroundings(const Wave& wave) {
  const auto channels =
      std::make_shared<Channels>(wave, [&wave](double phase) { return wave.samples(phase); });
  return
      [channels](std::int64_t first, std::span<double> frames) { channels->render(first, frames); };
}

}  // namespace

void declare_alias_free(OptionList& options, bool& alias_free) {
  options.flag(Group::kShape, "--alias-free",
               "rectify between the samples: none of the tones that alias", alias_free);
}

Workers all_cores() {
  const std::size_t count = std::max(1U, std::thread::hardware_concurrency());
  return {count, [count](const std::function<void(std::size_t)>& work) {
            std::vector<std::jthread> threads;
            std::size_t here =
                1;  // what this thread does: number 0, and what no thread could be had for
            for (std::size_t i = 1; i < count; ++i) {
              try {
                threads.emplace_back(work, i);
              } catch (const std::system_error&) {
                here = count - i + 1;
                break;
              }
            }
            work(0);
            for (std::size_t i = count - here + 1; i < count; ++i) work(i);
          }};
}

void add_alias_free(Chain& chain, const PiecewiseLinear& pieces, const Signal& signal) {
  const Wave* wave = signal.wave();
  if (wave == nullptr) (void)signal.needed_rate("--alias-free");
  chain.add(alias_free(pieces, signal.channels(),
                       wave == nullptr ? Surroundings{} : surroundings(*wave), all_cores()),
            signal.channels());
}

void add_alias_free_phases(Chain& chain, const Phases& phases, double drop, double scale,
                           const Signal& signal) {
  Surroundings around;
  if (signal.wave() != nullptr) {
    const Wave wave = analytic(*signal.wave());
    chain.add(std::make_unique<GeneratedStage>(
                  wave, [&](double phase) { return wave.samples(phase); }, signal.channels()),
              wave.channels);
    around = surroundings(wave);
  }
  chain.add(alias_free_phase_sum(phases, drop, scale, signal.channels(), around, all_cores()),
            signal.channels());
}

}  // namespace rectify::cli
