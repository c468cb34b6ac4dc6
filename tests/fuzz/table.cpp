// Reads a table from a stranger, by any options, as a file and as a pipe in pieces of any size, in
// the exact lane and as doubles: all say the same, and what was rectified once stays as it is. An
// input holds ten choices, a byte each, then the table: the first says which of these are tried, 0
// for all.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/begin.hpp"
#include "fuzz/check.hpp"
#include "fuzz/memory_disk.hpp"
#include "io/table/exact.hpp"
#include "io/table/output_columns.hpp"
#include "io/table/reader.hpp"
#include "io/table/writer.hpp"

namespace {

namespace io = rectify::io;
using fuzz::check;
using rectify::ExactShape;

struct Result {
  std::string text;   ///< the table that came out
  std::string error;  ///< why it ended, or nothing
  std::size_t signals = 0;
  bool labels = false;
  std::vector<io::OutputColumn> columns = {};
};

/// As the program does it: header and rows, until the end or the first error.
Result exact(fuzz::MemoryDisk& disk, const io::TableOptions& options, ExactShape shape) {
  Result result;
  try {
    io::TableReader reader(io::Input::open(disk, "in"), options);
    result.columns = io::output_columns(reader.format(), reader.format().names, true);
    result.signals = reader.layout().signals.size();
    result.labels = !reader.layout().labels.empty();
    io::ExactRows rows(reader, shape, result.columns, ',', '.');
    disk.take_output(true);
    io::TableWriter writer(io::Output::open(disk, "-", io::Output::Existing::kRefuse), {},
                           result.columns);
    io::TextBlock block;
    while (rows.read(block)) writer.write(block.text());
    writer.finish();
  } catch (const io::Error& error) {
    result.error = error.what();
  }
  if (!result.columns.empty()) result.text = disk.output();
  return result;
}

struct Doubles {
  std::vector<double> samples;  ///< frame by frame, until the end or the first error
  std::string error;
};

Doubles doubles(fuzz::MemoryDisk& disk, const io::TableOptions& options) {
  Doubles all;
  try {
    io::TableReader reader(io::Input::open(disk, "in"), options);
    io::Frames frames;
    while (reader.read(frames)) {
      all.samples.insert(all.samples.end(), frames.samples.begin(), frames.samples.end());
    }
  } catch (const io::Error& error) {
    all.error = error.what();
  }
  return all;
}

double rectified(ExactShape shape, double x) {
  if (std::isnan(x)) return x;
  if (shape == ExactShape::full) return std::fabs(x);
  return std::max(shape == ExactShape::half ? x : -x, 0.0);
}

/// The numbers of the output columns, by strtod; what is empty or a word is NaN. Only for tables
/// without quotes.
std::vector<double> numbers_in(const Result& result) {
  std::vector<double> all;
  std::size_t at = result.text.find('\n') + 1;
  while (at < result.text.size()) {
    for (const io::OutputColumn& column : result.columns) {
      const std::size_t end = result.text.find_first_of(",\n", at);
      const std::string field = result.text.substr(at, end - at);
      at = end + 1;
      if (column.from == io::OutputColumn::From::kLabel) continue;
      char* rest = nullptr;
      const double x = std::strtod(field.c_str(), &rest);
      all.push_back(rest == field.c_str() || *rest != '\0' ? std::nan("") : x);
    }
  }
  return all;
}

void check_doubles(fuzz::MemoryDisk& disk, const io::TableOptions& options, ExactShape shape,
                   const Result& text) {
  if (!text.error.empty() || text.text.find('"') != std::string::npos) return;
  const std::vector<double> numbers = numbers_in(text);
  const auto [samples, error] = doubles(disk, options);
  // What a double can't hold passes as text alone.
  if (error.find("double") != std::string::npos) return;
  check(error.empty(), "only the lane of doubles refuses this: " + error);
  check(samples.size() == numbers.size(), "the lanes have other numbers of samples");
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double y = rectified(shape, samples[i]);
    // What --na names stays as it was written.
    const bool missing = std::isnan(numbers[i]) || (!options.missing.empty() && numbers[i] == -99);
    check(y == numbers[i] || (std::isnan(y) && missing),
          "the exact lane has another number than the lane of doubles: " +
              std::to_string(numbers[i]) + ", not " + std::to_string(y));
  }
}

std::optional<char> one_of(fuzz::Choices& choices, std::string_view characters) {
  const std::size_t choice = choices.of(characters.size() + 1);
  return choice == 0 ? std::nullopt : std::optional(characters[choice - 1]);
}

