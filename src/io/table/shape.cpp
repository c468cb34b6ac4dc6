#include "io/table/shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "io/table/axis_name.hpp"
#include "io/table/header.hpp"
#include "io/table/picks.hpp"
#include "io/table/preamble.hpp"

namespace rectify::io {
namespace {

/// Looks for the table; each attempt fills a Shape.
class ShapeFinder {
 public:
  ShapeFinder(const SampleCells& cells, const TableOptions& options)
      : cells_(cells), options_(options) {}
  Shape find();

 private:
  void use(const Picks& picks);
  void excuse_times(std::size_t header);
  bool excuse_axis(std::size_t column);
  void prepare(Shape& shape, std::size_t count) const;
  void add_row(std::size_t row, Shape& shape) const;
  void read_kinds(Shape& shape) const;

  std::optional<Shape> find_by_names();
  Shape below(std::size_t header);
  Shape climb();
  std::size_t climb_rows(Shape& shape) const;
  [[nodiscard]] std::optional<std::size_t> contradiction(const Shape& shape, std::size_t row) const;
  [[nodiscard]] bool has_text_for_numbers(const Shape& shape, std::size_t row) const;
  [[nodiscard]] std::optional<Problem> check_header(const Shape& shape) const;
  [[nodiscard]] std::optional<Problem> check_rows(const Shape& shape) const;

