// Rows of numbers as CSV that every tool reads.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "io/file/output.hpp"
#include "io/frames.hpp"

namespace rectify::io {

struct CsvStyle {
  char separator = ',';
  bool header = true;
  int precision = 0;  ///< significant digits; 0: the fewest that read back to the same number
  bool float_inputs = false;   ///< … to the same float, since the inputs are floats
  bool float_outputs = false;  ///< likewise
};

/// UTF-8, LF, '.' as the decimal point whatever the locale, nan inf -inf. Each call of write() goes
/// out at once, so that a reader at the other end sees it.
class CsvWriter {
 public:
  /// `axis` is empty where there is none; the header is written now.
  CsvWriter(Output output, CsvStyle style, const std::string& axis,
            const std::vector<std::string>& columns);

  /// One row a frame: its label (where there is an axis), the samples of `inputs`, those of
  /// `outputs`. Both interleaved, with their channel counts; `inputs` may have none.
  void write(const Labels& labels, std::span<const double> inputs, std::size_t input_channels,
             std::span<const double> outputs, std::size_t output_channels);

  void finish() { output_.commit(); }

 private:
  void number(double x, bool is_float);
  void field(std::string_view text);
  void flush();

  Output output_;
  CsvStyle style_;
  bool axis_;
  std::array<bool, 256> breaking_{};  // characters that a field must be quoted for
  std::vector<char> buffer_;
  std::size_t used_ = 0;
};

}  // namespace rectify::io
