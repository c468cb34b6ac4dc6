// multiphase: a sum of half waves of the signal at many phases.
//
// A generated sine is shifted by its angle, exactly. Any other signal is shifted by the quadrature
// filter, which gives its analytic signal; where all phases are whole half turns neither is needed,
// since they turn x into x or -x.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "cli/context/limits.hpp"
#include "cli/options/values.hpp"
#include "cli/shapes/alias_free.hpp"
#include "cli/shapes/pointwise_passes.hpp"
#include "cli/shapes/shape_request.hpp"
#include "cli/sources/generated_source.hpp"
#include "rectify/shapes/analytic_sum.hpp"
#include "rectify/shapes/envelope.hpp"
#include "rectify/shapes/phase_list.hpp"
#include "rectify/shapes/phase_sum.hpp"
#include "rectify/shapes/phases.hpp"
#include "rectify/shapes/upright_phase_sum.hpp"
#include "rectify/stages/quadrature.hpp"
#include "rectify/stages/shape_stage.hpp"

namespace rectify::cli {
namespace {

constexpr std::uint64_t kMostWithGradients = 4096;  // phases: each costs time at every sample

/// The envelope of a generated wave: its amplitude, whatever the angle.
class Flat : public Generator {
 public:
  explicit Flat(double level) : level_(level) {}
  void render(std::int64_t /*first*/, std::span<double> out) const override {
    for (double& y : out) y = level_;
  }

 private:
  double level_;
};

class Multiphase : public ShapeRequest {
 public:
  void declare(OptionList& options, Direction direction) override {
    Value even = whole_number(phases_.even, 1, std::uint64_t{1} << 31U);
    even.expects += " (--phase-list takes angles)";
    options.value(Group::kShape, "--phases", "N", "N phases, evenly over the turn (8)",
                  std::move(even));
    options.value(Group::kShape, "--phase-list", "P,P,...",
                  "these phases: 0,45,90, or 0,0.25pi,0.5pi", angles(phases_.list));
    declare_drop(options, drop_);
    declare_mean(options, mean_);
    declare_alias_free(options, alias_free_);
    if (direction == Direction::kBackward) return;
    options.flag(Group::kShape, "--envelope", "the limit of ever more phases: the amplitude itself",
                 envelope_);
  }

  void check(const OptionList& options) const override {
    options.exclude({"--phases", "--phase-list"});
    for (const char* of_a_sum : {"--phases", "--phase-list", "--drop", "--mean", "--alias-free"}) {
      options.exclude({"--envelope", of_a_sum});
    }
    if (alias_free_ && phases_.count() > kMostAliasFreePhases) {
      usage_error(
          fmt::format("--alias-free sums at most {} phases, not {}; give fewer, or leave it out",
                      kMostAliasFreePhases, phases_.count()));
    }
    if (options.given("--parameters") || options.given("--check")) {
      if (few_enough()) return;
      usage_error(
          fmt::format("the gradients of {} phases are too many: at most {}; give fewer, or leave "
                      "out --parameters and --check",
                      phases_.count(), kMostWithGradients));
    }
  }

  /// Of the sum at 4096 angles, evenly over what repeats: the greatest of them falls short of the
  /// peak by less than a millionth of it.
  [[nodiscard]] double peak_of_full_scale() const override {
    if (envelope_) return 1;
    const PhaseSum sum = PhaseSum::of(phases_, {.amplitude = 1, .drop = drop_, .scale = scale()});
    std::vector<double> y(4096);
    for (std::size_t i = 0; i < y.size(); ++i) {
      y[i] = static_cast<double>(i) / static_cast<double>(y.size());
    }
    sum.forward_within_turn(y);
    return *std::max_element(y.begin(), y.end());
  }

  [[nodiscard]] bool forgets_phase() const override { return envelope_; }

  [[nodiscard]] bool needs_rate(const ShapeUse& use) const override {
    return !use.generated && (needs_quadrature(use) || alias_free_);
  }

  /// A generated wave is rendered anew at other phases.
  [[nodiscard]] bool needs_samples(const ShapeUse& use) const override { return !use.generated; }

