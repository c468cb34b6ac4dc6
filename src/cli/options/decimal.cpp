// Decimals in 64 bits; ratios by continued fractions in 128.
#include "cli/options/decimal.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <utility>

namespace rectify::cli {
namespace {

__extension__ using Wide = unsigned __int128;

constexpr Wide kMost = Wide{1} << 62U;  // in a ratio

/// 10^exponent as a whole number; 0 where that is too large.
Wide power_of_ten(int exponent) {
  if (exponent > 36) return 0;
  Wide power = 1;
  for (; exponent > 0; --exponent) power *= 10;
  return power;
}

Wide greatest_common_divisor(Wide a, Wide b) {
  while (b != 0) a = std::exchange(b, a % b);
  return a;
}

bool product_fits(Wide a, Wide b) { return b != 0 && a <= ~Wide{0} / b; }

Ratio in_lowest_terms(Wide above, Wide below) {
  const Wide common = greatest_common_divisor(above, below);
  return {static_cast<std::uint64_t>(above / common), static_cast<std::uint64_t>(below / common)};
}

/// The ratio nearest to above/below < 1 of those whose denominator is at most kMost, where
/// above/below is at least 1/kMost. The convergents p/q of the continued fraction come ever nearer;
/// between the last that fits, p1/q1, and the next, which does not, lie p0 + k·p1 over q0 + k·q1,
/// and the largest k that fits may be nearer than p1/q1 (A. Ya. Khinchin, "Continued Fractions",
/// section 6).
Ratio nearest_ratio(Wide above, Wide below) {
  Wide p0 = 0;
  Wide q0 = 1;
  Wide p1 = 1;
  Wide q1 = 0;
  Wide n = above;
  Wide d = below;
  for (;;) {
    const Wide quotient = n / d;
    if (q1 != 0 && quotient > (kMost - q0) / q1) break;
    p0 = std::exchange(p1, p0 + quotient * p1);
    q0 = std::exchange(q1, q0 + quotient * q1);
    n = std::exchange(d, n - quotient * d);
  }
  const Wide k = (kMost - q0) / q1;
  // |p1/q1 - x| = d/(below·q1) and the other is on the other side of x, 1/(q1·q) away from p1/q1:
  // p1/q1 is as near where 2·d·q <= below.
  const Wide q = q0 + k * q1;
  if (q <= below / 2 / d) return in_lowest_terms(p1, q1);
  return in_lowest_terms(p0 + k * p1, q);
}

}  // namespace

double Decimal::value() const {
  const std::string text = std::to_string(digits) + "e" + std::to_string(exponent);
  double number = 0;
  const char* end = text.data() + text.size();
  const bool out_of_range = std::from_chars(text.data(), end, number).ec != std::errc{};
  return out_of_range && exponent > 0 ? HUGE_VAL : number;
}

std::optional<Decimal> parse_decimal(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  double number = 0;  // checks the form; the digits are read again, exactly
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end || !(number >= 0) || std::isinf(number)) {
    return std::nullopt;
  }
  Decimal decimal;
  bool fraction = false;
  std::size_t at = 0;
  for (; at < text.size() && text[at] != 'e' && text[at] != 'E'; ++at) {
    if (text[at] == '.') {
      fraction = true;
      continue;
    }
    if (text[at] == '-') continue;  // of "-0"
    const auto digit = static_cast<std::uint64_t>(text[at] - '0');
    if (decimal.digits > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) {
      std::array<char, 32> shortest{};
      const char* last =
          std::to_chars(shortest.begin(), shortest.end(), number, std::chars_format::scientific)
              .ptr;
      return parse_decimal({shortest.begin(), last});
    }
    decimal.digits = decimal.digits * 10 + digit;
    if (fraction) --decimal.exponent;
  }
  if (decimal.digits == 0) return Decimal{};
  if (at < text.size()) {
    int power = 0;
    const char* from = text.data() + at + (text.substr(at + 1).starts_with('+') ? 2 : 1);
    std::from_chars(from, end, power);
    decimal.exponent += power;
  }
  while (decimal.digits % 10 == 0) {
    decimal.digits /= 10;
    ++decimal.exponent;
  }
  return decimal;
}

std::optional<Ratio> ratio(const Decimal& a, const Decimal& b) {
  if (b.digits == 0) return std::nullopt;
  if (a.digits == 0) return Ratio{0, 1};
  Wide above = a.digits;
  Wide below = b.digits;
  const int shift = a.exponent - b.exponent;
  Wide& longer = shift > 0 ? above : below;
  const Wide power = power_of_ten(std::abs(shift));
  // Where the product does not fit into 128 bits the ratio is beyond 2^62, or below 2^-62.
  if (!product_fits(longer, power)) return std::nullopt;
  longer *= power;
  const Wide common = greatest_common_divisor(above, below);
  above /= common;
  below /= common;
  if (above <= kMost && below <= kMost) return in_lowest_terms(above, below);
  if (above >= below || below / above >= kMost) return std::nullopt;
  return nearest_ratio(above, below);
}

}  // namespace rectify::cli
