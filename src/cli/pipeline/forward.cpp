// Chooses the lane: the exact one for a plain shape without steps, else the signal lane.
#include "cli/pipeline/forward.hpp"

#include <fmt/format.h>

#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "cli/outputs/sound_output.hpp"
#include "cli/outputs/table_output.hpp"
#include "cli/pipeline/exact_lane.hpp"
#include "cli/pipeline/input_end.hpp"
#include "cli/pipeline/overlap.hpp"
#include "cli/pipeline/signal_lane.hpp"
#include "cli/shapes/alias_free.hpp"
#include "io/sound/container.hpp"
#include "io/table/exact.hpp"

namespace rectify::cli {
namespace {

SignalNeeds needs_of(const ForwardRequest& request) {
  SignalNeeds needs = request.needs();
  needs.axis = request.output.axis();
  needs.samples = needs.samples || request.output.table().with_input;
  needs.rate = needs.rate || request.output.needs_rate();
  return needs;
}

/// What the exact lane is for, in one place: a plain shape and no steps.
std::optional<ExactShape> exact_shape(const ForwardRequest& request) {
  if (!request.shape || !request.steps.empty()) return std::nullopt;
  return request.shape->exact();
}

/// Integers of as many bits or more: --dither would have no effect.
bool keeps_every_bit(const io::Encoding& from, const io::Encoding& to) {
  return !from.is_float() && to.kind == io::Encoding::Kind::kInteger && to.bits >= from.bits;
}

/// A sum of many phases passes full scale, and so would most of what an integer output holds.
void check_sum(const ForwardRequest& request, const io::SoundFormat& to) {
  constexpr double kRounding = 1e-9;  // that of a peak of exactly 1
  if (!request.shape || to.encoding->is_float() || request.output.sound().encoding != nullptr ||
      request.steps.sets_level()) {
    return;
  }
  const double peak = request.shape->peak_of_full_scale();
  if (peak <= 1 + kRounding) return;
  usage_error(fmt::format(
      "the sum of the phases of a full-scale sine comes to {:.4g} (+{:.2f} dB), which {} can't "
      "hold: give --mean, --gain {:.2f}, --normalize or --encoding (which may be {})",
      peak, 20 * std::log10(peak), to.encoding->name, -std::ceil(20 * std::log10(peak) * 100) / 100,
      to.container->holds(io::kFloat) ? "float" : to.encoding->name));
}

void check_sound(const ForwardRequest& request, const SoundOutput& sound, const Signal& signal,
                 bool exact) {
  bool unclipped = false;
  bool lossless = exact;
  if (exact_shape(request) && signal.sound() != nullptr) {
    const io::Encoding& from = *signal.sound()->sound().encoding;
    unclipped = !from.is_float();
    lossless = exact || keeps_every_bit(from, *sound.format().encoding);
  }
  sound.check(unclipped, lossless);
  check_sum(request, sound.format());
}

/// Whether samples go out in the input's own type.
bool stays_exact(const ForwardRequest& request, const Signal& signal, const io::SoundFormat& to) {
  if (!exact_shape(request) || signal.sound() == nullptr || to.container->lossy) return false;
  const io::Encoding& from = *signal.sound()->sound().encoding;
  return io::same_codes(from, *to.encoding) || io::holds_shifted(*to.encoding, from);
}

/// Throws what the start of a pipe shows to be wrong, before the rest has come.
void check_start(ForwardRequest& request, Signal& start, const Context& context) {
  const Report silent(Report::Level::kQuiet);
  Opened opened = request.staged(std::move(start), {.disk = context.disk, .report = silent});
  if (is_text(request.output.format())) return;
  SoundOutput sound(request.output, opened.signal, opened.signal.sound(), opened.result.channels());
  check_sound(request, sound, opened.signal, stays_exact(request, opened.signal, sound.format()));
  sound.check_format();
}

void report_all(const ForwardRequest& request, const Signal& signal, std::uint64_t frames,
                const Context& context) {
  const DamageRule rule{request.source.fail_on_damage(), {request.output.place()}};
  report_end(signal, frames, rule, context);
  if (request.shape) request.shape->report_end(signal, context.report);
  request.steps.report_end(context.report);
  context.report.tell(request.output.name() + ": " + counted(frames, "frame") + " written");
}

void write_table(ForwardRequest& request, Opened& opened, const Context& context) {
  Signal& signal = opened.signal;
  const OutputRequest::Table& choices = request.output.table();
  const auto& names = opened.result.names;
  auto columns = choices.with_input
                     ? io::output_columns_with_input(signal.format(), names, !choices.no_axis,
                                                     request.shape_name)
                     : io::output_columns(signal.format(), names, !choices.no_axis);
  const auto plain = exact_shape(request);
  for (io::OutputColumn& column : columns) {
    column.single = signal.of_floats() && (plain || column.from == io::OutputColumn::From::kInput);
  }
  std::optional<io::ExactRows> rows;
  if (plain && signal.table() != nullptr && choices.precision == 0) {
    rows.emplace(*signal.table(), *plain, columns, request.output.table_separator(),
                 choices.decimal);
  }
  request.tell(rows ? "on the text of the numbers" : "in double precision", context);
  auto sink = open_table(request.output, signal, std::move(columns), context);
  if (!rows) sink = overlapped(std::move(sink), context.jobs);
  const std::uint64_t frames =
      rows ? run_exact(*rows, *sink, signal.task(context.progress), *context.team)
           : run_signal(signal, opened.chain, request.steps, opened.result.channels(),
                        choices.with_input, *sink);
  report_all(request, signal, frames, context);
  sink->finish(context.report);
}

void write_sound(ForwardRequest& request, Opened& opened, const Context& context) {
  Signal& signal = opened.signal;
  SoundOutput sound(request.output, signal, signal.sound(), opened.result.channels());
  const io::SoundFormat& format = sound.format();
  const auto plain = exact_shape(request);
  const bool exact = stays_exact(request, signal, format);
  check_sound(request, sound, signal, exact);
  auto writer = sound.create(context);
  request.tell(exact ? "sample for sample in its own type" : "in double precision", context);
  context.report.tell(fmt::format("{}: {}, {}, {}", request.output.name(), format.container->name,
                                  format.encoding->name, counted(format.channels, "channel")));
  if (exact) {
    run_exact(*plain, *signal.sound(), *writer, signal.task(context.progress), *context.team);
    report_all(request, signal, signal.sound()->frames_read(), context);
    sound.report_metadata(context.report);
    return writer->finish();
  }
  const auto sink = overlapped(
      sound.sink(std::move(writer),
                 [&request](double decibels) { return request.steps.lower_by(decibels); }),
      context.jobs, format.container->plain == nullptr ? 0 : kLongBlock);
  const std::uint64_t frames =
      run_signal(signal, opened.chain, request.steps, opened.result.channels(), false, *sink);
  report_all(request, signal, frames, context);
  sink->finish(context.report);
}

}  // namespace

void ForwardRequest::check(const OptionList& options) {
  Rectification::check(options);
  output.check(options);
  check_rate(options, output.needs_rate() || output.is_unknown());
  options.require(!phase_is_lost() || output.table().with_input, {"--phase"},
                  "with --envelope, which is the amplitude at any phase");
}

void run_forward(ForwardRequest& request, const Context& context) {
  check_inputs(request.inputs(), context);
  check_outputs({request.output.place()}, request.inputs(), request.output.folder_cure(), context);

  if (request.shape) request.shape->open(context);
  Opened opened = request.open(needs_of(request), context, [&](Signal* start) {
    if (start == nullptr) return request.output.claim(context);
    check_start(request, *start, context);
  });
  if (is_text(request.output.format())) {
    write_table(request, opened, context);
  } else {
    write_sound(request, opened, context);
  }
}

}  // namespace rectify::cli