  void add_forward(Chain& chain, const Signal& signal, const Context& context) override {
    const std::size_t channels = signal.channels();
    if (alias_free_ && signal.wave() != nullptr) {
      stage_ = add_alias_free_phases(chain, phases_, drop_, scale(), signal, context);
      return;
    }
    if (const Wave* wave = signal.wave()) {
      chain.add(std::make_unique<GeneratedStage>(
                    *wave, [&](double phase) { return sum_of(*wave, phase); }, channels),
                channels);
      return;
    }
    if (needs_quadrature({})) {
      auto filter = quadrature(signal, context);
      filter_ = filter.get();
      std::unique_ptr<Stage> stage = std::move(filter);
      if (alias_free_) stage = aligned(std::move(stage), 2 * channels);
      chain.add(std::move(stage), 2 * channels);
    }
    if (!alias_free_) {
      chain.add(std::make_unique<ShapeStage>(shape(), context.team), channels);
    } else if (needs_quadrature({})) {
      stage_ = add_alias_free_phases(chain, phases_, drop_, scale(), signal, context);
    } else {
      stage_ = add_alias_free(chain, *shape()->pieces(), signal, context);
    }
  }

  [[nodiscard]] BackwardParts backward(const Signal& signal, const ShapeUse& use,
                                       const Context& context) override {
    BackwardParts parts;
    parts.names = parameter_names();
    if (const Wave* wave = signal.wave()) {
      if (alias_free_) {
        add_analytic_wave(parts.to_argument, *wave);
        parts.passes = alias_free_phase_passes(phases_, drop_, scale(), signal, nullptr, context);
        rectify::cli::add_by_angle(parts.to_input, *wave);
      } else {
        add_by_angle(parts, *wave, context.team);
      }
    } else if (needs_quadrature(use)) {
      add_by_quadrature(parts, signal, context);
    } else if (alias_free_) {
      parts.passes = alias_free_passes(shape(), signal, context);
    } else {
      parts.passes = std::make_unique<PointwisePasses>(shape(), nullptr, context.team);
    }
    return parts;
  }

  void report_end(const Signal& signal, const Report& report) const override {
    if (filter_ == nullptr && stage_ != nullptr) {
      rectify::cli::report_spoilt(*stage_, signal.name(), report);
    }
    report_spoilt(filter_, signal.name(), report);
    if (!alias_free_) report_spoilt(transpose_, "the upstream gradient", report);
  }

 protected:
  /// Of the samples or, where they need quadrature, of the analytic signal.
  [[nodiscard]] std::unique_ptr<const Shape> shape() const override {
    if (envelope_) return make_shape(Envelope{});
    if (phases_.upright()) return make_shape(UprightPhaseSum(phases_, drop_, scale()));
    return of_analytic_signal();
  }
  [[nodiscard]] ParameterNames parameter_names() const override { return {{"phase"}, "drop"}; }

 private:
  [[nodiscard]] double scale() const {
    return mean_ ? 1.0 / static_cast<double>(phases_.count()) : 1.0;
  }
  /// Whether the phases are few enough for gradients of their own.
  [[nodiscard]] bool few_enough() const { return phases_.count() <= kMostWithGradients; }
  [[nodiscard]] PhaseSum::Path path(const Wave& wave) const {
    return {wave.amplitude, drop_, scale()};
  }
  [[nodiscard]] PhaseSum sum(const Wave& wave) const {
    return phases_.list.empty() ? PhaseSum::even(phases_.even, path(wave))
                                : PhaseSum::of(phases_.list, path(wave));
  }
  [[nodiscard]] std::unique_ptr<const Shape> of_analytic_signal() const {
    return make_shape(AnalyticPhaseSum(phases_, drop_, scale()));
  }
  [[nodiscard]] bool needs_quadrature(const ShapeUse& use) const {
    return envelope_ || !phases_.upright() || use.parameters;
  }

  /// The sum as a wave of its own.
  [[nodiscard]] std::unique_ptr<Generator> sum_of(const Wave& wave, double phase) const {
    if (envelope_) return std::make_unique<Flat>(std::fabs(wave.amplitude));
    PhaseSum phase_sum = sum(wave);
    auto angle = wave.angle(phase, phase_sum.repeats());
    return std::make_unique<PhaseSumWave>(std::move(angle), std::move(phase_sum));
  }

