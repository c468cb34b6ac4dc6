#include "io/table/sample.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/table/number.hpp"
#include "io/table/units.hpp"

namespace rectify::io {
namespace {

constexpr std::size_t kEnoughLines = 1000;
constexpr std::size_t kEnoughBytes = std::size_t{64} * 1024;
constexpr std::size_t kFewestLines = 4;  // a header and three rows
constexpr int kPause = 100;              // ms: a pipe that gives nothing for so long pauses

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t") == line.npos; }

/// What a line such as `sep=;` says, which loggers write for Excel.
std::optional<char> announced(std::string_view line) {
  if (line.size() >= 2 && line.front() == '"' && line.back() == '"') {
    line = line.substr(1, line.size() - 2);
  }
  if (line.size() != 5 || lower_case(line.substr(0, 4)) != "sep=") return std::nullopt;
  return can_separate(line[4]) ? std::optional(line[4]) : std::nullopt;
}

}  // namespace

bool Sample::grow() {
  const bool waited_for = paused_;
  paused_ = false;
  const auto bytes = [&] { return next_begin_ - (lines_.empty() ? next_begin_ : lines_[0].begin); };
  const auto enough = [&] {
    return lines_.size() >= kEnoughLines * (wanted_ / kEnoughBytes) ||
           (bytes() >= wanted_ && lines_.size() >= kFewestLines);
  };
  if (!waited_for) wanted_ = wanted_ == 0 ? kEnoughBytes : 2 * wanted_;
  if (wanted_ > limits().of(kLongestRow)) return false;
  const std::size_t had = lines_.size();
  if (waited_for) window_->fill();
  while (!enough()) {
    if (take_line()) continue;
    if (window_->ended()) break;
    if (lines_.size() >= std::max<std::size_t>(had + 1, 3) && !window_->ready(kPause)) {
      paused_ = true;
      break;
    }
    window_->fill();
  }
  return lines_.size() > had;
}

/// Takes the next whole line of the window, if there is one.
bool Sample::take_line() {
  const std::string_view text = window_->text();
  if (next_begin_ == text.size()) return false;
  const auto end = find_line_end(text, std::max(searched_, next_begin_), window_->ended());
  const std::size_t longest = limits().of(kLongestRow);
  if (!end || end->at - next_begin_ > longest) {
    if (text.size() - next_begin_ > longest) {
      throw Error(
          ExitStatus::kInput,
          fmt::format("{}:{}: a line of more than {} MiB, the longest that is read: no "
                      "table, or a quote that is left open; a table that wide must be "
                      "transposed, or cut by columns{}",
                      window_->input().name(), next_number_, longest >> 20U, limits().cure()));
    }
    searched_ = text.size() - std::min<std::size_t>(text.size() - next_begin_, 2);
    return false;
  }
  if (line_end_.empty() && end->next > end->at) {
    const std::string_view mark = text.substr(end->at, end->next - end->at);
    line_end_ = mark == "\n"       ? "LF"
                : mark == "\r\n"   ? "CR LF"
                : mark == "\r\r\n" ? "CR CR LF"
                                   : "CR";
  }
  const Line line{next_begin_, end->at, end->next, next_number_++};
  next_begin_ = searched_ = end->next;
  if (lines_.empty() && leave_out(line)) {
    window_->drop(line.next);
    dropped_ += line.next;
    next_begin_ = searched_ = 0;
  } else {
    lines_.push_back(line);
  }
  return true;
}

/// Whether the first line is none of the table's, whatever the table is.
bool Sample::leave_out(const Line& line) {
  if (line.number <= options_->skip) return true;
  const std::string_view what = text(line);
  if (line.number == options_->skip + 1) {
    announced_ = announced(what);
    if (announced_) return true;
  }
  if (is_blank(what)) return true;
  // A semicolon may also be the separator after a first field that is empty.
  if (what.front() == ';' || !is_comment(line, options_->separator.value_or('\0'))) return false;
  ++comments_;
  return true;
}

/// #N/A and what --na says may begin a row.
bool Sample::begins_with_missing(std::string_view line) const {
  return lower_case(line.substr(0, 4)) == "#n/a" ||
         std::any_of(options_->missing.begin(), options_->missing.end(),
                     [&](const std::string& missing) { return line.starts_with(missing); });
}

bool Sample::is_comment(const Line& line, char separator) const {
  const std::string_view what = text(line);
  if (!options_->comment.empty() && what.starts_with(options_->comment)) return true;
  if (what.empty() || what.front() == separator || begins_with_missing(what)) return false;
  return what.front() == '#' || what.front() == '%' || what.front() == ';';
}

/// Whether the line only rules off the header. Two kinds of lines look the same and are rows: a
/// line with a field that --na names, and one with an empty field where tabs separate.
bool Sample::is_rule(const Line& line, char separator) const {
  const std::string_view what = text(line);
  if (!looks_like_rule(what)) return false;
  RowFields fields;
  split_row(what, separator, limits().of(kMostFields), fields);
  return std::none_of(fields.fields.begin(), fields.fields.end(), [&](const Field& field) {
    const std::vector<std::string>& missing = options_->missing;
    return (separator == '\t' && field.text.empty()) ||
           std::find(missing.begin(), missing.end(), field.text) != missing.end();
  });
}

/// Goes through the lines as that separator cuts them, and calls take(kind, line, text, lines) for
/// each comment and for each possible row: its first line, its whole text, and how many lines that
/// is. A row with an open quote goes on up to the line where the quote is closed.
template <typename Take>
void Sample::walk(char separator, Take take) const {
  const std::string_view all = window_->text().substr(0, next_begin_);
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const Line& line = lines_[i];
    std::string_view what = text(line);
    if (is_blank(what) || is_rule(line, separator)) continue;
    if (is_comment(line, separator)) {
      take(Kind::kComment, line, what, 1);
      continue;
    }
    const std::size_t first = i;
    if (what.find('"') != std::string_view::npos) {
      RowEnd search(separator);
      const auto end = search.find(all.substr(line.begin), complete());
      const bool open = !end || search.open_quote();
      if (open && !complete()) return;
      if (!open) {
        what = all.substr(line.begin, end->at);
        while (lines_[i].next < line.begin + end->next) ++i;
      }
    }
    take(Kind::kRow, line, what, i - first + 1);
  }
}