io::TableOptions options_from(fuzz::Choices& choices) {
  io::TableOptions options;
  options.separator = one_of(choices, ",;\t| :x");
  options.decimal = one_of(choices, ".,");
  options.header = static_cast<io::HeaderChoice>(choices.of(3));
  constexpr std::size_t kWithout = 12;  // as a rule nothing is skipped
  const std::size_t skip = choices.of(16);
  options.skip = skip < kWithout ? 0 : skip - kWithout + 1;
  switch (choices.of(8)) {
    case 1: options.columns = {"1"}; break;
    case 2: options.columns = {"2,3"}; break;
    case 3: options.columns = {"a"}; break;
    case 4: options.comment = "//"; break;
    case 5: options.missing = {"x", "-99"}; break;
    default: break;
  }
  switch (choices.of(8)) {
    case 1: options.axis = "none"; break;
    case 2: options.axis = "1"; break;
    case 3: options.axis = "2"; break;
    case 4: options.axis = "t"; break;
    default: break;
  }
  return options;
}

/// What is rectified stays so. That needs its options, since numbers that were signals may look
/// like an axis now.
void check_twice(fuzz::MemoryDisk& disk, const io::TableOptions& options, ExactShape shape,
                 const Result& whole) {
  io::TableOptions again;
  again.missing = options.missing;
  again.separator = ',';
  again.decimal = '.';
  again.header = io::HeaderChoice::kYes;
  for (const io::OutputColumn& column : whole.columns) {
    // A name beats a number, also one with a unit: "1 (V)".
    if (!column.name.empty() && column.name[0] >= '0' && column.name[0] <= '9') return;
  }
  // Alone in its line, "sep=;" tells the separator even in quotes, as spreadsheets write it.
  const std::string& name = whole.columns.front().name;
  if (whole.columns.size() == 1 && name.size() == 5 && name.starts_with("sep=")) return;
  // A last column without a name whose values are all missing is read as a separator too many.
  if (whole.columns.back().name.empty()) return;
  for (std::size_t i = 0; i < whole.columns.size(); ++i) {
    if (whole.columns[i].from != io::OutputColumn::From::kLabel) {
      again.columns.push_back(std::to_string(i + 1));
    }
  }
  if (whole.labels) return;  // with --column, text columns are dropped
  again.axis = "none";
  disk.put("in", whole.text);
  const ExactShape next = shape == ExactShape::full ? shape : ExactShape::half;
  const Result twice = exact(disk, again, next);
  check(twice.error.empty() && twice.text == whole.text,
        "twice is not once:\n" + whole.text + "then\n" + twice.error + twice.text);
}

/// From a pipe that gives so many bytes at a time.
void check_pieces(fuzz::MemoryDisk& disk, const io::TableOptions& options, ExactShape shape,
                  const Result& whole, const std::string& table, std::size_t stint) {
  disk.put("in", table, true);
  disk.set_stint(stint);
  const Result pieces = exact(disk, options, shape);
  disk.set_stint(~std::size_t{0});
  // Up to a row that is an error, what comes out may end anywhere.
  const bool same = whole.error.empty() ? pieces.text == whole.text
                                        : pieces.text.starts_with(whole.text) ||
                                              whole.text.starts_with(pieces.text);
  check(pieces.error == whole.error && same,
        "a pipe of " + std::to_string(stint) + " bytes a time gives\n" + pieces.error +
            pieces.text + "and the file\n" + whole.error + whole.text);
}

/// The ways in which a rate is looked for.
void look_for_rate(fuzz::MemoryDisk& disk, io::TableOptions options, std::size_t time) {
  options.rate_needed = time == 3;
  options.rate_if_any = time == 4;
  options.rate_if_even = time == 5;
  options.steps_needed = time == 5;
  static_cast<void>(doubles(disk, options));
}

void run(fuzz::Choices& choices) {
  enum class Way : std::uint8_t { kAll, kDoubles, kRate, kPieces, kTwice };
  const auto way = static_cast<Way>(choices.of(5));
  const auto tries = [way](Way this_one) { return way == Way::kAll || way == this_one; };
  fuzz::MemoryDisk disk;
  const io::TableOptions options = options_from(choices);
  const auto shape = static_cast<ExactShape>(choices.of(3));
  const std::size_t stint = std::size_t{1} << choices.of(16);
  const std::size_t time = choices.of(6);
  const std::string table = choices.rest();
  if (table.empty()) return;

  disk.put("in", table);
  if (tries(Way::kRate) && time >= 3) look_for_rate(disk, options, time);
  if (way == Way::kRate) return;
  const Result whole = exact(disk, options, shape);
  if (tries(Way::kDoubles)) check_doubles(disk, options, shape, whole);
  if (tries(Way::kPieces)) check_pieces(disk, options, shape, whole, table, stint);
  disk.check_nothing_left();
  if (tries(Way::kTwice) && whole.signals != 0 && whole.error.empty()) {
    check_twice(disk, options, shape, whole);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Choices choices(data, size);
  run(choices);
  return 0;
}
