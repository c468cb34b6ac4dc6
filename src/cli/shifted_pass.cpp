// Two filters in opposite directions, and the frames that wait between them.
#include "cli/shifted_pass.hpp"

#include <memory>
#include <utility>

#include "rectify/quadrature.hpp"

namespace rectify::cli {
namespace {

/// Moves the first `count` of `from` to `to`, in place of what it holds.
void take_first(std::vector<double>& from, std::size_t count, std::vector<double>& to) {
  const auto end = from.begin() + static_cast<std::ptrdiff_t>(count);
  to.assign(from.begin(), end);
  from.erase(from.begin(), end);
}

}  // namespace

ShiftedPass::ShiftedPass(AnalyticPhaseSum sum, double rate, std::size_t channels, double at_zero)
    : sum_(std::move(sum)), channels_(channels), at_zero_(at_zero) {
  forward_.add(std::make_unique<AnalyticSignal>(rate, channels), 2 * channels);
  backward_.add(
      std::make_unique<AnalyticSignal>(rate, channels, AnalyticSignal::Direction::adjoint),
      channels);
  forward_.begin_pass();
  backward_.begin_pass();
}

void ShiftedPass::sum(std::vector<double>& y) {
  y.resize(analytic_.size() / 2);
  sum_.forward(analytic_, y);
}

void ShiftedPass::take(io::Frames& x, std::vector<double>& y) {
  x_.samples.insert(x_.samples.end(), x.samples.begin(), x.samples.end());
  for (std::size_t n = 0; n < x.labels.size(); ++n) x_.labels.append(x.labels[n]);
  std::swap(analytic_, x.samples);
  forward_.process(analytic_);
  sum(y);
}

bool ShiftedPass::drain(std::vector<double>& y) {
  if (state_ == State::kTaking) state_ = State::kDrainingForward;
  if (state_ == State::kDrainingForward && !forward_.drain(analytic_)) {
    analytic_.clear();
    state_ = State::kDrainingBackward;
  }
  sum(y);
  return state_ != State::kEnded;
}

bool ShiftedPass::give(std::vector<double>& y, std::vector<double>& upstream, io::Frames& x,
                       std::vector<double>& gradient) {
  y_.insert(y_.end(), y.begin(), y.end());
  upstream_.insert(upstream_.end(), upstream.begin(), upstream.end());
  gradient.resize(analytic_.size());
  sum_.backward(analytic_, upstream, gradient, at_zero_);
  if (state_ != State::kDrainingBackward) {
    backward_.process(gradient);
  } else if (!backward_.drain(gradient)) {
    gradient.clear();
    state_ = State::kEnded;
  }
  if (gradient.empty()) return false;
  take_first(x_.samples, gradient.size(), x.samples);
  take_first(y_, gradient.size(), y);
  take_first(upstream_, gradient.size(), upstream);
  const std::size_t frames = gradient.size() / channels_;
  x.labels.clear();
  if (x_.labels.size() != 0) {
    for (std::size_t n = 0; n < frames; ++n) x.labels.append(x_.labels[n]);
    x_.labels.drop(frames);
  }
  return true;
}

}  // namespace rectify::cli
