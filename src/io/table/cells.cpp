#include "io/table/cells.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "io/table/number.hpp"

namespace rectify::io {

Cell classify(const Field& field, char separator, const TableOptions& options) {
  const auto as = [&](char decimal) { return spell(field.text, {decimal, options.missing}); };
  const Spelling spelling = as(options.decimal.value_or('.'));
  if (spelling.number()) return Cell::kNumber;
  if (!spelling.text()) return Cell::kMissing;
  const bool comma_is_free = separator != ',' || field.quoted;
  if (!options.decimal && comma_is_free && as(',').number()) return Cell::kNumber;
  return Cell::kText;
}

SampleCells::SampleCells(std::vector<SampleRow> rows, char separator, const TableOptions& options)
    : rows_(std::move(rows)) {
  cells_.reserve(rows_.size());
  for (const SampleRow& row : rows_) {
    std::vector<Cell> cells;
    cells.reserve(row.fields.count());
    for (const Field& field : row.fields.fields) {
      cells.push_back(classify(field, separator, options));
    }
    cells_.push_back(std::move(cells));
  }
}

std::vector<std::string> SampleCells::texts(std::size_t row) const {
  std::vector<std::string> result;
  for (const Field& field : rows_[row].fields.fields) result.emplace_back(field.text);
  return result;
}

bool SampleCells::nothing_but_numbers(std::size_t row) const {
  const std::vector<Cell>& cells = cells_[row];
  return !malformed(row) && std::count(cells.begin(), cells.end(), Cell::kText) == 0 &&
         std::count(cells.begin(), cells.end(), Cell::kNumber) != 0;
}

std::size_t SampleCells::usual_count() const {
  std::map<std::size_t, std::size_t> rows_of;
  const auto count_rows = [&](auto&& counts) {
    for (std::size_t r = 0; r < size(); ++r) {
      if (counts(r)) ++rows_of[count(r)];
    }
    return !rows_of.empty();
  };
  const auto any_number = [&](std::size_t r) {
    return std::find(cells_[r].begin(), cells_[r].end(), Cell::kNumber) != cells_[r].end();
  };
  if (!count_rows([&](std::size_t r) { return nothing_but_numbers(r); }) &&
      !count_rows(any_number)) {
    count_rows([](std::size_t) { return true; });
  }
  std::size_t most = 0;
  for (const auto& entry : rows_of) most = std::max(most, entry.second);
  std::size_t row = 0;  // the first of several
  while (rows_of[count(row)] != most) ++row;
  return count(row);
}

}  // namespace rectify::io
