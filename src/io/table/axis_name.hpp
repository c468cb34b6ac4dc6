// Whether the name of a column says that it is an axis.
#pragma once

#include <optional>
#include <string_view>

namespace rectify::io {

struct AxisName {
  bool axis = false;
  /// Such names are used for signals too (t, x, T; v_s, Q (min)): the column is an axis only if its
  /// numbers rise or fall strictly.
  bool must_rise = false;
  std::optional<double> seconds;  ///< in one unit, where it is a time
};

/// A time: time, sec, second(s), timestamp, Zeit, temps, tiempo, or any name with a unit of time,
/// as (ms), [s], t/s, t_us, t in s. A letter or counter: t, s, x, n, nr, x-axis, index, sample. Any
/// case. A time without a unit is in seconds.
[[nodiscard]] AxisName read_axis_name(std::string_view name);

}  // namespace rectify::io
