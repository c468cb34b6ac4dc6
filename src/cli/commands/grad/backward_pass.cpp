// One block at a time: forward to y, around through the upstream gradient, and back to x.
#include "cli/commands/grad/backward_pass.hpp"

#include <utility>

namespace rectify::cli {

BackwardPass::BackwardPass(BackwardParts parts, std::size_t channels, Upstream& upstream,
                           Choices choices)
    : parts_(std::move(parts)),
      channels_(channels),
      upstream_(&upstream),
      choices_(choices),
      columns_(!choices.rows     ? 1
               : parts_.has_mask ? 5
                                 : 4) {
  for (Chain* chain : {&parts_.to_argument, &parts_.to_parameters_argument, &parts_.to_input}) {
    chain->begin_pass();
  }
  if (choices.parameters && parts_.by_parameters) {
    sums_ = parts_.by_parameters->parameter_gradient(choices.at_zero);
  }
  if (!choices.check) parts_.transpose_check.reset();
}

void BackwardPass::process(io::Frames& x, Rows& rows) {
  if (choices_.rows) {
    io::Frames kept{.samples = x.samples};
    std::swap(kept.labels, x.labels);
    waiting_x_.add(kept);
  }
  if (parts_.transpose_check) parts_.transpose_check->process(x.samples.size() / channels_);
  if (!parts_.to_parameters_argument.empty()) {
    parameters_argument_ = x.samples;
    parts_.to_parameters_argument.process(parameters_argument_);
  }
  std::swap(argument_, x.samples);
  parts_.to_argument.process(argument_);
  turn_around(rows);
}

bool BackwardPass::drain(Rows& rows) {
  if (parts_.transpose_check) parts_.transpose_check->drain();
  if (parts_.to_argument.drain(argument_)) {
    turn_around(rows);
    return true;
  }
  if (!parts_.to_input.drain(gradient_)) return false;
  if (parts_.transpose_check) parts_.transpose_check->back(gradient_);
  emit(rows);
  return true;
}

/// From the shape's argument to the gradient by x of the frames for which that is ready.
void BackwardPass::turn_around(Rows& rows) {
  const Shape& shape = *parts_.shape;
  y_.resize(argument_.size() / shape.parts());
  if (choices_.rows || upstream_->needs_y()) shape.forward(argument_, y_);
  upstream_->next(y_, channels_, g_);
  if (choices_.rows) queue_rows();

  gradient_.resize(argument_.size());
  shape.backward(argument_, g_, gradient_, choices_.at_zero);
  const bool own_argument = !parts_.to_parameters_argument.empty();
  const std::vector<double>& of_parameters = own_argument ? parameters_argument_ : argument_;
  if (sums_) sums_->add(of_parameters, g_);
  if (choices_.check) {
    shape.check_input(argument_, g_, gradient_, check_);
    parts_.by_parameters->check_parameters(choices_.at_zero, of_parameters, g_, check_);
  }
  if (parts_.transpose_check) parts_.transpose_check->down(gradient_);
  parts_.to_input.process(gradient_);
  if (parts_.transpose_check) parts_.transpose_check->back(gradient_);
  emit(rows);
}

/// A row for each sample, without its gradient, which may come later.
void BackwardPass::queue_rows() {
  waiting_x_.take(y_.size() / channels_, channels_, x_);
  if (parts_.has_mask) {
    mask_.assign(y_.size(), 1.0);
    parts_.shape->backward(argument_, mask_, mask_, choices_.at_zero);
  }
  std::swap(unfinished_.labels, x_.labels);
  unfinished_.samples.resize(y_.size() * columns_);
  double* row = unfinished_.samples.data();
  for (std::size_t i = 0; i < y_.size(); ++i, row += columns_) {
    row[0] = x_.samples[i];
    row[1] = y_[i];
    if (parts_.has_mask) row[2] = mask_[i];
    row[columns_ - 2] = g_[i];
  }
  waiting_rows_.add(unfinished_);
}

void BackwardPass::emit(Rows& rows) {
  if (!choices_.rows) {
    rows.inputs.labels.clear();
    return std::swap(rows.outputs, gradient_);
  }
  io::Frames finished;
  waiting_rows_.take(gradient_.size() / channels_, columns_ * channels_, finished);
  for (std::size_t i = 0; i < gradient_.size(); ++i) {
    finished.samples[i * columns_ + columns_ - 1] = gradient_[i];
  }
  std::swap(rows.inputs.labels, finished.labels);
  std::swap(rows.outputs, finished.samples);
}

BackwardPass::Parameters BackwardPass::parameters() const {
  if (!sums_) return {};
  return {parts_.by_parameters->parameters(), sums_->values()};
}

std::optional<GradientCheck> BackwardPass::check() const {
  if (!choices_.check) return std::nullopt;
  GradientCheck check = check_;
  if (parts_.transpose_check) parts_.transpose_check->compare(check);
  return check;
}

}  // namespace rectify::cli
