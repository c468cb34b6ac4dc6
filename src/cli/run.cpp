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
#include "io/sound/sound_writer.hpp"
#include "io/table/writer.hpp"
#include "rectify/samples/codec.hpp"

namespace rectify::cli {
namespace {

using io::Error;
using io::ExitStatus;

std::string output_name(const Options& o) { return o.output == "-" ? "standard output" : o.output; }

/// What the sound that comes out will be.
io::SoundFormat output_sound(const Options& o, io::Container container, const Signal& signal,
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
  sound.container = container;
  sound.channels = channels;
  sound.rate = static_cast<std::uint64_t>(rate);
  sound.frames = in.frames;
  if (signal.sound) {
    sound.encoding = signal.sound->sound().encoding;
    if (channels == signal.sound->sound().channels) sound.speakers = signal.sound->sound().speakers;
  }
  if (io::is_lossy(container)) sound.encoding = io::Encoding::kFloat;
  if (o.encoding) {
    if (io::is_lossy(container)) {
      throw Error(ExitStatus::kOutput,
                  fmt::format("{}: {} has an encoding of its own: leave --encoding out",
                              output_name(o), io::name_of(container)));
    }
    sound.encoding = *o.encoding;
  }
  if (container == io::Container::kRaw && signal.sound &&
      sound.encoding == signal.sound->sound().encoding) {
    sound.raw = signal.sound->sound().raw;
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
bool keeps_every_bit(const Options& o, const Signal& signal, io::Encoding encoding) {
  if (!signal.sound || !only_exact_shape(o)) return false;
  const io::Encoding from = signal.sound->sound().encoding;
  return io::is_pcm(from) && io::is_pcm(encoding) && !io::is_companded(encoding) &&
         io::bits_of(encoding) >= io::bits_of(from);
}

void report_losses(const Options& o, const Losses& losses, io::Container container,
                   const std::string& output, const Report& report) {
  if (losses.clipped != 0) {
    const double decibels = 20 * std::log10(losses.peak);
    const std::string cure =
        std::isfinite(losses.peak)
            ? fmt::format("--gain {:.2f}, --normalize or ", -std::ceil(decibels * 100) / 100)
            : "";
    const std::string what =
        fmt::format("{}: {} sample{} clipped, the peak being {:.6g} ({:+.2f} dB); {}{} keeps {}",
                    output, losses.clipped, losses.clipped == 1 ? "" : "s", losses.peak, decibels,
                    cure, io::is_lossy(container) ? "a float WAV" : "--encoding float",
                    losses.clipped == 1 ? "it" : "them");
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
  const std::string lost = io::losses(signal.sound->metadata(), signal.sound->sound(), to);
  if (lost.empty()) return;
  report.warn(fmt::format("{}: {} can't hold this of the input: {}", output,
                          io::name_of(to.container), lost));
}

/// A decimal comma makes the separator a semicolon, unless another is asked for.
char table_separator(const Options& o, const Format& format) {
  const bool comma = o.output_decimal == ',' && format.separator == ',';
  return o.output_separator.value_or(comma ? ';' : format.separator);
}

std::vector<io::OutputColumn> table_columns(const Options& o, const io::SignalFormat& in,
                                            const Steps& steps) {
  if (!o.with_input) return io::output_columns(in, steps.names, !o.no_time);
  return io::output_columns_with_input(in, steps.names, !o.no_time, name_of(o.command));
}

std::unique_ptr<Sink> open_table(const Options& o, const Format& format, io::Output output,
                                 const Signal& signal, const Steps& steps,
                                 std::vector<io::OutputColumn> columns) {
  const io::SignalFormat& in = signal.source->format();
  io::TableStyle style;
  style.separator = table_separator(o, format);
  style.decimal = o.output_decimal;
  style.header = !o.no_header;
  style.precision = o.precision;
  style.float_inputs = signal.sound && signal.sound->sound().encoding == io::Encoding::kFloat;
  style.float_outputs = style.float_inputs && only_exact_shape(o);
  return table_sink(io::TableWriter(std::move(output), style, std::move(columns)),
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
  Steps steps = build_steps(o, units, in.names, rate_of(o, in), in.timed, report);
  if (!format) {
    throw Error(ExitStatus::kOutput, o.output + ": unknown extension; known are " +
                                         known_extensions() + ", or say --format");
  }

  const std::string input = o.generated()                ? "the generated signal"
                            : o.input && *o.input != "-" ? *o.input
                                                         : "standard input";
  const std::string output = output_name(o);
  if (is_text(*format)) {
    std::vector<io::OutputColumn> columns = table_columns(o, in, steps);
    std::optional<io::ExactRows> exact;
    if (signal.table != nullptr && only_exact_shape(o) && o.precision == 0) {
      exact.emplace(*signal.table, exact_shape(o), columns, table_separator(o, *format),
                    o.output_decimal);
    }
    const auto sink = overlapped(open_table(o, *format, open_output(o, *format, signal, disk),
                                            signal, steps, std::move(columns)));
    const std::uint64_t rows =
        exact ? run_exact(*exact, *sink) : run_signal(o, signal, steps, *sink);
    report_input(signal, steps, input, rows, report);
    sink->flush();
    return sink->finish();
  }

  const io::SoundFormat sound = output_sound(o, *format->container, signal, steps.names.size());
  if (o.dither && keeps_every_bit(o, signal, sound.encoding)) {
    throw Error(ExitStatus::kUsage, "--dither has nothing to act on: no bits are lost here");
  }
  if ((o.dither || o.fail_on_clip) && !io::is_pcm(sound.encoding)) {
    throw Error(ExitStatus::kUsage, std::string(o.dither ? "--dither" : "--fail-on-clip") +
                                        " has nothing to act on with a float encoding");
  }
  const io::Metadata none;
  const io::Metadata& metadata = signal.sound ? signal.sound->metadata() : none;
  auto writer = io::create_sound(open_output(o, *format, signal, disk), sound, metadata);
  if (!io::is_plain(sound.container)) writer = overlapped(std::move(writer));
  const bool exact = signal.sound && only_exact_shape(o) && !io::is_lossy(sound.container) &&
                     signal.sound->sound().encoding == sound.encoding;
  report.tell(
      fmt::format("{}: {}, {}, {}", output, io::name_of(sound.container),
                  io::name_of(sound.encoding, sound.container),
                  exact ? "sample for sample in its own type" : "through double precision"));
  if (exact) {
    run_exact(o, *signal.sound, *writer);
    report_input(signal, steps, input, signal.sound->frames_read(), report);
    report_metadata(signal, sound, output, report);
    return writer->finish();
  }
  const Encoder encoder(writer->samples(), io::bits_of(sound.encoding), o.dither,
                        io::is_lossy(sound.container));
  const auto sink = sound_sink(std::move(writer), encoder);
  report_input(signal, steps, input, run_signal(o, signal, steps, *sink), report);
  report_metadata(signal, sound, output, report);
  report_losses(o, sink->flush(), sound.container, output, report);
  sink->finish();
}

}  // namespace rectify::cli
