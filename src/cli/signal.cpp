#include "cli/signal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "cli/quadrature_filter.hpp"
#include "cli/sources.hpp"
#include "io/file/error.hpp"
#include "io/sound/container.hpp"
#include "io/sound/raw/raw_reader.hpp"
#include "io/sound/sound_reader.hpp"
#include "io/table/csv_reader.hpp"

namespace rectify::cli {
namespace {

using io::Error;
using io::ExitStatus;

void tell_sound(const io::SoundFormat& sound, const std::string& name, const Report& report) {
  report.tell(fmt::format("{}: sound, {}, {}, {} channel{}, {} Hz{}", name, sound.container->name,
                          sound.encoding->name, sound.channels, sound.channels == 1 ? "" : "s",
                          sound.rate,
                          sound.frames ? fmt::format(", {} frames", *sound.frames) : ""));
}

Signal open_samples(std::unique_ptr<io::SampleReader> reader, const Demands& demands) {
  Signal signal;
  signal.sound = std::move(reader);
  signal.source = decoded(*signal.sound, demands.labels);
  return signal;
}

Signal open_table(const Options& options, const Demands& demands, io::Input input,
                  const Report& report) {
  io::CsvOptions table = options.table;
  const bool needs_rate =
      demands.sound || options.hold_seconds || options.dc_block_hz || needs_quadrature(options);
  table.rate_needed = needs_rate && !options.has("--rate");
  if (!needs_rate && options.has("--rate")) {
    throw Error(ExitStatus::kUsage,
                "--rate has nothing to act on: neither the output nor a step needs it");
  }
  const std::string name = input.name();
  auto reader = std::make_unique<io::CsvReader>(std::move(input), std::move(table));
  if (!reader->warning().empty()) report.warn(reader->warning());
  report.tell(fmt::format("{}: table, {} columns taken", name, reader->format().names.size()));
  Signal signal;
  signal.source = std::move(reader);
  return signal;
}

}  // namespace

Signal open_signal(const Options& options, const Demands& demands, io::Disk& disk,
                   const Report& report) {
  if (options.generated()) {
    const bool shaped = options.command == Command::kMultiphase;
    Signal signal;
    signal.source = generate(options, shaped ? Wave::kPhaseSum : Wave::kItself, demands.labels);
    if (shaped && options.with_input) signal.unshifted = generate(options, Wave::kItself, false);
    return signal;
  }

  io::Input input = io::Input::open(disk, options.input.value_or("-"));
  const std::string name = input.name();
  if (demands.read_twice) input.make_seekable(options.spool_limit);
  if (options.raw) {
    auto reader = io::open_raw(std::move(input), *options.raw);
    tell_sound(reader->sound(), name, report);
    return open_samples(std::move(reader), demands);
  }
  switch (input.content(io::has_magic)) {
    case io::Input::Content::kEmpty: throw Error(ExitStatus::kInput, name + ": is empty");
    case io::Input::Content::kText:
      input.forget_start();
      return open_table(options, demands, std::move(input), report);
    case io::Input::Content::kSound: break;
  }
  for (const char* option : {"--rate", "--column", "--axis", "--separator"}) {
    if (options.has(option)) {
      throw Error(ExitStatus::kUsage,
                  fmt::format("{} has nothing to act on: {} is no table", option, name));
    }
  }
  auto reader = io::open_sound(std::move(input), options.spool_limit);
  tell_sound(reader->sound(), name, report);
  return open_samples(std::move(reader), demands);
}

double rate_of(const Options& o, const io::SignalFormat& format) {
  return o.has("--rate") ? o.rate.value() : format.rate.value_or(0);
}

double needed_rate(double rate, std::string_view by) {
  if (rate > 0) return rate;
  throw Error(ExitStatus::kUsage,
              std::string(by) + " needs a rate, and the input tells none: give --rate HZ");
}

std::string shortage(const Signal& signal) {
  const std::uint64_t missing = signal.sound ? signal.sound->missing_frames() : 0;
  if (missing == 0) return "";
  if (missing == io::SampleReader::kSome) return "cut short";
  return fmt::format("cut short: it lacks {} frame{} that it promises", missing,
                     missing == 1 ? "" : "s");
}

std::vector<Unit> read_units(const Options& options, io::Disk& disk, const Report& report) {
  std::vector<Unit> units = options.units;
  if (!options.units_file) return units;
  io::Input input = io::Input::open(disk, *options.units_file);
  const std::string name = input.name();
  if (input.content(io::has_magic) == io::Input::Content::kEmpty) {
    throw Error(ExitStatus::kInput, name + ": is empty");
  }
  input.forget_start();
  io::CsvOptions all;
  all.axis = "none";
  io::CsvReader table(std::move(input), all);
  if (!table.warning().empty()) report.warn(table.warning());

  // By their names, where it has any of these; else the first two or three.
  const std::vector<std::string>& names = table.format().names;
  const auto column = [&](const char* wanted) -> std::optional<std::size_t> {
    const auto found = std::find(names.begin(), names.end(), wanted);
    if (found == names.end()) return std::nullopt;
    return static_cast<std::size_t>(found - names.begin());
  };
  const bool named = column("a") || column("b") || column("c");
  const auto place = [&](const char* wanted, std::size_t otherwise) -> std::optional<std::size_t> {
    if (named) return column(wanted);
    return otherwise < names.size() ? std::optional(otherwise) : std::nullopt;
  };
  const auto a = place("a", 0);
  const auto b = place("b", 1);
  const auto c = place("c", 2);
  if (!a || !b) throw Error(ExitStatus::kInput, name + ": units need the columns a,b or a,b,c");
  io::Frames rows;
  while (table.read(rows)) {
    for (auto row = rows.samples.begin(); row != rows.samples.end();
         row += static_cast<std::ptrdiff_t>(names.size())) {
      const auto cell = [&](std::size_t i) { return *(row + static_cast<std::ptrdiff_t>(i)); };
      units.push_back({cell(*a), cell(*b), c ? cell(*c) : 1.0});
    }
  }
  if (units.empty()) throw Error(ExitStatus::kInput, name + ": holds no units");
  return units;
}

}  // namespace rectify::cli
