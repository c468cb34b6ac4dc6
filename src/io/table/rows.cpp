#include "io/table/rows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace rectify::io {

/// Looks for the end of the row that begins at next_.
bool RowReader::find_end() {
  if (found_) return true;
  const std::string_view text = window_->text().substr(next_);
  if (text.empty()) return false;
  if (!in_quotes_) {
    found_ = find_line_end(text, searched_, window_->ended());
    // A CR may be the first half of an end.
    searched_ = text.size() - std::min<std::size_t>(text.size(), 2);
    const std::size_t seen = found_ ? found_->at : text.size();
    if (text.substr(0, seen).find('"') == std::string_view::npos) return found_.has_value();
    in_quotes_.emplace(layout_->separator);
    found_.reset();
  }
  found_ = in_quotes_->find(text, window_->ended());
  return found_.has_value();
}

/// The same, blank rows passed over.
bool RowReader::find_row() {
  const auto blank = [&](char c) { return c == ' ' || c == '\t' || c == layout_->separator; };
  while (find_end()) {
    const std::string_view text = window_->text().substr(next_, found_->at);
    if (!std::all_of(text.begin(), text.end(), blank)) return true;
    next_ += found_->next;
    ++next_line_;
    found_.reset();
    in_quotes_.reset();
    searched_ = 0;
  }
  return false;
}

void RowReader::check_length() const {
  if (window_->text().size() - next_ <= longest()) return;
  const auto quote = in_quotes_ ? in_quotes_->open_quote() : std::nullopt;
  const std::string size = std::to_string(longest() >> 20U) + " MiB";
  throw layout_->error(
      next_line_, std::nullopt,
      (quote ? "a row of more than " + size + ": a quote is left open; close it"
             : "a line of more than " + size +
                   ", the longest that is read; transpose the table, or cut it by columns") +
          limits().cure());
}

bool RowReader::next() {
  window_->drop(next_);
  next_ = size_ = 0;
  while (!find_row()) {
    check_length();
    if (window_->fill()) continue;
    if (!find_row()) return false;
    break;
  }
  if (next_ != 0) {
    window_->drop(next_);
    next_ = 0;
  }
  if (found_->at > longest()) check_length();
  size_ = found_->at;
  line_ = next_line_;
  ++next_line_;
  if (in_quotes_) {
    const std::string_view row = text();
    for (std::size_t at = 0;;) {
      const auto end = find_line_end(row, at, true);
      if (end->next >= row.size() && end->at == row.size()) break;
      at = end->next;
      ++next_line_;
    }
  }
  next_ = found_->next;
  found_.reset();
  in_quotes_.reset();
  searched_ = 0;
  return true;
}

void RowReader::split(RowFields& fields) const {
  split_row(text(), layout_->separator, limits().of(kMostFields), fields);
  if (fields.malformed && *fields.malformed < layout_->fields()) {
    throw layout_->error(line_, fields.malformed,
                         quote_fault(fields.fields[*fields.malformed].text));
  }
  if (fields.count() != layout_->fields()) {
    throw layout_->error(line_, std::nullopt,
                         fmt::format("has {} field{}, not {}", fields.count(),
                                     fields.count() == 1 ? "" : "s", layout_->fields()));
  }
  for (std::size_t c = layout_->names.size(); c < fields.count(); ++c) {
    if (fields.fields[c].text.empty()) continue;
    throw layout_->error(
        line_, c,
        fmt::format("'{}' stands in a column that has no name and was empty so far",
                    printable(fields.fields[c].text)));
  }
}

void RowReader::skip(std::size_t characters, std::uint64_t lines) {
  next_ += characters;
  next_line_ += lines;
  found_.reset();
  in_quotes_.reset();
  searched_ = 0;
}

std::string_view RowReader::take_lines(std::string& memory) {
  window_->drop(next_);
  next_ = size_ = 0;
  skip(0, 0);
  for (;;) {
    const std::string_view lines = window_->take_lines(memory);
    if (!lines.empty() || window_->text().size() > longest() || !window_->fill()) return lines;
  }
}

void RowReader::restart() {
  size_ = next_ = searched_ = 0;
  found_.reset();
  in_quotes_.reset();
  line_ = next_line_ = layout_->first_line;
}

}  // namespace rectify::io
