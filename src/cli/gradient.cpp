// Block by block: forward, upstream, backward; then the words and the parameters.
#include "cli/gradient.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <utility>

#include "cli/companion.hpp"
#include "cli/differentiable.hpp"
#include "cli/parameter_table.hpp"
#include "cli/shifted_pass.hpp"
#include "cli/sources.hpp"
#include "cli/steps.hpp"
#include "io/error.hpp"
#include "rectify/compensated_sum.hpp"
#include "rectify/descent.hpp"

namespace rectify::cli {
namespace {

using io::Error;
using io::ExitStatus;

std::string_view name_of(Loss loss) { return loss == Loss::kMse ? "mse" : "mae"; }

/// The input x, and, for multiphase, the angles that its sum and its phases are functions of.
struct Inputs {
  Signal x;
  std::unique_ptr<io::Source> multiple_angle;
  std::unique_ptr<io::Source> angle;

  void rewind() const {
    for (io::Source* source : {x.source.get(), multiple_angle.get(), angle.get()}) {
      if (source != nullptr) source->rewind();
    }
  }
};

Inputs open_inputs(const Options& o, const Demands& demands, bool parameters, io::Disk& disk,
                   const Report& report) {
  Inputs inputs;
  if (o.command == Command::kMultiphase && o.generated()) {
    inputs.x.source = generate(o, Wave::kItself, demands.labels);
    inputs.multiple_angle = generate(o, Wave::kMultipleAngle, false);
    if (parameters) inputs.angle = generate(o, Wave::kAngle, false);
  } else {
    Demands wanted = demands;
    wanted.read_twice = o.target.has_value();  // the loss is a mean: it counts the samples first
    inputs.x = open_signal(o, wanted, disk, report);
  }
  return inputs;
}

std::string input_name(const Options& o) {
  return o.generated() ? "the generated signal" : name_of_input(o.input.value_or("-"));
}

Lead lead_of(const Options& o, const io::SignalFormat& format) {
  Lead lead{input_name(o), format.names.size(), format.rate, format.frames};
  if (o.has("--rate")) lead.rate = o.rate.value();
  if (o.sine_over || o.ramp) lead.rate.reset();  // their axis is no time
  return lead;
}

class GradientSource : public io::Source {
 public:
  GradientSource(const Options& o, std::vector<Unit> units, const Demands& demands, io::Disk& disk,
                 const Report& report);

  [[nodiscard]] const io::SignalFormat& format() const override { return format_; }
  bool read(io::Frames& frames) override;
  void rewind() override {}  // no step that surveys goes with a gradient

 private:
  void count_samples();
  void fit(std::vector<Unit>& units);
  bool read_shifted(io::Frames& frames);
  void take_upstream(std::size_t frames);
  void put_columns(io::Frames& frames);
  void conclude();

  const Options* options_;
  const Report* report_;
  bool table_;  // all columns, not the gradient alone
  Inputs inputs_;
  std::optional<Companion> companion_;  // the upstream gradient, or the target
  std::optional<ParameterTable> parameter_table_;
  std::unique_ptr<Differentiable> shape_;
  std::optional<ShiftedPass> shifted_;  // in its place, for multiphase of what is not generated
  std::unique_ptr<ParameterSums> sums_;
  std::optional<GradientCheck> check_;
  std::size_t channels_ = 0;
  std::uint64_t samples_ = 0;  // in all, where there is a loss
  io::SignalFormat format_;
  bool concluded_ = false;

