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
      rows_(window_, layout_),
      plain_text_(layout_.separator) {
  name_columns();
  if (options_.rate_needed || options_.rate_if_even) {
    find_rate();
  } else if (options_.rate_if_any) {
    find_rate_if_any();
  }
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
           layout_.numbers.missing.empty() && layout_.empty_fields == 0;
}

void TableReader::find_rate() {
  if (!layout_.time) return;
  uneven_allowed_ = !options_.rate_needed;
  rate_.emplace(layout_.time->seconds, layout_.looked_at);
  if (window_.input().seekable()) {
    add_all_to_rate();
    if (options_.while_finding_rate) options_.while_finding_rate(0, 1);
    conclude_rate();
    rate_.reset();
    return rewind();
  }
  std::uint64_t line = layout_.first_line;
  for (const Stamp& stamp : layout_.looked_at) add_to_rate(stamp, line++);
  checked_ = layout_.looked_at.size();
  conclude_rate();
  uneven_allowed_ = false;
  if (uneven_) rate_.reset();
}

void TableReader::find_rate_if_any() {
  if (!layout_.time) return;
  RateFinder finder(layout_.time->seconds, layout_.looked_at);
  for (const Stamp& stamp : layout_.looked_at) {
    if (!finder.add(stamp)) return;
  }
  if (finder.fits_every_stamp()) format_.rate = finder.rate();
}

/// Reads the time alone, of the whole table.
void TableReader::add_all_to_rate() {
  const std::size_t column = layout_.time->column;
  for (;;) {
    // Rows without quotes, as far as they are in memory.
    const std::string_view lines = rows_.lines();
    const char* at = lines.data();
    const char* const end = at + lines.size();
    PlainFields fields(layout_.separator, layout_.numbers.decimal);
    if (plain_ && at != end) fields.start(at);
    std::uint64_t rows = 0;
    while (plain_ && at != end) {
      std::string_view time;
      const char* field = at;
      bool whole = true;
      for (std::size_t c = 0; c < roles_.size() && whole; ++c) {
        const char* const stop = fields.end(field);
        whole = *field != '"' && *stop == (c + 1 == roles_.size() ? '\n' : layout_.separator);
        if (c == column) time = {field, static_cast<std::size_t>(stop - field)};
        field = stop + 1;
      }
      const auto stamp = whole ? layout_.stamp_if_any(time) : std::nullopt;
      if (!stamp) break;
      add_to_rate(*stamp, rows_.next_line() + rows);
      at = field;
      ++rows;
    }
    rows_.skip(static_cast<std::size_t>(at - lines.data()), rows);
    const bool more = !uneven_ && rows_.next();
    rows += more ? 1 : 0;
    if (rows > 0 && options_.while_finding_rate) {
      options_.while_finding_rate(rows, window_.share());
    }
    if (!more) return;
    rows_.split(fields_);
    add_to_rate(layout_.stamp(fields_.fields[column].text, rows_.line()), rows_.line());
  }
}

void TableReader::add_to_rate(const Stamp& stamp, std::uint64_t line) {
  if (uneven_ || rate_->add(stamp)) return;
  uneven_ = uneven_allowed_;
  if (uneven_) return;
  const double usual = rate_->usual_step();
  const double step = rate_->last_step();
  throw layout_.error(line, layout_.time->column,
                      step > 0 ? fmt::format("the time steps by {:.6g} s here and by {:.6g} s "
                                             "elsewhere; --rate HZ would ignore it",
                                             step, usual)
                               : "the time does not go on here; --rate HZ would ignore it");
}

