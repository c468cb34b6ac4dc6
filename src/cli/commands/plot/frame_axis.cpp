// Numbers from labels, lines and rates.
#include "cli/commands/plot/frame_axis.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "cli/options/option_list.hpp"
#include "io/table/axis_name.hpp"
#include "io/table/units.hpp"

namespace rectify::cli {
namespace {

/// Whether the name of a time says nothing of a unit, so that it is in seconds.
bool without_unit(std::string_view name) {
  constexpr std::array<std::string_view, 6> kWords = {"time",  "timestamp", "zeit",
                                                      "temps", "tiempo",    "t"};
  return std::ranges::find(kWords, io::lower_case(name)) != kWords.end();
}

/// The last axis that is a column of numbers, else the last of stamps.
const io::LabelColumn* axis_of(const io::SignalFormat& format) {
  const io::LabelColumn* found = nullptr;
  for (const io::LabelColumn& label : format.labels) {
    if (label.axis && (found == nullptr || label.numeric || !found->numeric)) found = &label;
  }
  return found;
}

}  // namespace

FrameAxis::FrameAxis(const Signal& signal, bool rate_given) {
  const io::LabelColumn* axis = signal.table() == nullptr ? nullptr : axis_of(signal.format());
  const auto line = signal.wave() == nullptr ? std::nullopt : signal.wave()->form->axis();
  if (line) {
    kind_ = Kind::kLine;
    line_ = *line;
    name_ = "x";
  } else if (axis != nullptr && !rate_given) {
    kind_ = axis->numeric ? Kind::kNumbers : Kind::kStamps;
    name_ = axis->name;
    column_ = static_cast<std::size_t>(axis - signal.format().labels.data());
    seconds_ = axis->numeric ? io::read_axis_name(name_).seconds.value_or(0) : 1;
    own_unit_ = axis->numeric && !without_unit(name_);
  } else if (signal.rate().value_or(0) > 0) {
    kind_ = Kind::kRate;
    rate_ = *signal.rate();
    name_ = "time";
    seconds_ = 1;
    own_unit_ = false;
  } else {
    name_ = "frame";
  }
}

double FrameAxis::next(const io::Labels& labels, std::size_t frame) {
  const std::uint64_t number = frame_++;
  switch (kind_) {
    case Kind::kLine: return line_.at(number);
    case Kind::kRate: return static_cast<double>(number) / rate_;
    case Kind::kFrames: return static_cast<double>(number);
    case Kind::kStamps: return stamp(labels(frame, column_));
    case Kind::kNumbers: break;
  }
  std::string_view text = labels(frame, column_);
  if (text.starts_with('+')) text.remove_prefix(1);
  double x = kGap;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), x);
  return read.ptr == text.data() + text.size() && read.ec == std::errc{} ? x : kGap;
}

/// Seconds since the first one.
double FrameAxis::stamp(std::string_view text) {
  const auto stamp = io::iso_stamp(text);
  if (!stamp) return kGap;
  if (!first_stamp_) {
    first_stamp_ = stamp;
    name_ += name_.empty() ? std::string(text) : " since " + std::string(text);
  }
  return static_cast<double>(io::difference(*stamp, *first_stamp_));
}

std::optional<Window> FrameAxis::window(const std::optional<AxisRange>& range) const {
  if (!range) return std::nullopt;
  const bool seconds = range->unit == AxisRange::Unit::kSeconds;
  if (range->unit == AxisRange::Unit::kHertz || (seconds && seconds_ == 0)) {
    usage_error("--range must have the unit of the x axis, which is " +
                (seconds_ == 0 ? "'" + name_ + "': give bare numbers" : std::string("a time")));
  }
  const double unit = seconds ? seconds_ : 1;
  return Window{range->start / unit, range->stop / unit};
}

void FrameAxis::refuse_empty(const std::optional<AxisRange>& range) const {
  usage_error(range ? "--range holds no frame of the signal"
                    : "no frame has a place on the axis '" + name_ +
                          "', which holds neither numbers nor dates: --axis none counts frames");
}

Window FrameAxis::whole(const Window& window) const {
  return {window.first, window.second + (kind_ == Kind::kRate ? 1 / rate_ : 0)};
}

FrameAxis::Scale FrameAxis::scale(const Window& window) const {
  if (own_unit_) return {1, name_};
  struct Unit {
    double below;  // seconds
    double factor;
    const char* name;
  };
  constexpr double kMinute = 60;
  constexpr double kHour = 3600;
  constexpr std::array kUnits = {Unit{0.9e-3, 1e6, "µs"}, Unit{0.9, 1e3, "ms"},
                                 Unit{10 * kMinute, 1, "s"}, Unit{3 * kHour, 1 / kMinute, "min"}};
  const double greatest = std::max(std::fabs(window.first), std::fabs(window.second));
  for (const Unit& unit : kUnits) {
    if (greatest < unit.below) return {unit.factor, name_ + " in " + unit.name};
  }
  return {1 / kHour, name_ + " in h"};
}

}  // namespace rectify::cli
