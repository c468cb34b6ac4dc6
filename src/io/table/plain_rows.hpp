// The exact lane's short way for rows of plain numbers, which looks at each character about once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "io/table/layout.hpp"
#include "io/table/output_columns.hpp"
#include "io/table/plain_field.hpp"
#include "io/table/text_block.hpp"
#include "rectify/samples/exact.hpp"

namespace rectify::io {

/// Rectifies the rows in which nothing is quoted, every sample is empty or plain digits (with sign,
/// decimal mark and e-exponent), and labels need no quotes: their text goes on as it stands, or as
/// 0, or without its minus. What it does with a row is what ExactRows would do.
class PlainRows {
 public:
  PlainRows(const TableLayout& layout, ExactShape shape, const std::vector<OutputColumn>& columns,
            char separator, char decimal);

  struct Taken {
    std::size_t characters = 0;
    std::size_t rows = 0;
  };
  /// Takes whole rows from the front of `lines`, of which the last ends in a line feed, and appends
  /// them to `to`, up to one that is not plain, the end, or the room in `to`. After `lines` there
  /// must be TextWindow::kSlack characters that may be read.
  Taken take(std::string_view lines, TextBlock& to);

 private:
  /// Where the field of a column stands in the row at hand.
  struct Span {
    const char* begin = nullptr;
    std::size_t size = 0;
    PlainNumber number;
  };
  /// What goes into the column of a row that is written.
  struct Piece {
    std::size_t column;
    bool rectified;
  };

  const char* scan_row(const char* at, PlainFields& fields);
  char* put_row(char* to, const char* end) const;

  enum class Kind : std::uint8_t { kNumber, kLabel, kNumericLabel, kDropped };

  char separator_in_;
  char separator_out_;
  char decimal_in_;
  char decimal_out_;
  ExactShape shape_;
  bool possible_;
  std::size_t empty_fields_;
  std::vector<Kind> kinds_;  // of the columns
  // Of the columns, from the third on: two at each end are not used, so that no two threads, each
  // with rows of its own, write to the same line of the cache.
  static constexpr std::size_t kUnused = 2;
  std::vector<Span> spans_;
  std::vector<Piece> pieces_;
  bool begins_with_text_ = false;  // each row that is written
  PlainText plain_text_;
};

}  // namespace rectify::io
