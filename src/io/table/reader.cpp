#include "io/table/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <utility>

namespace rectify::io {
namespace {

constexpr std::size_t kMostFrames = 8192;  // in one block

enum Role : char { kDropped, kSignal, kLabel };

}  // namespace

TableReader::TableReader(Input input, TableOptions options)
    : options_(std::move(options)),
      window_(std::move(input)),
      layout_(decide_layout(window_, options_)),
      rows_(window_, layout_) {
  name_columns();
  find_rate();
}

TableReader::~TableReader() = default;

void TableReader::name_columns() {
  for (const std::size_t column : layout_.signals) format_.names.push_back(layout_.names[column]);
  // A label stands where it did among the signals, unless these were asked for in another order.
  const bool in_order = std::is_sorted(layout_.signals.begin(), layout_.signals.end());
  for (const LabelChoice& label : layout_.labels) {
    const auto before = std::count_if(layout_.signals.begin(), layout_.signals.end(),
                                      [&](std::size_t signal) { return signal < label.column; });
    format_.labels.push_back({layout_.names[label.column],
                              in_order ? static_cast<std::size_t>(before) : 0, label.axis,
                              label.numeric});
    label_columns_.push_back(label.column);
  }
  format_.timed = layout_.time.has_value();

  roles_.assign(layout_.names.size(), kDropped);
  for (const std::size_t column : layout_.signals) roles_[column] = kSignal;
  for (const std::size_t column : label_columns_) roles_[column] = kLabel;
  const bool twice = std::adjacent_find(layout_.signals.begin(), layout_.signals.end(),
                                        std::greater_equal<>()) != layout_.signals.end();
  plain_ = !twice && layout_.separator != ' ' && layout_.numbers.decimal == '.' &&
           layout_.numbers.missing.empty() && layout_.empty_fields == 0 &&
           std::none_of(label_columns_.begin(), label_columns_.end(),
                        [&](std::size_t column) { return roles_[column] == kSignal; });
}

void TableReader::find_rate() {
  if (!options_.rate_needed || !layout_.time) return;
  rate_.emplace(layout_.time->seconds, layout_.looked_at);
  if (window_.input().seekable()) {
    while (rows_.next()) {
      rows_.split(fields_);
      const std::string_view text = fields_.fields[layout_.time->column].text;
      add_to_rate(layout_.stamp(text, rows_.line()), rows_.line());
    }
    conclude_rate();
    rate_.reset();
    return rewind();
  }
  std::uint64_t line = layout_.first_line;
  for (const Stamp& stamp : layout_.looked_at) add_to_rate(stamp, line++);
  checked_ = layout_.looked_at.size();
  conclude_rate();
}

void TableReader::add_to_rate(const Stamp& stamp, std::uint64_t line) {
  const double usual = rate_->usual_step();
  if (rate_->add(stamp)) return;
  const double step = rate_->last_step();
  throw layout_.error(line, layout_.time->column,
                      step > 0 ? fmt::format("the time steps by {:.6g} s here and by {:.6g} s "
                                             "elsewhere; --rate HZ would ignore it",
                                             step, usual)
                               : "the time does not go on here; --rate HZ would ignore it");
}

void TableReader::conclude_rate() {
  format_.rate = rate_->rate();
  if (!format_.rate) {
    if (rate_->count() < 2) return;
    throw layout_.error(layout_.first_line + 1, layout_.time->column,
                        "the time does not go on here; --rate HZ would ignore it");
  }
  const std::string found = fmt::format("{:.10g} Hz", *format_.rate);
  if (rate_->fits_every_stamp()) {
    layout_.decisions.push_back(
        fmt::format("rate: {}, the roundest that fits all {} stamps within their last digit", found,
                    rate_->count()));
  } else {
    layout_.decisions.push_back(
        fmt::format("rate: {}, which fits every step within 1 %, but not every stamp", found));
    layout_.warnings.push_back(fmt::format(
        "{}: the time steps unevenly, by up to 1 %, and is taken as {}", layout_.input, found));
  }
}

double TableReader::number_in(std::size_t column) {
  const std::string_view field = fields_.fields[column].text;
  const Spelling spelling = spell(field, layout_.numbers);
  if (const auto value = value_of(field, spelling)) return *value;
  if (!spelling.text()) {
    throw layout_.error(rows_.line(), column,
                        fmt::format("'{}' is too large for a double", printable(field)));
  }
  std::string reason = reason_it_is_no_number(field, layout_.numbers);
  if (!reason.empty()) reason = " (" + reason + ")";
  throw layout_.error(rows_.line(), column,
                      fmt::format("'{}' is not a number{}", printable(field), reason));
}

void TableReader::take_time(std::string_view text, Frames& frames) {
  ++row_;
  const bool check = rate_ && row_ > checked_;
  if (!check && !options_.steps_needed) return;
  const Stamp stamp = layout_.stamp(text, rows_.line());
  if (check) add_to_rate(stamp, rows_.line());
  if (!options_.steps_needed) return;
  const double step = last_stamp_
                          ? static_cast<double>(difference(stamp, *last_stamp_) *
                                                static_cast<long double>(layout_.time->seconds))
                          : 0.0;
  if (step < 0) {
    throw layout_.error(rows_.line(), layout_.time->column,
                        "the time goes back here; --rate HZ would ignore it");
  }
  last_stamp_ = stamp;
  frames.steps.push_back(step);
}

/// The usual row, of plain numbers and labels with nothing around them but separators: they are
/// read where they stand, and each is looked at once. False, and nothing taken, where it is any
/// other.
bool TableReader::take_plain_row(Frames& frames) {
  const std::string_view row = rows_.text();
  const std::size_t had = frames.samples.size();
  const std::size_t had_labels = frames.labels.texts();
  const auto refuse = [&] {
    frames.samples.resize(had);
    frames.labels.shorten(had_labels);
    return false;
  };
  const char* at = row.data();
  const char* const end = at + row.size();
  std::string_view time;
  for (std::size_t column = 0;; ++column) {
    const char* stop = at;
    if (roles_[column] == kSignal) {
      const bool begins =
          at != end &&
          ((*at >= '0' && *at <= '9') ||
           ((*at == '-' || *at == '.') && at + 1 != end && at[1] >= '0' && at[1] <= '9'));
      double number = 0;
      const auto parsed = std::from_chars(at, end, number);
      if (!begins || parsed.ec != std::errc{}) return refuse();
      stop = parsed.ptr;
      frames.samples.push_back(number);
    } else {
      stop = std::find(at, end, layout_.separator);
      const auto blank = [](char c) { return c == ' ' || c == '\t'; };
      if (at == stop || *at == '"' || blank(*at) || blank(stop[-1])) return refuse();
      const std::string_view text(at, static_cast<std::size_t>(stop - at));
      if (roles_[column] == kLabel) frames.labels.append(text);
      if (layout_.time && layout_.time->column == column) time = text;
    }
    if (stop == end) {
      if (column + 1 != roles_.size()) return refuse();
      if (layout_.time) take_time(time, frames);
      return true;
    }
    if (*stop != layout_.separator || column + 1 == roles_.size()) return refuse();
    at = stop + 1;
  }
}

void TableReader::take_row(Frames& frames) {
  if (plain_ && take_plain_row(frames)) return;
  rows_.split(fields_);
  for (const std::size_t column : layout_.signals) frames.samples.push_back(number_in(column));
  for (std::size_t i = 0; i < label_columns_.size(); ++i) {
    const std::string_view text = fields_.fields[label_columns_[i]].text;
    const bool comma = layout_.numbers.decimal == ',' && format_.labels[i].numeric;
    const std::size_t mark = comma ? text.find(',') : std::string_view::npos;
    if (mark == std::string_view::npos) {
      frames.labels.append(text);
    } else {
      std::string pointed(text);
      pointed[mark] = '.';
      frames.labels.append(pointed);
    }
  }
  if (layout_.time) take_time(fields_.fields[layout_.time->column].text, frames);
}

bool TableReader::read(Frames& frames) {
  frames.samples.clear();
  frames.labels.reset(label_columns_.size());
  frames.steps.clear();
  std::size_t rows = 0;
  while (rows < kMostFrames && (rows == 0 || rows_.ready()) && rows_.next()) {
    take_row(frames);
    ++rows;
  }
  return rows != 0;
}

void TableReader::rewind() {
  window_.rewind();
  for (std::uint64_t left = layout_.first_place; left != 0;) {
    if (window_.text().empty() && !window_.fill()) break;
    const std::uint64_t passed = std::min<std::uint64_t>(left, window_.text().size());
    window_.drop(passed);
    left -= passed;
  }
  rows_.restart();
  last_stamp_.reset();
  row_ = 0;
}

}  // namespace rectify::io
