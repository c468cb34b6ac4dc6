// The chains around the shape, and what is summed and checked beside it.
#include "cli/backward_pass.hpp"

#include <fmt/format.h>

#include <utility>

#include "cli/quadrature_filter.hpp"
#include "cli/signal.hpp"
#include "cli/sources.hpp"

namespace rectify::cli {

BackwardPass::BackwardPass(const Options& o, const std::vector<Unit>& units,
                           const io::SignalFormat& x, const Report& report)
    : options_(&o), channels_(x.names.size()), shape_(shape_of(o, units)) {
  if (wants_parameters(o)) {
    parameter_shape_ = parameter_shape(o, units);
    parameter_gradient_ = parameter_shape_->parameter_gradient(o.at_zero);
  }
  if (o.check) check_.emplace();
  if (o.command == Command::kMultiphase && o.generated()) {
    multiple_angle_ = generate(o, Wave::kMultipleAngle, false);
    if (parameter_shape_) angle_ = generate(o, Wave::kAngle, false);
  }
  if (!needs_quadrature(o)) return;

  const double rate = rate_of(o, x);
  auto filter = quadrature_filter(rate, channels_, report);
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

void BackwardPass::take(std::vector<double>& x) {
  if (transpose_check_) transpose_check_->process(x.size() / channels_);
  if (multiple_angle_) {
    multiple_angle_->read(angles_);
    std::swap(shape_input_, angles_.samples);
  } else {
    std::swap(shape_input_, x);
  }
  filter_.process(shape_input_);
}

bool BackwardPass::drain() {
  if (transpose_check_) transpose_check_->drain();
  return filter_.drain(shape_input_);
}

void BackwardPass::y(std::vector<double>& samples) const {
  samples.resize(ready());
  shape_->forward(shape_input_, samples);
}

void BackwardPass::mask(std::vector<double>& samples) const {
  samples.assign(ready(), 1.0);
  shape_->backward(shape_input_, samples, samples, options_->at_zero);
}

void BackwardPass::backward(std::span<const double> upstream, std::vector<double>& gradient) {
  gradient.resize(shape_input_.size());
  shape_->backward(shape_input_, upstream, gradient, options_->at_zero);
  if (angle_) angle_->read(angles_);
  const std::vector<double>& of_parameters = angle_ ? angles_.samples : shape_input_;
  if (parameter_gradient_) parameter_gradient_->add(of_parameters, upstream);
  if (check_) {
    shape_->check_input(shape_input_, upstream, gradient, *check_);
    parameter_shape_->check_parameters(options_->at_zero, of_parameters, upstream, *check_);
  }
  if (transpose_check_) transpose_check_->down(gradient);
  transpose_.process(gradient);
  if (transpose_check_) transpose_check_->back(gradient);
}

bool BackwardPass::drain_back(std::vector<double>& gradient) {
  if (!transpose_.drain(gradient)) return false;
  if (transpose_check_) transpose_check_->back(gradient);
  return true;
}

void BackwardPass::conclude(const std::string& input, ParameterTable* table,
                            const Report& report) const {
  if (analytic_ != nullptr) {
    report_spoilt(*analytic_, input, report);
    report_spoilt(*adjoint_, "the upstream gradient", report);
  }
  if (parameter_shape_) conclude_parameters(table, report);
}

void BackwardPass::conclude_parameters(ParameterTable* table, const Report& report) const {
  const std::vector<double> parameters = parameter_shape_->parameters();
  const std::vector<double> gradients = parameter_gradient_->values();
  const std::vector<std::string> names = parameter_names(*options_, parameters.size());
  for (std::size_t i = 0; i < names.size(); ++i) {
    const std::string words =
        fmt::format("{} = {}, de/d{} = {}", names[i], parameters[i], names[i], gradients[i]);
    const bool left_out = table != nullptr && !table->has_last() && i + 1 == names.size();
    if (left_out && parameters[i] != 0) {
      report.say(words);
    } else {
      report.tell(words);
    }
  }
  if (check_) {
    GradientCheck check = *check_;
    if (transpose_check_) transpose_check_->compare(check);
    cli::conclude(check, report);
  }
  if (table != nullptr) table->write(parameters, gradients);
}

}  // namespace rectify::cli
