// A table as a source of signals.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/file/input.hpp"
#include "io/frames.hpp"
#include "io/table/layout.hpp"
#include "io/table/options.hpp"
#include "io/table/plain_field.hpp"
#include "io/table/rate.hpp"
#include "io/table/rows.hpp"

namespace rectify::io {

/// Decides from the first lines what the table is, then gives its signals in double precision, the
/// labels as they stand beside them. Errors are io::Error kInput with file:line:column; kUsage
/// where an option names a column that is not there.
class TableReader : public Source {
 public:
  /// Where a rate is needed and a time tells one, a file is read to its end for it; of a pipe the
  /// first rows tell it, and the later ones are checked.
  TableReader(Input input, TableOptions options);
  TableReader(const TableReader&) = delete;
  TableReader& operator=(const TableReader&) = delete;
  ~TableReader() override;

  [[nodiscard]] const SignalFormat& format() const override { return format_; }
  bool read(Frames& frames) override;
  void rewind() override;

  /// What was decided, each a line for -v; and what the user should know of it.
  [[nodiscard]] const std::vector<std::string>& decisions() const { return layout_.decisions; }
  [[nodiscard]] const std::vector<std::string>& warnings() const { return layout_.warnings; }

  /// What part of the table has been read, from 0 to 1; nullopt where that can't be told.
  [[nodiscard]] std::optional<double> share() { return window_.share(); }

  [[nodiscard]] const TableLayout& layout() const { return layout_; }
  /// For those who want the rows as text.
  [[nodiscard]] RowReader& rows() { return rows_; }

 private:
  void name_columns();
  void find_rate();
  void find_rate_if_any();
  void add_all_to_rate();
  void add_to_rate(const Stamp& stamp, std::uint64_t line);
  void conclude_rate();
  void take_row(Frames& frames);
  std::size_t take_plain_rows(Frames& frames, std::size_t most);
  const char* take_plain_row(const char* at, PlainFields& fields, std::uint64_t line,
                             Frames& frames);
  void take_time(std::string_view text, std::uint64_t line, Frames& frames);
  double number_in(std::size_t column);

  TableOptions options_;
  TextWindow window_;
  TableLayout layout_;
  RowReader rows_;
  SignalFormat format_;
  RowFields fields_;
  std::vector<char> roles_;  // of each column, for rows read in their order
  bool plain_ = false;       // rows may be read in their order
  PlainText plain_text_;
  std::vector<std::size_t> label_columns_;
  std::optional<RateFinder> rate_;
  bool uneven_allowed_ = false;  // while a rate is looked for that need not be there
  bool uneven_ = false;
  std::optional<Stamp> last_stamp_;
  std::uint64_t row_ = 0;
  std::uint64_t checked_ = 0;  // rows whose stamps have been seen before
};

}  // namespace rectify::io