  // The block at hand.
  io::Frames x_;
  io::Frames multiple_angle_;
  io::Frames angle_;
  std::vector<double> result_;
  std::vector<double> target_;
  std::vector<double> upstream_;
  std::vector<double> mask_;
  std::vector<double> gradient_;
  CompensatedSum loss_;
};

GradientSource::GradientSource(const Options& o, std::vector<Unit> units, const Demands& demands,
                               io::Disk& disk, const Report& report)
    : options_(&o), report_(&report), table_(!demands.sound) {
  const bool generated_only = o.command == Command::kMultiphase && !o.generated();
  const bool parameters = !generated_only && (o.parameters || o.check || o.verbose);
  inputs_ = open_inputs(o, demands, parameters, disk, report);
  const io::SignalFormat& in = inputs_.x.source->format();
  channels_ = in.names.size();
  if (const auto& path = o.target ? o.target : o.upstream) {
    companion_.emplace(*path, lead_of(o, in), o.fit_steps != 0, disk, report);
  }
  if (o.parameters) parameter_table_.emplace(o, disk);

  format_ = in;
  if (table_) {
    format_.names.clear();
    for (const std::string& name : in.names) {
      format_.names.push_back(name);
      format_.names.push_back(name + "_" + std::string(cli::name_of(o.command)));
      if (o.command != Command::kMultiphase) format_.names.push_back(name + "_mask");
      format_.names.push_back(name + "_upstream");
      format_.names.push_back(name + "_grad");
    }
  }
  if (o.fit_steps != 0) {
    fit(units);
  } else if (o.target) {
    count_samples();
  }
  if (needs_quadrature(o)) {
    const double rate = o.has("--rate") ? o.rate.value() : in.rate.value_or(0);
    if (!(rate > 0)) {
      throw Error(ExitStatus::kUsage,
                  "multiphase needs a rate, and the input tells none: give --rate HZ");
    }
    shifted_.emplace(AnalyticPhaseSum(phases_of(o), o.drop, phase_path(o).scale), rate, channels_,
                     o.at_zero);
  } else {
    shape_ = differentiable(o, units);
  }
  if (parameters) sums_ = parameter_sums(o, units);
  if (o.check) check_.emplace();
}

void GradientSource::count_samples() {
  if (options_->generated()) {
    samples_ = *format_.frames * channels_;
    return;
  }
  while (inputs_.x.source->read(x_)) samples_ += x_.samples.size();
  inputs_.rewind();
}

/// Takes both signals into memory, since the descent goes through them at every step.
void GradientSource::fit(std::vector<Unit>& units) {
  const Options& o = *options_;
  std::vector<double> x;
  std::vector<double> target;
  while (inputs_.x.source->read(x_)) {
    x.insert(x.end(), x_.samples.begin(), x_.samples.end());
    companion_->read(x_.samples.size() / channels_, target_);
    target.insert(target.end(), target_.begin(), target_.end());
  }
  companion_->end();
  inputs_.rewind();
  companion_->rewind();
  samples_ = x.size();

  const double scale = o.mean ? 1.0 / static_cast<double>(units.size()) : 1.0;
  const Descent descent = descend(units, x, target,
                                  {.steps = o.fit_steps,
                                   .learning_rate = o.learning_rate,
                                   .loss = o.loss,
                                   .leak = o.leak,
                                   .scale = scale,
                                   .at_zero = o.at_zero});
  units = descent.units;
  if (descent.finite) {
    return report_->say(fmt::format("fit: {} steps, e from {} to {} ({})", descent.steps,
                                    descent.first_loss, descent.last_loss, name_of(o.loss)));
  }
  if (parameter_table_) {
    const std::unique_ptr<ParameterSums> sums = parameter_sums(o, units);
    parameter_table_->write(sums->parameters(), {});
  }
  throw Error(
      ExitStatus::kFailed,
      fmt::format("fit: not finite after {} steps{}; try a smaller --learning-rate", descent.steps,
                  o.parameters ? ", and " + *o.parameters + " has the last that were" : ""));
}

void GradientSource::take_upstream(std::size_t frames) {
  const std::size_t count = frames * channels_;
  if (options_->target) {
    companion_->read(frames, target_);
    upstream_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      loss_.add(loss_term(options_->loss, result_[i], target_[i]));
      upstream_[i] =
          loss_slope(options_->loss, result_[i], target_[i]) / static_cast<double>(samples_);
    }
  } else if (companion_) {
    companion_->read(frames, upstream_);
  } else {
    upstream_.assign(count, 1.0);
  }
}

/// As read(), by way of quadrature: x, y and what comes down wait for the gradient that is theirs.
bool GradientSource::read_shifted(io::Frames& frames) {
  for (;;) {
    const bool more = inputs_.x.source->read(x_);
    if (more) {
      shifted_->take(x_, result_);
    } else if (!shifted_->drain(result_)) {
      if (!std::exchange(concluded_, true)) conclude();
      return false;
    }
    take_upstream(result_.size() / channels_);
    if (shifted_->give(result_, upstream_, x_, gradient_)) break;
  }
  std::swap(frames.labels, x_.labels);
  if (table_) {
    put_columns(frames);
  } else {
    std::swap(frames.samples, gradient_);
  }
  return true;
}

bool GradientSource::read(io::Frames& frames) {
  if (shifted_) return read_shifted(frames);
  if (!inputs_.x.source->read(x_)) {
    if (!std::exchange(concluded_, true)) conclude();
    return false;
  }
  if (inputs_.multiple_angle) inputs_.multiple_angle->read(multiple_angle_);
  if (inputs_.angle) inputs_.angle->read(angle_);
  const std::vector<double>& at = inputs_.multiple_angle ? multiple_angle_.samples : x_.samples;
  if (table_ || options_->target) {
    result_ = at;
    shape_->forward(result_);
  }
  take_upstream(x_.samples.size() / channels_);
  gradient_.resize(at.size());
  shape_->backward(at, upstream_, gradient_);
  const std::vector<double>& parameters_at = inputs_.angle ? angle_.samples : at;
  if (sums_) sums_->add(parameters_at, upstream_);
  if (check_) {
    shape_->check(at, upstream_, gradient_, *check_);
    sums_->check(parameters_at, upstream_, *check_);
  }

  std::swap(frames.labels, x_.labels);
  if (table_) {
    mask_.assign(at.size(), 1.0);
    shape_->backward(at, mask_, mask_);
    put_columns(frames);
  } else {
    std::swap(frames.samples, gradient_);
  }
  return true;
}

void GradientSource::put_columns(io::Frames& frames) {
  const bool masked = options_->command != Command::kMultiphase;
  frames.samples.clear();
  for (std::size_t i = 0; i < x_.samples.size(); ++i) {
    frames.samples.push_back(x_.samples[i]);
    frames.samples.push_back(result_[i]);
    if (masked) frames.samples.push_back(mask_[i]);
    frames.samples.push_back(upstream_[i]);
    frames.samples.push_back(gradient_[i]);
  }
}

void GradientSource::conclude() {
  if (companion_) companion_->end();
  const Options& o = *options_;
  if (const std::string words = shortage(inputs_.x); !words.empty()) {
    report_->warn(input_name(o) + ": " + words);
  }
  if (o.target) {
    report_->say(
        fmt::format("e = {} ({})", loss_.value() / static_cast<double>(samples_), name_of(o.loss)));
  }
  if (sums_) {
    const std::vector<double> parameters = sums_->parameters();
    const std::vector<double> gradients = sums_->gradients();
    const std::vector<std::string> names = parameter_names(o, parameters.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
      report_->tell(
          fmt::format("{} = {}, de/d{} = {}", names[i], parameters[i], names[i], gradients[i]));
    }
    if (check_) cli::conclude(*check_, *report_);
    if (parameter_table_) parameter_table_->write(parameters, gradients);
  }
}

}  // namespace

Signal open_gradient(const Options& options, std::vector<Unit> units, const Demands& demands,
                     io::Disk& disk, const Report& report) {
  Signal signal;
  signal.source =
      std::make_unique<GradientSource>(options, std::move(units), demands, disk, report);
  return signal;
}

}  // namespace rectify::cli
