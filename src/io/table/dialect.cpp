#include "io/table/dialect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

#include "io/table/number.hpp"

namespace rectify::io {
namespace {

constexpr std::array kSeparators = {'\t', ';', ',', '|', ' '};  // of equals, the likelier first

/// How well a separator fits.
struct Fit {
  enum class Tier { kOneField, kSeveral, kOneColumnOfNumbers, kTable } tier = Tier::kOneField;
  double numbers = 0;    ///< the part of all fields that they are
  std::size_t rows = 0;  ///< that have as many fields as they should

  int header = 0;  ///< 2: as many names as fields, 1: more, 0: none

  [[nodiscard]] auto rank() const {
    return std::tuple(tier, numbers == 1, header != 0, numbers, rows, header);
  }
};

Fit measure(const Dialect& dialect, const TableOptions& options) {
  const Shape& shape = dialect.shape;
  std::size_t numbers = 0;
  std::size_t fields = 0;
  Fit fit;
  for (std::size_t r = shape.first; r < dialect.rows.size(); ++r) {
    const RowFields& row = dialect.rows[r].fields;
    if (row.count() == shape.fields) ++fit.rows;
    for (const Field& field : row.fields) {
      const Cell cell = classify(field, dialect.separator, options);
      if (cell == Cell::kMissing) continue;
      ++fields;
      if (cell == Cell::kNumber) ++numbers;
    }
  }
  if (fields != 0) fit.numbers = static_cast<double>(numbers) / static_cast<double>(fields);
  if (shape.header && !shape.problem) {
    const std::size_t names = dialect.rows[*shape.header].fields.count();
    fit.header = names == shape.fields || names == shape.fields - shape.dropped ? 2 : 1;
  }
  const bool several = shape.fields - shape.dropped > 1;
  const bool whole = !shape.problem && shape.any_numbers();
  if (whole && several) {
    fit.tier = Fit::Tier::kTable;
  } else if (whole && numbers == fields && dialect.separator != ' ') {
    fit.tier = Fit::Tier::kOneColumnOfNumbers;
  } else if (several) {
    fit.tier = Fit::Tier::kSeveral;
  }
  return fit;
}

/// The first number of a table of one column that only a decimal comma makes one, where nothing
/// says that it does: the comma could be the separator.
std::optional<Problem> comma_in_one_column(const Dialect& dialect, const TableOptions& options) {
  const Shape& shape = dialect.shape;
  if (options.decimal || shape.problem || shape.fields - shape.dropped != 1) return std::nullopt;
  for (std::size_t r = shape.first; r < dialect.rows.size(); ++r) {
    const Field& field = dialect.rows[r].fields.fields[0];
    if (field.quoted || spell(field.text, {'.', options.missing}).kind != Spelling::Kind::kText ||
        !spell(field.text, {',', options.missing}).number()) {
      continue;
    }
    return Problem{dialect.rows[r].line, std::nullopt,
                   fmt::format("'{}' is one number or two: --decimal , or --separator , decides",
                               printable(field.text))};
  }
  return std::nullopt;
}

bool has_digits_only(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A line of one name above rows such as `1,5`: the comma could be either mark.
std::optional<Problem> comma_that_could_be_decimal(const Dialect& dialect,
                                                   const TableOptions& options) {
  const Shape& shape = dialect.shape;
  if (dialect.separator != ',' || options.separator || options.decimal || shape.problem ||
      options.header == HeaderChoice::kNo || shape.header || shape.fields != 2 ||
      shape.dropped != 0 || shape.first == 0 || shape.first >= dialect.rows.size() ||
      dialect.rows[shape.first - 1].fields.count() != 1) {
    return std::nullopt;
  }
  for (std::size_t r = shape.first; r < dialect.rows.size(); ++r) {
    const auto& fields = dialect.rows[r].fields.fields;
    std::string_view whole = fields[0].text;
    if (whole.starts_with('-') || whole.starts_with('+')) whole.remove_prefix(1);
    if (fields[0].quoted || fields[1].quoted || !has_digits_only(whole) ||
        !has_digits_only(fields[1].text)) {
      return std::nullopt;
    }
  }
  const auto& fields = dialect.rows[shape.first].fields.fields;
  return Problem{dialect.rows[shape.first].line, std::nullopt,
                 fmt::format("'{},{}' is one number or two below a header of one name: --decimal , "
                             "or --separator , decides",
                             fields[0].text, fields[1].text)};
}

/// A header of several names above rows of one field.
std::optional<Problem> names_without_fields(const Dialect& dialect) {
  const Shape& shape = dialect.shape;
  if (!shape.header || shape.problem || shape.fields != 1) return std::nullopt;
  const auto& names = dialect.rows[*shape.header].fields.fields;
  const auto named = std::count_if(names.begin(), names.end(),
                                   [](const Field& field) { return !field.text.empty(); });
  if (named < 2 || shape.first >= dialect.rows.size()) return std::nullopt;
  return Problem{dialect.rows[shape.first].line, std::nullopt,
                 fmt::format("has 1 field where the header has {}", names.size())};
}

}  // namespace

std::string name_of_separator(char separator) {
  if (separator == '\t') return "tab";
  if (separator == ' ') return "blanks";
  return fmt::format("'{}'", separator);
}

Dialect choose_dialect(const Sample& sample, const TableOptions& options) {
  const auto cut = [&](char separator) {
    Dialect dialect;
    dialect.separator = separator;
    dialect.rows = sample.rows(separator);
    dialect.shape = find_shape(dialect.rows, separator, options);
    return dialect;
  };
  if (const auto said = options.separator ? options.separator : sample.announced_separator()) {
    Dialect dialect = cut(*said);
    dialect.reason = options.separator ? "as --separator says" : "as its line sep= says";
    return dialect;
  }

  std::optional<Dialect> best;
  Fit best_fit;
  std::optional<Problem> comma;
  bool absent = false;
  for (const char separator : kSeparators) {
    // Those that stand nowhere all make one column.
    if (!sample.holds(separator) && std::exchange(absent, true)) continue;
    // With a decimal comma the comma separates only what is quoted.
    if (separator == ',' && options.decimal == ',' && best_fit.tier >= Fit::Tier::kTable) continue;
    Dialect dialect = cut(separator);
    Fit fit = measure(dialect, options);
    if (auto problem = comma_in_one_column(dialect, options)) {
      fit.tier = Fit::Tier::kOneField;
      const auto& header = dialect.shape.header;
      const bool one_name = !header || dialect.rows[*header].fields.fields[0].text.find(',') ==
                                           std::string_view::npos;
      if (one_name) comma = std::move(problem);
    }
    if (separator == ',' && options.decimal == ',') {
      const bool quoted =
          std::any_of(dialect.rows.begin(), dialect.rows.end(), [](const auto& row) {
            return std::any_of(row.fields.fields.begin(), row.fields.fields.end(),
                               [](const Field& field) { return field.quoted; });
          });
      if (!quoted) continue;
    }
    if (auto problem = names_without_fields(dialect)) {
      if (fit.tier == Fit::Tier::kOneColumnOfNumbers && separator != ' ') {
        dialect.shape.problem = std::move(problem);
        return dialect;
      }
    }
    if (best && fit.rank() <= best_fit.rank()) continue;
    best = std::move(dialect);
    best_fit = fit;
  }
  if (best_fit.tier != Fit::Tier::kTable && comma) best->shape.problem = comma;
  if (auto problem = comma_that_could_be_decimal(*best, options)) best->shape.problem = problem;
  const std::size_t fields = best->shape.fields - best->shape.dropped;
  const std::size_t rows = best->rows.size() - best->shape.first;
  best->reason = fields == 1 ? "there is one column"
                             : fmt::format("it gives {} fields on each of the first {} row{}",
                                           fields, rows, rows == 1 ? "" : "s");
  return std::move(*best);
}

}  // namespace rectify::io