  /// The slope by the angle of a wave; the parameters' gradients need the angle itself.
  void add_by_angle(BackwardParts& parts, const Wave& wave, Team* team) const {
    const auto angle_stage = [&](std::uint64_t multiple) {
      return std::make_unique<GeneratedStage>(
          wave,
          [&](double phase) { return std::make_unique<AngleWave>(wave.angle(phase, multiple)); },
          wave.channels);
    };
    PhaseSum phase_sum = sum(wave);
    parts.to_argument.add(angle_stage(phase_sum.repeats()), wave.channels);
    Chain to_parameters_argument;
    std::unique_ptr<const Shape> by_parameters;
    if (few_enough()) {
      by_parameters = make_shape(PhaseList(phases_, path(wave)));
      to_parameters_argument.add(angle_stage(1), wave.channels);
    }
    auto passes = std::make_unique<PointwisePasses>(make_shape(std::move(phase_sum)),
                                                    std::move(by_parameters), team);
    passes->set_own_argument(std::move(to_parameters_argument));
    parts.passes = std::move(passes);
  }

  void add_by_quadrature(BackwardParts& parts, const Signal& signal, const Context& context) {
    const std::size_t channels = signal.channels();
    const double rate = signal.needed_rate("multiphase");
    auto filter = quadrature(signal, context);
    filter_ = filter.get();
    if (alias_free_) {
      parts.passes = alias_free_phase_passes(phases_, drop_, scale(), signal, filter_, context);
    } else {
      parts.passes = std::make_unique<PointwisePasses>(
          of_analytic_signal(), few_enough() ? of_analytic_signal() : nullptr, context.team);
    }
    parts.to_argument.add(std::move(filter), 2 * channels);
    auto transpose = std::make_unique<AnalyticSignal>(
        rate, channels, AnalyticSignal::Direction::adjoint, context.team);
    transpose_ = transpose.get();
    parts.to_input.add(std::move(transpose), channels);
    Chain alone;
    alone.add(std::make_unique<AnalyticSignal>(rate, 1), 2);
    parts.transpose_check.emplace(std::move(alone), 2, channels);
  }

  static std::unique_ptr<AnalyticSignal> quadrature(const Signal& signal, const Context& context) {
    check_filtered("multiphase", signal.channels(), context.limits);
    const double rate = signal.needed_rate("multiphase");
    auto filter = std::make_unique<AnalyticSignal>(
        rate, signal.channels(), AnalyticSignal::Direction::forward, context.team);
    const double edge = quadrature_edge_hz(rate);
    context.report.tell(fmt::format("quadrature filter: {} taps, from {:g} to {:g} Hz",
                                    2 * filter->reach() + 1, edge, rate / 2 - edge));
    return filter;
  }

  static void report_spoilt(const AnalyticSignal* filter, const std::string& name,
                            const Report& report) {
    if (filter == nullptr || !filter->first_spoilt()) return;
    report.warn(fmt::format(
        "{}: frame {}, counted from 0, holds a sample that is no finite number; the quadrature "
        "filter spreads it: {} frames before and after it are NaN",
        name, *filter->first_spoilt(), filter->reach()));
  }

  Phases phases_;
  double drop_ = 0;
  bool mean_ = false;
  bool envelope_ = false;
  bool alias_free_ = false;
  const AnalyticSignal* filter_ = nullptr;     // in a chain that somebody else owns
  const AnalyticSignal* transpose_ = nullptr;  // the same
  const AliasFreeStage* stage_ = nullptr;      // the same
};

}  // namespace

const ShapeRow& multiphase_row() {
  static const ShapeRow row = {
      "multiphase",
      "y = Σ relu(x shifted by phase φ_k)",
      "many phases: almost DC, or a sound's envelope",
      "∂e/∂θ = ∂e/∂y · Σ m_k·A·cos(θ + φ_k)",
      "the backward pass of multiphase: by the angle of a sine; of a sound by x",
      true,
      {{{"multiphase --sine 50 --phases 8 -o dc.wav", "eight phases: almost DC"},
        {"multiphase song.wav --envelope --gain -6 -o envelope.wav", "the envelope, without delay"},
        {"multiphase song.wav --phases 3 --mean -o smooth.wav", "a sum of three phases"}}},
      {{{"grad multiphase --sine 50 --phases 8 --cycles 1", "by the angle of the sine"},
        {"grad multiphase song.wav --phases 8 -o dx.wav", "by the samples of a sound"},
        {"grad multiphase --sine 50 --phases 3 --cycles 1 --check", "compared with differences"}}},
      {{{"measure multiphase --sine 50 --phases 8", "a ripple factor of 2.33 %"},
        {"measure multiphase song.wav --envelope", "the envelope of a sound"},
        {"measure multiphase --sine 50 --phases 3 --mean --json", "for programs"}}},
      []() -> std::unique_ptr<ShapeRequest> { return std::make_unique<Multiphase>(); }};
  return row;
}

}  // namespace rectify::cli
