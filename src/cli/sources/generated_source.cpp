// Renders generators channel by channel.
#include "cli/sources/generated_source.hpp"

#include <algorithm>

namespace rectify::cli {
namespace {

constexpr std::size_t kBlock = 2048;  // samples: all stages stay in the first-level cache

class GeneratedSource : public io::Source {
 public:
  GeneratedSource(const Wave& wave, AxisText axis, bool samples)
      : channels_(wave, [&](double phase) { return wave.samples(phase); }),
        line_(wave.form->axis()),
        axis_(axis),
        samples_(samples) {
    format_.names = channel_names(wave.channels);
    format_.labels = {{line_ ? "x" : "time"}};
    format_.rate = wave.rate();
    format_.frames = wave.frames;
  }

  [[nodiscard]] const io::SignalFormat& format() const override { return format_; }

  bool read(io::Frames& frames) override {
    const std::size_t most = std::max<std::size_t>(kBlock / channels_.count(), 1);
    const std::size_t count = std::min<std::uint64_t>(most, *format_.frames - next_);
    frames.samples.resize(count * channels_.count());
    if (samples_) channels_.render(static_cast<std::int64_t>(next_), frames.samples);
    frames.labels.clear();
    if (axis_.wanted && line_) append_points(frames.labels, next_, count, *line_, axis_);
    if (axis_.wanted && !line_) append_times(frames.labels, next_, count, *format_.rate, axis_);
    next_ += count;
    return count != 0;
  }

  void rewind() override { next_ = 0; }

 private:
  Channels channels_;
  std::optional<Line> line_;
  AxisText axis_;
  bool samples_;
  io::SignalFormat format_;
  std::uint64_t next_ = 0;
};

}  // namespace

Channels::Channels(const Wave& wave, const MakeGenerator& make) : count_(wave.channels) {
  for (const double phase : wave.phases) {
    generators_.push_back(std::make_unique<Repeated>(make(phase)));
  }
}

void Channels::render(std::int64_t first, std::span<double> block) {
  if (count_ == 1) return generators_[0]->render(first, block);
  channel_.resize(block.size() / count_);
  for (std::size_t c = 0; c < count_; ++c) {
    if (c < generators_.size()) generators_[c]->render(first, channel_);
    for (std::size_t n = 0; n < channel_.size(); ++n) block[n * count_ + c] = channel_[n];
  }
}

std::unique_ptr<io::Source> generated_source(const Wave& wave, AxisText axis, bool samples) {
  return std::make_unique<GeneratedSource>(wave, axis, samples);
}

}  // namespace rectify::cli
