#include "io/table/decimal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "io/table/axis_name.hpp"
#include "io/table/number.hpp"

namespace rectify::io {
namespace {

bool among(const std::vector<std::size_t>& columns, std::size_t column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

bool has_digits_only(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// A field that only a decimal comma makes a number.
bool has_decimal_comma(std::string_view field, const TableOptions& options) {
  const Spelling spelling = spell(field, {',', options.missing});
  return spelling.number() && spelling.decimal_at != Spelling::kNowhere;
}

}  // namespace

std::optional<Problem> comma_in_one_column(const Dialect& dialect, const TableOptions& options) {
  const Shape& shape = dialect.shape;
  const SampleCells& cells = dialect.cells;
  if (options.decimal || shape.problem || shape.columns() != 1) return std::nullopt;
  for (std::size_t r = shape.first; r < cells.size(); ++r) {
    const std::string_view field = cells.text(r, 0);
    if (cells.field(r, 0).quoted || !spell(field, {'.', options.missing}).text() ||
        !spell(field, {',', options.missing}).number()) {
      continue;
    }
    return Problem{cells.line(r), std::nullopt,
                   fmt::format("'{}' is one number or two: --decimal , or --separator , decides",
                               printable(field))};
  }
  return std::nullopt;
}

std::optional<Problem> comma_below_one_name(const Dialect& dialect, const TableOptions& options) {
  const Shape& shape = dialect.shape;
  const SampleCells& cells = dialect.cells;
  if (dialect.separator != ',' || options.decimal || shape.problem ||
      options.header == HeaderChoice::kNo || shape.header || shape.count != 2 || shape.first == 0 ||
      cells.count(shape.first - 1) != 1) {
    return std::nullopt;
  }
  for (std::size_t r = shape.first; r < cells.size(); ++r) {
    std::string_view whole = cells.text(r, 0);
    if (whole.starts_with('-') || whole.starts_with('+')) whole.remove_prefix(1);
    if (cells.field(r, 0).quoted || cells.field(r, 1).quoted || !has_digits_only(whole) ||
        !has_digits_only(cells.text(r, 1))) {
      return std::nullopt;
    }
  }
  return Problem{cells.line(shape.first), std::nullopt,
                 fmt::format("'{},{}' is one number or two below a header of one name: --decimal , "
                             "or --separator , decides",
                             cells.text(shape.first, 0), cells.text(shape.first, 1))};
}

DecimalChoice choose_decimal(const Dialect& dialect, const Picks& picks,
                             const std::vector<std::string>& names, const TableOptions& options) {
  DecimalChoice choice;
  if (options.decimal) return {*options.decimal, "as --decimal says", std::nullopt};
  const Shape& shape = dialect.shape;
  const SampleCells& cells = dialect.cells;
  const bool all = options.columns.empty();
  struct Place {
    std::size_t row;
    std::size_t column;
  };
  std::optional<Place> comma;
  std::optional<Place> doubtful;
  std::optional<Place> point;
  for (std::size_t c = 0; c < names.size(); ++c) {
    const bool used = all || c == 0 || among(picks.signals, c) || picks.axis == c ||
                      read_axis_name(names[c]).axis;
    if (!used || shape.kinds[c] == ColumnKind::kText) continue;
    for (std::size_t r = shape.first; r < cells.size(); ++r) {
      const std::string_view field = cells.text(r, c);
      if (has_decimal_comma(field, options)) {
        auto& found = could_be_thousands(field) ? doubtful : comma;
        if (!found || r < found->row) found = {r, c};
      } else if (field.find('.') != std::string_view::npos &&
                 spell(field, {'.', options.missing}).kind == Spelling::Kind::kFinite) {
        if (!point || r < point->row) point = {r, c};
      }
    }
  }
  const auto field_at = [&](const Place& place) { return cells.text(place.row, place.column); };
  const auto problem = [&](const Place& place, const std::string& what) {
    choice.problem = Problem{cells.line(place.row), place.column, what};
    return choice;
  };
  if (dialect.separator == ',') {
    if (!comma && !doubtful) return {'.', "the separator is a comma", std::nullopt};
    const Place place = comma.value_or(doubtful.value_or(Place{}));
    return problem(place, fmt::format("'{}' is not a number (the decimal mark is '.' where the "
                                      "separator is a comma; --decimal , says otherwise)",
                                      printable(field_at(place))));
  }
  if (!comma && !doubtful) {
    return {'.', point ? "the numbers show it" : "no number has one", std::nullopt};
  }
  if (point) {
    const Place place = comma.value_or(doubtful.value_or(Place{}));
    return problem(place, fmt::format("'{}' has a comma where '{}' in line {} has a point; "
                                      "--decimal says which is the decimal mark",
                                      printable(field_at(place)), printable(field_at(*point)),
                                      cells.line(point->row)));
  }
  if (!comma) {
    return problem(*doubtful,
                   fmt::format("'{}' could have a decimal comma or a thousands separator, as all "
                               "numbers here; --decimal , or --decimal . decides",
                               printable(field_at(*doubtful))));
  }
  return {',', "the numbers show it", std::nullopt};
}

}  // namespace rectify::io
