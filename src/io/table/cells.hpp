// The first lines of a table as cells: each a number, a missing value or text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "io/table/options.hpp"
#include "io/table/sample.hpp"

namespace rectify::io {

enum class Cell : std::uint8_t { kMissing, kNumber, kText };

/// Before the decimal mark is known, what is a number with either mark is one, unless the separator
/// or the user rules that mark out.
[[nodiscard]] Cell classify(const Field& field, char separator, const TableOptions& options);

/// The rows as one separator has cut them, counted from 0, with what their fields are.
class SampleCells {
 public:
  SampleCells(std::vector<SampleRow> rows, char separator, const TableOptions& options);

  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  [[nodiscard]] std::uint64_t line(std::size_t row) const { return rows_[row].line; }
  /// The place of the row in the text that was looked at.
  [[nodiscard]] std::size_t begin(std::size_t row) const { return rows_[row].begin; }
  [[nodiscard]] std::size_t count(std::size_t row) const { return rows_[row].fields.count(); }
  [[nodiscard]] const Field& field(std::size_t row, std::size_t column) const {
    return rows_[row].fields.fields[column];
  }
  [[nodiscard]] std::string_view text(std::size_t row, std::size_t column) const {
    return field(row, column).text;
  }
  [[nodiscard]] std::vector<std::string> texts(std::size_t row) const;
  [[nodiscard]] Cell cell(std::size_t row, std::size_t column) const { return cells_[row][column]; }
  [[nodiscard]] const std::vector<Cell>& row(std::size_t row) const { return cells_[row]; }
  [[nodiscard]] std::optional<std::size_t> malformed(std::size_t row) const {
    return rows_[row].fields.malformed;
  }

  /// Whether a row has numbers, and else only missing values.
  [[nodiscard]] bool nothing_but_numbers(std::size_t row) const;

  /// How many fields the table's rows have: most of those of numbers alone; where there is none, as
  /// beside columns of text, most of those with a number; else most of all. Of equals the first.
  /// There must be a row.
  [[nodiscard]] std::size_t usual_count() const;

 private:
  std::vector<SampleRow> rows_;
  std::vector<std::vector<Cell>> cells_;
};

}  // namespace rectify::io
