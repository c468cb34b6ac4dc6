// Block by block: forward, upstream, backward; then the words and the parameters.
#include "cli/gradient.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "cli/companion.hpp"
#include "cli/differentiable.hpp"
#include "cli/fit.hpp"
#include "cli/parameter_table.hpp"
#include "cli/quadrature_filter.hpp"
#include "cli/sources.hpp"
#include "cli/waiting.hpp"
#include "io/error.hpp"
#include "rectify/compensated_sum.hpp"
#include "rectify/loss.hpp"
#include "rectify/quadrature.hpp"
#include "rectify/stage.hpp"
#include "rectify/transpose_check.hpp"

namespace rectify::cli {
namespace {

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

Inputs open_inputs(const Options& o, const Demands& demands, io::Disk& disk, const Report& report) {
  Inputs inputs;
  if (o.command == Command::kMultiphase && o.generated()) {
    inputs.x.source = generate(o, Wave::kItself, demands.labels);
    inputs.multiple_angle = generate(o, Wave::kMultipleAngle, false);
    if (wants_parameters(o)) inputs.angle = generate(o, Wave::kAngle, false);
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

/// x (→ the analytic signal) → y → the loss; and back: g → ∂e/∂(analytic signal) (→ ∂e/∂x). What is
/// in brackets happens where the shape needs it, and is late: frames wait for their gradient.
class GradientSource : public io::Source {
 public:
  GradientSource(const Options& o, std::vector<Unit> units, const Demands& demands, io::Disk& disk,
                 const Report& report);

  [[nodiscard]] const io::SignalFormat& format() const override { return format_; }
  bool read(io::Frames& frames) override;
  void rewind() override {}  // no step that surveys goes with a gradient

 private:
  void open_shape(const std::vector<Unit>& units);
  void count_samples();
  bool take_input();
  void take_upstream();
  void put_rows();
  void go_back();
  void conclude();

  const Options* options_;
  const Report* report_;
  bool table_;           // all columns, not the gradient alone
  bool masked_;          // one of them is the mask
  std::size_t columns_;  // a channel
  Inputs inputs_;
  std::optional<Companion> companion_;  // the upstream gradient, or the target
  std::optional<ParameterTable> parameter_table_;
  std::size_t channels_ = 0;
  std::uint64_t samples_ = 0;  // in all, where there is a loss
  io::SignalFormat format_;

  Chain filter_;  // from x to what the shape takes, and its transpose; empty where that is x
  Chain transpose_;
  const AnalyticSignal* analytic_ = nullptr;  // the stage of the filter …
  const AnalyticSignal* adjoint_ = nullptr;   // … and of the transpose
  std::unique_ptr<Differentiable> shape_;
  std::unique_ptr<ParameterSums> sums_;
  std::optional<GradientCheck> check_;
  std::optional<TransposeCheck> transpose_check_;

  // The block at hand, and what waits for blocks to come.
  io::Frames x_;
  io::Frames multiple_angle_;
  io::Frames angle_;
  std::vector<double> shape_input_;
  std::vector<double> result_;
  std::vector<double> target_;
  std::vector<double> upstream_;
  std::vector<double> mask_;
  std::vector<double> gradient_;
  io::Frames rows_;
  Waiting waiting_inputs_;  // for their results
  Waiting waiting_rows_;    // for their gradient
  CompensatedSum loss_;
  bool input_ended_ = false;
  bool concluded_ = false;
};

GradientSource::GradientSource(const Options& o, std::vector<Unit> units, const Demands& demands,
                               io::Disk& disk, const Report& report)
    : options_(&o),
      report_(&report),
      table_(!demands.sound),
      masked_(o.command != Command::kMultiphase),
      columns_(masked_ ? 5 : 4),
      inputs_(open_inputs(o, demands, disk, report)) {
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
      if (masked_) format_.names.push_back(name + "_mask");
      format_.names.push_back(name + "_upstream");
      format_.names.push_back(name + "_grad");
    }
  }
  if (o.fit_steps != 0) {
    units = fit(o, units, *inputs_.x.source, *companion_,
                parameter_table_ ? &*parameter_table_ : nullptr, report);
  }
  if (o.target) count_samples();
  open_shape(units);
}

void GradientSource::open_shape(const std::vector<Unit>& units) {
  const Options& o = *options_;
  shape_ = differentiable(o, units);
  if (wants_parameters(o)) sums_ = parameter_sums(o, units);
  if (o.check) check_.emplace();
  if (!needs_quadrature(o)) return;

  const double rate = rate_of(o, format_);
  auto filter = quadrature_filter(rate, channels_, *report_);
  auto transpose =
      std::make_unique<AnalyticSignal>(rate, channels_, AnalyticSignal::Direction::adjoint);
  analytic_ = filter.get();
  adjoint_ = transpose.get();
  filter_.add(std::move(filter), shape_->parts() * channels_);
  filter_.begin_pass();
  transpose_.add(std::move(transpose), channels_);
  transpose_.begin_pass();
  if (o.check) {
    Chain alone;
    alone.add(std::make_unique<AnalyticSignal>(rate, 1), shape_->parts());
    transpose_check_.emplace(std::move(alone), shape_->parts(), channels_);
  }
}

void GradientSource::count_samples() {
  if (format_.frames && options_->generated()) {
    samples_ = *format_.frames * channels_;
    return;
  }
  while (inputs_.x.source->read(x_)) samples_ += x_.samples.size();
  inputs_.rewind();
}

/// The next block of what the shape takes; at the end what the filter still holds, then false.
bool GradientSource::take_input() {
  input_ended_ = input_ended_ || !inputs_.x.source->read(x_);
  if (input_ended_) {
    if (transpose_check_) transpose_check_->drain();
    return filter_.drain(shape_input_);
  }
  const std::size_t frames = x_.samples.size() / channels_;
  if (inputs_.angle) inputs_.angle->read(angle_);
  if (inputs_.multiple_angle) {
    inputs_.multiple_angle->read(multiple_angle_);
    std::swap(shape_input_, multiple_angle_.samples);
  } else if (table_) {
    shape_input_ = x_.samples;
  } else {
    std::swap(shape_input_, x_.samples);
  }
  if (table_) waiting_inputs_.add(x_);
  filter_.process(shape_input_);
  if (transpose_check_) transpose_check_->process(frames);
  return true;
}

void GradientSource::take_upstream() {
  const std::size_t count = shape_input_.size() / shape_->parts();
  if (options_->target) {
    companion_->read(count / channels_, target_);
    upstream_.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
      loss_.add(loss_term(options_->loss, result_[i], target_[i]));
      upstream_[i] =
          loss_slope(options_->loss, result_[i], target_[i]) / static_cast<double>(samples_);
    }
  } else if (companion_) {
    companion_->read(count / channels_, upstream_);
  } else {
    upstream_.assign(count, 1.0);
  }
}

/// ∂e/∂y goes back through the shape; what waits has its row, but for the gradient.
void GradientSource::go_back() {
  gradient_.resize(shape_input_.size());
  shape_->backward(shape_input_, upstream_, gradient_);
  const std::vector<double>& of_parameters = inputs_.angle ? angle_.samples : shape_input_;
  if (sums_) sums_->add(of_parameters, upstream_);
  if (check_) {
    shape_->check(shape_input_, upstream_, gradient_, *check_);
    sums_->check(of_parameters, upstream_, *check_);
  }
  if (transpose_check_) transpose_check_->down(gradient_);
  transpose_.process(gradient_);
}

void GradientSource::put_rows() {
  waiting_inputs_.take(upstream_.size() / channels_, channels_, x_);
  if (masked_) {
    mask_.assign(upstream_.size(), 1.0);
    shape_->backward(shape_input_, mask_, mask_);
  }
  std::swap(rows_.labels, x_.labels);
  rows_.samples.resize(upstream_.size() * columns_);
  double* row = rows_.samples.data();
  for (std::size_t i = 0; i < upstream_.size(); ++i, row += columns_) {
    row[0] = x_.samples[i];
    row[1] = result_[i];
    if (masked_) row[2] = mask_[i];
    row[columns_ - 2] = upstream_[i];
  }
  waiting_rows_.add(rows_);
}

bool GradientSource::read(io::Frames& frames) {
  do {
    if (take_input()) {
      if (table_ || options_->target) {
        result_.resize(shape_input_.size() / shape_->parts());
        shape_->forward(shape_input_, result_);
      }
      take_upstream();
      if (table_) put_rows();
      go_back();
    } else if (!transpose_.drain(gradient_)) {
      if (!std::exchange(concluded_, true)) conclude();
      return false;
    }
    if (transpose_check_) transpose_check_->back(gradient_);
  } while (gradient_.empty());

  if (!table_) {
    frames.labels.clear();
    std::swap(frames.samples, gradient_);
    return true;
  }
  waiting_rows_.take(gradient_.size() / channels_, columns_ * channels_, frames);
  for (std::size_t i = 0; i < gradient_.size(); ++i) {
    frames.samples[i * columns_ + columns_ - 1] = gradient_[i];
  }
  return true;
}

void GradientSource::conclude() {
  if (companion_) companion_->end();
  const Options& o = *options_;
  if (const std::string words = shortage(inputs_.x); !words.empty()) {
    report_->warn(input_name(o) + ": " + words);
  }
  if (analytic_ != nullptr) {
    report_spoilt(*analytic_, input_name(o), *report_);
    report_spoilt(*adjoint_, "the upstream gradient", *report_);
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
      const std::string words =
          fmt::format("{} = {}, de/d{} = {}", names[i], parameters[i], names[i], gradients[i]);
      const bool left_out =
          parameter_table_ && !parameter_table_->has_last() && i + 1 == names.size();
      left_out&& parameters[i] != 0 ? report_->say(words) : report_->tell(words);
    }
    if (transpose_check_) transpose_check_->conclude(*check_);
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