void TableReader::conclude_rate() {
  format_.rate = rate_->rate();
  if (uneven_allowed_ && (uneven_ || !format_.rate)) {
    uneven_ = true;
    format_.rate.reset();
    options_.steps_needed = true;
    if (rate_->count() < 2) return;
    layout_.decisions.emplace_back("rate: none, since the time steps unevenly");
    return;
  }
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

void TableReader::take_time(std::string_view text, std::uint64_t line, Frames& frames) {
  ++row_;
  const bool check = rate_ && row_ > checked_;
  if (!check && !options_.steps_needed) return;
  const Stamp stamp = layout_.stamp(text, line);
  if (check) add_to_rate(stamp, line);
  if (!options_.steps_needed) return;
  const double step = last_stamp_
                          ? static_cast<double>(difference(stamp, *last_stamp_) *
                                                static_cast<long double>(layout_.time->seconds))
                          : 0.0;
  if (step < 0) {
    throw layout_.error(line, layout_.time->column,
                        "the time goes back here; --rate HZ would ignore it");
  }
  last_stamp_ = stamp;
  frames.steps.push_back(step);
}

/// The usual row, of plain numbers and labels with nothing around them but separators: they are
/// read where they stand. Gives the start of the next row; null, and nothing taken, where it is any
/// other. The row ends in a line feed somewhere.
const char* TableReader::take_plain_row(const char* at, PlainFields& fields, std::uint64_t line,
                                        Frames& frames) {
  const std::size_t had = frames.samples.size();
  const std::size_t had_labels = frames.labels.texts();
  const auto refuse = [&]() -> const char* {
    frames.samples.resize(had);
    frames.labels.shorten(had_labels);
    return nullptr;
  };
  std::string_view time;
  PlainNumber label;
  for (std::size_t column = 0; column < roles_.size(); ++column) {
    const bool last = column + 1 == roles_.size();
    const char* const end = fields.end(at);
    const char* stop = end;
    if (*end != (last ? '\n' : layout_.separator)) return refuse();
    if (last && stop != at && stop[-1] == '\r') --stop;
    if (at == stop) return refuse();
    if (roles_[column] == kSignal) {
      const char first = *at == '-' ? at[1] : *at;
      double number = 0;
      const auto parsed = std::from_chars(at, stop, number);
      if (first < '0' || first > '9' || parsed.ec != std::errc{} || parsed.ptr != stop) {
        return refuse();
      }
      frames.samples.push_back(number);
    } else {
      const std::string_view text(at, static_cast<std::size_t>(stop - at));
      if (!fields.number(text, label) && !plain_text_.is(text)) return refuse();
      if (roles_[column] == kLabel) frames.labels.append(text);
      if (layout_.time && layout_.time->column == column) time = text;
    }
    at = end + 1;
  }
  if (layout_.time) take_time(time, line, frames);
  return at;
}

/// As many plain rows as follow, up to so many; says how many there were.
std::size_t TableReader::take_plain_rows(Frames& frames, std::size_t most) {
  const std::string_view lines = rows_.lines();
  if (!plain_ || lines.empty()) return 0;
  const char* at = lines.data();
  const char* const end = at + lines.size();
  PlainFields fields(layout_.separator, '.');
  fields.start(at);
  std::size_t rows = 0;
  for (; rows < most && at != end; ++rows) {
    const char* const next = take_plain_row(at, fields, rows_.next_line() + rows, frames);
    if (next == nullptr) break;
    at = next;
  }
  rows_.skip(static_cast<std::size_t>(at - lines.data()), rows);
  return rows;
}

void TableReader::take_row(Frames& frames) {
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
  if (layout_.time) take_time(fields_.fields[layout_.time->column].text, rows_.line(), frames);
}

bool TableReader::read(Frames& frames) {
  frames.samples.clear();
  frames.labels.reset(label_columns_.size());
  frames.steps.clear();
  std::size_t rows = 0;
  while (rows < kMostFrames) {
    rows += take_plain_rows(frames, kMostFrames - rows);
    if (rows == kMostFrames || (rows != 0 && !rows_.ready()) || !rows_.next()) break;
    take_row(frames);
    ++rows;
  }
  return rows != 0;
}

void TableReader::rewind() {
  window_.rewind();
  for (std::uint64_t left = layout_.first_place; left != 0;) {
    if (!window_.fill()) break;  // the file has become shorter
    const std::uint64_t passed = std::min<std::uint64_t>(left, window_.text().size());
    window_.drop(passed);
    left -= passed;
  }
  rows_.restart();
  last_stamp_.reset();
  row_ = 0;
}

}  // namespace rectify::io
