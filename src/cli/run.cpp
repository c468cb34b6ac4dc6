#include "cli/run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "cli/formats.hpp"
#include "cli/gradient.hpp"
#include "cli/lanes.hpp"
#include "cli/overlap.hpp"
#include "cli/quadrature_filter.hpp"
#include "cli/signal.hpp"
#include "cli/sinks.hpp"
#include "cli/steps.hpp"
#include "io/file/error.hpp"
#include "io/file/output.hpp"
#include "io/sound/container.hpp"
#include "io/sound/sound_writer.hpp"
#include "io/table/csv_writer.hpp"
#include "rectify/samples/codec.hpp"

namespace rectify::cli {
namespace {

using io::Error;
using io::ExitStatus;

std::string output_name(const Options& o) { return o.output == "-" ? "standard output" : o.output; }

/// What the sound that comes out will be.
io::SoundFormat output_sound(const Options& o, const io::Container& container, const Signal& signal,
                             std::size_t channels) {
  const io::SignalFormat& in = signal.source->format();
  const double rate = needed_rate(rate_of(o, in), "sound");
  if (rate != std::round(rate)) {
    throw Error(ExitStatus::kOutput,
                fmt::format("{}: sound needs a whole number of frames a second, not {}; "
                            "give --rate HZ",
                            output_name(o), rate));
  }
  io::SoundFormat sound;
  sound.container = &container;
  sound.channels = channels;
  sound.rate = static_cast<std::uint64_t>(rate);
  sound.frames = in.frames;
  if (signal.sound) {
    const io::SoundFormat& from = signal.sound->sound();
    sound.encoding = &container.encoding_like(from);
    sound.order = from.order;
    if (channels == from.channels) sound.speakers = from.speakers;
  }
  if (container.lossy && o.encoding != nullptr) {
    throw Error(ExitStatus::kOutput,
                fmt::format("{}: {} has an encoding of its own: leave --encoding out",
                            output_name(o), container.name));
  }
  if (o.encoding != nullptr) {
    // Either name of 8 bits is taken, since the container decides.
    sound.encoding = container.holds(*o.encoding)
                         ? o.encoding
                         : &container.encoding_like({.encoding = o.encoding});
  }
  return sound;
}

io::Output open_output(const Options& o, const Format& format, const Signal& signal,
                       io::Disk& disk) {
  using Existing = io::Output::Existing;
  io::Output output =
      io::Output::open(disk, o.output, o.force ? Existing::kReplace : Existing::kRefuse);
  if (!output.terminal()) return output;
  if (signal.sound && !o.has("--output") && !o.has("--format")) {
    throw Error(ExitStatus::kUsage, "the result of a sound would fill the terminal: say -o FILE");
  }
  if (!is_text(format)) {
    throw Error(ExitStatus::kOutput, "sound is not for a terminal: say -o FILE, or pipe it on");
  }
  return output;
}

/// PCM to PCM of as many bits or more, by an exact shape.
bool keeps_every_bit(const Options& o, const Signal& signal, const io::Encoding& encoding) {
  if (!signal.sound || !only_exact_shape(o)) return false;
  const io::Encoding& from = *signal.sound->sound().encoding;
  return !from.is_float() && encoding.kind == io::Encoding::Kind::kInteger &&
         encoding.bits >= from.bits;
}

void report_losses(const Options& o, const Losses& losses, const io::Container& container,
                   const std::string& output, const Report& report) {
  if (losses.clipped != 0) {
    const double decibels = 20 * std::log10(losses.peak);
    const std::string cure =
        std::isfinite(losses.peak)
            ? fmt::format("--gain {:.2f}, --normalize or ", -std::ceil(decibels * 100) / 100)
            : "";
    const std::string what = fmt::format(
        "{}: {} sample{} clipped, the peak being {:.6g} ({:+.2f} dB); {}{} keeps {}", output,
        losses.clipped, losses.clipped == 1 ? "" : "s", losses.peak, decibels, cure,
        container.lossy ? "a float WAV" : "--encoding float", losses.clipped == 1 ? "it" : "them");
    if (o.fail_on_clip) throw Error(ExitStatus::kFailed, what);
    report.warn(what);
  }
  if (losses.not_a_number != 0) {
    report.warn(fmt::format("{}: {} sample{} not a number and became 0", output,
                            losses.not_a_number, losses.not_a_number == 1 ? " was" : "s were"));
  }
}

void report_input(const Signal& signal, const Steps& steps, const std::string& name,
                  std::uint64_t frames, const Report& report) {
  if (const std::string words = shortage(signal); !words.empty()) {
    report.warn(name + ": " + words + "; rectified as far as it goes");
  } else if (frames == 0) {
    report.warn(name + ": holds no frames");
  }
  if (steps.analytic != nullptr) report_spoilt(*steps.analytic, name, report);
  if (steps.normalization != nullptr) {
    const double peak = steps.normalization->peak();
    if (peak == 0) report.warn("--normalize: silence is left as it is");
    if (!std::isfinite(peak))
      report.warn("--normalize: a peak that is not finite is left as it is");
  }
}

/// At the end, since a pipe may have some of it behind its samples.
void report_metadata(const Signal& signal, const io::SoundFormat& to, const std::string& output,
                     const Report& report) {
  if (!signal.sound) return;
  if (const auto& passed_over = signal.sound->metadata().too_large; !passed_over.empty()) {
    report.warn(fmt::format("{}: lacks what is too large to go along: {}", output,
                            io::listed(passed_over)));
  }
  const std::string lost =
      io::dropped_metadata(signal.sound->metadata(), signal.sound->sound(), to);
  if (lost.empty()) return;
  report.warn(
      fmt::format("{}: {} can't hold this of the input: {}", output, to.container->name, lost));
}

std::unique_ptr<Sink> open_csv(const Options& o, const Format& format, io::Output output,
                               const Signal& signal, const Steps& steps) {
  const io::SignalFormat& in = signal.source->format();
  io::CsvStyle style;
  style.separator = o.output_separator.value_or(format.separator);
  style.header = !o.no_header;
  style.precision = o.precision;
  style.float_inputs = signal.sound && signal.sound->sound().encoding == &io::kFloat;
  style.float_outputs = style.float_inputs && only_exact_shape(o);
  std::vector<std::string> columns;
  if (o.with_input) columns = in.names;
  for (const std::string& name : steps.names) {
    columns.push_back(o.with_input ? name + "_" + std::string(name_of(o.command)) : name);
  }
  return csv_sink(io::CsvWriter(std::move(output), style, o.no_time ? "" : in.axis, columns),
                  o.with_input ? in.names.size() : 0, steps.names.size());
}

}  // namespace

void run(const Options& o, io::Disk& disk, const Report& report) {
  const std::optional<Format> format = output_format(o);
  const Demands demands{
      .labels = format && is_text(*format) && !o.no_time,
      .sound = format && !is_text(*format),
      .read_twice = o.remove_mean || o.normalize_dbfs.has_value(),
  };
  const std::vector<Unit> units = read_units(o, disk, report);
  const Signal signal = o.gradient ? open_gradient(o, units, demands, disk, report)
                                   : open_signal(o, demands, disk, report);
  const io::SignalFormat& in = signal.source->format();
  Steps steps = build_steps(o, units, in.names, rate_of(o, in), report);
  if (!format) {
    throw Error(ExitStatus::kOutput, o.output + ": unknown extension; known are " +
                                         known_extensions() + ", or say --format");
  }

  const std::string input = o.generated()                ? "the generated signal"
                            : o.input && *o.input != "-" ? *o.input
                                                         : "standard input";
  const std::string output = output_name(o);
  if (is_text(*format)) {
    const auto sink =
        overlapped(open_csv(o, *format, open_output(o, *format, signal, disk), signal, steps));
    report_input(signal, steps, input, run_signal(o, signal, steps, *sink), report);
    sink->flush();
    return sink->finish();
  }

  const io::SoundFormat sound = output_sound(o, *format->container, signal, steps.names.size());
  if (o.dither && keeps_every_bit(o, signal, *sound.encoding)) {
    throw Error(ExitStatus::kUsage, "--dither has nothing to act on: no bits are lost here");
  }
  if ((o.dither || o.fail_on_clip) && sound.encoding->is_float()) {
    throw Error(ExitStatus::kUsage, std::string(o.dither ? "--dither" : "--fail-on-clip") +
                                        " has nothing to act on with a float encoding");
  }
  const io::Metadata none;
  const io::Metadata& metadata = signal.sound ? signal.sound->metadata() : none;
  auto writer = io::create_sound(open_output(o, *format, signal, disk), sound, metadata);
  if (sound.container->plain == nullptr) writer = overlapped(std::move(writer));
  const bool exact = signal.sound && only_exact_shape(o) && !sound.container->lossy &&
                     io::same_codes(*signal.sound->sound().encoding, *sound.encoding);
  report.tell(
      fmt::format("{}: {}, {}, {}", output, sound.container->name, sound.encoding->name,
                  exact ? "sample for sample in its own type" : "through double precision"));
  if (exact) {
    run_exact(o, *signal.sound, *writer);
    report_input(signal, steps, input, signal.sound->frames_read(), report);
    report_metadata(signal, sound, output, report);
    return writer->finish();
  }
  const Encoder encoder(writer->samples(), sound.encoding->bits, o.dither, sound.container->lossy);
  const auto sink = sound_sink(std::move(writer), encoder);
  report_input(signal, steps, input, run_signal(o, signal, steps, *sink), report);
  report_metadata(signal, sound, output, report);
  report_losses(o, sink->flush(), *sound.container, output, report);
  sink->finish();
}

}  // namespace rectify::cli
