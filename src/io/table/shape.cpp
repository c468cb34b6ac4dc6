#include "io/table/shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "io/table/axis_name.hpp"
#include "io/table/stamp.hpp"
#include "io/table/units.hpp"

namespace rectify::io {
namespace {

using Columns = std::vector<std::size_t>;

std::optional<std::size_t> whole_number(std::string_view text) {
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, number);
  if (failure != std::errc{} || stop != end) return std::nullopt;
  return number;
}

std::vector<std::string> split_at_commas(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == ',') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::string fields_in_words(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " field" : " fields");
}

/// Looks for the table; each attempt fills a Shape.
class ShapeFinder {
 public:
  ShapeFinder(const std::vector<SampleRow>& rows, char separator, const TableOptions& options);
  Shape find();

 private:
  [[nodiscard]] std::size_t count(std::size_t row) const { return rows_[row].fields.count(); }
  [[nodiscard]] std::string_view text(std::size_t row, std::size_t column) const {
    return rows_[row].fields.fields[column].text;
  }
  [[nodiscard]] bool malformed(std::size_t row) const {
    return rows_[row].fields.malformed.has_value();
  }
  [[nodiscard]] std::vector<std::string> texts(std::size_t row) const;

  [[nodiscard]] std::size_t usual_count() const;
  [[nodiscard]] bool nothing_but_numbers(std::size_t row) const;
  [[nodiscard]] bool is_units(std::size_t row, std::size_t names) const;
  [[nodiscard]] bool numeric(const Shape& shape, std::size_t column) const;
  [[nodiscard]] bool is_data(const Shape& shape, std::size_t row) const;
  [[nodiscard]] bool counts_up(std::size_t from) const;

  Shape climb();
  void find_header(Shape& shape);
  void find_header_within(Shape& shape) const;
  void check_above(Shape& shape) const;
  Shape below(std::size_t header);
  void take_units(Shape& shape) const;
  void read_kinds(Shape& shape) const;
  void drop_empty(Shape& shape) const;
  void check_below(Shape& shape) const;
  [[nodiscard]] Problem describe(const Shape& shape, std::size_t row) const;
  [[nodiscard]] Problem no_number(std::size_t row, std::size_t column) const;
  bool excuse_axis(std::size_t column);

  const std::vector<SampleRow>& rows_;
  char separator_;
  const TableOptions& options_;
  std::vector<std::vector<Cell>> cells_;
  std::size_t count_ = 0;            // of fields, of a row of the table
  std::optional<Columns> used_;      // all, where it is not said
  std::optional<std::size_t> axis_;  // that the user names
  std::set<std::size_t> excused_;    // columns of times, which may hold anything
};

ShapeFinder::ShapeFinder(const std::vector<SampleRow>& rows, char separator,
                         const TableOptions& options)
    : rows_(rows), separator_(separator), options_(options) {
  cells_.reserve(rows.size());
  for (const SampleRow& row : rows) {
    std::vector<Cell> cells;
    cells.reserve(row.fields.count());
    for (const Field& field : row.fields.fields) {
      cells.push_back(classify(field, separator, options));
    }
    cells_.push_back(std::move(cells));
  }
}

std::vector<std::string> ShapeFinder::texts(std::size_t row) const {
  std::vector<std::string> result;
  for (const Field& field : rows_[row].fields.fields) result.emplace_back(field.text);
  return result;
}

bool ShapeFinder::nothing_but_numbers(std::size_t row) const {
  const std::vector<Cell>& cells = cells_[row];
  return !malformed(row) && std::count(cells.begin(), cells.end(), Cell::kText) == 0 &&
         std::count(cells.begin(), cells.end(), Cell::kNumber) != 0;
}

