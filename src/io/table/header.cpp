#include "io/table/header.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

#include "io/table/picks.hpp"
#include "io/table/stamp.hpp"
#include "io/table/units.hpp"

namespace rectify::io {
namespace {

/// Whether the row holds nothing but units, and empty fields, above so many columns.
bool is_units(const SampleCells& cells, std::size_t row, std::size_t columns) {
  bool any = false;
  for (std::size_t c = 0; c < std::min(columns, cells.count(row)); ++c) {
    const std::string_view unit = without_apostrophes(cells.text(row, c));
    if (unit.empty()) continue;
    if (!is_unit(unit)) return false;
    any = true;
  }
  return any && !cells.malformed(row);
}

/// A header may have more names than the rows have fields, but then none is a number.
bool is_header(const SampleCells& cells, const Shape& shape, std::size_t row) {
  if (cells.malformed(row) || cells.count(row) < shape.columns()) return false;
  bool text = false;
  bool number = false;
  for (std::size_t c = 0; c < shape.columns(); ++c) {
    if (!shape.numeric(c)) continue;
    text = text || cells.cell(row, c) == Cell::kText;
    number = number || cells.cell(row, c) == Cell::kNumber;
  }
  return text && !(number && cells.count(row) > shape.count);
}

/// Whether the first column counts 0, 1, 2 … or on from another number.
bool counts_up(const SampleCells& cells, std::size_t from) {
  if (from >= cells.size()) return false;
  std::optional<std::size_t> last;
  for (std::size_t r = from; r < cells.size(); ++r) {
    const auto number = whole_number(cells.text(r, 0));
    if (!number || (last && *number != *last + 1)) return false;
    last = number;
  }
  return cells.size() - from > 1 || *last == 0;
}

bool is_pandas_header(const SampleCells& cells, const Shape& shape, std::size_t row) {
  if (shape.columns() < 2 || !cells.text(row, 0).empty()) return false;
  for (std::size_t c = 1; c < shape.columns(); ++c) {
    if (cells.cell(row, c) != Cell::kNumber) return false;
  }
  return counts_up(cells, row + 1);
}

/// Whether a column holds text in that row and dates or times in all rows below.
bool stands_above_stamps(const SampleCells& cells, const Shape& shape, std::size_t row) {
  if (row + 1 >= cells.size()) return false;
  for (std::size_t c = 0; c < shape.columns(); ++c) {
    if (cells.cell(row, c) != Cell::kText || looks_like_stamp(cells.text(row, c))) continue;
    bool stamps = true;
    for (std::size_t r = row + 1; r < cells.size() && stamps; ++r) {
      stamps = looks_like_stamp(cells.text(r, c));
    }
    if (stamps) return true;
  }
  return false;
}

/// A table of no numbers at all: its first line is the header.
void take_first_line(const SampleCells& cells, Shape& shape) {
  shape.header = 0;
  shape.first = 1;
  take_units(cells, shape);
  if (cells.size() > shape.first) return;
  shape.count = cells.count(0);
  shape.kinds.assign(shape.count, ColumnKind::kMissing);
  shape.decides.assign(shape.count, true);
}

}  // namespace

void find_header(const SampleCells& cells, const TableOptions& options, Shape& shape) {
  const bool headless = options.header == HeaderChoice::kNo;
  if (!shape.any_numbers()) {
    if (!headless) take_first_line(cells, shape);
    return;
  }
  drop_empty_columns(cells, shape);
  if (headless) return;
  const std::size_t first = shape.first;
  if (first >= 2 && is_units(cells, first - 1, shape.columns()) &&
      is_header(cells, shape, first - 2)) {
    shape.header = first - 2;
    shape.units = first - 1;
  } else if (first >= 1 && is_header(cells, shape, first - 1)) {
    shape.header = first - 1;
  } else if (is_pandas_header(cells, shape, first) || stands_above_stamps(cells, shape, first) ||
             options.header == HeaderChoice::kYes) {
    shape.header = first;
    ++shape.first;
  }
  drop_empty_columns(cells, shape);
}

void take_units(const SampleCells& cells, Shape& shape) {
  if (shape.first < cells.size() && is_units(cells, shape.first, shape.columns())) {
    shape.units = shape.first;
    ++shape.first;
  }
}

void drop_empty_columns(const SampleCells& cells, Shape& shape) {
  const auto named = [&](std::size_t column) {
    if (!shape.header || column >= cells.count(*shape.header)) return false;
    const std::size_t names = cells.count(*shape.header);
    if (names > shape.count && cells.text(*shape.header, names - 1).empty()) return false;
    return !cells.text(*shape.header, column).empty();
  };
  const auto empty = [&](std::size_t column) {
    for (std::size_t r = shape.first; r < cells.size(); ++r) {
      if (cells.count(r) == shape.count && !cells.text(r, column).empty()) return false;
    }
    return true;
  };
  shape.dropped = 0;
  if (shape.first == cells.size()) return;
  while (shape.dropped + 1 < shape.count) {
    const std::size_t column = shape.columns() - 1;
    if (named(column) || !empty(column)) return;
    ++shape.dropped;
  }
}

std::vector<std::string> names_of(const SampleCells& cells, const Shape& shape) {
  std::vector<std::string> names;
  const auto text = [&](std::size_t row, std::size_t column) {
    return column < cells.count(row) ? cells.text(row, column) : std::string_view();
  };
  for (std::size_t c = 0; c < shape.columns(); ++c) {
    if (!shape.header) {
      names.push_back("ch" + std::to_string(c + 1));
      continue;
    }
    std::string name(text(*shape.header, c));
    const std::string_view unit =
        shape.units ? without_apostrophes(text(*shape.units, c)) : std::string_view();
    if (!unit.empty()) {
      if (!name.empty()) name += ' ';
      const bool bare = without_brackets(unit) == unit;
      name.append(bare ? "(" : "").append(unit).append(bare ? ")" : "");
    }
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace rectify::io
