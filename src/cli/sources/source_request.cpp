// The options of the source, and how it is opened.
#include "cli/sources/source_request.hpp"

#include <fmt/format.h>

#include <exception>
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
  report.tell(fmt::format("{}: sound, {}, {}, {}, {} Hz{}", name, sound.container->name,
                          sound.encoding->name, counted(sound.channels, "channel"), sound.rate,
                          sound.frames ? ", " + counted(*sound.frames, "frame") : ""));
}

/// The input; `hint` follows what is said where there is none.
io::Input opened(const std::string& path, const std::string& hint, const Context& context) {
  try {
    return io::Input::open(context.disk, path, context.limits);
  } catch (const Error& error) {
    throw Error(error.status(), error.what() + hint);
  }
}

/// "u8:", "s16le:" ...: what a description of raw samples begins with.
std::vector<std::string_view> raw_beginnings() {
  static const std::vector<std::string> all = [] {
    std::vector<std::string> names = io::raw_encodings();
    for (std::string& name : names) name += ':';
    return names;
  }();
  return {all.begin(), all.end()};
}

}  // namespace

void SourceRequest::declare(OptionList& options, Inputs inputs, bool angles_only) {
  wave_.declare(options, angles_only);
  options.value(Group::kGenerator, "--rate", "HZ",
                "frames a second of what is generated (48000), or of a table",
                positive_frequency(rate_));
  if (inputs == Inputs::kNone) return;

  options.input(
      [this](std::string path, std::string hint) {
        named_.push_back({std::move(path), std::move(hint)});
      },
      inputs == Inputs::kSeveral);
  options.value(
      Group::kSource, "--raw", "ENC:RATE:CHANNELS",
      "INPUT has no header: s16le:48000:2, f32le:96000:1; ENC is u8, s8, or s16, s24, "
      "s32, f32, f64 with le or be, or ulaw, alaw",
      with_words(value_of(raw_,
                          "an encoding (u8, s8, ulaw, alaw, or s16, s24, s32, f32, f64 with le or "
                          "be), a rate and a channel count: s16le:48000:2",
                          io::parse_raw),
                 raw_beginnings()));
  options.value(Group::kSource, "--spool-limit", "BYTES",
                "the most of a pipe to keep in TMPDIR where its format or a step needs seeking: "
                "500M, 2G (nine tenths of what is free)",
                bytes(spooling_.limit));
  options.flag(Group::kSource, "--fail-on-damage",
               "fail, and write nothing, where the input is cut short or damaged", fail_on_damage_);
  table_.declare(options);
}

void SourceRequest::check(const OptionList& options) {
  options.exclude({"--sine", "--sweep", "--sine-over", "--ramp", "--raw"});
  wave_.check(options);
  if (generated() && !named_.empty()) {
    usage_error("both an INPUT, " + named_[0].path + ", and a generator, " + wave_.words() +
                ": choose one" + named_[0].hint);
  }
  const bool other_input = options.given("--upstream") || options.given("--target");
  options.require(!generated() || other_input, {"--spool-limit", "--fail-on-damage"},
                  "with a generator");
  const bool limited_input = other_input || options.given("--units");
  options.require(!generated() || limited_input || options.given("--phase"), {"--raise-limits"},
                  "with a generator");
  options.require(!raw_ || limited_input, {"--raise-limits"},
                  "with --raw, which has no limits to raise");
  table_.check(options);
  if (generated() || raw_) table_.refuse(raw_ ? "with --raw" : "with a generator");
  options.require(!raw_, {"--rate"}, "with --raw, which has a rate");
  if (generated()) (void)wave_.wave(rate_);  // throws what is wrong with it
}

std::optional<std::string> SourceRequest::input() const {
  if (generated()) return std::nullopt;
  return named_.empty() ? "-" : named_.front().path;
}

std::vector<std::string> SourceRequest::inputs() const {
  if (!generated() && named_.empty()) return {"-"};
  std::vector<std::string> paths;
  for (const Named& input : named_) paths.push_back(input.path);
  return paths;
}

Signal SourceRequest::open(const SignalNeeds& needs, const Context& context,
                           const BeforeSpooling& before_spooling) {
  return generated() ? open_wave(needs, context) : open_file(needs, context, before_spooling);
}

Signal SourceRequest::open_wave(const SignalNeeds& needs, const Context& context) const {
  Wave wave = wave_.wave(rate_);
  const std::uint64_t asked = wave.frames;
  if (needs.whole_periods) wave.frames = wave.whole_periods();
  Signal signal({std::string(kGenerated), std::nullopt}, wave, needs);
  context.report.tell(fmt::format("{}: {}, {}, {}{}", kGenerated, wave_.words(),
                                  counted(wave.frames, "frame"),
                                  counted(signal.channels(), "channel"),
                                  wave_.on_line() ? "" : fmt::format(", {} Hz", *signal.rate())));
  if (wave.frames != asked) {
    context.report.tell(
        fmt::format("{}: the last {} of {} are left out, so that the periods are whole", kGenerated,
                    counted(asked - wave.frames, "frame"), asked));
  }
  return signal;
}

