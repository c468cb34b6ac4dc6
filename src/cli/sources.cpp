#include "cli/sources.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "io/file/error.hpp"
#include "rectify/samples/codec.hpp"
#include "rectify/sources/generator.hpp"

namespace rectify::cli {
namespace {

constexpr std::size_t kGenerated = 2048;  // samples in a block: all stages stay in the first cache
constexpr std::size_t kDecoded = 8192;    // more, for each is a read

std::vector<std::string> channel_names(std::size_t channels) {
  std::vector<std::string> names(channels);
  for (std::size_t c = 0; c < channels; ++c) names[c] = "ch" + std::to_string(c + 1);
  return names;
}

void append_number(io::Labels& labels, double x) {
  char text[32];
  const char* end = fmt::format_to(std::begin(text), FMT_COMPILE("{}"), x);
  labels.append({std::begin(text), static_cast<std::size_t>(end - std::begin(text))});
}

/// Frame n of sound stands at n/rate seconds.
void label_times(io::Labels& labels, std::uint64_t first, std::size_t frames, double rate) {
  for (std::size_t n = 0; n < frames; ++n) {
    append_number(labels, static_cast<double>(first + n) / rate);
  }
}

std::uint64_t frames_to_generate(const Options& o) {
  if (o.sine_over) return o.sine_over->count;
  if (o.ramp) return o.ramp->count;
  if (o.samples) return *o.samples;
  const auto rate = static_cast<long double>(o.rate.value());
  const long double frames = o.cycles ? *o.cycles * rate / static_cast<long double>(o.sine->value())
                                      : static_cast<long double>(o.duration.value_or(1)) * rate;
  if (!(frames <= 0x1p53L)) {
    throw io::Error(io::ExitStatus::kUsage, "a generated signal has at most 2^53 frames");
  }
  return static_cast<std::uint64_t>(std::llround(frames));
}

std::unique_ptr<Angle> make_angle(const Options& o, double phase, std::uint64_t multiple,
                                  std::uint64_t frames) {
  if (o.sine) return std::make_unique<SteadyAngle>(*ratio(*o.sine, o.rate), phase, multiple);
  if (o.sine_over) return std::make_unique<LineAngle>(*o.sine_over, phase, multiple);
  const double rate = o.rate.value();
  return std::make_unique<SweptAngle>(o.sweep->first.value() / rate, o.sweep->second.value() / rate,
                                      static_cast<double>(std::max<std::uint64_t>(frames, 1)),
                                      phase, multiple);
}

std::unique_ptr<Generator> make_generator(const Options& o, double phase, Wave wave,
                                          std::uint64_t frames) {
  if (o.ramp) return std::make_unique<Ramp>(*o.ramp);
  if (wave == Wave::kPhaseSum && o.envelope) {  // a flat line
    const double amplitude = std::fabs(o.amplitude);
    return std::make_unique<Ramp>(Line{amplitude, amplitude, 2});
  }
  const auto angle = [&](std::uint64_t multiple) { return make_angle(o, phase, multiple, frames); };
  if (wave == Wave::kItself) return std::make_unique<SineWave>(angle(1), o.amplitude);
  if (wave == Wave::kAngle) return std::make_unique<AngleWave>(angle(1));
  PhaseSum sum = phase_sum(o);
  if (wave == Wave::kMultipleAngle) return std::make_unique<AngleWave>(angle(sum.repeats()));
  auto multiple = angle(sum.repeats());
  return std::make_unique<PhaseSumWave>(std::move(multiple), std::move(sum));
}

class GeneratorSource : public io::Source {
 public:
  GeneratorSource(const Options& o, Wave wave, bool labelled)
      : frames_(frames_to_generate(o)), labelled_(labelled) {
    for (const double phase : o.phases_turns) {
      generators_.push_back(std::make_unique<Repeated>(make_generator(o, phase, wave, frames_)));
    }
    channels_ = std::max(o.channels, generators_.size());
    format_.names = channel_names(channels_);
    if (o.sine_over || o.ramp) line_ = o.ramp ? o.ramp : o.sine_over;
    format_.labels = {{line_ ? "x" : "time"}};
    format_.rate = o.rate.value();
    format_.frames = frames_;
  }

