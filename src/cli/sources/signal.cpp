// The three kinds of signals as sources of doubles.
#include "cli/sources/signal.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "cli/options/option_list.hpp"
#include "cli/sources/generated_source.hpp"
#include "rectify/samples/codec.hpp"

namespace rectify::cli {
namespace {

/// The samples of a sound as doubles; the reader outlives the source.
class DecodedSource : public io::Source {
 public:
  DecodedSource(io::SampleReader& reader, AxisText axis) : reader_(&reader), axis_(axis) {
    constexpr std::size_t kSamples = 8192;  // more than are generated at once: each block is a read
    const io::SoundFormat& sound = reader.sound();
    format_.names = channel_names(sound.channels);
    format_.labels = {{"time"}};
    format_.rate = static_cast<double>(sound.rate);
    format_.frames = sound.frames;
    sample_bytes_ = bytes_per_sample(reader.samples().type);
    bytes_.resize(std::max(kSamples, sound.channels) * sample_bytes_);
  }

  [[nodiscard]] const io::SignalFormat& format() const override { return format_; }

  bool read(io::Frames& frames) override {
    const std::size_t bytes = reader_->read(bytes_);
    frames.samples.resize(bytes / sample_bytes_);
    decode(reader_->samples(), std::span(bytes_).first(bytes), frames.samples);
    const std::size_t count = frames.samples.size() / format_.names.size();
    frames.labels.clear();
    if (axis_.wanted) append_times(frames.labels, next_, count, *format_.rate, axis_);
    next_ += count;
    return count != 0;
  }

  void rewind() override {
    reader_->rewind();
    next_ = 0;
  }

 private:
  io::SampleReader* reader_;
  AxisText axis_;
  io::SignalFormat format_;
  std::size_t sample_bytes_;
  std::vector<std::byte> bytes_;
  std::uint64_t next_ = 0;
};

/// A source whose reading is followed.
class WatchedSource : public io::Source {
 public:
  /// `share`: how much of one pass is done, of the frames that have been read in it.
  WatchedSource(std::unique_ptr<io::Source> source, const std::string& name, Progress* progress,
                std::size_t passes, const Task::Share& share)
      : source_(std::move(source)),
        task_(progress, name, "frames",
              [this, passes, share](double done) -> std::optional<double> {
                const auto part = share(done - before_);
                if (!part) return std::nullopt;
                return (static_cast<double>(pass_) + *part) / static_cast<double>(passes);
              }) {}

  [[nodiscard]] const io::SignalFormat& format() const override { return source_->format(); }
  bool read(io::Frames& frames) override {
    if (!source_->read(frames)) {
      task_.pause();
      return false;
    }
    const std::size_t count = frames.samples.size() / format().names.size();
    done_ += static_cast<double>(count);
    task_.advance(static_cast<double>(count));
    return true;
  }
  void rewind() override {
    source_->rewind();
    before_ = done_;
    ++pass_;
  }

 private:
  std::unique_ptr<io::Source> source_;
  std::size_t pass_ = 0;
  double done_ = 0;
  double before_ = 0;  // frames that were read in earlier passes
  Task task_;
};

}  // namespace

Signal::Signal(Origin origin, const Wave& wave, const SignalNeeds& needs)
    : origin_(std::move(origin)),
      kind_(wave),
      frames_(generated_source(wave, needs.axis, needs.samples)),
      rate_(wave.rate()),
      rate_given_(true) {}

Signal::Signal(Origin origin, std::unique_ptr<io::SampleReader> sound, const SignalNeeds& needs)
    : origin_(std::move(origin)),
      kind_(std::move(sound)),
      frames_(std::make_unique<DecodedSource>(*this->sound(), needs.axis)),
      rate_(frames_->format().rate) {}

Signal::Signal(Origin origin, std::unique_ptr<io::TableReader> table, std::optional<double> rate)
    : origin_(std::move(origin)),
      kind_(table.get()),
      frames_(std::move(table)),
      rate_(rate ? rate : frames_->format().rate),
      rate_given_(rate.has_value()) {}

io::SampleReader* Signal::sound() const {
  const auto* sound = std::get_if<std::unique_ptr<io::SampleReader>>(&kind_);
  return sound == nullptr ? nullptr : sound->get();
}

io::TableReader* Signal::table() const {
  const auto* table = std::get_if<io::TableReader*>(&kind_);
  return table == nullptr ? nullptr : *table;
}

Task::Share Signal::share() const {
  if (format().frames) {
    const auto total = static_cast<double>(*format().frames);
    return [total](double done) { return done / total; };
  }
  return [table = this->table()](double /*done*/) {
    return table == nullptr ? std::nullopt : table->share();
  };
}

Task Signal::task(Progress* progress) const { return {progress, name(), "frames", share()}; }

void Signal::watch(Progress* progress, std::size_t passes) {
  if (progress == nullptr) return;
  const Task::Share share = this->share();
  frames_ = std::make_unique<WatchedSource>(std::move(frames_), name(), progress, passes, share);
}

double Signal::needed_rate(const std::string& what) const {
  if (rate_.value_or(0) > 0) return *rate_;
  usage_error(what + " needs a rate, and the input has none: give --rate HZ");
}

std::optional<std::string> Signal::damage() const {
  const std::uint64_t missing = sound() == nullptr ? 0 : sound()->missing_frames();
  std::string words;
  if (missing == io::SampleReader::kSome) words = "cut short";
  if (missing != 0 && missing != io::SampleReader::kSome) {
    words = "cut short: it lacks " + counted(missing, "frame") + " that it promises";
  }
  if (const io::Damage damage = sound() == nullptr ? io::Damage() : sound()->damage();
      damage.any()) {
    words += (words.empty() ? "" : "; ") + io::words_for(damage);
  }
  if (words.empty()) return std::nullopt;
  return name() + ": " + words;
}

}  // namespace rectify::cli
