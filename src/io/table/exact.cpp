#include "io/table/exact.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "io/table/writer.hpp"

namespace rectify::io {
namespace {

constexpr std::size_t kBlock = std::size_t{256} * 1024;  // characters

}  // namespace

ExactRows::ExactRows(TableReader& reader, ExactShape shape, std::vector<OutputColumn> columns,
                     char separator, char decimal)
    : reader_(&reader),
      layout_(&reader.layout()),
      shape_(shape),
      columns_(std::move(columns)),
      separator_(separator),
      decimal_(decimal) {}

void ExactRows::append_label(std::string_view field, bool numeric, std::string& rows) const {
  if (!numeric || decimal_ == layout_->numbers.decimal)
    return append_field(rows, field, separator_);
  std::string text(field);
  std::replace(text.begin(), text.end(), layout_->numbers.decimal, decimal_);
  append_field(rows, text, separator_);
}

void ExactRows::append_sample(std::string_view field, std::size_t column, bool output,
                              std::string& rows) {
  const Spelling spelling = spell(field, layout_->numbers);
  switch (spelling.kind) {
    case Spelling::Kind::kText: {
      std::string reason = reason_it_is_no_number(field, layout_->numbers);
      if (!reason.empty()) reason = " (" + reason + ")";
      throw layout_->error(reader_->rows().line(), column,
                           fmt::format("'{}' is not a number{}", printable(field), reason));
    }
    case Spelling::Kind::kMissing:
      return append_field(rows, spelling.dash ? "" : field, separator_);
    case Spelling::Kind::kNan: rows += "nan"; return;
    case Spelling::Kind::kFinite:
    case Spelling::Kind::kInfinite: break;
  }
  if (!output) return append_number(rows, field, spelling, Sign::kKept, decimal_);
  const bool held_back = shape_ == ExactShape::half            ? spelling.negative
                         : shape_ == ExactShape::half_negative ? !spelling.negative
                                                               : false;
  if (held_back || spelling.zero) {
    rows += '0';
  } else {
    append_number(rows, field, spelling, Sign::kRemoved, decimal_);
  }
}

void ExactRows::take_row(std::string& rows) {
  reader_->rows().split(fields_);
  const std::size_t begin = rows.size();
  bool first = true;
  for (const OutputColumn& column : columns_) {
    if (!first) rows += separator_;
    first = false;
    if (column.from == OutputColumn::From::kLabel) {
      const LabelChoice& label = layout_->labels[column.index];
      append_label(fields_.fields[label.column].text, label.numeric, rows);
    } else {
      const std::size_t from = layout_->signals[column.index];
      append_sample(fields_.fields[from].text, from, column.from == OutputColumn::From::kOutput,
                    rows);
    }
  }
  // A line of separators alone would be no row to a reader.
  if (rows.size() - begin + 1 == columns_.size()) rows.insert(begin, "\"\"");
  rows += '\n';
  ++count_;
}

bool ExactRows::read(std::string& rows) {
  rows.clear();
  RowReader& source = reader_->rows();
  while (rows.size() < kBlock && (rows.empty() || source.ready()) && source.next()) take_row(rows);
  return !rows.empty();
}

}  // namespace rectify::io
