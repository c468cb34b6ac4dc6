#include "io/csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <deque>
#include <utility>

#include "io/csv_lines.hpp"

namespace rectify::io {
namespace {

constexpr std::size_t kMostFrames = 8192;  // in one block

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// A heading such as "Time (ms)": the word before the unit, and the unit.
struct Heading {
  std::string word;
  std::string unit;
};

Heading read_heading(std::string_view name) {
  Heading heading{lower(name), ""};
  const std::size_t open = heading.word.find_first_of("([");
  if (open == std::string::npos) return heading;
  const std::size_t close = heading.word.find_first_of(")]", open);
  if (close != heading.word.size() - 1) return heading;
  heading.unit = heading.word.substr(open + 1, close - open - 1);
  heading.word.resize(open);
  while (heading.word.ends_with(' ')) heading.word.pop_back();
  return heading;
}

bool names_an_axis(std::string_view name) {
  constexpr std::array<std::string_view, 5> kWords = {"time", "t", "seconds", "x", "index"};
  return std::find(kWords.begin(), kWords.end(), read_heading(name).word) != kWords.end();
}

/// How many seconds one unit of that axis lasts; nullopt: it is no time.
std::optional<double> seconds_per_unit(std::string_view name) {
  const Heading heading = read_heading(name);
  if (heading.word != "time" && heading.word != "t" && heading.word != "seconds") {
    return std::nullopt;
  }
  if (heading.unit.empty() || heading.unit == "s") return 1.0;
  if (heading.unit == "ms") return 1e-3;
  if (heading.unit == "us" || heading.unit == "µs" || heading.unit == "μs") return 1e-6;
  return std::nullopt;
}

constexpr std::array kSeparators = {'\t', ';', ',', ' '};  // the likelier first

std::size_t count_fields(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  std::string unquoted;
  split_fields(line, separator, fields, unquoted);
  return fields.size();
}

/// The separator that leaves nothing but numbers of the line.
std::optional<char> separator_of_numbers(std::string_view line) {
  std::vector<std::string_view> fields;
  std::string unquoted;
  for (const char separator : kSeparators) {
    split_fields(line, separator, fields, unquoted);
    if (std::all_of(fields.begin(), fields.end(),
                    [](std::string_view field) { return is_numeric(field); })) {
      return separator;
    }
  }
  return std::nullopt;
}

/// The separator that cuts both lines into the same number of fields, more than one.
char guess_separator(std::string_view first, std::string_view second) {
  for (const char separator : kSeparators) {
    const std::size_t fields = count_fields(first, separator);
    if (fields > 1 && (second.empty() || count_fields(second, separator) == fields)) {
      return separator;
    }
  }
  // Ragged, or one column: what the first line would be cut by.
  for (const char separator : {'\t', ';', ','}) {
    if (first.find(separator) != std::string_view::npos) return separator;
  }
  return ',';
}

/// Text for a message: short, and without what would upset a terminal.
std::string printable(std::string_view text) {
  constexpr std::size_t kMost = 40;
  std::string result(text.substr(0, kMost));
  for (char& c : result) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  }
  return text.size() > kMost ? result + "..." : result;
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == line.npos; }

}  // namespace

class CsvReader::Table {
 public:
  Table(Input input, CsvOptions options);
  [[nodiscard]] const SignalFormat& format() const { return format_; }
  [[nodiscard]] const std::string& warning() const { return warning_; }
  bool read(Frames& frames);
  void rewind();

 private:
  struct Line {
    std::string text;
    std::uint64_t number;
  };

  bool next_row();
  bool look_ahead();
  void split(std::string_view line);
  void choose_columns(const std::vector<std::string>& names);
  [[nodiscard]] std::size_t find_column(const std::string& wanted, const char* option) const;
  void find_rate();
  void check_step();
  double number_in(std::size_t column);
  void take_row(Frames& frames);
  [[nodiscard]] Error error(std::uint64_t line, const std::string& what) const;
  [[nodiscard]] Error error_at(std::size_t column, const std::string& what) const;

  LineReader lines_;
  CsvOptions options_;
  SignalFormat format_;
  std::string warning_;
  char separator_ = ',';
  std::deque<Line> ahead_;  // lines that were looked at before their turn
  bool header_ = false;
  bool past_comments_ = false;
  std::vector<std::string> names_;  // of all columns
  std::vector<std::size_t> columns_;
  std::optional<std::size_t> axis_;
  double time_unit_ = 1;
  std::optional<double> step_;  // of the axis, where each must be checked
  double last_time_ = NAN;

