#include "io/table/layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "io/table/decimal.hpp"
#include "io/table/dialect.hpp"
#include "io/table/header.hpp"
#include "io/table/picks.hpp"
#include "io/table/sample.hpp"

namespace rectify::io {
namespace {

constexpr std::size_t kRowsOfAPause = 3;

std::string lines_in_words(std::uint64_t count) {
  return std::to_string(count) + (count == 1 ? " line" : " lines");
}

/// Names for a message: the first few.
std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 12;
  std::string result;
  for (std::size_t i = 0; i < std::min(names.size(), kMost); ++i) {
    result += (i == 0 ? "" : ", ") + printable(names[i]);
  }
  if (names.size() > kMost) result += fmt::format(" … ({} in all)", names.size());
  return result;
}

/// Takes in lines until the table can be decided from them.
Dialect look(Sample& sample, const TableOptions& options) {
  for (;;) {
    const bool more = sample.grow();
    Dialect dialect = choose_dialect(sample, options);
    const std::size_t first = std::min(dialect.shape.first, dialect.cells.size());
    const std::size_t rows = dialect.cells.size() - first;
    const bool whole = !dialect.shape.problem;
    if (sample.complete() || !more) return dialect;
    if (sample.paused() ? rows >= kRowsOfAPause && whole : rows > 0) return dialect;
  }
}

void check_not_empty(const Sample& sample, const Dialect& dialect, const TableLayout& layout,
                     Limits limits) {
  if (!(dialect.cells.size() == 0) &&
      (sample.complete() || dialect.shape.first < dialect.cells.size() || dialect.shape.problem)) {
    return;
  }
  if (sample.complete()) throw Error(ExitStatus::kInput, layout.input + ": is empty");
  throw Error(ExitStatus::kInput,
              fmt::format("{}: no table begins within the first {} MiB; close a quote that is left "
                          "open, or leave lines out by --skip N{}",
                          layout.input, limits.of(kLongestRow) >> 20U, limits.cure()));
}

/// Comments lead: among the rows they are none, and what stands between the header and the rows and
/// looks like a row is none either.
void check_comments(const Sample& sample, const Dialect& dialect, const TableLayout& layout) {
  const Shape& shape = dialect.shape;
  const auto line_of = [&](std::size_t row) {
    return dialect.cells.line(std::min(row, dialect.cells.size() - 1));
  };
  const std::uint64_t first = line_of(shape.first);
  for (const auto& [line, text] :
       sample.comments_after(line_of(shape.header.value_or(shape.first)), dialect.separator)) {
    RowFields fields;
    split_row(text, dialect.separator, shape.count, fields);
    const auto number = [&](const Field& field) { return spell(field.text, {}).number(); };
    const bool like_row =
        fields.count() == shape.count &&
        (shape.count == 1 ? text.find(' ') == std::string_view::npos
                          : std::any_of(fields.fields.begin(), fields.fields.end(), number));
    if (line < first && !like_row) continue;
    throw layout.error(
        line, 0,
        fmt::format("'{}' is not a number (comments stand before a table only)",
                    printable(fields.count() == shape.count ? fields.fields[0].text : text)));
  }
}

/// What stands before the table and is no part of it.
void tell_preamble(const Sample& sample, const Dialect& dialect, const TableOptions& options,
                   TableLayout& layout) {
  const Shape& shape = dialect.shape;
  const std::size_t row = std::min(shape.header.value_or(shape.first), dialect.cells.size() - 1);
  const std::uint64_t line = dialect.cells.line(row);
  const std::uint64_t before = sample.lines_before(line, dialect.separator);
  if (before != 0) {
    layout.warnings.push_back(fmt::format(
        "{}: {} before the table, which begins with line {}, {} left out; --skip {} "
        "does so without a word",
        layout.input, lines_in_words(before), line, before == 1 ? "is" : "are", line - 1));
  }
  layout.decisions.push_back(
      fmt::format("left out before the table: {} as --skip says, {} of "
                  "comments, {} of another shape",
                  lines_in_words(options.skip), sample.comments(dialect.separator), before));
}

void tell_header(const Dialect& dialect, const TableOptions& options, TableLayout& layout) {
  const Shape& shape = dialect.shape;
  const std::string why = options.header == HeaderChoice::kAuto ? "" : " (--header)";
  if (!shape.header) {
    layout.decisions.push_back(
        fmt::format("no header{}: line {} is a row of numbers", why, layout.first_line));
    return;
  }
  const SampleCells& cells = dialect.cells;
  const std::size_t row = *shape.header;
  layout.decisions.push_back(
      fmt::format("header: line {}{}{}", cells.line(row), why,
                  shape.units ? fmt::format(", units: line {}", cells.line(*shape.units)) : ""));
  std::size_t named = 0;
  for (std::size_t c = 0; c < cells.count(row); ++c) {
    if (!cells.text(row, c).empty()) named = c + 1;
  }
  if (named > layout.names.size()) {
    layout.warnings.push_back(
        fmt::format("{}: the header has {} names and the rows {} field{}: the first names count",
                    layout.input, named, layout.names.size(), layout.names.size() == 1 ? "" : "s"));
  }
}

void tell_columns(const ColumnChoice& choice, TableLayout& layout) {
  for (const std::string& reason : choice.reasons) layout.decisions.push_back("axis: " + reason);
  std::vector<std::string> signals;
  for (const std::size_t column : choice.signals) signals.push_back(layout.names[column]);
  layout.decisions.push_back(fmt::format("signals: {}", listed(signals)));
  std::vector<std::string> labels;
  for (const LabelChoice& label : choice.labels) labels.push_back(layout.names[label.column]);
  layout.decisions.push_back("labels: " + (labels.empty() ? "none" : listed(labels)));
}

/// The stamps of the rows that were looked at. Where they are not `needed` and one is no stamp,
/// there are none.
void read_stamps(const Dialect& dialect, bool needed, TableLayout& layout) {
  for (std::size_t r = dialect.shape.first; r < dialect.cells.size(); ++r) {
    const std::string_view text = dialect.cells.text(r, layout.time->column);
    if (!needed && !layout.stamp_if_any(text)) return layout.looked_at.clear();
    layout.looked_at.push_back(layout.stamp(text, dialect.cells.line(r)));
  }
}

}  // namespace

