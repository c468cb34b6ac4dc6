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
                                 : 4),
      y_wanted_(choices.rows || upstream.needs_y()) {
  for (Chain* chain : {&parts_.to_argument, &parts_.to_input}) chain->begin_pass();
  parts_.passes->begin(
      {.at_zero = choices.at_zero, .parameters = choices.parameters, .check = choices.check});
  if (!choices.check) parts_.transpose_check.reset();
}

void BackwardPass::process(io::Frames& x, Rows& rows) {
  if (choices_.rows) {
    io::Frames kept{.samples = x.samples};
    std::swap(kept.labels, x.labels);
    waiting_x_.add(kept);
  }
  if (parts_.transpose_check) parts_.transpose_check->process(x.samples.size() / channels_);
  std::swap(argument_, x.samples);
  parts_.to_argument.process(argument_);
  parts_.passes->forward(argument_, y_wanted_, y_);
  turn_around(rows);
}

bool BackwardPass::drain(Rows& rows) {
  if (parts_.to_argument.drain(argument_)) {
    if (parts_.transpose_check) parts_.transpose_check->drain();
    parts_.passes->forward(argument_, y_wanted_, y_);
    turn_around(rows);
    return true;
  }
  if (parts_.passes->drain_forward(y_)) {
    turn_around(rows);
    return true;
  }
  if (parts_.passes->drain_backward(gradient_)) {
    go_back(rows);
    return true;
  }
  if (!parts_.to_input.drain(gradient_)) return false;
  if (parts_.transpose_check) parts_.transpose_check->back(gradient_);
  emit(rows);
  return true;
}

/// From y to the gradient by the shape's argument, and on.
void BackwardPass::turn_around(Rows& rows) {
  upstream_->next(y_, channels_, g_);
  if (choices_.rows) queue_rows();
  parts_.passes->backward(g_, gradient_);
  go_back(rows);
}

/// From the gradient by the shape's argument to that by x, of the frames for which it is ready.
void BackwardPass::go_back(Rows& rows) {
  if (parts_.transpose_check) parts_.transpose_check->down(gradient_);
  parts_.to_input.process(gradient_);
  if (parts_.transpose_check) parts_.transpose_check->back(gradient_);
  emit(rows);
}

/// A row for each sample, without its gradient, which may come later.
void BackwardPass::queue_rows() {
  waiting_x_.take(y_.size() / channels_, channels_, x_);
  if (parts_.has_mask) parts_.passes->mask(mask_);
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
  std::vector<double> gradients = parts_.passes->gradients();
  if (gradients.empty()) return {};
  return {parts_.passes->parameters(), std::move(gradients)};
}

GradientCheck BackwardPass::check() {
  GradientCheck check;
  parts_.passes->conclude(check);
  if (parts_.transpose_check) parts_.transpose_check->compare(check);
  return check;
}

}  // namespace rectify::cli
