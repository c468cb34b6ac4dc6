// The first lines of a table, from which everything about it is decided.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/table/fields.hpp"
#include "io/table/options.hpp"
#include "io/table/window.hpp"

namespace rectify::io {

/// A row of the first lines, cut by some separator.
struct SampleRow {
  std::uint64_t line = 0;  ///< where it begins, counted from 1
  std::size_t begin = 0;   ///< its place in the text
  RowFields fields;
};

/// The lines that were looked at. They stay in the window, whose front stands at the first of them.
class Sample {
 public:
  /// Leaves out what --skip says, an obeyed `sep=;` and leading comments. Both must outlive it.
  Sample(TextWindow& window, const TableOptions& options) : window_(&window), options_(&options) {}

  /// Takes in more lines, at first up to 1000 or 64 KiB, then twice as much each time; fewer where
  /// a pipe pauses. False: there are no more, or no more than a table may need to begin. Throws
  /// io::Error kInput for a line beyond the longest that is read.
  bool grow();

  /// Whether a pipe paused before grow() had all that it wanted.
  [[nodiscard]] bool paused() const { return paused_; }
  /// Whether the lines are all that the input has.
  [[nodiscard]] bool complete() const { return window_->ended(); }

  /// The lines as rows of fields, without blank ones and comments. An open quote takes in the lines
  /// up to the closing one; where that is not in the sample, the rows end before it, or, where the
  /// input ends too, the line is a row whose field is malformed.
  [[nodiscard]] std::vector<SampleRow> rows(char separator) const;

  /// Whether the separator stands anywhere in the lines.
  [[nodiscard]] bool holds(char separator) const;

  struct Comment {
    std::uint64_t line;
    std::string_view text;
  };
  /// Those after that line.
  [[nodiscard]] std::vector<Comment> comments_after(std::uint64_t number, char separator) const;
  /// How many lines there are from the front to that one, which is not counted; blank ones and
  /// comments are not either.
  [[nodiscard]] std::uint64_t lines_before(std::uint64_t number, char separator) const;

  /// What `sep=` says.
  [[nodiscard]] std::optional<char> announced_separator() const { return announced_; }
  [[nodiscard]] std::uint64_t comments(char separator) const;
  /// Characters before the window's front.
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }
  [[nodiscard]] std::string_view line_end() const { return line_end_; }

 private:
  struct Line {
    std::size_t begin;
    std::size_t end;
    std::size_t next;
    std::uint64_t number;
  };

  [[nodiscard]] Limits limits() const { return window_->input().limits(); }
  bool take_line();
  bool leave_out(const Line& line);
  [[nodiscard]] std::string_view text(const Line& line) const {
    return window_->text().substr(line.begin, line.end - line.begin);
  }
  [[nodiscard]] bool is_comment(const Line& line, char separator) const;
  [[nodiscard]] bool is_rule(const Line& line, char separator) const;
  enum class Kind : std::uint8_t { kComment, kRow };
  template <typename Take>
  void walk(char separator, Take take) const;
  [[nodiscard]] bool begins_with_missing(std::string_view line) const;

  TextWindow* window_;
  const TableOptions* options_;
  std::vector<Line> lines_;
  std::size_t next_begin_ = 0;  // of the line after them …
  std::size_t searched_ = 0;    // … and how far its end has been looked for
  std::uint64_t next_number_ = 1;
  std::uint64_t dropped_ = 0;
  std::uint64_t comments_ = 0;  // that were dropped
  std::optional<char> announced_;
  std::string_view line_end_;
  bool paused_ = false;
  std::size_t wanted_ = 0;  // bytes
};

}  // namespace rectify::io