std::optional<Stamp> TableLayout::stamp_if_any(std::string_view text) const {
  return time->iso ? iso_stamp(text) : stamp_of(text, spell(text, numbers));
}

Stamp TableLayout::stamp(std::string_view text, std::uint64_t line) const {
  if (const auto stamp = stamp_if_any(text)) return *stamp;
  throw error(
      line, time->column,
      fmt::format("'{}' is not a {}, and the time is needed here; --rate HZ would ignore it",
                  printable(text), time->iso ? "date and time of ISO 8601" : "number"));
}

Error TableLayout::error(std::uint64_t line, std::optional<std::size_t> column,
                         const std::string& what) const {
  return {ExitStatus::kInput, fmt::format("{}:{}{}: {}", input, line,
                                          column ? fmt::format(":{}", *column + 1) : "", what)};
}

TableLayout decide_layout(TextWindow& window, const TableOptions& options) {
  TableLayout layout;
  layout.input = window.input().name();
  Sample sample(window, options);
  const Dialect dialect = look(sample, options);
  const Limits limits = window.input().limits();
  check_not_empty(sample, dialect, layout, limits);
  const Shape& shape = dialect.shape;
  const auto refuse = [&](const std::optional<Problem>& problem) {
    if (problem) throw layout.error(problem->line, problem->column, problem->what);
  };
  refuse(shape.problem);
  if (const std::size_t most = limits.of(kMostFields); shape.count > most) {
    throw layout.error(dialect.cells.line(0), std::nullopt,
                       fmt::format("has more than {} fields, the most that are read; transpose the "
                                   "table, or cut it by columns{}",
                                   most, limits.cure()));
  }
  check_comments(sample, dialect, layout);

  layout.separator = dialect.separator;
  layout.names = names_of(dialect.cells, shape);
  layout.empty_fields = shape.dropped;
  const bool any_row = shape.first < dialect.cells.size();
  layout.first_line =
      any_row ? dialect.cells.line(shape.first) : dialect.cells.line(dialect.cells.size() - 1) + 1;
  const std::size_t first = any_row ? dialect.cells.begin(shape.first) : window.text().size();
  layout.first_place = sample.dropped() + first;

  const Picks picks = find_picks(options, layout.names, layout.names.size());
  if (!picks.unknown.empty()) {
    throw Error(ExitStatus::kUsage, fmt::format("{}: {} has no such column; it has {}",
                                                picks.unknown, layout.input, listed(layout.names)));
  }
  const DecimalChoice decimal = choose_decimal(dialect, picks, layout.names, options);
  refuse(decimal.problem);
  layout.numbers = {decimal.mark, options.missing};
  ColumnChoice choice = choose_columns(dialect, picks, layout.names, layout.numbers, options);
  refuse(choice.problem);

  layout.decisions.push_back(
      fmt::format("text: {}, lines end in {}", name_of(window.input().encoding()),
                  sample.line_end().empty() ? "nothing" : sample.line_end()));
  tell_preamble(sample, dialect, options, layout);
  layout.decisions.push_back(
      fmt::format("separator: {} ({})", name_of_separator(dialect.separator), dialect.reason));
  tell_header(dialect, options, layout);
  layout.decisions.push_back(fmt::format("decimal mark: '{}' ({})", decimal.mark, decimal.reason));
  tell_columns(choice, layout);
  for (const std::string& warning : choice.warnings) {
    layout.warnings.push_back(layout.input + ": " + warning);
  }
  layout.signals = std::move(choice.signals);
  layout.labels = std::move(choice.labels);
  layout.time = choice.time;
  const bool all_needed = options.rate_needed || options.rate_if_even;
  if ((all_needed || options.rate_if_any) && layout.time) {
    read_stamps(dialect, all_needed, layout);
  }
  window.drop(first);
  return layout;
}

}  // namespace rectify::io
