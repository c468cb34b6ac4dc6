// Hands each channel to its statistics, and all of them to the spectra.
#include "rectify/measures/signal_measure.hpp"

#include <algorithm>
#include <cmath>

#include "rectify/detail/preconditions.hpp"

namespace rectify {

SignalMeasure::SignalMeasure(const Form& form) : form_(form), statistics_(form.results) {
  detail::require_channels(form.results);
  if (!form.rate) return;
  of_result_.emplace(*form.rate, form.results, form.period);
  if (form.inputs != 0) of_input_.emplace(*form.rate, form.inputs, form.period);
}

void SignalMeasure::add_input(std::span<const double> frames) {
  if (of_input_) of_input_->add(frames);
}

void SignalMeasure::add_result(std::span<const double> frames) {
  Statistics::add_frames(statistics_, frames);
  frames_ += frames.size() / form_.results;
  if (of_result_) of_result_->add(frames);
}

void SignalMeasure::add_result(std::span<const double> frames, std::span<const double> weights) {
  const std::size_t channels = form_.results;
  detail::require(!form_.rate, "frames at a rate need no weights");
  detail::require_frames(frames.size(), channels);
  std::vector<double> samples(frames.size() / channels);
  for (std::size_t c = 0; c < channels; ++c) {
    for (std::size_t n = 0; n < samples.size(); ++n) samples[n] = frames[n * channels + c];
    statistics_[c].add(samples, weights);
  }
  frames_ += samples.size();
}

void SignalMeasure::finish() {
  if (of_input_) of_input_->finish();
  if (of_result_) of_result_->finish();
}

double SignalMeasure::known(double frequency) const {
  if (!form_.sine_hz) return frequency;
  const auto block = std::min<std::uint64_t>(frames_, PowerSpectrum::block_of(form_.results));
  const double half_a_bin = *form_.rate / static_cast<double>(block) / 2;
  const double multiple = std::max(1.0, std::round(frequency / *form_.sine_hz)) * *form_.sine_hz;
  return std::fabs(frequency - multiple) < half_a_bin ? multiple : frequency;
}

ChannelMeasures SignalMeasure::channel(std::size_t c) const {
  ChannelMeasures measures;
  const Statistics& statistics = statistics_[c];
  measures.statistics = statistics.figures();
  measures.clipped = statistics.clipped();
  measures.not_finite = statistics.not_finite();
  if (!of_result_) return measures;
  const auto result = of_result_->strongest(c);
  const auto input = !of_input_                      ? result
                     : form_.inputs == form_.results ? of_input_->strongest(c)
                                                     : of_input_->strongest_of_all();
  if (input) measures.fundamental_hz = known(input->frequency);
  if (!result) return measures;
  measures.ripple_hz = known(result->frequency);
  measures.thd = result->distortion;
  return measures;
}

}  // namespace rectify
