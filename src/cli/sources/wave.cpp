// The options of generated waves, and what the wave comes to.
#include "cli/sources/wave.hpp"

#include <algorithm>
#include <cmath>

#include "cli/options/values.hpp"
#include "rectify/sources/generator.hpp"

namespace rectify::cli {

std::optional<double> Wave::frequency() const {
  const auto period = form->periods(1, sample_rate);
  if (!period) return std::nullopt;
  return static_cast<double>(static_cast<long double>(rate()) / *period);
}

std::uint64_t Wave::whole_periods() const {
  const std::uint64_t repeat = repeats_after();
  if (repeat != 0 && repeat <= frames) return frames / repeat * repeat;
  const long double period = form->periods(1, sample_rate).value_or(0);
  if (period == 0) return frames;
  const long double whole = std::floor((static_cast<long double>(frames) + 0.5L) / period);
  if (whole == 0) return frames;
  return std::min<std::uint64_t>(static_cast<std::uint64_t>(std::llround(whole * period)), frames);
}

std::unique_ptr<Generator> Wave::samples(double phase) const {
  if (auto sine = form->angle(sample_rate, frames, phase, 1)) {
    return std::make_unique<SineWave>(std::move(sine), amplitude);
  }
  return std::make_unique<Ramp>(*form->axis());
}

std::unique_ptr<Angle> Wave::angle(double phase, std::uint64_t multiple) const {
  return form->angle(sample_rate, frames, phase, multiple);
}

void WaveRequest::declare(OptionList& options, bool angles_only) {
  for (const WaveformRow* row : waveforms()) {
    if (angles_only && !row->has_angle) continue;
    options.value(Group::kSource, std::string(row->option), std::string(row->form),
                  std::string(row->help),
                  {std::string(row->expects), [this, row](const std::string& text) {
                     form_ = row->parse(text);
                     words_ = std::string(row->option) + " " + text;
                     return form_ != nullptr;
                   }});
  }
  constexpr Group kGroup = Group::kGenerator;
  options.value(kGroup, "--duration", "SECONDS", "length of what is generated (1)",
                seconds_from_zero(duration_));
  options.value(kGroup, "--samples", "N", "length, in frames", any_count(samples_));
  options.value(
      kGroup, "--cycles", "N", "length, in periods of --sine",
      value_of(cycles_, "a number of at least 0", parse_plain, [](double n) { return n >= 0; }));
  options.value(kGroup, "--amplitude", "A", "peak of the sine (1); -6dB is 0.501",
                any_amplitude(amplitude_));
  options.value(kGroup, "--phase", "P[,P...]",
                "phase φ (0); several make one channel each: 0,120,240 is a three-phase supply",
                angles(phases_));
  options.value(kGroup, "--channels", "N", "the same in N channels (1)",
                whole_number(channels_, 1, 1024));
}

void WaveRequest::check(const OptionList& options) const {
  options.exclude({"--duration", "--samples", "--cycles"});
  if (phases_.size() > 1) options.exclude({"--phase", "--channels"});
  constexpr std::string_view kWithout = "without a generator such as --sine HZ";
  options.require(wanted(), {"--channels", "--amplitude"}, kWithout);
  options.require(wanted(), {"--phase"},
                  options.find("--phases") == nullptr
                      ? kWithout
                      : "without a generator; did you mean --phases or --phase-list?");
  options.require(!options.given("--ramp"), {"--amplitude", "--phase"}, "with --ramp");
  options.require(wanted() && !on_line(), {"--duration", "--samples"}, "without --sine or --sweep");
  options.require(options.given("--sine"), {"--cycles"}, "without --sine");
}

std::uint64_t WaveRequest::frames(const Decimal& rate) const {
  if (const auto axis = form_->axis()) return axis->count;
  if (samples_) return *samples_;
  const auto exact = cycles_ ? form_->periods(*cycles_, rate)
                             : static_cast<long double>(duration_.value_or(1)) *
                                   static_cast<long double>(rate.value());
  if (!exact) usage_error("--cycles has no effect with 0 Hz, which has no periods");
  if (!(*exact <= 0x1p53L)) usage_error("a generated signal has at most 2^53 frames");
  return static_cast<std::uint64_t>(std::llround(*exact));
}

Wave WaveRequest::wave(const std::optional<Decimal>& rate) const {
  Wave wave;
  wave.form = form_;
  wave.sample_rate = rate.value_or(wave.sample_rate);
  form_->check(wave.sample_rate);
  wave.frames = frames(wave.sample_rate);
  wave.amplitude = amplitude_;
  wave.phases = phases_;
  wave.channels = std::max<std::size_t>(channels_, phases_.size());
  return wave;
}

}  // namespace rectify::cli
