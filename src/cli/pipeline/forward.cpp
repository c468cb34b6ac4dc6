// Chooses the lane: the exact one for a plain shape without steps, else the signal lane.
#include "cli/pipeline/forward.hpp"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "cli/outputs/sound_output.hpp"
#include "cli/outputs/table_output.hpp"
#include "cli/pipeline/exact_lane.hpp"
#include "cli/pipeline/overlap.hpp"
#include "cli/pipeline/signal_lane.hpp"
#include "io/sound/container.hpp"
#include "io/table/exact.hpp"

namespace rectify::cli {
namespace {

SignalNeeds needs_of(const ForwardRequest& request) {
  const ShapeUse use{.generated = request.source.generated()};
  SignalNeeds needs;
  needs.axis = request.output.wants_axis();
  needs.rate = request.output.is_sound() || request.steps.needs_rate() ||
               (request.shape && request.shape->needs_rate(use));
  needs.time_steps = request.steps.needs_time_steps();
  needs.second_pass = request.steps.needs_second_pass();
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

void check_integer_options(const OutputRequest& output, const io::SoundFormat& to,
                           const Signal& signal, bool exact) {
  const OutputRequest::Sound& choices = output.sound();
  if (choices.dither && exact && signal.sound() != nullptr &&
      keeps_every_bit(*signal.sound()->sound().encoding, *to.encoding)) {
    usage_error("--dither has no effect: no bits are lost here");
  }
  if ((choices.dither || choices.fail_on_clip) && to.encoding->is_float()) {
    usage_error(std::string(choices.dither ? "--dither" : "--fail-on-clip") +
                " has no effect with a float encoding");
  }
}

/// A signal that has been opened, and the stages that it goes through.
struct Opened {
  Signal signal;
  Chain chain;
  StepInput result;  // what comes out of the chain
};

void report_end(const ForwardRequest& request, const Signal& signal, std::uint64_t frames,
                const Report& report) {
  signal.report_end(frames, report);
  if (request.shape) request.shape->report_end(signal, report);
  request.steps.report_end(report);
}

void write_table(const ForwardRequest& request, Opened& opened, const Context& context) {
  Signal& signal = opened.signal;
  const OutputRequest::Table& choices = request.output.table();
  const auto& names = opened.result.names;
  const auto columns = choices.with_input
                           ? io::output_columns_with_input(signal.format(), names, !choices.no_axis,
                                                           request.shape_name)
                           : io::output_columns(signal.format(), names, !choices.no_axis);
  const auto plain = exact_shape(request);
  std::optional<io::ExactRows> rows;
  if (plain && signal.table() != nullptr && choices.precision == 0) {
    rows.emplace(*signal.table(), *plain, columns, request.output.table_separator(),
                 choices.decimal);
  }
  const auto sink =
      overlapped(open_table(request.output, signal, columns, plain.has_value(), context));
  const std::uint64_t frames =
      rows ? run_exact(*rows, *sink)
           : run_signal(signal, opened.chain, request.steps, opened.result.channels(),
                        choices.with_input, *sink);
  report_end(request, signal, frames, context.report);
  sink->finish(context.report);
}

void write_sound(const ForwardRequest& request, Opened& opened, const Context& context) {
  Signal& signal = opened.signal;
  const SoundOutput sound(request.output, signal, signal.sound(), opened.result.channels());
  const io::SoundFormat& format = sound.format();
  const auto plain = exact_shape(request);
  check_integer_options(request.output, format, signal, plain.has_value());
  const bool exact = plain && signal.sound() != nullptr && !format.container->lossy &&
                     (io::same_codes(*signal.sound()->sound().encoding, *format.encoding) ||
                      io::holds_shifted(*format.encoding, *signal.sound()->sound().encoding));
  auto writer = sound.create(context);
  if (format.container->plain == nullptr) writer = overlapped(std::move(writer));
  context.report.tell(fmt::format(
      "{}: {}, {}, {}", request.output.name(), format.container->name, format.encoding->name,
      exact ? "sample for sample in its own type" : "through double precision"));
  if (exact) {
    run_exact(*plain, *signal.sound(), *writer);
    report_end(request, signal, signal.sound()->frames_read(), context.report);
    sound.report_metadata(context.report);
    return writer->finish();
  }
  const auto sink = sound.sink(std::move(writer));
  const std::uint64_t frames =
      run_signal(signal, opened.chain, request.steps, opened.result.channels(), false, *sink);
  report_end(request, signal, frames, context.report);
  sink->finish(context.report);
}

}  // namespace

void ForwardRequest::check(const OptionList& options) {
  source.check(options);
  if (shape) shape->check(options);
  StepList::check(options);
  output.check(options);
  if (source.on_line() && options.given("--alias-free")) {
    usage_error(
        "--alias-free needs frames that follow each other in time; --ramp and --sine-over "
        "have none");
  }
  options.require(
      !source.on_line() || steps.needs_rate() || steps.needs_time_steps() || !output.is_table(),
      {"--rate"}, "with an axis that is no time, unless the output is sound");
}

void run_forward(const ForwardRequest& request, const Context& context) {
  if (request.shape) request.shape->open(context);
  Signal signal = request.source.open(needs_of(request), context);
  Opened opened{std::move(signal), {}, {}};
  opened.result = {opened.signal.format().names, opened.signal.rate(),
                   opened.signal.format().timed};
  if (request.shape) request.shape->add_forward(opened.chain, opened.signal, context);
  request.steps.add_to(opened.chain, opened.result);
  if (is_text(request.output.format())) {
    write_table(request, opened, context);
  } else {
    write_sound(request, opened, context);
  }
}

}  // namespace rectify::cli
