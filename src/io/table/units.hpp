// The units that instruments write below a header or after a number.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rectify::io {

/// Lower case, of ASCII letters alone.
[[nodiscard]] std::string lower_case(std::string_view text);

/// How many seconds the unit of time lasts: s, ms, us, µs, ns, min, h, days, and their words, any
/// case; nullopt: it is none.
[[nodiscard]] std::optional<double> seconds_of(std::string_view unit);

/// Whether that is a unit, of time or anything else that is measured: V, mV, Volt, kHz, m/s^2, %,
/// also in brackets. A symbol has its own case, a word any.
[[nodiscard]] bool is_unit(std::string_view text);

/// What the brackets hold, where the whole text is "(…)" or "[…]"; else the text.
[[nodiscard]] std::string_view without_brackets(std::string_view text);

/// What stands between apostrophes, where the whole text does; else the text.
[[nodiscard]] std::string_view without_apostrophes(std::string_view text);

}  // namespace rectify::io
