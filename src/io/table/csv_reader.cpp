#include "io/table/csv_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <deque>
#include <utility>

#include "io/table/csv_dialect.hpp"
#include "io/table/csv_lines.hpp"

namespace rectify::io {
namespace {

constexpr std::size_t kMostFrames = 8192;  // in one block

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

  bool look_ahead();
  void split(std::string_view line);
  void choose_columns(const std::vector<std::string>& names);
  [[nodiscard]] std::size_t find_column(const std::string& wanted, const char* option) const;
  void find_rate();
  void check_step();
  double number_in(std::size_t column);
  bool take_row(Frames& frames);
  bool take_plain(std::string_view line, Frames& frames);
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

/// Takes the next row into the frames; false at the end.
bool CsvReader::Table::take_row(Frames& frames) {
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
    if (take_plain(*line, frames)) return true;
    split(*line);
  }
  if (row_.size() != names_.size()) {
    throw error(row_number_, "has " + std::to_string(row_.size()) + " field" +
                                 (row_.size() == 1 ? "" : "s") + ", not " +
                                 std::to_string(names_.size()));
  }
  for (const std::size_t column : columns_) frames.samples.push_back(number_in(column));
  if (step_) check_step();
  if (axis_) frames.labels.append(row_[*axis_]);
  return true;
}

/// The usual row, of numbers with nothing around them but separators: they are read where they
/// stand, and each field is looked at once. False, and nothing taken, where it is any other.
bool CsvReader::Table::take_plain(std::string_view line, Frames& frames) {
  if (step_ || separator_ == ' ' || !std::ranges::is_sorted(columns_)) return false;
  const std::size_t had = frames.samples.size();
  const auto refuse = [&] {
    frames.samples.resize(had);
    return false;
  };
  std::string_view label;
  const char* at = line.data();
  const char* const end = at + line.size();
  auto wanted = columns_.begin();
  for (std::size_t column = 0;; ++column) {
    const char* stop = nullptr;
    if (wanted != columns_.end() && *wanted == column) {
      double number = 0;
      const auto parsed = std::from_chars(at, end, number);
      if (parsed.ec != std::errc{}) return refuse();
      stop = parsed.ptr;
      frames.samples.push_back(number);
      ++wanted;
    } else {
      stop = std::find(at, end, separator_);
      const bool bare = at != stop && *at != '"' && !is_blank({at, 1}) && !is_blank({stop - 1, 1});
      if (!bare) return refuse();
      if (axis_ == column) label = {at, static_cast<std::size_t>(stop - at)};
    }
    if (stop == end) {
      // A column asked for twice, or as the axis too, goes the other way.
      const bool whole = column + 1 == names_.size() && wanted == columns_.end();
      if (!whole || (axis_ && label.empty())) return refuse();
      if (axis_) frames.labels.append(label);
      return true;
    }
    if (*stop != separator_) return refuse();
    at = stop + 1;
  }
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

bool CsvReader::Table::read(Frames& frames) {
  frames.samples.clear();
  frames.labels.clear();
  std::size_t rows = 0;
  do {
    if (!take_row(frames)) break;
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