/// How many fields the table's rows have: most of those of numbers alone; where there is none, as
/// beside columns of text, the last two rows that agree, else most of all.
std::size_t ShapeFinder::usual_count() const {
  std::map<std::size_t, std::size_t> rows_of;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    if (nothing_but_numbers(r)) ++rows_of[count(r)];
  }
  if (rows_of.empty()) {
    const std::size_t n = rows_.size();
    if (n >= 2 && count(n - 1) == count(n - 2)) return count(n - 1);
    for (std::size_t r = 0; r < n; ++r) ++rows_of[count(r)];
  }
  std::size_t most = 0;
  for (const auto& entry : rows_of) most = std::max(most, entry.second);
  for (std::size_t r = 0; r < rows_.size(); ++r) {  // the first of several
    const auto found = rows_of.find(count(r));
    if (found != rows_of.end() && found->second == most) return found->first;
  }
  return 0;
}

/// Whether the row holds nothing but units, and empty fields, above so many columns.
bool ShapeFinder::is_units(std::size_t row, std::size_t names) const {
  const auto& fields = rows_[row].fields.fields;
  bool any = false;
  for (std::size_t c = 0; c < std::min(names, fields.size()); ++c) {
    const std::string_view unit = without_apostrophes(fields[c].text);
    if (unit.empty()) continue;
    if (!is_unit(unit)) return false;
    any = true;
  }
  return any && !malformed(row);
}

/// Whether the column is one of numbers that will be used.
bool ShapeFinder::numeric(const Shape& shape, std::size_t column) const {
  if (shape.kinds[column] != ColumnKind::kNumbers || excused_.contains(column)) return false;
  return !used_ || std::find(used_->begin(), used_->end(), column) != used_->end();
}

/// Whether the row could be one of the table's, from what its kinds say of the rows below.
bool ShapeFinder::is_data(const Shape& shape, std::size_t row) const {
  if (count(row) != count_ || malformed(row)) return false;
  bool any_kind = false;
  bool any_number = false;
  for (std::size_t c = 0; c < count_; ++c) {
    if (shape.kinds[c] == ColumnKind::kText && cells_[row][c] == Cell::kText &&
        shape.first < rows_.size() && looks_like_stamp(text(shape.first, c)) &&
        !looks_like_stamp(text(row, c))) {
      return false;
    }
    if (shape.kinds[c] != ColumnKind::kNumbers || excused_.contains(c)) continue;
    any_kind = true;
    if (cells_[row][c] == Cell::kText) return false;
    any_number = any_number || cells_[row][c] == Cell::kNumber;
  }
  return any_kind ? any_number : nothing_but_numbers(row);
}

Problem ShapeFinder::no_number(std::size_t row, std::size_t column) const {
  const std::string_view what = text(row, column);
  const NumberStyle style{options_.decimal.value_or('.'), options_.missing};
  std::string reason = reason_it_is_no_number(what, style);
  if (reason.empty()) {
    reason =
        "--column picks the signals, --na TEXT says what is missing, --skip N and --header "
        "where the table begins";
  }
  return {rows_[row].line, column,
          fmt::format("'{}' is not a number ({})", printable(what), reason)};
}

/// What is wrong with a row that is none of the table's.
Problem ShapeFinder::describe(const Shape& shape, std::size_t row) const {
  const std::uint64_t line = rows_[row].line;
  if (count(row) != count_) {
    return {line, std::nullopt,
            fmt::format("has {}, not {}; --skip N leaves out what comes before a table",
                        fields_in_words(count(row)), count_)};
  }
  if (malformed(row)) {
    const bool closed =
        text(row, *rows_[row].fields.malformed).find('"', 1) != std::string_view::npos;
    return {line, rows_[row].fields.malformed,
            closed ? "text after the closing quote: only a separator or the line's end may follow"
                   : "a quote that opens here is never closed"};
  }
  for (std::size_t c = 0; c < count_; ++c) {
    if (numeric(shape, c) && cells_[row][c] == Cell::kText) return no_number(row, c);
  }
  return {line, std::nullopt, "is no row of the table"};
}

/// A column that is the axis, as the user or a row says that calls it a time, may hold anything.
/// Whether that was not known yet.
bool ShapeFinder::excuse_axis(std::size_t column) {
  if (axis_ == column) return excused_.insert(column).second;
  for (std::size_t r = 0; r < rows_.size(); ++r) {
    if (column >= count(r)) continue;
    const AxisName name = read_axis_name(text(r, column));
    if (name.axis && !name.must_rise) return excused_.insert(column).second;
  }
  return false;
}

