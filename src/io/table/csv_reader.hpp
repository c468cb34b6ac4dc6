// CSV and its relatives as a source of signals.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/file/input.hpp"
#include "io/frames.hpp"

namespace rectify::io {

/// What the user says of a table; what is not said is told from its first lines.
struct CsvOptions {
  std::optional<char> separator;     ///< ' ' for runs of blanks
  std::vector<std::string> columns;  ///< names or numbers from 1; a name beats a number
  std::optional<std::string> axis;   ///< the same, or "none"
  bool rate_needed = false;          ///< take it from the axis, and check each step
};

/// A table being read. The first line is a header if any of its fields is no number. The axis is
/// the first column if it is called time, t, seconds, x or index, and another numeric column
/// remains; its fields are handed on as they stand. The rate is one over the first step of a time
/// axis. Errors are io::Error kInput with file:line:column (columns of the table, from 1); kUsage
/// where an option names a column that is not there.
class CsvReader : public Source {
 public:
  CsvReader(Input input, CsvOptions options);
  CsvReader(const CsvReader&) = delete;
  CsvReader& operator=(const CsvReader&) = delete;
  ~CsvReader() override;

  [[nodiscard]] const SignalFormat& format() const override;
  bool read(Frames& frames) override;
  void rewind() override;

  /// What there is to say once the table has been opened; empty: nothing.
  [[nodiscard]] const std::string& warning() const;

 private:
  class Table;
  std::unique_ptr<Table> table_;
};

}  // namespace rectify::io
