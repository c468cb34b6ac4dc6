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
  options.value(Group::kTable, "--column", "NAME|N,...",
                "columns to take, by name or number from 1 (every numeric one but the axis)",
                {"names or numbers of columns: 2 or left,right", [this](const std::string& list) {
                   const auto parts = split_list(list);
                   if (parts) table_.columns.assign(parts->begin(), parts->end());
                   return parts.has_value();
                 }});
  options.value(Group::kTable, "--axis", "NAME|N|none",
                "the axis column (the first, if called time, t, seconds, x or index)",
                text(table_.axis));
  options.value(Group::kTable, "--separator", "C",
                "between fields: a character, or tab, blank (told from the first lines)",
                separator(table_.separator));
}

void SourceRequest::check(const OptionList& options) const {
  options.exclude({"--sine", "--sweep", "--sine-over", "--ramp", "--raw"});
  wave_.check(options);
  if (generated() && path_) {
    usage_error("both an INPUT, " + *path_ + ", and a generator: choose one");
  }
  options.require(!generated(), {"--spool-limit"}, "with a generator");
  options.require(!generated() && !raw_, {"--column", "--axis", "--separator"},
                  raw_ ? "with --raw" : "with a generator");
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
  const auto refuse = [&](bool given, const char* option) {
    if (given) usage_error(fmt::format("{} has no effect: {} is no table", option, name));
  };
  refuse(rate_.has_value(), "--rate");
  refuse(!table_.columns.empty(), "--column");
  refuse(table_.axis.has_value(), "--axis");
  refuse(table_.separator.has_value(), "--separator");
  auto reader = io::open_sound(std::move(input), spool_limit_);
  tell_sound(reader->sound(), name, context.report);
  return {name, std::move(reader), needs};
}

Signal SourceRequest::open_table(io::Input input, const SignalNeeds& needs,
                                 const Context& context) const {
  if (!needs.rate && rate_) {
    usage_error("--rate has no effect: neither the output nor a step needs it");
  }
  input.forget_start();
  io::CsvOptions table = table_;
  table.rate_needed = needs.rate && !rate_;
  const std::string name = input.name();
  auto reader = std::make_unique<io::CsvReader>(std::move(input), std::move(table));
  if (!reader->warning().empty()) context.report.warn(reader->warning());
  context.report.tell(
      fmt::format("{}: table, {} columns taken", name, reader->format().names.size()));
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