/// From the last row up to the first that differs: there the table begins.
Shape ShapeFinder::climb() {
  Shape shape;
  count_ = usual_count();
  shape.fields = count_;
  shape.kinds.assign(count_, ColumnKind::kMissing);
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t contradiction = kNone;
  std::size_t first = rows_.size();
  for (; first > 0; --first) {
    const std::size_t row = first - 1;
    if (count(row) != count_ || malformed(row)) break;
    bool text_in_numbers = false;
    contradiction = kNone;
    for (std::size_t c = 0; c < count_; ++c) {
      if (excused_.contains(c)) continue;
      if (numeric(shape, c) && cells_[row][c] == Cell::kText) text_in_numbers = true;
      const bool is_used = !used_ || std::find(used_->begin(), used_->end(), c) != used_->end();
      if (is_used && shape.kinds[c] == ColumnKind::kText && cells_[row][c] == Cell::kNumber &&
          contradiction == kNone) {
        contradiction = c;
      }
    }
    if (text_in_numbers) contradiction = kNone;
    if (text_in_numbers || contradiction != kNone) break;
    for (std::size_t c = 0; c < count_; ++c) {
      if (cells_[row][c] == Cell::kMissing) continue;
      const ColumnKind kind =
          cells_[row][c] == Cell::kNumber ? ColumnKind::kNumbers : ColumnKind::kText;
      ColumnKind& known = shape.kinds[c];
      known = known == ColumnKind::kMissing || known == kind ? kind : ColumnKind::kMixed;
    }
  }
  shape.first = first;
  if (contradiction != kNone) {
    if (excuse_axis(contradiction)) return climb();
    std::size_t row = first;
    while (cells_[row][contradiction] != Cell::kText) ++row;
    shape.problem = no_number(row, contradiction);
    return shape;
  }
  find_header(shape);
  if (shape.header && !shape.units && *shape.header > 0 && options_.header == HeaderChoice::kAuto) {
    // A header that holds a number where the row above it holds none is a row with a fault.
    const std::size_t row = *shape.header;
    bool any = false;
    bool any_above = count(row - 1) < count_ || malformed(row - 1);
    std::optional<std::size_t> fault;
    for (std::size_t c = 0; c < count_; ++c) {
      if (!numeric(shape, c)) continue;
      any = any || cells_[row][c] == Cell::kNumber;
      any_above = any_above || cells_[row - 1][c] != Cell::kText;
      if (cells_[row][c] == Cell::kText && !fault) fault = c;
    }
    if (any && !any_above && fault) {
      if (excuse_axis(*fault)) return climb();
      shape.problem = no_number(row, *fault);
      return shape;
    }
  }
  check_above(shape);
  if (shape.problem && shape.problem->column && excuse_axis(*shape.problem->column)) return climb();
  return shape;
}

/// The header is the row before the first of numbers, or before the units, if a column that will
/// be used has no number there.
void ShapeFinder::find_header(Shape& shape) {
  const bool headless = options_.header == HeaderChoice::kNo;
  if (!shape.any_numbers()) {
    if (headless || rows_.empty()) return;
    shape.header = 0;
    shape.first = 1;
    take_units(shape);
    if (rows_.size() > shape.first) return;
    shape.fields = count_ = count(0);
    shape.kinds.assign(count_, ColumnKind::kMissing);
    return;
  }
  drop_empty(shape);
  const std::size_t names = count_ - shape.dropped;
  const auto is_header = [&](std::size_t row) {
    if (malformed(row) || count(row) < names) return false;
    for (std::size_t c = 0; c < names; ++c) {
      if (numeric(shape, c) && cells_[row][c] == Cell::kText) return true;
    }
    return false;
  };
  if (headless) return;
  const std::size_t first = shape.first;
  if (first >= 2 && is_units(first - 1, names) && is_header(first - 2)) {
    shape.header = first - 2;
    shape.units = first - 1;
  } else if (first >= 1 && is_header(first - 1)) {
    shape.header = first - 1;
  } else {
    find_header_within(shape);
  }
  drop_empty(shape);
}