  const SampleCells& cells_;
  const TableOptions& options_;
  std::optional<std::vector<std::size_t>> used_;  // columns; all, where it is not said
  std::optional<std::size_t> axis_;               // that the user names
  std::set<std::size_t> excused_;                 // axes, which may hold anything
};

void ShapeFinder::use(const Picks& picks) {
  used_.reset();
  excused_.clear();
  axis_ = picks.axis;
  if (options_.columns.empty() || !picks.unknown.empty()) return;
  used_ = picks.signals;
  if (picks.axis) used_->push_back(*picks.axis);
}

/// The axes, as the user or the header names them, may hold anything from here on.
void ShapeFinder::excuse_times(std::size_t header) {
  if (axis_) excused_.insert(*axis_);
  for (std::size_t c = 0; c < cells_.count(header); ++c) {
    const AxisName name = read_axis_name(cells_.text(header, c));
    if (name.axis && !name.must_rise) excused_.insert(c);
  }
}

/// A column that is the axis, as the user or a row says that calls it a time, may hold anything.
/// Whether that was not known yet.
bool ShapeFinder::excuse_axis(std::size_t column) {
  if (axis_ == column) return excused_.insert(column).second;
  for (std::size_t r = 0; r < cells_.size(); ++r) {
    if (column >= cells_.count(r)) continue;
    const AxisName name = read_axis_name(cells_.text(r, column));
    if (name.axis && !name.must_rise) return excused_.insert(column).second;
  }
  return false;
}

void ShapeFinder::prepare(Shape& shape, std::size_t count) const {
  shape.count = count;
  shape.kinds.assign(count, ColumnKind::kMissing);
  shape.decides.assign(count, !used_);
  if (used_) {
    for (const std::size_t column : *used_) {
      if (column < count) shape.decides[column] = true;
    }
  }
  for (const std::size_t column : excused_) {
    if (column < count) shape.decides[column] = false;
  }
}

/// Adds what the row holds to the kinds of the columns.
void ShapeFinder::add_row(std::size_t row, Shape& shape) const {
  for (std::size_t c = 0; c < shape.count; ++c) {
    const Cell cell = cells_.cell(row, c);
    if (cell == Cell::kMissing) continue;
    const ColumnKind kind = cell == Cell::kNumber ? ColumnKind::kNumbers : ColumnKind::kText;
    ColumnKind& known = shape.kinds[c];
    known = known == ColumnKind::kMissing || known == kind ? kind : ColumnKind::kMixed;
  }
}

/// The kinds of all columns, over all rows of data that have as many fields as they should.
void ShapeFinder::read_kinds(Shape& shape) const {
  prepare(shape, shape.count);
  for (std::size_t r = shape.first; r < cells_.size(); ++r) {
    if (cells_.count(r) == shape.count) add_row(r, shape);
  }
}

bool ShapeFinder::has_text_for_numbers(const Shape& shape, std::size_t row) const {
  for (std::size_t c = 0; c < shape.count; ++c) {
    if (shape.numeric(c) && cells_.cell(row, c) == Cell::kText) return true;
  }
  return false;
}

/// A column that holds a number in that row and text in the rows below.
std::optional<std::size_t> ShapeFinder::contradiction(const Shape& shape, std::size_t row) const {
  for (std::size_t c = 0; c < shape.count; ++c) {
    if (shape.decides[c] && shape.kinds[c] == ColumnKind::kText &&
        cells_.cell(row, c) == Cell::kNumber) {
      return c;
    }
  }
  return std::nullopt;
}

/// Goes from the last row up to the first that differs, and reads the kinds on the way. Gives the
/// row above which the table ends.
std::size_t ShapeFinder::climb_rows(Shape& shape) const {
  std::size_t first = cells_.size();
  for (; first > 0; --first) {
    const std::size_t row = first - 1;
    if (cells_.count(row) != shape.count || cells_.malformed(row) ||
        has_text_for_numbers(shape, row) || contradiction(shape, row)) {
      break;
    }
    add_row(row, shape);
  }
  return first;
}

/// A header that holds a number where the line above it holds none is a row with a fault.
std::optional<Problem> ShapeFinder::check_header(const Shape& shape) const {
  if (!shape.header || shape.units || *shape.header == 0 ||
      options_.header != HeaderChoice::kAuto) {
    return std::nullopt;
  }
  const std::size_t row = *shape.header;
  const std::size_t above = row - 1;
  if (cells_.count(above) < shape.count || cells_.malformed(above)) return std::nullopt;
  bool number = false;
  bool text_above = false;
  std::optional<std::size_t> fault;
  for (std::size_t c = 0; c < std::min(shape.count, cells_.count(row)); ++c) {
    if (!shape.numeric(c)) continue;
    if (cells_.cell(above, c) == Cell::kNumber) return std::nullopt;
    text_above = text_above || cells_.cell(above, c) == Cell::kText;
    number = number || cells_.cell(row, c) == Cell::kNumber;
    if (cells_.cell(row, c) == Cell::kText && !fault) fault = c;
  }
  if (!number || !text_above) return std::nullopt;
  return no_number(cells_, options_, row, fault.value());  // or the line above were the header
}

/// The last rows that agree, and what stands above them.
Shape ShapeFinder::climb() {
  Shape shape;
  prepare(shape, cells_.usual_count());
  shape.first = climb_rows(shape);
  if (shape.first > 0 && cells_.count(shape.first - 1) == shape.count &&
      !cells_.malformed(shape.first - 1) && !has_text_for_numbers(shape, shape.first - 1)) {
    const std::size_t column = contradiction(shape, shape.first - 1).value();
    if (excuse_axis(column)) return climb();
    std::size_t row = shape.first;
    while (cells_.cell(row, column) != Cell::kText) ++row;
    shape.problem = no_number(cells_, options_, row, column);
    return shape;
  }
  find_header(cells_, options_, shape);
  shape.problem = check_header(shape);
  if (!shape.problem) shape.problem = check_preamble(cells_, options_, shape);
  if (shape.problem && shape.problem->column && excuse_axis(*shape.problem->column)) return climb();
  return shape;
}

/// The table whose header stands in that row.
Shape ShapeFinder::below(std::size_t header) {
  excuse_times(header);
  Shape shape;
  shape.header = header;
  shape.first = header + 1;
  shape.count = cells_.count(header);
  take_units(cells_, shape);
  if (shape.first < cells_.size()) shape.count = cells_.count(shape.first);
  read_kinds(shape);
  drop_empty_columns(cells_, shape);
  if (cells_.count(header) < shape.columns()) {
    shape.problem = Problem{cells_.line(shape.first), std::nullopt,
                            fmt::format("has {} where the header has {}",
                                        fields_in_words(shape.columns()), cells_.count(header))};
  } else {
    shape.problem = check_rows(shape);
  }
  return shape;
}

/// Every row of data has its fields, whole quotes, and one kind of field in each column that
/// counts.
std::optional<Problem> ShapeFinder::check_rows(const Shape& shape) const {
  for (std::size_t r = shape.first; r < cells_.size(); ++r) {
    if (cells_.count(r) != shape.count || cells_.malformed(r)) {
      return describe_row(cells_, options_, shape, r);
    }
  }
  for (std::size_t c = 0; c < shape.count; ++c) {
    if (shape.kinds[c] != ColumnKind::kMixed || !shape.decides[c]) continue;
    std::size_t row = shape.first;
    while (cells_.cell(row, c) != Cell::kText) ++row;
    return no_number(cells_, options_, row, c);
  }
  return std::nullopt;
}

/// A line that holds the names that the user gives is the header: of several, the first below which
/// there is a table.
std::optional<Shape> ShapeFinder::find_by_names() {
  std::optional<Shape> failed;
  for (std::size_t r = 0; r < cells_.size(); ++r) {
    if (cells_.malformed(r)) continue;
    const Picks picks = find_picks(options_, cells_.texts(r), cells_.count(r));
    if (!picks.unknown.empty()) continue;
    use(picks);
    Shape shape = below(r);
    if (!shape.problem) return shape;
    if (!failed) failed = std::move(shape);
  }
  return failed;
}

Shape ShapeFinder::find() {
  if (cells_.size() == 0) return {};
  if (picks_by_name(options_) && options_.header != HeaderChoice::kNo) {
    if (auto shape = find_by_names()) return std::move(*shape);
  }
  use(find_picks(options_, {}, cells_.usual_count()));
  Shape shape = climb();
  if (shape.problem) return shape;
  if (shape.header) {
    const auto before = used_;
    use(find_picks(options_, cells_.texts(*shape.header), shape.count));
    if (used_ != before) return below(*shape.header);  // a name beats a number
    excuse_times(*shape.header);
  }
  read_kinds(shape);
  shape.problem = check_rows(shape);
  return shape;
}

}  // namespace

bool Shape::any_numbers() const {
  return std::find(kinds.begin(), kinds.end(), ColumnKind::kNumbers) != kinds.end() ||
         std::find(kinds.begin(), kinds.end(), ColumnKind::kMixed) != kinds.end();
}

Shape find_shape(const SampleCells& cells, const TableOptions& options) {
  return ShapeFinder(cells, options).find();
}

}  // namespace rectify::io
