// Chooses the sound's format, encodes doubles, and tells what was lost on the way.
#include "cli/outputs/sound_output.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>
#include <vector>

#include "io/file/error.hpp"
#include "io/sound/container.hpp"
#include "io/sound/sound_writer.hpp"
#include "rectify/samples/codec.hpp"

namespace rectify::cli {
namespace {

using io::Error;
using io::ExitStatus;

/// "--gain -3.52, --normalize or --encoding float keeps them".
std::string cure_for_clipping(const OutOfRange& out_of_range, const io::Container& container) {
  std::string cure;
  if (std::isfinite(out_of_range.peak)) {
    const double decibels = -std::ceil(20 * std::log10(out_of_range.peak) * 100) / 100;
    cure = fmt::format("--gain {:.2f}, --normalize or ", decibels);
  }
  cure += container.lossy ? "a float WAV" : "--encoding float";
  return cure + (out_of_range.clipped == 1 ? " keeps it" : " keeps them");
}

class SoundSink : public Sink {
 public:
  SoundSink(const SoundOutput& sound, std::unique_ptr<io::SampleWriter> writer, Encoder encoder,
            const OutputRequest& request)
      : sound_(&sound), writer_(std::move(writer)), encoder_(encoder), request_(&request) {}

  void write(Rows& rows) override {
    bytes_.resize(rows.outputs.size() * bytes_per_sample(encoder_.format().type));
    encoder_.encode(rows.outputs, bytes_);
    writer_->write(bytes_);
  }

  void finish(const Report& report) override {
    sound_->report_metadata(report);
    report_clipping(report);
    writer_->finish();
  }

 private:
  void report_clipping(const Report& report) const {
    const std::string name = request_->name();
    const OutOfRange& out_of_range = encoder_.out_of_range();
    if (out_of_range.clipped != 0) {
      const std::string what =
          fmt::format("{}: {} sample{} clipped, the peak being {:.6g} ({:+.2f} dB); {}", name,
                      out_of_range.clipped, out_of_range.clipped == 1 ? "" : "s", out_of_range.peak,
                      20 * std::log10(out_of_range.peak),
                      cure_for_clipping(out_of_range, *sound_->format().container));
      if (request_->sound().fail_on_clip) throw Error(ExitStatus::kFailed, what);
      report.warn(what);
    }
    if (out_of_range.not_a_number != 0) {
      report.warn(fmt::format("{}: {} sample{} not a number and became 0", name,
                              out_of_range.not_a_number,
                              out_of_range.not_a_number == 1 ? " was" : "s were"));
    }
  }

  const SoundOutput* sound_;
  std::unique_ptr<io::SampleWriter> writer_;
  Encoder encoder_;
  const OutputRequest* request_;
  std::vector<std::byte> bytes_;
};

}  // namespace

SoundOutput::SoundOutput(const OutputRequest& request, const Signal& signal,
                         const io::SampleReader* like, std::size_t channels)
    : request_(&request), signal_(&signal), like_(like) {
  const double rate = signal.needed_rate("sound");
  if (rate != std::round(rate)) {
    throw Error(ExitStatus::kOutput,
                fmt::format("{}: sound needs a whole number of frames a second, not {}; "
                            "give --rate HZ",
                            request.name(), rate));
  }
  const io::Container& container = *request.format().container;
  const io::Encoding* asked = request.sound().encoding;
  if (asked != nullptr && container.lossy) {
    throw Error(ExitStatus::kOutput,
                fmt::format("{}: {} has an encoding of its own: leave --encoding out",
                            request.name(), container.name));
  }
  format_.container = &container;
  format_.channels = channels;
  format_.rate = static_cast<std::uint64_t>(rate);
  format_.frames = signal.format().frames;
  if (like != nullptr) {
    const io::SoundFormat& in = like->sound();
    format_.encoding = &container.encoding_like(in);
    format_.order = in.order;
    if (channels == in.channels) format_.speakers = in.speakers;
  }
  if (asked != nullptr) format_.encoding = asked;
}

std::unique_ptr<io::SampleWriter> SoundOutput::create(const Context& context) const {
  static const io::Metadata none;
  return io::create_sound(request_->open(*signal_, context), format_,
                          like_ == nullptr ? none : like_->metadata());
}

std::unique_ptr<Sink> SoundOutput::sink(std::unique_ptr<io::SampleWriter> writer) const {
  const Encoder encoder(writer->samples(), format_.encoding->bits, request_->sound().dither,
                        format_.container->lossy);
  return std::make_unique<SoundSink>(*this, std::move(writer), encoder, *request_);
}

void SoundOutput::report_metadata(const Report& report) const {
  if (like_ == nullptr) return;
  const io::Metadata& metadata = like_->metadata();
  if (!metadata.too_large.empty()) {
    report.warn(fmt::format("{}: lacks what is too large to go along: {}", request_->name(),
                            io::listed(metadata.too_large)));
  }
  const std::string lost = io::dropped_metadata(metadata, like_->sound(), format_);
  if (lost.empty()) return;
  report.warn(fmt::format("{}: {} can't hold this of the input: {}", request_->name(),
                          format_.container->name, lost));
}

}  // namespace rectify::cli