/// Headers that look like a row of numbers: pandas' own, one above stamps, one that the user knows
/// of.
void ShapeFinder::find_header_within(Shape& shape) const {
  const std::size_t first = shape.first;
  if (first == rows_.size()) return;
  const auto take = [&] {
    shape.header = first;
    shape.first = first + 1;
  };
  const std::size_t names = count_ - shape.dropped;
  const auto& cells = cells_[first];
  const bool rest = names >= 2 && std::all_of(cells.begin() + 1,
                                              cells.begin() + static_cast<std::ptrdiff_t>(names),
                                              [](Cell cell) { return cell == Cell::kNumber; });
  if (rest && text(first, 0).empty() && counts_up(first + 1)) {
    take();
    shape.pandas = true;
    return;
  }
  for (std::size_t c = 0; c < names && first + 1 < rows_.size(); ++c) {
    if (cells[c] != Cell::kText || looks_like_stamp(text(first, c))) continue;
    bool stamps = true;
    for (std::size_t r = first + 1; r < rows_.size() && stamps; ++r) {
      stamps = looks_like_stamp(text(r, c));
    }
    if (stamps) return take();
  }
  if (options_.header == HeaderChoice::kYes) take();
}

/// Whether the first column counts 0, 1, 2 … or on from another number.
bool ShapeFinder::counts_up(std::size_t from) const {
  if (from >= rows_.size()) return false;
  std::optional<std::size_t> last;
  for (std::size_t r = from; r < rows_.size(); ++r) {
    const auto number = whole_number(text(r, 0));
    if (!number || (last && *number != *last + 1)) return false;
    last = number;
  }
  return rows_.size() - from > 1 || *last == 0;
}

/// Nothing above the table may be a row of it, or look like one.
void ShapeFinder::check_above(Shape& shape) const {
  const std::size_t end = shape.header.value_or(shape.first);
  const bool any_numbers = shape.any_numbers();
  for (std::size_t r = 0; r < end; ++r) {
    if (is_data(shape, r)) {
      std::size_t fault = r + 1;
      while (fault < shape.first && is_data(shape, fault)) ++fault;
      if (fault < rows_.size()) shape.problem = describe(shape, fault);
      return;
    }
    if (nothing_but_numbers(r) && count(r) != count_) {
      shape.problem = describe(shape, r);
      return;
    }
    if (!any_numbers || count(r) != count_ || malformed(r)) continue;
    const bool headless = options_.header == HeaderChoice::kNo;
    for (std::size_t c = 0; c < count_; ++c) {
      if (!numeric(shape, c)) continue;
      if (headless || cells_[r][c] == Cell::kNumber) shape.problem = describe(shape, r);
      break;
    }
    if (shape.problem) return;
  }
  const std::size_t names = count_ - shape.dropped;
  if (!shape.header && end > 0 && end < rows_.size() && names > 2 && count(end - 1) + 1 == names &&
      options_.header != HeaderChoice::kNo) {
    const auto& cells = cells_[end - 1];
    if (std::all_of(cells.begin(), cells.end(), [](Cell c) { return c == Cell::kText; })) {
      shape.problem = Problem{
          rows_[end].line, std::nullopt,
          fmt::format("has {} where the line before it has {} names; --header no makes that no "
                      "header (R writes a name for its row names with col.names=NA)",
                      fields_in_words(names), count(end - 1))};
    }
  }
}

/// The table whose header stands in that row, as the names in it tell.
Shape ShapeFinder::below(std::size_t header) {
  if (axis_) excused_.insert(*axis_);
  Shape shape;
  shape.header = header;
  shape.first = header + 1;
  count_ = count(header);
  take_units(shape);
  if (shape.first < rows_.size()) count_ = count(shape.first);
  shape.fields = count_;
  read_kinds(shape);
  drop_empty(shape);
  if (count(header) < count_ - shape.dropped) {
    shape.problem = Problem{rows_[shape.first].line, std::nullopt,
                            fmt::format("has {} where the header has {}",
                                        fields_in_words(count_ - shape.dropped), count(header))};
  }
  return shape;
}

