#include "io/table/csv_lines.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <utility>

namespace rectify::io {
namespace {

constexpr std::size_t kBlock = std::size_t{256} * 1024;
constexpr std::size_t kLongestLine = std::size_t{1024} * 1024;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

LineReader::LineReader(Input input) : input_(std::move(input)) {}

/// Looks for the line feed that ends the first line, one inside quotes not being meant.
bool LineReader::find_end() {
  if (line_end_ != kUnknown) return true;
  bool quoted = false;
  for (std::size_t from = begin_;;) {
    const void* found = std::memchr(buffer_.data() + from, '\n', end_ - from);
    if (found == nullptr) return false;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
    if (any_quote_) {
      const auto quotes = std::count(buffer_.data() + from, buffer_.data() + at, '"');
      if (quotes % 2 != 0) quoted = !quoted;
    }
    if (!quoted) {
      line_end_ = at;
      return true;
    }
    from = at + 1;
  }
}

bool LineReader::fill() {
  if (begin_ != 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ > kLongestLine) {
    throw Error(ExitStatus::kInput, input_.name() + ":" + std::to_string(next_number_) +
                                        ": a line of more than 1 MiB; is a quote left open?");
  }
  buffer_.resize(std::max(buffer_.size(), end_ + kBlock));
  const std::size_t got = input_.read(std::as_writable_bytes(std::span(buffer_).subspan(end_)));
  any_quote_ = any_quote_ || std::memchr(buffer_.data() + end_, '"', got) != nullptr;
  end_ += got;
  return got != 0;
}

std::optional<std::string_view> LineReader::next() {
  while (!find_end()) {
    if (fill()) continue;
    if (begin_ == end_) return std::nullopt;
    line_end_ = end_;  // the last line has no line feed
  }
  std::string_view line(buffer_.data() + begin_, line_end_ - begin_);
  number_ = next_number_++;
  if (any_quote_) next_number_ += static_cast<std::uint64_t>(std::ranges::count(line, '\n'));
  begin_ = std::min(line_end_ + 1, end_);
  line_end_ = kUnknown;
  if (number_ == 1 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void LineReader::rewind() {
  input_.seek(0);
  begin_ = end_ = 0;
  line_end_ = kUnknown;
  any_quote_ = false;
  number_ = 0;
  next_number_ = 1;
}

namespace {

/// The quoted field whose opening quote stands at `at`; its text goes to the end of `unquoted`.
/// Leaves `at` behind the closing quote.
std::string_view unquote(std::string_view line, std::size_t& at, std::string& unquoted) {
  const std::size_t begin = unquoted.size();
  for (++at; at < line.size(); ++at) {
    if (line[at] == '"' && (++at >= line.size() || line[at] != '"')) break;
    unquoted += line[at];
  }
  return std::string_view(unquoted).substr(begin);
}

}  // namespace

void split_fields(std::string_view line, char separator, std::vector<std::string_view>& fields,
                  std::string& unquoted) {
  fields.clear();
  unquoted.clear();
  const bool by_blanks = separator == ' ';
  if (by_blanks) line = trimmed(line);
  for (std::size_t at = 0;; ++at) {
    while (at < line.size() && blank(line[at]) && line[at] != separator) ++at;
    const bool quoted = at < line.size() && line[at] == '"';
    if (quoted) {
      if (unquoted.capacity() < line.size()) unquoted.reserve(line.size());  // must not move
      fields.push_back(unquote(line, at, unquoted));
    }
    const std::size_t begin = at;
    at = by_blanks ? line.find_first_of(" \t", begin) : line.find(separator, begin);
    if (!quoted) fields.push_back(trimmed(line.substr(begin, at - begin)));
    if (at == std::string_view::npos) return;
    while (by_blanks && at + 1 < line.size() && blank(line[at + 1])) ++at;
  }
}

namespace {

/// Leaves out the plus sign, which from_chars does not take.
std::string_view without_plus(std::string_view field) {
  const bool plus = field.size() > 1 && field[0] == '+' && field[1] != '-';
  return field.substr(plus ? 1 : 0);
}

}  // namespace

bool is_numeric(std::string_view field) {
  field = without_plus(field);
  double number = 0;
  const char* end = field.data() + field.size();
  return field.empty() || std::from_chars(field.data(), end, number).ptr == end;
}

std::optional<double> parse_number(std::string_view field) {
  field = without_plus(field);
  double number = 0;
  const char* end = field.data() + field.size();
  const auto [stop, error] = std::from_chars(field.data(), end, number);
  if (error == std::errc{} && stop == end) return number;
  if (field.empty()) return std::numeric_limits<double>::quiet_NaN();
  if (stop != end) return std::nullopt;
  // Out of range: from_chars does not say whether above or below. strtod does, and the program
  // never leaves the "C" locale.
  number = std::strtod(std::string(field).c_str(), nullptr);
  if (!std::isfinite(number)) return std::nullopt;
  return number;
}

}  // namespace rectify::io
