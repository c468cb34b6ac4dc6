// A text file as lines, and a line as fields.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/file/input.hpp"

namespace rectify::io {

/// Lines without their end (LF or CRLF), counted from 1. A byte order mark is passed over. A quoted
/// field may reach over several lines. Throws io::Error kInput for a line beyond 1 MiB.
class LineReader {
 public:
  explicit LineReader(Input input);

  /// The next line, valid until the next call; nullopt at the end. Waits for it.
  std::optional<std::string_view> next();

  /// Whether next() would not have to wait.
  [[nodiscard]] bool ready() { return find_end(); }

  /// The number of the line that next() gave last.
  [[nodiscard]] std::uint64_t number() const { return number_; }

  void rewind();
  [[nodiscard]] const Input& input() const { return input_; }

 private:
  bool find_end();
  bool fill();

  static constexpr std::size_t kUnknown = std::string::npos;

  Input input_;
  std::string buffer_;
  std::size_t begin_ = 0;  // of what is not yet given
  std::size_t end_ = 0;
  std::size_t line_end_ = kUnknown;  // of the first line not yet given, where it has been found
  bool any_quote_ = false;           // seen so far: until then no line feed can be quoted
  std::uint64_t number_ = 0;
  std::uint64_t next_number_ = 1;
};

/// Puts the fields of a line into `fields`; they point into the line or into `unquoted`. Blanks
/// around a field are no part of it; a quoted field keeps them, and "" in it is a quote. The
/// separator ' ' stands for runs of blanks and tabs.
void split_fields(std::string_view line, char separator, std::vector<std::string_view>& fields,
                  std::string& unquoted);

/// Whether the field has the form of a number; it may still be too large for a double.
[[nodiscard]] bool is_numeric(std::string_view field);

/// A decimal number with '.' as its point, optional sign and exponent, or nan, inf; an empty field
/// is NaN. Nullopt: it is none, or too large for a double.
[[nodiscard]] std::optional<double> parse_number(std::string_view field);

}  // namespace rectify::io
