// The options of the source, and how it is opened.
#include "cli/sources/source_request.hpp"

#include <fmt/format.h>

#include <utility>

#include "cli/options/values.hpp"
#include "io/file/error.hpp"
#include "io/sound/container.hpp"
#include "io/sound/sound_reader.hpp"

namespace rectify::cli {
namespace {

using io::Error;
using io::ExitStatus;

constexpr std::string_view kGenerated = "the generated signal";

void tell_sound(const io::SoundFormat& sound, const std::string& name, const Report& report) {
  report.tell(fmt::format("{}: sound, {}, {}, {} channel{}, {} Hz{}", name, sound.container->name,
                          sound.encoding->name, sound.channels, sound.channels == 1 ? "" : "s",
                          sound.rate,
                          sound.frames ? fmt::format(", {} frames", *sound.frames) : ""));
}

}  // namespace

void SourceRequest::declare(OptionList& options, Inputs inputs, bool angles_only) {
  wave_.declare(options, angles_only);
  options.value(Group::kGenerator, "--rate", "HZ",
                "frames a second of what is generated (48000), or of a table",
                positive_frequency(rate_));
  if (inputs == Inputs::kNone) return;

  options.input([this](std::string path) { path_ = std::move(path); });
  options.value(
      Group::kSource, "--raw", "ENC:RATE:CHANNELS",
      "INPUT has no header: s16le:48000:2, f32le:96000:1; ENC is u8, s8, or s16, s24, "
      "s32, f32, f64 with le or be, or ulaw, alaw",
      value_of(raw_, "an encoding, a rate and a channel count: s16le:48000:2", io::parse_raw));
  options.value(Group::kSource, "--spool-limit", "BYTES",
                "the most of a pipe to keep in TMPDIR where its format needs seeking: 500M, 2G "
                "(nine tenths of what is free)",
                bytes(spool_limit_));
  table_.declare(options);
}

void SourceRequest::check(const OptionList& options) {
  options.exclude({"--sine", "--sweep", "--sine-over", "--ramp", "--raw"});
  wave_.check(options);
  if (generated() && path_) {
    usage_error("both an INPUT, " + *path_ + ", and a generator: choose one");
  }
  options.require(!generated(), {"--spool-limit"}, "with a generator");
  table_.check(options);
  if (generated() || raw_) table_.refuse(raw_ ? "with --raw" : "with a generator");
  options.require(!raw_, {"--rate"}, "with --raw, which has a rate");
  if (generated()) (void)wave_.wave(rate_);  // throws what is wrong with it
}

Signal SourceRequest::open(const SignalNeeds& needs, const Context& context) const {
  if (generated()) return {std::string(kGenerated), wave_.wave(rate_), needs};
  return open_file(needs, context);
}

Signal SourceRequest::open_file(const SignalNeeds& needs, const Context& context) const {
  io::Input input = io::Input::open(context.disk, path_.value_or("-"));
  const std::string name = input.name();
  if (needs.second_pass) input.make_seekable(spool_limit_);
  if (raw_) {
    auto reader = io::open_raw(std::move(input), *raw_);
    tell_sound(reader->sound(), name, context.report);
    return {name, std::move(reader), needs};
  }
  switch (input.content(io::has_magic)) {
    case io::Input::Content::kEmpty: throw Error(ExitStatus::kInput, name + ": is empty");
    case io::Input::Content::kText: return open_table(std::move(input), needs, context);
    case io::Input::Content::kSound: break;
  }
  const std::string no_table = "on " + name + ", which is no table";
  if (rate_) usage_error("--rate has no effect " + no_table);
  table_.refuse(no_table);
  auto reader = io::open_sound(std::move(input), spool_limit_);
  tell_sound(reader->sound(), name, context.report);
  return {name, std::move(reader), needs};
}

Signal SourceRequest::open_table(io::Input input, const SignalNeeds& needs,
                                 const Context& context) const {
  if (!needs.rate && !needs.time_steps && rate_) {
    usage_error("--rate has no effect: neither the output nor a step needs it");
  }
  input.forget_start();
  io::TableOptions table = table_.options();
  table.rate_needed = needs.rate && !rate_;
  table.steps_needed = needs.time_steps && !needs.rate && !rate_;
  const std::string name = input.name();
  auto reader = std::make_unique<io::TableReader>(std::move(input), std::move(table));
  for (const std::string& warning : reader->warnings()) context.report.warn(warning);
  for (const std::string& decision : reader->decisions()) {
    context.report.tell(name + ": " + decision);
  }
  return {name, std::move(reader), rate_ ? std::optional(rate_->value()) : std::nullopt};
}

Signal open_plainly(const std::string& path, const SignalNeeds& needs, const Context& context) {
  OptionList options;
  SourceRequest request;
  request.declare(options, SourceRequest::Inputs::kAny, false);
  options.input()(path);
  return request.open(needs, context);
}

}  // namespace rectify::cli
