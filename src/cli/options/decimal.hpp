// Numbers exactly as they were typed, and the ratio of two of them.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "rectify/sources/angle.hpp"

namespace rectify::cli {

/// digits · 10^exponent.
struct Decimal {
  std::uint64_t digits = 0;
  int exponent = 0;

  /// The double nearest to it; infinity beyond all.
  [[nodiscard]] double value() const;
};

/// A finite number that is not negative, without a unit: every digit that was typed. Where 64 bits
/// can't hold them (beyond 19 digits), those of the nearest double, of which there are at most 17.
/// Nullopt where the text is no such number.
[[nodiscard]] std::optional<Decimal> parse_decimal(std::string_view text);

/// a/b in lowest terms: exact where that takes no number beyond 2^62, else, for a < b, the nearest
/// ratio that does, which is off by less than 2^-62 of itself. Nullopt where b is 0, where a/b is
/// below 2^-62 but not 0, and where an a >= b does not fit.
[[nodiscard]] std::optional<Ratio> ratio(const Decimal& a, const Decimal& b);

}  // namespace rectify::cli