std::vector<SampleRow> Sample::rows(char separator) const {
  std::vector<SampleRow> rows;
  walk(separator, [&](Kind kind, const Line& line, std::string_view text, std::size_t) {
    if (kind != Kind::kRow) return;
    SampleRow made{line.number, line.begin, {}};
    split_row(text, separator, limits().of(kMostFields), made.fields);
    if (!made.fields.blank()) rows.push_back(std::move(made));
  });
  return rows;
}

bool Sample::holds(char separator) const {
  const std::string_view all = window_->text().substr(0, next_begin_);
  return all.find_first_of(separator == ' ' ? std::string_view(" \t")
                                            : std::string_view(&separator, 1)) != all.npos;
}

std::vector<Sample::Comment> Sample::comments_after(std::uint64_t number, char separator) const {
  std::vector<Comment> comments;
  walk(separator, [&](Kind kind, const Line& line, std::string_view text, std::size_t) {
    if (kind == Kind::kComment && line.number > number) comments.push_back({line.number, text});
  });
  return comments;
}

std::uint64_t Sample::lines_before(std::uint64_t number, char separator) const {
  std::uint64_t count = 0;
  walk(separator, [&](Kind kind, const Line& line, std::string_view, std::size_t lines) {
    if (kind == Kind::kRow && line.number < number) count += lines;
  });
  return count;
}

std::uint64_t Sample::comments(char separator) const {
  std::uint64_t count = comments_;
  walk(separator, [&](Kind kind, const Line&, std::string_view, std::size_t) {
    if (kind == Kind::kComment) ++count;
  });
  return count;
}

}  // namespace rectify::io
