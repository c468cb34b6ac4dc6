// A field as a number: how it may be spelled, what is missing, what it is worth.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rectify::io {

/// How the numbers of a table are written.
struct NumberStyle {
  char decimal = '.';
  std::vector<std::string> missing = {};  ///< texts of the user's own that mean a missing value
};

/// What a field says, and where its parts stand.
struct Spelling {
  enum class Kind : std::uint8_t {
    kFinite,    ///< digits: +5 .5 5. 1e3 1d3
    kInfinite,  ///< inf, infinity, 1.#INF, ∞, any case
    kNan,       ///< nan, nan(…), 1.#QNAN, 1.#IND …
    kMissing,   ///< empty, NA, N/A, #N/A, null, None, -, --, or a text of the user's own
    kText,      ///< anything else
  };
  static constexpr std::uint32_t kNowhere = 0xFFFFFFFF;

  Kind kind = Kind::kText;
  bool negative = false;
  bool zero = false;                     ///< no digit before the exponent is other than 0
  bool dash = false;                     ///< missing, and written as - or --
  std::uint32_t decimal_at = kNowhere;   ///< of the decimal mark
  std::uint32_t exponent_at = kNowhere;  ///< of the letter

  [[nodiscard]] bool number() const { return kind < Kind::kMissing; }
  [[nodiscard]] bool text() const { return kind == Kind::kText; }
};

/// Looks at the whole field, without the blanks around it.
[[nodiscard]] Spelling spell(std::string_view field, const NumberStyle& style);

/// Its value in double precision, NaN where it is missing; too small is 0. Nullopt: text, or too
/// large for a double.
[[nodiscard]] std::optional<double> value_of(std::string_view field, const Spelling& spelling);

enum class Sign : std::uint8_t { kKept, kRemoved };

/// Appends the number as every reader takes it, its digits kept: `1d3` as 1e3, the decimal mark as
/// `decimal`, infinities as inf and -inf, not a number as nan.
void append_number(std::string& to, std::string_view field, const Spelling& spelling, Sign sign,
                   char decimal);

/// Why a text in a column of numbers is none, with what to do about it, where that can be told: a
/// decimal comma, a thousands separator, a unit; empty: it can't.
[[nodiscard]] std::string reason_it_is_no_number(std::string_view field, const NumberStyle& style);

/// Whether the field is groups of three digits, such as 1,234: with the comma as decimal mark and
/// as thousands separator it is a number of either kind.
[[nodiscard]] bool could_be_thousands(std::string_view field);

/// A piece of the input for a message: short, control characters shown as ?.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace rectify::io
