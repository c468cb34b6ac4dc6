#include "io/table/stamp.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace rectify::io {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

constexpr int kMostDigits = 36;  // of an Integer

/// Takes exactly so many digits from the front.
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

bool append_digit(Stamp& stamp, char c) {
  constexpr Stamp::Integer kMost = [] {
    Stamp::Integer most = 1;
    for (int i = 0; i < kMostDigits; ++i) most *= 10;
    return most;
  }();
  stamp.mantissa = 10 * stamp.mantissa + (c - '0');
  return stamp.mantissa < kMost;
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
  Stamp stamp{*hours * 3600 + *minutes * 60, 0};
  if (!take(text, ":")) return stamp;
  const auto seconds = take_digits(text, 2);
  if (!seconds || *seconds > 60) return std::nullopt;
  stamp.mantissa += *seconds;
  if (!take(text, ".,")) return stamp;
  if (text.empty() || !digit(text.front())) return std::nullopt;
  while (!text.empty() && digit(text.front())) {
    if (!append_digit(stamp, text.front())) return std::nullopt;
    --stamp.exponent;
    text.remove_prefix(1);
  }
  return stamp;
}

Stamp::Integer power_of_ten(int exponent) {
  Stamp::Integer power = 1;
  for (int i = 0; i < exponent; ++i) power *= 10;
  return power;
}

}  // namespace

int Stamp::magnitude() const {
  int digits = -1;
  for (Integer rest = mantissa < 0 ? -mantissa : mantissa; rest != 0; rest /= 10) ++digits;
  return digits + exponent;
}

std::optional<Stamp> stamp_of(std::string_view field, const Spelling& spelling) {
  if (spelling.kind != Spelling::Kind::kFinite) return std::nullopt;
  Stamp stamp;
  const std::size_t end = std::min<std::size_t>(spelling.exponent_at, field.size());
  for (std::size_t i = 0; i < end; ++i) {
    if (!digit(field[i])) continue;
    if (!append_digit(stamp, field[i])) return std::nullopt;
    if (i > spelling.decimal_at) --stamp.exponent;
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
  if (stamp.exponent < -24) return std::nullopt;
  stamp.mantissa += seconds * power_of_ten(-stamp.exponent);
  return stamp;
}

bool looks_like_stamp(std::string_view field) {
  if (iso_stamp(field)) return true;
  const auto time = time_of_day(field);
  return time && field.empty();
}

long double difference(const Stamp& later, const Stamp& earlier) {
  const int exponent = std::min(later.exponent, earlier.exponent);
  const int a = later.exponent - exponent;
  const int b = earlier.exponent - exponent;
  const auto digits = [](const Stamp& stamp) { return stamp.magnitude() - stamp.exponent + 1; };
  if ((later.mantissa != 0 && digits(later) + a > kMostDigits) ||
      (earlier.mantissa != 0 && digits(earlier) + b > kMostDigits)) {
    const auto value = [](const Stamp& s) {
      return static_cast<long double>(s.mantissa) * std::pow(10.0L, s.exponent);
    };
    return value(later) - value(earlier);
  }
  const auto scaled = [](const Stamp& s, int power) {
    return s.mantissa == 0 ? Stamp::Integer{0} : s.mantissa * power_of_ten(power);
  };
  const Stamp::Integer exact = scaled(later, a) - scaled(earlier, b);
  return exponent < 0 ? static_cast<long double>(exact) / std::pow(10.0L, -exponent)
                      : static_cast<long double>(exact) * std::pow(10.0L, exponent);
}

}  // namespace rectify::io