  // The row at hand.
  std::string row_text_;
  std::vector<std::string_view> row_;
  std::string unquoted_;
  std::uint64_t row_number_ = 0;
};

CsvReader::Table::Table(Input input, CsvOptions options)
    : lines_(std::move(input)), options_(std::move(options)) {
  if (!look_ahead()) {
    throw Error(ExitStatus::kInput, lines_.input().name() + ": is empty");
  }
  if (options_.separator) {
    separator_ = *options_.separator;
  } else if (const auto separator = separator_of_numbers(ahead_[0].text)) {
    separator_ = *separator;  // a stream without a header: what came first can go out at once
  } else {
    look_ahead();
    separator_ = guess_separator(ahead_[0].text, ahead_.size() > 1 ? ahead_[1].text : "");
  }

  split(ahead_[0].text);
  header_ = std::any_of(row_.begin(), row_.end(),
                        [](std::string_view field) { return !is_numeric(field); });
  names_.resize(row_.size());
  for (std::size_t i = 0; i < row_.size(); ++i) {
    names_[i] = header_ && !row_[i].empty() ? std::string(row_[i]) : "ch" + std::to_string(i + 1);
  }
  if (header_) {
    ahead_.pop_front();
    if (ahead_.empty()) look_ahead();
  }
  if (!ahead_.empty()) {
    split(ahead_[0].text);
    row_number_ = ahead_[0].number;
    if (row_.size() != names_.size()) {
      throw error(row_number_, "has " + std::to_string(row_.size()) +
                                   " fields where the first line has " +
                                   std::to_string(names_.size()));
    }
  }
  choose_columns(names_);
  find_rate();
}

Error CsvReader::Table::error(std::uint64_t line, const std::string& what) const {
  return {ExitStatus::kInput, lines_.input().name() + ":" + std::to_string(line) + ": " + what};
}

Error CsvReader::Table::error_at(std::size_t column, const std::string& what) const {
  return {ExitStatus::kInput, lines_.input().name() + ":" + std::to_string(row_number_) + ":" +
                                  std::to_string(column + 1) + ": " + what};
}

void CsvReader::Table::split(std::string_view line) {
  split_fields(line, separator_, row_, unquoted_);
}

/// Reads one more line that counts: neither blank nor one of the leading comments.
bool CsvReader::Table::look_ahead() {
  while (const auto line = lines_.next()) {
    if (is_blank(*line) || (!past_comments_ && line->starts_with('#'))) continue;
    past_comments_ = true;
    ahead_.push_back({std::string(*line), lines_.number()});
    return true;
  }
  return false;
}

bool CsvReader::Table::next_row() {
  if (!ahead_.empty()) {
    row_text_ = std::move(ahead_.front().text);
    row_number_ = ahead_.front().number;
    ahead_.pop_front();
    split(row_text_);
  } else {
    std::optional<std::string_view> line = lines_.next();
    while (line && is_blank(*line)) line = lines_.next();
    if (!line) return false;
    row_number_ = lines_.number();
    split(*line);
  }
  if (row_.size() != names_.size()) {
    throw error(row_number_, "has " + std::to_string(row_.size()) + " field" +
                                 (row_.size() == 1 ? "" : "s") + ", not " +
                                 std::to_string(names_.size()));
  }
  return true;
}

std::size_t CsvReader::Table::find_column(const std::string& wanted, const char* option) const {
  const auto named = std::find(names_.begin(), names_.end(), wanted);
  if (named != names_.end()) return static_cast<std::size_t>(named - names_.begin());
  std::size_t number = 0;
  const char* end = wanted.data() + wanted.size();
  const auto [stop, failure] = std::from_chars(wanted.data(), end, number);
  if (failure == std::errc{} && stop == end && number >= 1 && number <= names_.size()) {
    return number - 1;
  }
  std::string known;
  for (const std::string& name : names_) known += (known.empty() ? "" : ", ") + name;
  throw Error(ExitStatus::kUsage, std::string(option) + " " + wanted + ": " +
                                      lines_.input().name() + " has no such column; it has " +
                                      known);
}

