#include "cli/options/quantity.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>
#include <string>
#include <utility>

namespace rectify::cli {
namespace {

__extension__ using Wide = unsigned __int128;

/// Takes one of the units off the end of the text and gives its factor; 1 where there is none.
template <std::size_t n>
double take_unit(std::string_view& text,
                 const std::array<std::pair<std::string_view, double>, n>& units) {
  for (const auto& [unit, factor] : units) {
    if (text.size() > unit.size() && text.ends_with(unit)) {
      text.remove_suffix(unit.size());
      while (text.ends_with(' ')) text.remove_suffix(1);
      return factor;
    }
  }
  return 1;
}

std::optional<double> scaled(std::optional<double> number, double factor) {
  if (!number || !std::isfinite(*number * factor)) return std::nullopt;
  return *number * factor;
}

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

}  // namespace

double Decimal::value() const {
  const std::string text = std::to_string(digits) + "e" + std::to_string(exponent);
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

std::optional<Ratio> ratio(const Decimal& a, const Decimal& b) {
  if (b.digits == 0) return std::nullopt;
  if (a.digits == 0) return Ratio{0, 1};
  Wide above = a.digits;
  Wide below = b.digits;
  const int shift = a.exponent - b.exponent;
  Wide& longer = shift > 0 ? above : below;
  const Wide power = power_of_ten(std::abs(shift));
  if (!product_fits(longer, power)) return std::nullopt;
  longer *= power;
  const Wide common = greatest_common_divisor(above, below);
  above /= common;
  below /= common;
  constexpr Wide kMost = Wide{1} << 62U;
  if (above > kMost || below > kMost) return std::nullopt;
  return Ratio{static_cast<std::uint64_t>(above), static_cast<std::uint64_t>(below)};
}

std::optional<double> parse_plain(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<Decimal> parse_frequency(std::string_view text) {
  for (const std::string_view unit : {"Hz", "hz", "HZ"}) {
    if (text.ends_with(unit)) {
      text.remove_suffix(unit.size());
      break;
    }
  }
  while (text.ends_with(' ')) text.remove_suffix(1);
  Decimal decimal;
  if (text.ends_with('k')) decimal.exponent = 3;
  if (text.ends_with('M')) decimal.exponent = 6;
  if (decimal.exponent != 0) text.remove_suffix(1);
  const auto number = parse_plain(text);  // checks the form; the digits are read again, exactly
  if (!number || *number < 0) return std::nullopt;

  std::size_t at = text.starts_with('+') ? 1 : 0;
  bool fraction = false;
  for (; at < text.size() && text[at] != 'e' && text[at] != 'E'; ++at) {
    if (text[at] == '.') {
      fraction = true;
      continue;
    }
    if (text[at] == '-') continue;  // of "-0"
    const auto digit = static_cast<std::uint64_t>(text[at] - '0');
    if (decimal.digits > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) {
      return std::nullopt;  // more digits than can be held exactly
    }
    decimal.digits = decimal.digits * 10 + digit;
    if (fraction) --decimal.exponent;
  }
  if (at < text.size()) {
    int power = 0;
    const char* from = text.data() + at + (text.substr(at + 1).starts_with('+') ? 2 : 1);
    std::from_chars(from, text.data() + text.size(), power);
    decimal.exponent += power;
  }
  while (decimal.digits != 0 && decimal.digits % 10 == 0) {
    decimal.digits /= 10;
    ++decimal.exponent;
  }
  return decimal;
}

std::optional<double> parse_seconds(std::string_view text) {
  const double factor =
      take_unit(text, std::array<std::pair<std::string_view, double>, 4>{
                          {{"ms", 1e-3}, {"us", 1e-6}, {"µs", 1e-6}, {"s", 1.0}}});
  return scaled(parse_plain(text), factor);
}

std::optional<double> parse_angle(std::string_view text) {
  if (const std::size_t pi = text.find("pi"); pi != std::string_view::npos) {
    std::string_view before = text.substr(0, pi);
    std::string_view after = text.substr(pi + 2);
    if (before.size() > 1 && before.ends_with('*')) before.remove_suffix(1);
    double factor = 1;
    if (before == "-") {
      factor = -1;
    } else if (!before.empty() && before != "+") {
      const auto number = parse_plain(before);
      if (!number) return std::nullopt;
      factor = *number;
    }
    if (!after.empty()) {
      const auto divisor = after.front() == '/' ? parse_plain(after.substr(1)) : std::nullopt;
      if (!divisor || *divisor == 0) return std::nullopt;
      return scaled(factor / *divisor, 0.5);
    }
    return scaled(factor, 0.5);
  }
  if (text.ends_with("rad")) {
    text.remove_suffix(3);
    const auto radians = parse_plain(text);
    if (!radians) return std::nullopt;
    const long double turns = *radians / (2 * std::numbers::pi_v<long double>);
    return static_cast<double>(turns);
  }
  if (text.ends_with("deg")) text.remove_suffix(3);
  const auto degrees = parse_plain(text);
  if (!degrees) return std::nullopt;
  return *degrees / 360;
}

std::optional<std::vector<double>> parse_angles(std::string_view text) {
  const auto parts = split_list(text);
  if (!parts) return std::nullopt;
  std::vector<double> turns;
  for (const std::string_view part : *parts) {
    const auto angle = parse_angle(part);
    if (!angle) return std::nullopt;
    turns.push_back(*angle);
  }
  return turns;
}

std::optional<double> parse_amplitude(std::string_view text) {
  if (text.ends_with("dB")) {
    const auto decibels = parse_decibels(text);
    if (!decibels) return std::nullopt;
    return scaled(amplitude_of_decibels(*decibels), 1);
  }
  return parse_plain(text);
}

std::optional<double> parse_decibels(std::string_view text) {
  take_unit(text, std::array<std::pair<std::string_view, double>, 2>{{{"dBFS", 1}, {"dB", 1}}});
  return parse_plain(text);
}

std::optional<std::uint64_t> parse_count(std::string_view text) {
  constexpr double kMost = 0x1p53;
  const auto number = parse_plain(text);
  if (!number || *number < 0 || *number > kMost) return std::nullopt;
  return static_cast<std::uint64_t>(std::llround(*number));
}

std::optional<std::uint64_t> parse_bytes(std::string_view text) {
  if (text.ends_with('B')) text.remove_suffix(1);
  const double factor =
      take_unit(text, std::array<std::pair<std::string_view, double>, 9>{{{"Ki", 0x1p10},
                                                                          {"Mi", 0x1p20},
                                                                          {"Gi", 0x1p30},
                                                                          {"Ti", 0x1p40},
                                                                          {"k", 1e3},
                                                                          {"K", 1e3},
                                                                          {"M", 1e6},
                                                                          {"G", 1e9},
                                                                          {"T", 1e12}}});
  const auto number = scaled(parse_plain(text), factor);
  if (!number || *number < 0 || *number > 0x1p62) return std::nullopt;
  return static_cast<std::uint64_t>(std::llround(*number));
}

std::optional<Line> parse_line(std::string_view text) {
  const std::size_t first = text.find(':');
  const std::size_t second = first == text.npos ? text.npos : text.find(':', first + 1);
  if (second == text.npos) return std::nullopt;
  const auto start = parse_plain(text.substr(0, first));
  const auto stop = parse_plain(text.substr(first + 1, second - first - 1));
  const auto count = parse_count(text.substr(second + 1));
  if (!start || !stop || !count || *count == 0) return std::nullopt;
  return Line{*start, *stop, *count};
}

std::optional<std::vector<std::string_view>> split_list(std::string_view text) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t comma = text.find(',');
    parts.push_back(text.substr(0, comma));
    if (parts.back().empty()) return std::nullopt;
    if (comma == text.npos) return parts;
    text.remove_prefix(comma + 1);
  }
}

std::optional<char> parse_separator(std::string_view text) {
  if (text == "tab" || text == "\\t" || text == "\t") return '\t';
  if (text == "comma") return ',';
  if (text == "semicolon") return ';';
  if (text == "blank" || text == "space") return ' ';
  const bool usable = text.size() == 1 && static_cast<unsigned char>(text[0]) >= 0x20 &&
                      std::string_view("\"0123456789.+-#").find(text[0]) == text.npos;
  return usable ? std::optional(text[0]) : std::nullopt;
}

double amplitude_of_decibels(double decibels) { return std::pow(10.0, decibels / 20); }

}  // namespace rectify::cli
