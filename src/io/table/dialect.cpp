#include "io/table/dialect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "io/table/decimal.hpp"
#include "io/table/preamble.hpp"

namespace rectify::io {
namespace {

constexpr std::array kSeparators = {'\t', ';', ',', '|', ' '};  // of equals, the likelier first

/// How well a separator fits.
struct Fit {
  enum class Tier { kOneField, kSeveral, kOneColumnOfNumbers, kTable } tier = Tier::kOneField;
  double numbers = 0;    ///< the part of all fields that they are
  std::size_t rows = 0;  ///< that have as many fields as they should
  int joined = 0;        ///< texts that hold another separator, unquoted
  int header = 0;        ///< 2: as many names as fields, 1: more, 0: none

  [[nodiscard]] auto rank() const {
    return std::tuple(tier, numbers == 1, rows, -joined, header == 2, numbers, header);
  }
};

Fit measure(const Dialect& dialect) {
  const Shape& shape = dialect.shape;
  const SampleCells& cells = dialect.cells;
  std::size_t numbers = 0;
  std::size_t fields = 0;
  Fit fit;
  for (std::size_t r = shape.first; r < cells.size(); ++r) {
    if (cells.count(r) == shape.count) ++fit.rows;
    for (std::size_t c = 0; c < cells.count(r); ++c) {
      const Cell cell = cells.cell(r, c);
      if (cell != Cell::kMissing) ++fields;
      if (cell == Cell::kNumber) ++numbers;
      if (cell == Cell::kText && !cells.field(r, c).quoted &&
          cells.text(r, c).find_first_of("\t;,|") != std::string_view::npos) {
        ++fit.joined;
      }
    }
  }
  if (fields != 0) fit.numbers = static_cast<double>(numbers) / static_cast<double>(fields);
  if (shape.header && !shape.problem) {
    const std::size_t names = cells.count(*shape.header);
    fit.header = names == shape.count || names == shape.columns() ? 2 : 1;
  }
  const bool whole = !shape.problem && shape.any_numbers();
  if (whole && shape.columns() > 1) {
    fit.tier = Fit::Tier::kTable;
  } else if (whole && numbers == fields && dialect.separator != ' ') {
    fit.tier = Fit::Tier::kOneColumnOfNumbers;
  } else if (shape.columns() > 1) {
    fit.tier = Fit::Tier::kSeveral;
  }
  return fit;
}

/// A header of several names above rows of one field. Of a table with numbers.
std::optional<Problem> names_without_fields(const Dialect& dialect) {
  const Shape& shape = dialect.shape;
  const SampleCells& cells = dialect.cells;
  if (!shape.header || shape.count != 1) return std::nullopt;
  std::size_t names = 0;
  for (std::size_t c = 0; c < cells.count(*shape.header); ++c) {
    if (!cells.text(*shape.header, c).empty()) ++names;
  }
  if (names < 2) return std::nullopt;
  return Problem{cells.line(shape.first), std::nullopt,
                 fmt::format("has 1 field where the header has {}", cells.count(*shape.header))};
}

bool has_quoted_field(const SampleCells& cells) {
  for (std::size_t r = 0; r < cells.size(); ++r) {
    for (std::size_t c = 0; c < cells.count(r); ++c) {
      if (cells.field(r, c).quoted) return true;
    }
  }
  return false;
}

/// Rows of one number right after a line of which another separator makes several: that line is a
/// row, too, and the last ones lack fields. Of a table with numbers.
std::optional<Problem> rows_without_fields(const Sample& sample, const TableOptions& options,
                                           const Dialect& dialect) {
  const Shape& shape = dialect.shape;
  if (shape.first == 0) return std::nullopt;
  const std::size_t before = shape.header.value_or(shape.first - 1);
  if (dialect.cells.count(before) != 1) return std::nullopt;
  for (const char separator : kSeparators) {
    if (separator == dialect.separator || !sample.holds(separator)) continue;
    const SampleCells cells(sample.rows(separator), separator, options);
    for (std::size_t r = 0; r < cells.size(); ++r) {
      if (cells.line(r) != dialect.cells.line(before)) continue;
      if (cells.count(r) < 2 || !cells.nothing_but_numbers(r)) break;
      return Problem{dialect.cells.line(shape.first), std::nullopt,
                     fmt::format("has 1 field, not {}; --skip N leaves out what comes before a "
                                 "table",
                                 cells.count(r))};
    }
  }
  return std::nullopt;
}

Dialect cut(const Sample& sample, const TableOptions& options, char separator) {
  Dialect dialect{separator, SampleCells(sample.rows(separator), separator, options), {}, {}};
  dialect.shape = find_shape(dialect.cells, options);
  return dialect;
}

}  // namespace

std::string name_of_separator(char separator) {
  if (separator == '\t') return "tab";
  if (separator == ' ') return "blanks";
  return fmt::format("'{}'", separator);
}

Dialect choose_dialect(const Sample& sample, const TableOptions& options) {
  if (const auto said = options.separator ? options.separator : sample.announced_separator()) {
    Dialect dialect = cut(sample, options, *said);
    dialect.reason = options.separator ? "as --separator says" : "as its line sep= says";
    return dialect;
  }

  std::optional<Dialect> best;
  Fit best_fit;
  std::optional<Problem> comma;
  std::optional<Problem> cut_off;
  bool absent = false;
  for (const char separator : kSeparators) {
    // Those that stand nowhere all make one column.
    if (!sample.holds(separator) && std::exchange(absent, true)) continue;
    Dialect dialect = cut(sample, options, separator);
    // With a decimal comma the comma separates only what is quoted.
    const bool decimal_comma = separator == ',' && options.decimal == ',';
    if (decimal_comma && (best_fit.tier == Fit::Tier::kTable || !has_quoted_field(dialect.cells))) {
      continue;
    }
    Fit fit = measure(dialect);
    if (auto problem = comma_in_one_column(dialect, options)) {
      fit.tier = Fit::Tier::kOneField;
      // A header of several names says that the comma separates.
      const auto& header = dialect.shape.header;
      const bool one_name =
          !header || dialect.cells.text(*header, 0).find(',') == std::string_view::npos;
      if (one_name) comma = std::move(problem);
    }
    if (fit.tier == Fit::Tier::kOneColumnOfNumbers) {
      if (auto problem = names_without_fields(dialect)) {
        dialect.shape.problem = std::move(problem);
        return dialect;
      }
      if (auto problem = rows_without_fields(sample, options, dialect)) {
        fit.tier = Fit::Tier::kOneField;
        cut_off = std::move(problem);
      }
    }
    if (best && fit.rank() <= best_fit.rank()) continue;
    best = std::move(dialect);
    best_fit = fit;
  }
  Shape& shape = best->shape;
  if (best_fit.tier != Fit::Tier::kTable && cut_off) shape.problem = cut_off;
  if (best_fit.tier != Fit::Tier::kTable && comma) shape.problem = comma;
  if (auto problem = comma_below_one_name(*best, options)) shape.problem = problem;
  const std::size_t rows = best->cells.size() - shape.first;
  best->reason = shape.columns() == 1
                     ? "there is one column"
                     : fmt::format("it gives {} on each of the first {} row{}",
                                   fields_in_words(shape.columns()), rows, rows == 1 ? "" : "s");
  return std::move(*best);
}

}  // namespace rectify::io