void CsvReader::Table::choose_columns(const std::vector<std::string>& names) {
  const bool any_row = !ahead_.empty();
  const auto numeric = [&](std::size_t i) { return !any_row || is_numeric(row_[i]); };
  for (const std::string& wanted : options_.columns) {
    columns_.push_back(find_column(wanted, "--column"));
  }
  const auto chosen = [&](std::size_t i) {
    return std::find(columns_.begin(), columns_.end(), i) != columns_.end();
  };

  if (options_.axis && *options_.axis != "none") {
    axis_ = find_column(*options_.axis, "--axis");
  } else if (!options_.axis && header_ && names_an_axis(names[0]) && !chosen(0)) {
    bool another = false;
    for (std::size_t i = 1; i < names.size(); ++i) another = another || numeric(i);
    if (another) axis_ = 0;
  }

  if (options_.columns.empty()) {
    for (std::size_t i = 0; i < names.size(); ++i) {
      if (axis_ == i) continue;
      if (numeric(i)) {
        columns_.push_back(i);
      } else {
        warning_ += (warning_.empty() ? "" : ", ") + names[i];
      }
    }
    if (!warning_.empty()) {
      warning_ = lines_.input().name() + ": left out, being text: " + warning_;
    }
  }
  if (columns_.empty()) {
    if (any_row && names.size() > (axis_ ? 1 : 0)) number_in(axis_ == 0 ? 1 : 0);  // says why
    throw error(row_number_, "no column of numbers");
  }
  for (const std::size_t i : columns_) format_.names.push_back(names[i]);
  if (axis_) format_.axis = names[*axis_];
}

void CsvReader::Table::find_rate() {
  if (!options_.rate_needed || !axis_) return;
  const auto unit = seconds_per_unit(names_[*axis_]);
  if (!unit) return;
  time_unit_ = *unit;
  while (ahead_.size() < 2) {
    if (!look_ahead()) return;
  }
  std::array<double, 2> times{};
  for (std::size_t i = 0; i < 2; ++i) {
    split(ahead_[i].text);
    row_number_ = ahead_[i].number;
    if (row_.size() == names_.size()) times[i] = number_in(*axis_) * time_unit_;
  }
  const double step = times[1] - times[0];
  if (!(step > 0))
    throw error_at(*axis_, "time does not go on here; --rate HZ says how fast it should");
  step_ = step;
  const double rate = 1.0 / step;
  const double whole = std::round(rate);
  format_.rate = std::fabs(rate - whole) <= 1e-5 * rate ? whole : rate;
}

double CsvReader::Table::number_in(std::size_t column) {
  const auto number = parse_number(row_[column]);
  if (number) return *number;
  const bool comma = row_[column].find(',') != std::string_view::npos;
  throw error_at(column, fmt::format("'{}' is {}{}", printable(row_[column]),
                                     is_numeric(row_[column]) ? "too large" : "not a number",
                                     comma ? " (the decimal point is '.')" : ""));
}

void CsvReader::Table::check_step() {
  const double time = number_in(*axis_) * time_unit_;
  constexpr double kMostOff = 0.01;
  if (!(std::fabs(time - last_time_ - *step_) <= kMostOff * *step_) && !std::isnan(last_time_)) {
    throw error_at(*axis_, "time steps by " + std::to_string((time - last_time_) * 1e3) +
                               " ms here and by " + std::to_string(*step_ * 1e3) +
                               " ms at the start; --rate HZ overrides it");
  }
  last_time_ = time;
}

void CsvReader::Table::take_row(Frames& frames) {
  for (const std::size_t column : columns_) frames.samples.push_back(number_in(column));
  if (step_) check_step();
  if (axis_) frames.labels.append(row_[*axis_]);
}

bool CsvReader::Table::read(Frames& frames) {
  frames.samples.clear();
  frames.labels.clear();
  std::size_t rows = 0;
  do {
    if (!next_row()) break;
    take_row(frames);
    ++rows;
  } while (rows < kMostFrames && (!ahead_.empty() || lines_.ready()));
  return rows != 0;
}

void CsvReader::Table::rewind() {
  lines_.rewind();
  ahead_.clear();
  past_comments_ = false;
  last_time_ = NAN;
  if (header_ && look_ahead()) ahead_.clear();
}

CsvReader::CsvReader(Input input, CsvOptions options)
    : table_(std::make_unique<Table>(std::move(input), std::move(options))) {}
CsvReader::~CsvReader() = default;
const SignalFormat& CsvReader::format() const { return table_->format(); }
const std::string& CsvReader::warning() const { return table_->warning(); }
bool CsvReader::read(Frames& frames) { return table_->read(frames); }
void CsvReader::rewind() { table_->rewind(); }

}  // namespace rectify::io