void ShapeFinder::take_units(Shape& shape) const {
  if (shape.first < rows_.size() && is_units(shape.first, count_ - shape.dropped)) {
    shape.units = shape.first;
    ++shape.first;
  }
}

/// The kinds of all columns, over all rows of data that have as many fields as they should.
void ShapeFinder::read_kinds(Shape& shape) const {
  shape.kinds.assign(count_, ColumnKind::kMissing);
  for (std::size_t r = shape.first; r < rows_.size(); ++r) {
    if (count(r) != count_) continue;
    for (std::size_t c = 0; c < count_; ++c) {
      if (cells_[r][c] == Cell::kMissing) continue;
      const ColumnKind kind =
          cells_[r][c] == Cell::kNumber ? ColumnKind::kNumbers : ColumnKind::kText;
      ColumnKind& known = shape.kinds[c];
      known = known == ColumnKind::kMissing || known == kind ? kind : ColumnKind::kMixed;
    }
  }
}

/// Counts the last columns that have neither a name nor any value. A header that is longer than the
/// rows and ends in a separator, as they do, does not name them.
void ShapeFinder::drop_empty(Shape& shape) const {
  const auto named = [&](std::size_t column) {
    if (!shape.header || column >= count(*shape.header)) return false;
    const bool terminated = text(*shape.header, count(*shape.header) - 1).empty();
    if (count(*shape.header) > count_ && terminated) return false;
    return !text(*shape.header, column).empty();
  };
  const auto empty = [&](std::size_t column) {
    for (std::size_t r = shape.first; r < rows_.size(); ++r) {
      if (count(r) == count_ && !text(r, column).empty()) return false;
    }
    return true;
  };
  shape.dropped = 0;
  if (shape.first == rows_.size()) return;
  while (shape.dropped + 1 < count_) {
    const std::size_t column = count_ - 1 - shape.dropped;
    if (named(column) || !empty(column)) return;
    ++shape.dropped;
  }
}

/// Every row of data has its fields, whole quotes, and one kind of field in each column that is
/// used.
void ShapeFinder::check_below(Shape& shape) const {
  for (std::size_t r = shape.first; r < rows_.size(); ++r) {
    if (count(r) != count_ || malformed(r)) {
      shape.problem = describe(shape, r);
      return;
    }
  }
  for (std::size_t c = 0; c < count_; ++c) {
    const bool is_used = !used_ || std::find(used_->begin(), used_->end(), c) != used_->end();
    if (!is_used || shape.kinds[c] != ColumnKind::kMixed || excused_.contains(c)) continue;
    std::size_t row = shape.first;
    while (cells_[row][c] != Cell::kText) ++row;
    shape.problem = no_number(row, c);
    return;
  }
}

Shape ShapeFinder::find() {
  Shape shape;
  if (rows_.empty()) return shape;

  // A header that holds the names that the user gives stands where it stands.
  const std::vector<std::string> none;
  const auto use = [&](const Picks& picks) {
    used_.reset();
    excused_.clear();
    axis_ = picks.axis;
    if (options_.columns.empty() || !picks.unknown.empty()) return;
    used_ = picks.signals;
    if (picks.axis) used_->push_back(*picks.axis);
  };
  const auto wants_names = [&] {
    const auto is_name = [](const std::string& text) { return !whole_number(text); };
    bool any = options_.axis && *options_.axis != "none" && is_name(*options_.axis);
    for (const std::string& column : options_.columns) {
      const auto parts = split_at_commas(column);
      any = any || std::any_of(parts.begin(), parts.end(), is_name);
    }
    return any;
  };
  if (wants_names() && options_.header != HeaderChoice::kNo) {
    std::optional<Shape> failed;
    for (std::size_t r = 0; r < rows_.size(); ++r) {
      if (malformed(r)) continue;
      const Picks picks = find_picks(options_, texts(r), count(r));
      if (!picks.unknown.empty()) continue;
      use(picks);
      shape = below(r);
      if (!shape.problem) check_below(shape);
      if (!shape.problem) return shape;
      if (!failed) failed = shape;
    }
    if (failed) return *failed;
  }

  use(find_picks(options_, none, usual_count()));
  shape = climb();
  if (!shape.header || shape.problem) {
    if (!shape.problem) check_below(shape);
    return shape;
  }
  const Columns before = used_.value_or(Columns{});
  use(find_picks(options_, texts(*shape.header), count_));
  if (used_.value_or(Columns{}) != before) {  // a name beats a number
    const std::size_t header = *shape.header;
    shape = below(header);
  } else {
    read_kinds(shape);
  }
  if (axis_) excused_.insert(*axis_);
  for (std::size_t c = 0; c < std::min(count_, count(*shape.header)); ++c) {
    const AxisName name = read_axis_name(text(*shape.header, c));
    if (name.axis && !name.must_rise) excused_.insert(c);
  }
  if (!shape.problem) check_below(shape);
  return shape;
}

}  // namespace

