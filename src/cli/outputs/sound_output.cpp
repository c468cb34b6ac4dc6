// Chooses the sound's format, encodes doubles, and tells what was lost on the way.
#include "cli/outputs/sound_output.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <utility>

#include "cli/outputs/sound_losses.hpp"
#include "io/file/error.hpp"
#include "io/sound/container.hpp"
#include "io/sound/sound_writer.hpp"
#include "rectify/samples/codec.hpp"

namespace rectify::cli {
namespace {

using io::Error;
using io::ExitStatus;

class SoundSink : public Sink {
 public:
  SoundSink(const SoundOutput& sound, std::unique_ptr<io::SampleWriter> writer, Encoder encoder,
            const OutputRequest& request, LowerBy lower_by)
      : sound_(&sound),
        writer_(std::move(writer)),
        encoder_(encoder),
        request_(&request),
        lower_by_(std::move(lower_by)) {}

  void write(Rows& rows) override {
    bytes_.resize(rows.outputs.size() * bytes_per_sample(encoder_.format().type));
    encoder_.encode(rows.outputs, bytes_);
    writer_->write(bytes_);
  }

  void finish(const Report& report) override {
    sound_->report_metadata(report);
    const OutOfRange& losses = encoder_.out_of_range();
    Cures cures{{}, request_->takes_encoding()};
    if (lower_by_ && losses.clipped != 0) cures.lower = lower_by_(20 * std::log10(losses.peak));
    report_losses(losses, request_->name(), sound_->format(), cures, request_->sound().fail_on_clip,
                  report);
    writer_->finish();
  }

 private:
  const SoundOutput* sound_;
  std::unique_ptr<io::SampleWriter> writer_;
  Encoder encoder_;
  const OutputRequest* request_;
  LowerBy lower_by_;
  std::vector<std::byte> bytes_;
};

}  // namespace

SoundOutput::SoundOutput(OutputRequest& request, const Signal& signal, const io::SampleReader* like,
                         std::size_t channels)
    : request_(&request), signal_(&signal), like_(like) {
  const io::Container& container = *request.format().container;
  if (!container.rateless) (void)signal.needed_rate("sound");
  format_.container = &container;
  format_.channels = channels;
  format_.frames = signal.format().frames;
  if (like != nullptr) {
    const io::SoundFormat& in = like->sound();
    format_.encoding = &container.encoding_like(in);
    format_.order = in.order;
    if (channels == in.channels) format_.speakers = in.speakers;
  }
  if (request.sound().encoding != nullptr) format_.encoding = request.sound().encoding;
}

void SoundOutput::check(bool unclipped, bool exact) const {
  const OutputRequest::Sound& choices = request_->sound();
  const bool is_float = format_.encoding->is_float();
  if ((choices.dither || choices.fail_on_clip) && is_float) {
    usage_error(std::string(choices.dither ? "--dither" : "--fail-on-clip") +
                " has no effect with a float encoding");
  }
  if (choices.dither && exact) {
    usage_error("--dither has no effect: " + std::string(format_.encoding->name) +
                " keeps every bit of " + signal_->name());
  }
  if (choices.fail_on_clip && unclipped) {
    usage_error("--fail-on-clip has no effect: no sample of " + signal_->name() +
                " can pass full scale here");
  }
}

void SoundOutput::check_format() {
  const io::Container& container = *format_.container;
  const auto refuse = [&](const std::string& why) {
    throw Error(ExitStatus::kOutput, request_->name() + ": " + why);
  };
  if (!container.rateless) {
    const double rate = *signal_->rate();
    if (rate != std::round(rate)) {
      refuse(fmt::format("sound needs a whole number of frames a second, not {}{}", rate,
                         signal_->rate_given() ? "" : "; --rate HZ says another"));
    }
    if (rate > 0x1p53) refuse("can't hold a rate that high");
    format_.rate = static_cast<std::uint64_t>(rate);
  }
  if (request_->sound().encoding != nullptr && container.lossy) {
    refuse(fmt::format("{} has an encoding of its own: leave --encoding out", container.name));
  }
  if (!request_->takes_encoding() && !container.lossy && !container.holds(*format_.encoding)) {
    refuse(fmt::format("{} can't hold a gradient, which is always {}; -o FILE.wav can",
                       container.name, format_.encoding->name));
  }
  if (const auto reason = io::refusal(format_)) {
    refuse(std::string(container.name) + " " + *reason);
  }
}

std::unique_ptr<io::SampleWriter> SoundOutput::create(const Context& context) {
  check_format();
  static const io::Metadata none;
  return io::create_sound(request_->open(*signal_, context), format_,
                          like_ == nullptr ? none : like_->metadata());
}

std::unique_ptr<Sink> SoundOutput::sink(std::unique_ptr<io::SampleWriter> writer,
                                        LowerBy lower_by) const {
  // LAME aborts the program at square waves of 100 dB above full scale, and takes all that is up to
  // 90 dB above; the others take what it takes.
  constexpr double kMostOfCoders = 1024;
  const double limit =
      format_.container->lossy ? kMostOfCoders : std::numeric_limits<double>::infinity();
  const Encoder encoder(writer->samples(), format_.encoding->bits, request_->sound().dither, limit);
  return std::make_unique<SoundSink>(*this, std::move(writer), encoder, *request_,
                                     std::move(lower_by));
}

void SoundOutput::report_metadata(const Report& report) const {
  if (like_ == nullptr) return;
  const io::Metadata& metadata = like_->metadata();
  const std::string too_large = io::too_large_metadata(metadata, format_);
  if (!too_large.empty()) {
    constexpr std::size_t kMost = io::Metadata::kMostBytes;
    report.warn(fmt::format(
        "{}: lacks metadata beyond the {} MiB that go along: {}; a tag editor can copy it{}",
        request_->name(), metadata.limits.of(kMost) >> 20U, too_large,
        io::Limits::cure(kMost, metadata.needed())));
  }
  const std::string lost = io::dropped_metadata(metadata, like_->sound(), format_);
  if (lost.empty()) return;
  report.warn(fmt::format("{}: {} can't hold this of the input: {}", request_->name(),
                          format_.container->name, lost));
}

}  // namespace rectify::cli
