#include "io/table/plain_rows.hpp"

#include <array>
#include <cstring>

#include "io/table/writer.hpp"

namespace rectify::io {
namespace {

/// Copying goes in pieces of this size, beyond the end of what is wanted.
constexpr std::size_t kPiece = 16;

}  // namespace

PlainRows::PlainRows(const TableLayout& layout, ExactShape shape,
                     const std::vector<OutputColumn>& columns, char separator, char decimal)
    : separator_in_(layout.separator),
      separator_out_(separator),
      decimal_in_(layout.numbers.decimal),
      decimal_out_(decimal),
      shape_(shape),
      // An empty field between blanks needs quotes, and a text that means a missing value a look.
      possible_(layout.separator != ' ' && separator != ' ' && layout.numbers.missing.empty() &&
                separator != decimal),
      empty_fields_(layout.empty_fields),
      kinds_(layout.names.size(), Kind::kDropped),
      spans_(layout.names.size() + 2 * kUnused),
      plain_text_(separator) {
  for (const std::size_t column : layout.signals) kinds_[column] = Kind::kNumber;
  for (const LabelChoice& label : layout.labels) {
    kinds_[label.column] = label.numeric ? Kind::kNumericLabel : Kind::kLabel;
  }
  for (const OutputColumn& column : columns) {
    const bool label = column.from == OutputColumn::From::kLabel;
    if (pieces_.empty()) begins_with_text_ = label && !layout.labels[column.index].numeric;
    pieces_.push_back({label ? layout.labels[column.index].column : layout.signals[column.index],
                       column.from == OutputColumn::From::kOutput});
  }
}

/// Finds the fields of the row that begins there; the start of the next row, or null where it is
/// not plain. The row ends in a line feed somewhere.
const char* PlainRows::scan_row(const char* at, PlainFields& fields) {
  const std::size_t columns = kinds_.size();
  const std::size_t last = columns + empty_fields_ - 1;
  bool any = false;
  for (std::size_t column = 0; column <= last; ++column) {
    const char* const end = fields.end(at);
    const char* stop = end;
    if (*end != (column == last ? '\n' : separator_in_)) return nullptr;
    if (column == last && stop != at && stop[-1] == '\r') --stop;
    while (*at == ' ') ++at;
    const std::string_view field(at, static_cast<std::size_t>(stop - at));
    at = end + 1;
    if (column >= columns) {
      if (!field.empty()) return nullptr;
      continue;
    }
    Span& span = spans_[column + kUnused];
    span = {field.data(), field.size(), {}};
    if (field.empty()) continue;
    any = true;
    switch (kinds_[column]) {
      case Kind::kNumber:
      case Kind::kNumericLabel:
        if (!fields.number(field, span.number)) return nullptr;
        break;
      case Kind::kLabel:
      case Kind::kDropped:
        if (!plain_text_.is(field)) return nullptr;
        break;
    }
  }
  return any ? at : nullptr;
}

/// Writes the row; the end of what was written, or null where there is no room for it.
char* PlainRows::put_row(char* to, const char* end) const {
  alignas(kPiece) static constexpr char kZero[2 * kPiece] = {'0'};
  char* const begin = to;
  if (begins_with_text_) {
    const Span& span = spans_[pieces_.front().column + kUnused];
    if (looks_like_no_row({span.begin, span.size})) return nullptr;
  }
  for (const Piece& piece : pieces_) {
    const Span& span = spans_[piece.column + kUnused];
    if (span.size + 2 * kPiece + 2 > static_cast<std::size_t>(end - to)) return nullptr;
    // Signs are random: the choice between the text and 0 is a look-up, not a jump.
    const bool held_back = (span.number.negative && shape_ == ExactShape::half) ||
                           (!span.number.negative && shape_ == ExactShape::half_negative);
    const bool zero = piece.rectified & (span.size != 0) & (held_back | span.number.zero);
    const std::size_t sign = piece.rectified & span.number.negative;
    const char* const from = zero ? kZero : span.begin + sign;
    const std::size_t size = zero ? 1 : span.size - sign;
    std::memcpy(to, from, kPiece);
    std::memcpy(to + kPiece, from + kPiece, kPiece);
    if (size > 2 * kPiece) std::memcpy(to, from, size);
    if (decimal_in_ != decimal_out_ && !zero && span.number.mark != nullptr) {
      to[span.number.mark - from] = decimal_out_;
    }
    to += size;
    *to++ = separator_out_;
  }
  to[-1] = '\n';
  // Nothing but separators would be no row to a reader.
  return static_cast<std::size_t>(to - begin) == pieces_.size() ? nullptr : to;
}

PlainRows::Taken PlainRows::take(std::string_view lines, TextBlock& to) {
  Taken taken;
  if (!possible_ || lines.empty()) return taken;
  const char* at = lines.data();
  const char* const end = at + lines.size();
  char* out = to.end();
  const char* const out_end = out + to.room();
  PlainFields fields(separator_in_, decimal_in_);
  fields.start(at);
  while (at != end) {
    const char* const next = scan_row(at, fields);
    if (next == nullptr) break;
    char* const put = put_row(out, out_end);
    if (put == nullptr) break;
    out = put;
    at = next;
    ++taken.rows;
  }
  taken.characters = static_cast<std::size_t>(at - lines.data());
  to.grow(static_cast<std::size_t>(out - to.end()));
  return taken;
}

}  // namespace rectify::io
