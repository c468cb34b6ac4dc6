#include "io/table/stamp.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace rectify::io {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

constexpr int kMostDigits = 36;       // of an Integer
constexpr int kFinestFraction = -24;  // of a second; it leaves room for those of ten thousand years

/// Takes exactly `count` digits from the front.
std::optional<int> take_digits(std::string_view& text, std::size_t count) {
  if (text.size() < count) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (!digit(c)) return std::nullopt;
    value = 10 * value + (c - '0');
  }
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

/// Days from 1970-01-01 in the Gregorian calendar: years begin in March, so that the leap day comes
/// last.
std::int64_t days_since_1970(int year, int month, int day) {
  const int y = month <= 2 ? year - 1 : year;
  const int of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t era = y / 400;
  const std::int64_t within = y - 400 * era;
  return era * 146097 + within * 365 + within / 4 - within / 100 + of_year - 719468;
}

/// 10^0 to 10^36, the most that an Integer's digits need.
constexpr auto kPowers = [] {
  std::array<Stamp::Integer, kMostDigits + 1> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = 10 * powers[i - 1];
  return powers;
}();

/// False: there are too many.
bool append_digit(Stamp& stamp, char c) {
  stamp.mantissa = 10 * stamp.mantissa + (c - '0');
  if (stamp.mantissa != 0) ++stamp.digits;
  return stamp.digits <= kMostDigits;
}

int digits_of(Stamp::Integer number) {
  if (number < 0) number = -number;
  const auto* const above = std::upper_bound(kPowers.begin(), kPowers.end(), number);
  return number == 0 ? 0 : static_cast<int>(above - kPowers.begin());
}

/// ±hh:mm, ±hhmm, ±hh or Z, in seconds; nullopt: it is none, or something follows.
std::optional<int> zone(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return 0;
  const int sign = text.front() == '-' ? -1 : 1;
  if (!take(text, "+-")) return std::nullopt;
  const auto hours = take_digits(text, 2);
  if (!hours) return std::nullopt;
  if (text.empty()) return sign * *hours * 3600;
  take(text, ":");
  const auto minutes = take_digits(text, 2);
  if (!minutes || !text.empty()) return std::nullopt;
  return sign * (*hours * 3600 + *minutes * 60);
}

/// hh:mm, hh:mm:ss, hh:mm:ss.fff; leaves what follows in `text`.
std::optional<Stamp> time_of_day(std::string_view& text) {
  const auto hours = take_digits(text, 2);
  if (!hours || *hours > 24 || !take(text, ":")) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || *minutes > 59) return std::nullopt;
  Stamp stamp{*hours * 3600 + *minutes * 60, 0, 0};
  if (!take(text, ":")) return stamp;
  const auto seconds = take_digits(text, 2);
  if (!seconds || *seconds > 60) return std::nullopt;
  stamp.mantissa += *seconds;
  if (!take(text, ".,")) return stamp;
  if (text.empty() || !digit(text.front())) return std::nullopt;
  while (!text.empty() && digit(text.front())) {
    if (stamp.exponent == kFinestFraction) return std::nullopt;
    append_digit(stamp, text.front());
    --stamp.exponent;
    text.remove_prefix(1);
  }
  return stamp;
}

}  // namespace

long double power_of_ten(int exponent) {
  constexpr int kMost = 27;  // 5^27 is the last that 64 bits hold
  const int size = exponent < 0 ? -exponent : exponent;
  if (size > kMost) return std::pow(10.0L, exponent);
  const auto power = static_cast<long double>(kPowers[static_cast<std::size_t>(size)]);
  return exponent < 0 ? 1 / power : power;
}

std::optional<Stamp> stamp_of(std::string_view field, const Spelling& spelling) {
  if (spelling.kind != Spelling::Kind::kFinite) return std::nullopt;
  Stamp stamp;
  const std::size_t end = std::min<std::size_t>(spelling.exponent_at, field.size());
  if (spelling.decimal_at < end) stamp.exponent = -static_cast<int>(end - spelling.decimal_at - 1);
  std::uint64_t first = 0;  // eighteen digits, which are quicker by themselves
  std::size_t at = 0;
  for (; at < end && stamp.digits < 18; ++at) {
    if (!digit(field[at])) continue;
    first = 10 * first + static_cast<std::uint64_t>(field[at] - '0');
    if (first != 0) ++stamp.digits;
  }
  stamp.mantissa = static_cast<Stamp::Integer>(first);
  for (; at < end; ++at) {
    if (digit(field[at]) && !append_digit(stamp, field[at])) return std::nullopt;
  }
  if (end < field.size()) {
    std::string_view power = field.substr(end + 1);
    const bool negative = power.front() == '-';
    take(power, "+-");
    if (power.size() > 4) return std::nullopt;
    const int value = take_digits(power, power.size()).value_or(0);
    stamp.exponent += negative ? -value : value;
  }
  if (spelling.negative) stamp.mantissa = -stamp.mantissa;
  return stamp;
}

std::optional<Stamp> iso_stamp(std::string_view field) {
  const auto year = take_digits(field, 4);
  if (!year || !take(field, "-")) return std::nullopt;
  const auto month = take_digits(field, 2);
  if (!month || *month < 1 || *month > 12 || !take(field, "-")) return std::nullopt;
  const auto day = take_digits(field, 2);
  if (!day || *day < 1 || *day > 31) return std::nullopt;
  Stamp stamp;
  int offset = 0;
  if (!field.empty()) {
    if (!take(field, "Tt ")) return std::nullopt;
    const auto time = time_of_day(field);
    while (field.starts_with(' ')) field.remove_prefix(1);
    const auto zone_seconds = zone(field);
    if (!time || !zone_seconds) return std::nullopt;
    stamp = *time;
    offset = *zone_seconds;
  }
  const std::int64_t seconds = days_since_1970(*year, *month, *day) * 86400 - offset;
  stamp.mantissa += seconds * kPowers[static_cast<std::size_t>(-stamp.exponent)];
  stamp.digits = digits_of(stamp.mantissa);
  return stamp;
}

bool looks_like_stamp(std::string_view field) {
  if (iso_stamp(field)) return true;
  const auto time = time_of_day(field);
  return time && field.empty();
}

long double difference(const Stamp& later, const Stamp& earlier) {
  const int exponent = std::min(later.exponent, earlier.exponent);
  const auto shift = [&](const Stamp& stamp) {
    return stamp.mantissa == 0 ? 0 : stamp.exponent - exponent;
  };
  const int a = shift(later);
  const int b = shift(earlier);
  if (later.digits + a > kMostDigits || earlier.digits + b > kMostDigits) {
    const auto value = [](const Stamp& s) {
      return static_cast<long double>(s.mantissa) * power_of_ten(s.exponent);
    };
    return value(later) - value(earlier);
  }
  const auto exact =
      static_cast<long double>(later.mantissa * kPowers[static_cast<std::size_t>(a)] -
                               earlier.mantissa * kPowers[static_cast<std::size_t>(b)]);
  return exponent < 0 ? exact / power_of_ten(-exponent) : exact * power_of_ten(exponent);
}

}  // namespace rectify::io
