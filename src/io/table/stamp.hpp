// A time as it is written: decimal digits, or a date and time of ISO 8601. Nothing is rounded.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "io/table/number.hpp"

namespace rectify::io {

/// mantissa · 10^exponent, in the column's unit, or seconds since 1970 for ISO 8601.
struct Stamp {
  __extension__ using Integer = __int128;
  Integer mantissa = 0;
  int exponent = 0;  ///< of the last digit shown
  int digits = 0;    ///< of the mantissa, without zeros before them

  /// The place of the first digit that is not 0, as a power of ten; of no meaning for 0.
  [[nodiscard]] int magnitude() const { return digits - 1 + exponent; }
};

/// 10^exponent, rounded once.
[[nodiscard]] long double power_of_ten(int exponent);

/// Nullopt: no finite number, or more digits than 36.
[[nodiscard]] std::optional<Stamp> stamp_of(std::string_view field, const Spelling& spelling);

/// 2024-05-06T07:08:09.5Z, also with a blank for the T, without a zone, or the date alone. Nullopt:
/// anything else.
[[nodiscard]] std::optional<Stamp> iso_stamp(std::string_view field);

/// Whether the text is such a stamp or a time of day, 07:08:09.
[[nodiscard]] bool looks_like_stamp(std::string_view field);

/// later - earlier, exact to the 64 bits of a long double.
[[nodiscard]] long double difference(const Stamp& later, const Stamp& earlier);

}  // namespace rectify::io
