// The rows of a table whose layout is known, one after the other.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "io/table/fields.hpp"
#include "io/table/layout.hpp"
#include "io/table/window.hpp"

namespace rectify::io {

/// Gives rows as text, blank ones left out. The window's front stands at the first of them.
class RowReader {
 public:
  /// Both must outlive it.
  RowReader(TextWindow& window, const TableLayout& layout)
      : window_(&window), layout_(&layout), line_(layout.first_line), next_line_(line_) {}

  /// Goes to the next row, waiting for it; false: there is none. Throws io::Error kInput for a row
  /// beyond the longest that is read, and for a quote that is never closed.
  bool next();

  /// Whether next() would find a row without waiting.
  [[nodiscard]] bool ready() { return find_row(); }

  /// The row at hand, without its end; valid until the next call of next() or ready().
  [[nodiscard]] std::string_view text() const { return window_->text().substr(0, size_); }
  [[nodiscard]] std::uint64_t line() const { return line_; }

  /// Puts the fields of the row at hand into `fields`. Throws io::Error kInput where they are not
  /// as many as the table has columns, or where their quotes are wrong.
  void split(RowFields& fields) const;

  /// All that is in memory after the row at hand. What is taken from its front by skip(), whole
  /// lines only, next() no longer gives.
  [[nodiscard]] std::string_view rest() const { return window_->text().substr(next_); }
  /// The same up to its last line feed.
  [[nodiscard]] std::string_view lines() const {
    return rest().substr(0, window_->lines() - std::min(window_->lines(), next_));
  }
  void skip(std::size_t characters, std::uint64_t lines);
  /// Takes all whole lines that are there out of rest(), or waits for some, as
  /// TextWindow::take_lines() does. Empty: the input has ended, or a line is too long. skip() must
  /// be told how many lines were used, put_back() which were not.
  std::string_view take_lines(std::string& memory);
  void put_back(std::string_view lines) { window_->put_back(lines); }

  /// The line at which rest() begins.
  [[nodiscard]] std::uint64_t next_line() const { return next_line_; }

  /// The window stands at the first row again.
  void restart();

 private:
  bool find_row();
  bool find_end();
  void check_length() const;
  [[nodiscard]] Limits limits() const { return window_->input().limits(); }
  [[nodiscard]] std::size_t longest() const { return limits().of(kLongestRow); }

  TextWindow* window_;
  const TableLayout* layout_;
  std::uint64_t line_;
  std::uint64_t next_line_;
  std::size_t size_ = 0;             // of the row at hand, at the window's front
  std::size_t next_ = 0;             // where the next row begins
  std::size_t searched_ = 0;         // how far, from there, its end has been looked for
  std::optional<RowEnd> in_quotes_;  // where it has a quote
  std::optional<LineEnd> found_;     // its end, from where it begins
};

}  // namespace rectify::io
