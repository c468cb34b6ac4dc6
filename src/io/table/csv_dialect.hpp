// What the first lines of a table tell: its separator, its axis, its unit of time.
#pragma once

#include <optional>
#include <string_view>

namespace rectify::io {

/// Whether a first column of that name is the axis: time, t, seconds, x or index, any case, with or
/// without a unit in brackets.
[[nodiscard]] bool names_an_axis(std::string_view name);

/// How many seconds one unit of that axis lasts; nullopt: it is no time.
[[nodiscard]] std::optional<double> seconds_per_unit(std::string_view name);

/// The separator that leaves nothing but numbers of the line; nullopt: none does.
[[nodiscard]] std::optional<char> separator_of_numbers(std::string_view line);

/// The separator that cuts both lines into the same number of fields, more than one; `second` may
/// be empty: there is none.
[[nodiscard]] char guess_separator(std::string_view first, std::string_view second);

}  // namespace rectify::io