Signal SourceRequest::open_file(const SignalNeeds& needs, const Context& context,
                                const BeforeSpooling& before_spooling) {
  static const Named standard{"-", ""};
  const Named& named = named_.empty() ? standard : named_.front();
  io::Input input = opened(named.path, named.hint, context);
  const Origin origin{input.name(), input.identity()};
  const auto content = raw_ ? io::Input::Content::kSound : input.content(io::has_magic);
  const bool is_sound = content == io::Input::Content::kSound;
  if (content == io::Input::Content::kEmpty) {
    throw Error(ExitStatus::kInput, origin.name + ": is empty");
  }
  input.before_spooling(
      [this, origin, is_sound, needs, &context, before_spooling](io::Input& pipe) {
        *spooling_.any = true;
        std::exception_ptr refusal;
        try {
          before_spooling(nullptr);
        } catch (const Error&) {
          refusal = std::current_exception();
        }
        // What is wrong with the input is told first, but nobody waits for it in vain.
        auto start = start_of(pipe, is_sound, !refusal, needs, context.disk);
        if (is_sound) check_sound(origin.name);
        if (start) {
          check_found(*start, needs);
          before_spooling(&*start);
        }
        if (refusal) std::rethrow_exception(refusal);
      });
  if (context.progress != nullptr) {
    input.while_spooling([task = std::make_shared<Task>(context.progress, origin.name + ", spooled",
                                                        "B", nullptr)](std::size_t bytes) {
      bytes == 0 ? task->pause() : task->advance(static_cast<double>(bytes));
    });
  }
  if (needs.second_pass) input.make_seekable(spooling_.limit);
  if (!is_sound) return open_table(std::move(input), needs, context);
  auto reader = raw_ ? io::open_raw(std::move(input), *raw_)
                     : io::open_sound(std::move(input), spooling_.limit);
  tell_sound(reader->sound(), origin.name, context.report);
  return {origin, std::move(reader), needs};
}

/// What the first bytes of a pipe say of its signal, as much as a table is decided from; nullopt
/// where a sound can't be told from these. Warnings wait until the whole is there.
std::optional<Signal> SourceRequest::start_of(io::Input& input, bool is_sound, bool patient,
                                              const SignalNeeds& needs, io::Disk& disk) const {
  constexpr std::size_t kHead = 4096;
  constexpr std::size_t kRows = std::size_t{64} * 1024;
  const Report silent(Report::Level::kQuiet);
  auto [start, whole, full] = input.sample(is_sound ? kHead : kRows, !is_sound, patient);
  const Origin origin{start.name(), start.identity()};
  try {
    if (!is_sound) return open_table(std::move(start), needs, {.disk = disk, .report = silent});
    auto reader = raw_ ? io::open_raw(std::move(start), *raw_)
                       : io::open_sound(std::move(start), spooling_.limit);
    return Signal(origin, std::move(reader), needs);
  } catch (const Error&) {
    if (whole || (full && !is_sound)) throw;
    return std::nullopt;  // its head is longer, or has not come
  }
}

Signal SourceRequest::open_table(io::Input input, const SignalNeeds& needs,
                                 const Context& context) const {
  input.forget_start();
  io::TableOptions table = table_.options();
  table.rate_needed = needs.rate && !rate_;
  table.rate_if_any = needs.rate_if_any && !rate_;
  table.rate_if_even = needs.rate_if_even && !needs.rate && !rate_;
  table.steps_needed = needs.time_steps && !needs.rate && !rate_;
  const Origin origin{input.name(), input.identity()};
  if (context.progress != nullptr) {
    auto share = std::make_shared<std::optional<double>>();
    auto task = std::make_shared<Task>(context.progress, origin.name + ", its rate", "rows",
                                       [share](double /*done*/) { return *share; });
    table.while_finding_rate = [share, task](std::uint64_t rows, std::optional<double> part) {
      *share = part;
      rows == 0 ? task->pause() : task->advance(static_cast<double>(rows));
    };
  }
  auto reader = std::make_unique<io::TableReader>(std::move(input), std::move(table));
  for (const std::string& warning : reader->warnings()) context.report.warn(warning);
  for (const std::string& decision : reader->decisions()) {
    context.report.tell(origin.name + ": " + decision);
  }
  return {origin, std::move(reader), rate_ ? std::optional(rate_->value()) : std::nullopt};
}

/// What a sound has no use for.
void SourceRequest::check_sound(const std::string& name) const {
  const std::string no_table = "on " + name + ", which is no table";
  if (rate_) usage_error("--rate has no effect " + no_table);
  table_.refuse(no_table);
}

void SourceRequest::check_found(const Signal& signal, const SignalNeeds& needs) const {
  if (signal.sound() != nullptr) check_sound(signal.name());
  const bool table = signal.sound() == nullptr && signal.wave() == nullptr;
  if (table && rate_ && !needs.rate && !needs.time_steps && !needs.rate_if_even) {
    usage_error("--rate has no effect: neither the output nor a step needs it");
  }
  if (spooling_.limit && !*spooling_.any) {
    usage_error("--spool-limit has no effect: nothing is spooled, since " + signal.name() +
                " is a file, or streams");
  }
}

}  // namespace rectify::cli
