// What the user asked for, parsed and typed: the command line ends here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/quantity.hpp"
#include "io/sound/raw/raw_reader.hpp"
#include "io/sound/sound_format.hpp"
#include "io/table/csv_reader.hpp"
#include "rectify/gradient/loss.hpp"
#include "rectify/shapes/units.hpp"

namespace rectify::cli {

/// The gradients stand in the order of their shapes.
enum class Command : std::uint8_t {
  kHalf,
  kFull,
  kMultiphase,
  kUnits,
  kGenerate,
  kGradHalf,
  kGradFull,
  kGradMultiphase,
  kGradUnits
};

constexpr bool is_gradient(Command command) { return command >= Command::kGradHalf; }

/// That whose gradient it is.
constexpr Command shape_of(Command gradient) {
  return static_cast<Command>(static_cast<int>(gradient) - static_cast<int>(Command::kGradHalf));
}

/// What the output is: sound in a container, or a table with a separator.
struct Format {
  const io::Container* container = nullptr;
  char separator = ',';
};

constexpr bool is_text(const Format& format) { return format.container == nullptr; }

struct Options {
  Command command = Command::kHalf;  // of a gradient, its shape
  bool gradient = false;

  // Where the signal comes from.
  std::optional<std::string> input;
  std::optional<io::RawDescription> raw;
  std::optional<std::uint64_t> spool_limit;  // bytes
  std::optional<Decimal> sine;
  std::optional<std::pair<Decimal, Decimal>> sweep;
  std::optional<Line> sine_over;
  std::optional<Line> ramp;
  Decimal rate{48, 3};
  std::optional<double> duration;  // seconds
  std::optional<std::uint64_t> samples;
  std::optional<double> cycles;
  double amplitude = 1;
  std::vector<double> phases_turns = {0};  // of the channels
  std::size_t channels = 1;
  io::CsvOptions table;

  // What is done to it.
  bool negative = false;
  double drop = 0;
  double leak = 0;
  std::uint64_t phases = 8;
  std::vector<double> phase_list_turns;
  bool envelope = false;
  std::vector<Unit> units;
  std::optional<std::string> units_file;
  bool mean = false;
  bool sum_channels = false;
  std::optional<double> hold_seconds;
  bool remove_mean = false;
  std::optional<double> dc_block_hz;
  std::optional<double> gain_db;
  std::optional<double> normalize_dbfs;

  // The backward pass.
  std::optional<std::string> upstream;
  std::optional<std::string> target;
  Loss loss = Loss::kMse;
  double at_zero = 0;
  std::optional<std::string> parameters;
  bool check = false;
  std::uint64_t fit_steps = 0;
  double learning_rate = 0;

  // Where it goes.
  std::string output = "-";
  std::optional<Format> format;
  const io::Encoding* encoding = nullptr;  // null: not asked for
  bool dither = false;
  bool force = false;
  bool fail_on_clip = false;
  bool with_input = false;
  std::optional<char> output_separator;
  bool no_header = false;
  bool no_time = false;
  int precision = 0;  // 0: shortest

  bool quiet = false;
  bool verbose = false;

  std::set<std::string, std::less<>> given;  // the long names of all options that were given

  [[nodiscard]] bool has(std::string_view name) const { return given.contains(name); }
  [[nodiscard]] bool generated() const { return sine || sweep || sine_over || ramp; }
};

/// "half", "full" …
[[nodiscard]] std::string_view name_of(Command command);

}  // namespace rectify::cli
