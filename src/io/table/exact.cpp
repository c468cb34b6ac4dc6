#include "io/table/exact.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "io/table/writer.hpp"

namespace rectify::io {
namespace {

constexpr std::size_t kBlock = std::size_t{256} * 1024;  // characters
constexpr std::size_t kRoom = std::size_t{4} * 1024;     // less is left for other blocks

}  // namespace

ExactRows::ExactRows(TableReader& reader, ExactShape shape,
                     const std::vector<OutputColumn>& columns, char separator, char decimal)
    : reader_(&reader),
      layout_(&reader.layout()),
      shape_(shape),
      separator_(separator),
      decimal_(decimal),
      plain_(*layout_, shape, columns, separator, decimal) {
  pieces_.reserve(columns.size());
  for (const OutputColumn& column : columns) pieces_.push_back({column.from, column.index});
}

void ExactRows::append_label(std::string_view field, bool numeric) {
  if (!numeric || decimal_ == layout_->numbers.decimal) {
    return append_field(row_, field, separator_, row_.empty());
  }
  std::string text(field);
  std::replace(text.begin(), text.end(), layout_->numbers.decimal, decimal_);
  append_field(row_, text, separator_, false);  // a number
}

void ExactRows::append_sample(std::string_view field, std::size_t column, bool output) {
  const Spelling spelling = spell(field, layout_->numbers);
  switch (spelling.kind) {
    case Spelling::Kind::kText: {
      std::string reason = reason_it_is_no_number(field, layout_->numbers);
      if (!reason.empty()) reason = " (" + reason + ")";
      throw layout_->error(reader_->rows().line(), column,
                           fmt::format("'{}' is not a number{}", printable(field), reason));
    }
    case Spelling::Kind::kMissing:
      return append_field(row_, spelling.dash ? "" : field, separator_, false);  // #N/A is none
    case Spelling::Kind::kNan: row_ += "nan"; return;
    case Spelling::Kind::kFinite:
    case Spelling::Kind::kInfinite: break;
  }
  if (!output) return append_number(row_, field, spelling, Sign::kKept, decimal_);
  const bool held_back = shape_ == ExactShape::half            ? spelling.negative
                         : shape_ == ExactShape::half_negative ? !spelling.negative
                                                               : false;
  if (held_back || spelling.zero) {
    row_ += '0';
  } else {
    append_number(row_, field, spelling, Sign::kRemoved, decimal_);
  }
}

/// Puts the row at hand into row_.
void ExactRows::take_row() {
  reader_->rows().split(fields_);
  row_.clear();
  bool first = true;
  for (const Piece& piece : pieces_) {
    if (!first) row_ += separator_;
    first = false;
    if (piece.from == OutputColumn::From::kLabel) {
      const LabelChoice& label = layout_->labels[piece.index];
      append_label(fields_.fields[label.column].text, label.numeric);
    } else {
      const std::size_t from = layout_->signals[piece.index];
      append_sample(fields_.fields[from].text, from, piece.from == OutputColumn::From::kOutput);
    }
  }
  // A line of separators alone would be no row to a reader.
  if (row_.size() + 1 == pieces_.size()) row_.insert(0, "\"\"");
  row_ += '\n';
}

bool ExactRows::read_part(Part& part) {
  part.lines = reader_->rows().take_lines(part.memory);
  return !part.lines.empty();
}

bool ExactRows::rectify_part(Part& part, TextBlock& rows) {
  rows.clear();
  rows.reserve(part.lines.size() + kBlock);
  part.taken = part.plain.take(part.lines, rows);
  return part.taken.characters == part.lines.size();
}

void ExactRows::count_part(const Part& part) {
  count_ += part.taken.rows;
  unskipped_ += part.taken.rows;
}

bool ExactRows::read(TextBlock& rows) {
  rows.clear();
  rows.reserve(kBlock);
  RowReader& source = reader_->rows();
  source.skip(0, std::exchange(unskipped_, 0));
  while (rows.size() < kBlock) {
    const PlainRows::Taken taken = plain_.take(source.lines(), rows);
    source.skip(taken.characters, taken.rows);
    count_ += taken.rows;
    if (!rows.empty() && (rows.room() < kRoom || !source.ready())) break;
    if (!source.next()) break;
    take_row();
    rows.append(row_);
    ++count_;
  }
  return !rows.empty();
}

}  // namespace rectify::io