  [[nodiscard]] const io::SignalFormat& format() const override { return format_; }

  bool read(io::Frames& frames) override {
    const std::size_t count =
        std::min<std::uint64_t>(std::max<std::size_t>(kGenerated / channels_, 1), frames_ - next_);
    frames.samples.resize(count * channels_);
    frames.labels.clear();
    for (std::size_t c = 0; c < channels_; ++c) render_channel(c, count, frames.samples);
    if (labelled_) {
      for (std::size_t n = 0; line_ && n < count; ++n) {
        append_number(frames.labels, line_->at(next_ + n));
      }
      if (!line_) label_times(frames.labels, next_, count, *format_.rate);
    }
    next_ += count;
    return count != 0;
  }

  void rewind() override { next_ = 0; }

 private:
  void render_channel(std::size_t c, std::size_t count, std::vector<double>& samples) {
    if (channels_ == 1) return generators_[0]->render(next_, samples);
    if (c < generators_.size()) {  // else a copy of the last one
      channel_.resize(count);
      generators_[c]->render(next_, channel_);
    }
    for (std::size_t n = 0; n < count; ++n) samples[n * channels_ + c] = channel_[n];
  }

  std::uint64_t frames_;
  bool labelled_;
  std::vector<std::unique_ptr<Generator>> generators_;  // one a channel, or one for all
  std::size_t channels_ = 1;
  std::optional<Line> line_;  // the axis, where it is no time
  io::SignalFormat format_;
  std::uint64_t next_ = 0;
  std::vector<double> channel_;
};

class DecodedSource : public io::Source {
 public:
  DecodedSource(io::SampleReader& reader, bool labelled) : reader_(&reader), labelled_(labelled) {
    const io::SoundFormat& sound = reader.sound();
    format_.names = channel_names(sound.channels);
    format_.labels = {{"time"}};
    format_.rate = static_cast<double>(sound.rate);
    format_.frames = sound.frames;
    sample_bytes_ = bytes_per_sample(reader.samples().type);
    bytes_.resize(std::max(kDecoded, sound.channels) * sample_bytes_);
  }

  [[nodiscard]] const io::SignalFormat& format() const override { return format_; }

  bool read(io::Frames& frames) override {
    const std::size_t bytes = reader_->read(bytes_);
    frames.samples.resize(bytes / sample_bytes_);
    decode(reader_->samples(), std::span(bytes_).first(bytes), frames.samples);
    const std::size_t count = frames.samples.size() / format_.names.size();
    frames.labels.clear();
    if (labelled_) label_times(frames.labels, next_, count, *format_.rate);
    next_ += count;
    return count != 0;
  }

  void rewind() override {
    reader_->rewind();
    next_ = 0;
  }

 private:
  io::SampleReader* reader_;
  bool labelled_;
  io::SignalFormat format_;
  std::size_t sample_bytes_;
  std::vector<std::byte> bytes_;
  std::uint64_t next_ = 0;
};

}  // namespace

PhaseSum::Path phase_path(const Options& o) {
  const std::uint64_t terms = o.phase_list_turns.empty() ? o.phases : o.phase_list_turns.size();
  return {o.amplitude, o.drop, o.mean ? 1.0 / static_cast<double>(terms) : 1.0};
}

PhaseSum phase_sum(const Options& o) {
  return o.phase_list_turns.empty() ? PhaseSum::even(o.phases, phase_path(o))
                                    : PhaseSum::of(o.phase_list_turns, phase_path(o));
}

std::unique_ptr<io::Source> generate(const Options& options, Wave wave, bool labelled) {
  return std::make_unique<GeneratorSource>(options, wave, labelled);
}

std::unique_ptr<io::Source> decoded(io::SampleReader& reader, bool labelled) {
  return std::make_unique<DecodedSource>(reader, labelled);
}

}  // namespace rectify::cli