bool Shape::any_numbers() const {
  return std::find(kinds.begin(), kinds.end(), ColumnKind::kNumbers) != kinds.end() ||
         std::find(kinds.begin(), kinds.end(), ColumnKind::kMixed) != kinds.end();
}

Cell classify(const Field& field, char separator, const TableOptions& options) {
  const auto as = [&](char decimal) { return spell(field.text, {decimal, options.missing}); };
  const Spelling spelling = as(options.decimal.value_or('.'));
  if (spelling.number()) return Cell::kNumber;
  if (!spelling.text()) return Cell::kMissing;
  const bool comma_is_free = separator != ',' || field.quoted;
  if (!options.decimal && comma_is_free && as(',').number()) return Cell::kNumber;
  return Cell::kText;
}

Picks find_picks(const TableOptions& options, const std::vector<std::string>& names,
                 std::size_t count) {
  Picks picks;
  const auto find = [&](const std::string& wanted) -> std::optional<std::size_t> {
    const auto named = std::find(names.begin(), names.end(), wanted);
    if (named != names.end() && !wanted.empty()) {
      return static_cast<std::size_t>(named - names.begin());
    }
    // Before its unit was joined to it.
    for (std::size_t i = 0; i < names.size() && !wanted.empty(); ++i) {
      if (names[i].size() > wanted.size() + 1 && names[i].starts_with(wanted + " ") &&
          without_brackets(std::string_view(names[i]).substr(wanted.size() + 1)) !=
              std::string_view(names[i]).substr(wanted.size() + 1)) {
        return i;
      }
    }
    const auto number = whole_number(wanted);
    if (number && *number >= 1 && *number <= count) return *number - 1;
    return std::nullopt;
  };
  for (const std::string& column : options.columns) {
    if (const auto whole = find(column)) {
      picks.signals.push_back(*whole);
      continue;
    }
    for (const std::string& part : split_at_commas(column)) {
      const auto found = find(part);
      if (found) {
        picks.signals.push_back(*found);
      } else if (picks.unknown.empty()) {
        picks.unknown = "--column " + part;
      }
    }
  }
  if (options.axis && *options.axis != "none") {
    picks.axis = find(*options.axis);
    if (!picks.axis && picks.unknown.empty()) picks.unknown = "--axis " + *options.axis;
  }
  return picks;
}

Shape find_shape(const std::vector<SampleRow>& rows, char separator, const TableOptions& options) {
  return ShapeFinder(rows, separator, options).find();
}

std::vector<std::string> names_of(const Shape& shape, const std::vector<SampleRow>& rows) {
  std::vector<std::string> names;
  for (std::size_t c = 0; c < shape.fields - shape.dropped; ++c) {
    if (!shape.header) {
      names.push_back("ch" + std::to_string(c + 1));
      continue;
    }
    const auto& header = rows[*shape.header].fields.fields;
    std::string name(c < header.size() ? header[c].text : "");
    if (shape.units) {
      const auto& units = rows[*shape.units].fields.fields;
      const std::string_view unit = c < units.size() ? without_apostrophes(units[c].text) : "";
      if (!unit.empty()) {
        if (!name.empty()) name += ' ';
        name += without_brackets(unit) == unit ? "(" + std::string(unit) + ")" : std::string(unit);
      }
    }
    names.push_back(std::move(name));
  }
  return names;
}

}  // namespace rectify::io
