// The exact lane of tables: half and full on the text of the numbers, of which nothing is lost.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/table/output_columns.hpp"
#include "io/table/plain_rows.hpp"
#include "io/table/reader.hpp"
#include "io/table/text_block.hpp"
#include "rectify/samples/exact.hpp"

namespace rectify::io {

/// Turns the rows of a table into rows of text. A number that passes keeps its digits, also beyond
/// what a double holds, in a spelling that every reader takes: `1d3` as 1e3, ∞ as inf. What is held
/// back is 0, as is every zero; the minus sign of what passes turned round is taken away. A missing
/// value stays as it was written, but - and -- go out empty. Labels and inputs keep their text.
class ExactRows {
 public:
  /// The reader must outlive it, and nothing be read from it by others. `columns` are those of the
  /// writer.
  ExactRows(TableReader& reader, ExactShape shape, const std::vector<OutputColumn>& columns,
            char separator, char decimal);

  /// Puts the rows that are there without waiting, at least one, into `rows`; false at the end.
  bool read(TextBlock& rows);

  /// Several threads may rectify plain rows side by side, each in a Part of its own. read_part()
  /// takes the next lines; if it returns false, read() must take what is left. rectify_part() makes
  /// their rows; if it returns false, a row is not plain, and put_back() must be called for that
  /// part and for all parts read after it, the last one first. count_part() must be called for
  /// every other part, in order. Of these functions only rectify_part() may run while another one
  /// runs.
  struct Part {
    PlainRows plain;
    std::string memory{};
    std::string_view lines{};
    PlainRows::Taken taken{};
  };
  [[nodiscard]] Part part() const { return {plain_}; }

  /// Whether the table is narrow enough for parts: each takes memory for every column.
  [[nodiscard]] bool has_parts() const { return layout_->names.size() <= 4096; }

  bool read_part(Part& part);
  static bool rectify_part(Part& part, TextBlock& rows);
  void count_part(const Part& part);
  void put_back(const Part& part) { reader_->rows().put_back(part.lines); }

  [[nodiscard]] std::uint64_t count() const { return count_; }

 private:
  void take_row();
  void append_sample(std::string_view field, std::size_t column, bool output);
  void append_label(std::string_view field, bool numeric);

  TableReader* reader_;
  const TableLayout* layout_;
  ExactShape shape_;
  struct Piece {  // of a row that is written
    OutputColumn::From from;
    std::size_t index;
  };
  std::vector<Piece> pieces_;
  char separator_;
  char decimal_;
  PlainRows plain_;
  RowFields fields_;
  std::string row_;
  std::uint64_t count_ = 0;
  std::uint64_t unskipped_ = 0;  // rows in parts, of which the row reader has not been told
};

}  // namespace rectify::io
