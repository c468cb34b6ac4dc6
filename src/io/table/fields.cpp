#include "io/table/fields.hpp"

#include <algorithm>
#include <cstring>

namespace rectify::io {
namespace {

bool blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

/// The first LF or CR; eight characters at a time, so that a text without one of the two costs no
/// search of its own.
std::size_t find_line_character(std::string_view text, std::size_t from) {
  constexpr std::uint64_t kOnes = 0x0101010101010101;
  constexpr std::uint64_t kHigh = 0x8080808080808080;
  const auto has = [](std::uint64_t word, char c) {
    const std::uint64_t x = word ^ (kOnes * static_cast<unsigned char>(c));
    return ((x - kOnes) & ~x & kHigh) != 0;
  };
  std::size_t at = from;
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, text.data() + at, 8);
    if (has(word, '\n') || has(word, '\r')) break;
  }
  while (at < text.size() && text[at] != '\n' && text[at] != '\r') ++at;
  return at;
}

/// The end that begins with text[at], an LF or a CR.
std::optional<LineEnd> end_at(std::string_view text, std::size_t at, bool whole) {
  if (text[at] == '\n') return LineEnd{at, at + 1};
  const std::string_view rest = text.substr(at + 1, 2);
  if (rest.starts_with('\n')) return LineEnd{at, at + 2};
  if (rest == "\r\n") return LineEnd{at, at + 3};
  if (!whole && (rest.empty() || rest == "\r")) return std::nullopt;
  return LineEnd{at, at + 1};
}

}  // namespace

bool can_separate(char c) {
  return c == '\t' || (static_cast<unsigned char>(c) >= 0x20 &&
                       std::string_view("\"0123456789.+-#").find(c) == std::string_view::npos);
}

bool looks_like_rule(std::string_view line) {
  return line.find_first_not_of("-=+| \t") == line.npos &&
         (line.find("---") != line.npos || line.find("===") != line.npos);
}

std::optional<LineEnd> find_line_end(std::string_view text, std::size_t from, bool whole) {
  const std::size_t at = find_line_character(text, from);
  if (at < text.size()) return end_at(text, at, whole);
  if (whole) return LineEnd{text.size(), text.size()};
  return std::nullopt;
}

std::optional<LineEnd> RowEnd::find(std::string_view text, bool whole) {
  while (at_ < text.size()) {
    const char c = text[at_];
    const bool ends_line = c == '\n' || c == '\r';
    switch (state_) {
      case State::kQuoted:
        at_ = std::min(text.find('"', at_), text.size());
        if (at_ == text.size()) return whole ? std::optional(LineEnd{at_, at_}) : std::nullopt;
        state_ = State::kAfterQuote;
        break;
      case State::kFieldBegins:
      case State::kInField:
      case State::kAfterQuote:
        if (ends_line) return end_at(text, at_, whole);
        if (c == separator_ || (separator_ == ' ' && blank(c))) {
          state_ = State::kFieldBegins;
        } else if (c == '"' && state_ == State::kAfterQuote) {
          state_ = State::kQuoted;
        } else if (c == '"' && state_ == State::kFieldBegins) {
          state_ = State::kQuoted;
          quote_ = at_;
        } else if (!(state_ == State::kFieldBegins && blank(c))) {
          state_ = State::kInField;
        }
        break;
    }
    ++at_;
  }
  if (whole) return LineEnd{text.size(), text.size()};
  return std::nullopt;
}

std::optional<std::size_t> RowEnd::open_quote() const {
  if (state_ == State::kQuoted) return quote_;
  return std::nullopt;
}

bool RowFields::blank() const {
  return std::all_of(fields.begin(), fields.end(),
                     [](const Field& field) { return field.text.empty() && !field.quoted; });
}

std::string quote_fault(std::string_view field) {
  if (field.find('"', 1) == std::string_view::npos)
    return "a quote that opens here is never closed";
  return "text after the closing quote: only a separator or the line's end may follow";
}

namespace {

/// The quoted field whose opening quote stands at `at`, which is left after the closing one.
/// Nullopt: there is none.
std::optional<std::string_view> unquote(std::string_view row, std::size_t& at,
                                        std::string& unquoted) {
  const std::size_t first = at + 1;
  std::size_t end = row.find('"', first);
  if (end == std::string_view::npos) return std::nullopt;
  if (end + 1 >= row.size() || row[end + 1] != '"') {  // nothing doubled
    at = end + 1;
    return row.substr(first, end - first);
  }
  // It must not move, neither as it grows nor along with its owner.
  constexpr std::size_t kOnTheHeap = 64;
  if (unquoted.empty()) unquoted.reserve(row.size() + kOnTheHeap);
  const std::size_t begin = unquoted.size();
  std::size_t from = first;
  while (end + 1 < row.size() && row[end + 1] == '"') {
    unquoted.append(row, from, end + 1 - from);
    from = end + 2;
    end = row.find('"', from);
    if (end == std::string_view::npos) return std::nullopt;
  }
  unquoted.append(row, from, end - from);
  at = end + 1;
  return std::string_view(unquoted).substr(begin);
}

}  // namespace

void split_row(std::string_view row, char separator, std::size_t most, RowFields& result) {
  result.fields.clear();
  result.malformed.reset();
  result.unquoted.clear();
  const bool by_blanks = separator == ' ';
  if (by_blanks) row = trimmed(row);
  for (std::size_t at = 0;; ++at) {
    while (at < row.size() && blank(row[at]) && row[at] != separator) ++at;
    const std::size_t begin = at;
    Field field;
    const auto find_end = [&](std::size_t from) {
      const std::size_t end =
          by_blanks ? row.find_first_of(" \t", from) : row.find(separator, from);
      return std::min(end, row.size());
    };
    if (at < row.size() && row[at] == '"') {
      const auto text = unquote(row, at, result.unquoted);
      const std::size_t end = text ? find_end(at) : row.size();
      if (text && trimmed(row.substr(at, end - at)).empty()) {
        field = {*text, true};
      } else if (!result.malformed) {
        result.malformed = result.fields.size();
      }
      at = text ? end : find_end(begin);
    } else {
      at = find_end(begin);
    }
    if (!field.quoted) field.text = trimmed(row.substr(begin, at - begin));
    result.fields.push_back(field);
    if (at == row.size() || result.fields.size() > most) return;
    while (by_blanks && blank(row[at + 1])) ++at;  // the row does not end in one
  }
}

}  // namespace rectify::io
