// Rows of numbers as a table that every tool reads.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/file/output.hpp"
#include "io/frames.hpp"
#include "io/table/output_columns.hpp"

namespace rectify::io {

struct TableStyle {
  char separator = ',';
  char decimal = '.';  ///< the separator is another
  bool header = true;
  int precision = 0;  ///< significant digits; 0: the fewest that read back to the same number
};

/// Whether a reader would take a line that begins like this for a comment, for `sep=;`, for a rule
/// or for one with a byte order mark. In quotes it is a field.
[[nodiscard]] bool looks_like_no_row(std::string_view line);

/// Appends a field, quoted where a reader would take it apart otherwise, or take its line, if it
/// begins one, for none of the table's.
void append_field(std::string& to, std::string_view text, char separator, bool begins_line);

/// UTF-8, LF, one header line, nan inf -inf, the same decimal mark whatever the locale. Each call
/// of write() goes out at once, so that a reader at the other end sees it.
class TableWriter {
 public:
  /// The header is written now.
  TableWriter(Output output, TableStyle style, std::vector<OutputColumn> columns);

  /// One row a frame. `inputs` and `outputs` are interleaved, with their channel counts; there may
  /// be no inputs where no column asks for them.
  void write(const Labels& labels, std::span<const double> inputs, std::size_t input_channels,
             std::span<const double> outputs, std::size_t output_channels);

  /// Rows that are text already.
  void write(std::string_view rows) { output_.write(std::as_bytes(std::span(rows))); }

  void finish() { output_.commit(); }

  [[nodiscard]] const std::vector<OutputColumn>& columns() const { return columns_; }

 private:
  void number(double x, bool single);
  void label(std::string_view text, bool numeric, bool begins_line);
  void flush();

  Output output_;
  TableStyle style_;
  std::vector<OutputColumn> columns_;
  std::array<bool, 256> breaking_{};  // characters that a field must be quoted for
  std::string field_;
  std::vector<char> buffer_;
  std::size_t used_ = 0;
};

}  // namespace rectify::io
