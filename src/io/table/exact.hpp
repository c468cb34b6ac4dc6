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
};

}  // namespace rectify::io
