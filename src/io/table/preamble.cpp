#include "io/table/preamble.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "io/table/number.hpp"
#include "io/table/stamp.hpp"

namespace rectify::io {
namespace {

/// Whether the row could be one of the table's, from what its kinds say of the rows below.
bool is_data(const SampleCells& cells, const Shape& shape, std::size_t row) {
  if (cells.count(row) != shape.count || cells.malformed(row)) return false;
  bool any_kind = false;
  bool any_number = false;
  for (std::size_t c = 0; c < shape.count; ++c) {
    const Cell cell = cells.cell(row, c);
    if (shape.kinds[c] == ColumnKind::kText && cell == Cell::kText && shape.first < cells.size() &&
        looks_like_stamp(cells.text(shape.first, c)) && !looks_like_stamp(cells.text(row, c))) {
      return false;
    }
    if (shape.kinds[c] != ColumnKind::kNumbers) continue;
    any_kind = true;
    if (cell == Cell::kText) return false;
    any_number = any_number || cell == Cell::kNumber;
  }
  return any_kind ? any_number : cells.nothing_but_numbers(row);
}

/// Whether the row has a number in the first column of numbers, as rows have and settings don't;
/// where the user says that there is no header, any line of as many fields is a row. A line of
/// another number of fields counts only right above the first row.
bool resembles_data(const SampleCells& cells, const TableOptions& options, const Shape& shape,
                    std::size_t row) {
  if (cells.malformed(row)) return false;
  const bool adjacent = row + 1 == shape.first && options.header != HeaderChoice::kNo;
  if (cells.count(row) != shape.count && !adjacent) return false;
  for (std::size_t c = 0; c < std::min(shape.count, cells.count(row)); ++c) {
    if (!shape.numeric(c)) continue;
    return options.header == HeaderChoice::kNo || cells.cell(row, c) == Cell::kNumber;
  }
  return false;
}

/// A line of texts, one fewer than the columns, right above the first row: names, as R writes them.
/// One alone may be a title, unless it is quoted.
std::optional<Problem> check_short_header(const SampleCells& cells, const TableOptions& options,
                                          const Shape& shape) {
  const std::size_t first = shape.first;
  if (shape.header || first == 0 || first == cells.size() || shape.columns() < 2 ||
      options.header == HeaderChoice::kNo) {
    return std::nullopt;
  }
  const std::vector<Cell>& names = cells.row(first - 1);
  const bool texts =
      std::all_of(names.begin(), names.end(), [](Cell cell) { return cell == Cell::kText; });
  const bool title = names.size() == 1 && !cells.field(first - 1, 0).quoted;
  if (names.size() + 1 != shape.columns() || !texts || title) return std::nullopt;
  return Problem{
      cells.line(first), std::nullopt,
      fmt::format("has {} where the line before it has {} name{}; --header no makes "
                  "that no header (R writes a name for its row names with col.names=NA)",
                  fields_in_words(shape.columns()), names.size(), names.size() == 1 ? "" : "s")};
}

}  // namespace

std::string fields_in_words(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " field" : " fields");
}

Problem no_number(const SampleCells& cells, const TableOptions& options, std::size_t row,
                  std::size_t column) {
  const std::string_view what = cells.text(row, column);
  std::string reason =
      reason_it_is_no_number(what, {options.decimal.value_or('.'), options.missing});
  if (reason.empty()) {
    reason =
        "--column picks the signals, --na TEXT says what is missing, --skip N and --header "
        "where the table begins";
  }
  return {cells.line(row), column,
          fmt::format("'{}' is not a number ({})", printable(what), reason)};
}

Problem describe_row(const SampleCells& cells, const TableOptions& options, const Shape& shape,
                     std::size_t row) {
  const std::uint64_t line = cells.line(row);
  if (cells.count(row) != shape.count) {
    return {line, std::nullopt,
            fmt::format("has {}, not {}; --skip N leaves out what comes before a table",
                        fields_in_words(cells.count(row)), shape.count)};
  }
  if (const auto column = cells.malformed(row)) {
    return {line, column, quote_fault(cells.text(row, *column))};
  }
  for (std::size_t c = 0; c < shape.count; ++c) {
    if (shape.numeric(c) && cells.cell(row, c) == Cell::kText) {
      return no_number(cells, options, row, c);
    }
  }
  return {line, std::nullopt, "is no row of the table"};
}

std::optional<Problem> check_preamble(const SampleCells& cells, const TableOptions& options,
                                      const Shape& shape) {
  const bool any_numbers = shape.any_numbers();
  for (std::size_t r = 0; r < shape.header.value_or(shape.first); ++r) {
    if (is_data(cells, shape, r)) {
      std::size_t fault = r + 1;  // the last line above the first row is one
      while (is_data(cells, shape, fault)) ++fault;
      return describe_row(cells, options, shape, fault);
    }
    if ((cells.nothing_but_numbers(r) && cells.count(r) != shape.count) ||
        (any_numbers && resembles_data(cells, options, shape, r))) {
      return describe_row(cells, options, shape, r);
    }
  }
  return check_short_header(cells, options, shape);
}

}  // namespace rectify::io
