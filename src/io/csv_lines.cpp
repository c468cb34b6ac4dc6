#include "io/csv_lines.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <utility>

namespace rectify::io {
namespace {

constexpr std::size_t kBlock = std::size_t{128} * 1024;
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

/// The place of the line feed that ends the first line, one inside quotes not being meant; npos.
std::size_t LineReader::line_end() const {
  bool quoted = false;
  for (std::size_t from = begin_;;) {
    const void* found = std::memchr(buffer_.data() + from, '\n', end_ - from);
    if (found == nullptr) return std::string::npos;
    const auto at = static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
    const auto quotes = std::count(buffer_.data() + from, buffer_.data() + at, '"');
    if (quotes % 2 != 0) quoted = !quoted;
    if (!quoted) return at;
    from = at + 1;
  }
}

bool LineReader::ready() const { return line_end() != std::string::npos; }

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
  end_ += got;
  return got != 0;
}

std::optional<std::string_view> LineReader::next() {
  std::size_t at = line_end();
  while (at == std::string::npos) {
    if (!fill()) {
      if (begin_ == end_) return std::nullopt;
      at = end_;  // the last line has no end
      break;
    }
    at = line_end();
  }
  std::string_view line(buffer_.data() + begin_, at - begin_);
  number_ = next_number_;
  next_number_ += 1 + static_cast<std::uint64_t>(std::count(line.begin(), line.end(), '\n'));
  begin_ = std::min(at + 1, end_);
  if (number_ == 1 && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

void LineReader::rewind() {
  input_.seek(0);
  begin_ = end_ = 0;
  number_ = 0;
  next_number_ = 1;
}

void split_fields(std::string_view line, char separator, std::vector<std::string_view>& fields,
                  std::string& unquoted) {
  fields.clear();
  const bool by_blanks = separator == ' ';
  const auto separates = [&](char c) { return by_blanks ? blank(c) : c == separator; };
  unquoted.clear();
  unquoted.reserve(line.size());  // fields point into it: it must not move
  std::size_t at = 0;
  if (by_blanks) line = trimmed(line);
  for (;;) {
    while (at < line.size() && blank(line[at]) && line[at] != separator) ++at;
    if (at < line.size() && line[at] == '"') {
      const std::size_t begin = unquoted.size();
      for (++at; at < line.size(); ++at) {
        if (line[at] == '"' && (++at >= line.size() || line[at] != '"')) break;
        unquoted += line[at];
      }
      fields.emplace_back(unquoted.data() + begin, unquoted.size() - begin);
      while (at < line.size() && !separates(line[at])) ++at;
    } else {
      const std::size_t begin = at;
      while (at < line.size() && !separates(line[at])) ++at;
      fields.push_back(trimmed(line.substr(begin, at - begin)));
    }
    if (at >= line.size()) return;
    ++at;
    while (by_blanks && at < line.size() && blank(line[at])) ++at;
  }
}

std::optional<double> parse_number(std::string_view field) {
  if (field.empty()) return std::numeric_limits<double>::quiet_NaN();
  if (field.front() == '+' && field.size() > 1 && field[1] != '-') field.remove_prefix(1);
  double number = 0;
  const char* end = field.data() + field.size();
  const auto [stop, error] = std::from_chars(field.data(), end, number);
  if (stop != end) return std::nullopt;
  if (error == std::errc{}) return number;
  // Out of range: from_chars does not say whether above or below. strtod does, and the program
  // never leaves the "C" locale.
  number = std::strtod(std::string(field).c_str(), nullptr);
  if (!std::isfinite(number)) return std::nullopt;
  return number;
}

}  // namespace rectify::io
