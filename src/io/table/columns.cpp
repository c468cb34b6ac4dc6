#include "io/table/columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/table/axis_name.hpp"
#include "io/table/rate.hpp"
#include "io/table/stamp.hpp"

namespace rectify::io {
namespace {

bool among(const std::vector<std::size_t>& columns, std::size_t column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

/// Chooses step by step; the members are what has been found so far.
class ColumnChooser {
 public:
  ColumnChooser(const Dialect& dialect, const Picks& picks, const std::vector<std::string>& names,
                const NumberStyle& style, const TableOptions& options)
      : dialect_(dialect), picks_(picks), names_(names), style_(style), options_(options) {}

  ColumnChoice choose();

 private:
  [[nodiscard]] ColumnKind kind(std::size_t column) const { return dialect_.shape.kinds[column]; }
  [[nodiscard]] std::string_view text(std::size_t row, std::size_t column) const {
    return dialect_.cells.text(row, column);
  }
  [[nodiscard]] std::size_t rows() const { return dialect_.cells.size(); }
  [[nodiscard]] bool can_be_signal(std::size_t column) const {
    return kind(column) == ColumnKind::kNumbers || kind(column) == ColumnKind::kMissing;
  }
  [[nodiscard]] std::string called(std::size_t column) const;

  [[nodiscard]] std::vector<Stamp> stamps(std::size_t column) const;
  [[nodiscard]] bool is_iso(std::size_t column) const;
  [[nodiscard]] bool strictly_monotonic(std::size_t column) const;
  [[nodiscard]] bool rises_evenly(std::size_t column) const;
  [[nodiscard]] bool another_signal(std::size_t column) const;
  [[nodiscard]] bool own_name(std::size_t column) const;

  void find_axes();
  bool take_axis(std::size_t column);
  void add_axis(std::size_t column, const std::string& why, std::optional<double> seconds);
  void take_named_axis(std::size_t column);
  void warn_of_time();
  void check_text();
  void check_picks();
  [[nodiscard]] Problem no_number(std::size_t row, std::size_t column, std::string reason) const;

  const Dialect& dialect_;
  const Picks& picks_;
  const std::vector<std::string>& names_;
  const NumberStyle& style_;
  const TableOptions& options_;
  std::vector<std::size_t> axes_;
  ColumnChoice choice_;
};

std::string ColumnChooser::called(std::size_t column) const {
  return fmt::format("column {} ('{}')", column + 1, printable(names_[column]));
}

/// The stamps that can be read, in the order of the rows.
std::vector<Stamp> ColumnChooser::stamps(std::size_t column) const {
  std::vector<Stamp> result;
  for (std::size_t r = dialect_.shape.first; r < rows(); ++r) {
    const std::string_view field = text(r, column);
    const auto stamp = kind(column) == ColumnKind::kText ? iso_stamp(field)
                                                         : stamp_of(field, spell(field, style_));
    if (stamp) result.push_back(*stamp);
  }
  return result;
}

bool ColumnChooser::is_iso(std::size_t column) const {
  if (kind(column) != ColumnKind::kText) return false;
  for (std::size_t r = dialect_.shape.first; r < rows(); ++r) {
    if (!spell(text(r, column), style_).text()) continue;
    if (!iso_stamp(text(r, column))) return false;
  }
  return true;
}

bool ColumnChooser::strictly_monotonic(std::size_t column) const {
  const std::vector<Stamp> all = stamps(column);
  bool rises = true;
  bool falls = true;
  for (std::size_t n = 1; n < all.size(); ++n) {
    const long double step = difference(all[n], all[n - 1]);
    rises = rises && step > 0;
    falls = falls && step < 0;
  }
  return rises || falls;
}

/// At least three numbers whose steps are the same, as far as the digits after their point and a
/// double can say.
bool ColumnChooser::rises_evenly(std::size_t column) const {
  const std::vector<Stamp> all = stamps(column);
  if (all.size() < 3 || all.size() != rows() - dialect_.shape.first) return false;
  if (!strictly_monotonic(column) || !(difference(all[1], all[0]) > 0)) return false;
  const bool whole =
      std::all_of(all.begin(), all.end(), [](const Stamp& stamp) { return stamp.exponent >= 0; });
  const long double step =
      difference(all.back(), all.front()) / static_cast<long double>(all.size() - 1);
  if (!whole) {
    RateFinder grid(1, all);
    return std::all_of(all.begin(), all.end(), [&](const Stamp& stamp) {
      return grid.add(stamp) && grid.fits_every_stamp();
    });
  }
  for (std::size_t n = 1; n < all.size(); ++n) {
    if (difference(all[n], all[n - 1]) != step) return false;
  }
  return true;
}

/// Whether a signal is left where this column is none.
bool ColumnChooser::another_signal(std::size_t column) const {
  if (!options_.columns.empty()) return !among(picks_.signals, column);
  for (std::size_t c = 0; c < names_.size(); ++c) {
    if (c != column && can_be_signal(c) && !among(axes_, c)) return true;
  }
  return false;
}

/// Whether the column bears no name but the one that we give such columns.
bool ColumnChooser::own_name(std::size_t column) const {
  return !dialect_.shape.header || names_[column].empty() ||
         names_[column] == "ch" + std::to_string(column + 1);
}

void ColumnChooser::add_axis(std::size_t column, const std::string& why,
                             std::optional<double> seconds) {
  axes_.push_back(column);
  const bool iso = is_iso(column);
  if (iso) seconds = 1.0;
  if (seconds) choice_.time = {column, *seconds, iso};
  std::string unit = iso || !seconds ? "" : fmt::format(", its unit {:g} s", *seconds);
  choice_.reasons.push_back(called(column) + ", " + why + unit);
}

/// The column that --axis names.
void ColumnChooser::take_named_axis(std::size_t column) {
  std::optional<double> seconds = read_axis_name(names_[column]).seconds;
  if (own_name(column)) seconds = 1.0;
  add_axis(column, "as --axis says", seconds);
}

/// Takes the column for an axis if it is one.
bool ColumnChooser::take_axis(std::size_t column) {
  const AxisName name = read_axis_name(names_[column]);
  if (is_iso(column)) {
    add_axis(column, "dates and times of ISO 8601", 1.0);
    return true;
  }
  // Neither a text nor an empty column ends the search.
  if (kind(column) == ColumnKind::kText) return true;
  if (kind(column) == ColumnKind::kMissing && names_[column].empty()) return true;
  if (name.axis && !name.must_rise && names_.size() > 1) {
    add_axis(column, "named as a time", name.seconds);
    return true;
  }
  if (!another_signal(column) || !can_be_signal(column)) return false;
  const bool index = column == 0 && dialect_.shape.header && names_[0].empty();
  if ((name.axis || index) && strictly_monotonic(column)) {
    add_axis(column,
             index ? "without a name, as an index is written" : "named as one, and monotonic",
             name.seconds);
    return true;
  }
  const bool called_ch = dialect_.shape.header && own_name(column) && !names_[column].empty();
  if (column != 0 || called_ch || !rises_evenly(column)) return false;
  add_axis(column, "the first, which rises evenly", std::nullopt);
  choice_.warnings.emplace_back(
      "column 1 rises evenly and is taken for the axis; --axis none makes "
      "it a signal");
  return true;
}

void ColumnChooser::find_axes() {
  if (options_.axis && *options_.axis == "none") {
    choice_.reasons.emplace_back("none, as --axis says");
    return;
  }
  if (picks_.axis) return take_named_axis(*picks_.axis);
  for (std::size_t c = 0; c < names_.size(); ++c) {
    if (among(picks_.signals, c) || !take_axis(c)) break;
  }
  if (choice_.reasons.empty()) choice_.reasons.emplace_back("none");
}

void ColumnChooser::warn_of_time() {
  if (!choice_.time || picks_.axis) return;
  const std::vector<Stamp> all = stamps(choice_.time->column);
  for (std::size_t n = 1; n < all.size(); ++n) {
    if (difference(all[n], all[n - 1]) < 0) {
      choice_.warnings.push_back(called(choice_.time->column) +
                                 " is a time that does not rise; --axis none makes it a signal");
      return;
    }
  }
}

Problem ColumnChooser::no_number(std::size_t row, std::size_t column, std::string reason) const {
  if (!reason.empty()) reason = " (" + reason + ")";
  return {dialect_.cells.line(row), column,
          fmt::format("'{}' is not a number{}", printable(text(row, column)), reason)};
}

/// Numbers that are spoilt, by a unit or a thousands separator, are no labels to be passed by.
void ColumnChooser::check_text() {
  for (const LabelChoice& label : choice_.labels) {
    if (label.axis || kind(label.column) != ColumnKind::kText) continue;
    std::string first_reason;
    std::size_t first_row = 0;
    bool spoilt = true;
    for (std::size_t r = dialect_.shape.first; r < rows() && spoilt; ++r) {
      if (!spell(text(r, label.column), style_).text()) continue;
      const std::string reason = reason_it_is_no_number(text(r, label.column), style_);
      spoilt = !reason.empty();
      if (first_reason.empty()) {
        first_reason = reason;
        first_row = r;
      }
    }
    if (spoilt) {
      choice_.problem = no_number(first_row, label.column, first_reason);
      return;
    }
  }
}

/// A signal that was asked for must hold numbers.
void ColumnChooser::check_picks() {
  for (const std::size_t column : choice_.signals) {
    for (std::size_t r = dialect_.shape.first; r < rows(); ++r) {
      if (!spell(text(r, column), style_).text()) continue;
      choice_.problem = no_number(r, column, reason_it_is_no_number(text(r, column), style_));
      return;
    }
  }
}

ColumnChoice ColumnChooser::choose() {
  find_axes();
  for (std::size_t c = 0; c < names_.size(); ++c) {
    const bool axis = among(axes_, c);
    const bool numbers = kind(c) == ColumnKind::kNumbers;
    if (axis) {
      choice_.labels.push_back({c, true, numbers});
    } else if (options_.columns.empty() && can_be_signal(c)) {
      choice_.signals.push_back(c);
    } else if (options_.columns.empty()) {
      choice_.labels.push_back({c, false, false});
    }
  }
  for (const std::size_t c : picks_.signals) {
    if (!among(axes_, c)) choice_.signals.push_back(c);  // one that --axis names is no signal
  }
  check_text();
  if (choice_.problem) return std::move(choice_);
  check_picks();
  if (choice_.problem) return std::move(choice_);
  if (choice_.signals.empty()) {
    const std::size_t row = std::min(dialect_.shape.first, rows() - 1);
    std::size_t column = 0;  // of text, which only rows can hold
    while (column < names_.size() && (among(axes_, column) || kind(column) != ColumnKind::kText)) {
      ++column;
    }
    if (column < names_.size()) {
      choice_.problem = no_number(
          row, column,
          axes_.empty()
              ? "no column of the table holds numbers"
              : "no column but " + called(axes_[0]) +
                    " holds numbers, and that is the axis; --axis none makes it a signal");
    } else {
      choice_.problem = Problem{dialect_.cells.line(row), std::nullopt,
                                "no signal is left beside the axis; --axis none makes it one"};
    }
    return std::move(choice_);
  }
  warn_of_time();
  return std::move(choice_);
}

}  // namespace

ColumnChoice choose_columns(const Dialect& dialect, const Picks& picks,
                            const std::vector<std::string>& names, const NumberStyle& style,
                            const TableOptions& options) {
  return ColumnChooser(dialect, picks, names, style, options).choose();
}

}  // namespace rectify::io
