// One block at a time: forward to y, around through the upstream gradient, and back to x.
#include "cli/commands/grad/backward_pass.hpp"

#include <utility>

namespace rectify::cli {

BackwardPass::BackwardPass(BackwardParts parts, GradientColumns columns, Upstream& upstream,
                           Choices choices)
    : parts_(std::move(parts)),
      upstream_(&upstream),
      choices_(choices),
      columns_(std::move(columns)),
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
  if (parts_.transpose_check) parts_.transpose_check->process(x.samples.size() / columns_.inputs());
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
  upstream_->next(y_, columns_.results(), g_);
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

/// Rows without their gradient, which may come later.
void BackwardPass::queue_rows() {
  const std::size_t inputs = columns_.inputs();
  const std::size_t results = columns_.results();
  const std::size_t frames = y_.size() / results;
  waiting_x_.take(frames, inputs, x_);
  if (columns_.has_mask()) parts_.masked->mask(mask_);
  std::swap(unfinished_.labels, x_.labels);
  unfinished_.samples.resize(frames * columns_.count());
  double* row = unfinished_.samples.data();
  for (std::size_t n = 0; n < frames; ++n, row += columns_.count()) {
    for (std::size_t c = 0; c < inputs; ++c) row[columns_.input(c)] = x_.samples[n * inputs + c];
    for (std::size_t c = 0; c < results; ++c) {
      const std::size_t i = n * results + c;
      row[columns_.result(c)] = y_[i];
      if (columns_.has_mask()) row[columns_.mask(c)] = mask_[i];
      row[columns_.upstream(c)] = g_[i];
    }
  }
  waiting_rows_.add(unfinished_);
}

void BackwardPass::emit(Rows& rows) {
  if (!choices_.rows) {
    rows.inputs.labels.clear();
    return std::swap(rows.outputs, gradient_);
  }
  io::Frames finished;
  const std::size_t inputs = columns_.inputs();
  const std::size_t frames = gradient_.size() / inputs;
  waiting_rows_.take(frames, columns_.count(), finished);
  double* row = finished.samples.data();
  for (std::size_t n = 0; n < frames; ++n, row += columns_.count()) {
    for (std::size_t c = 0; c < inputs; ++c) row[columns_.gradient(c)] = gradient_[n * inputs + c];
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
