// Weighs frames by time where they come unevenly.
#include "cli/commands/measure/measure_sink.hpp"

#include <cstddef>

namespace rectify::cli {

void MeasureSink::write(Rows& rows) {
  measure_->add_input(rows.inputs.samples);
  weighed_ ? weigh(rows) : measure_->add_result(rows.outputs);
}

void MeasureSink::weigh(const Rows& rows) {
  const std::size_t frames = rows.inputs.steps.size();
  const std::size_t channels = rows.outputs.size() / frames;
  frames_ = waiting_;
  weights_.clear();
  for (std::size_t n = 0; n < frames; ++n) {
    const double step = rows.inputs.steps[n];
    if (!waiting_.empty() || n != 0) {
      weights_.push_back((step_ + step) / 2);
      alone_ = false;
    }
    step_ = step;
  }
  const auto last = rows.outputs.end() - static_cast<std::ptrdiff_t>(channels);
  frames_.insert(frames_.end(), rows.outputs.begin(), last);
  waiting_.assign(last, rows.outputs.end());
  measure_->add_result(frames_, weights_);
}

void MeasureSink::finish(const Report& /*report*/) {
  if (!waiting_.empty()) {
    const double weight = alone_ ? 1 : step_ / 2;
    measure_->add_result(waiting_, std::vector<double>{weight});
  }
  measure_->finish();
}

}  // namespace rectify::cli
