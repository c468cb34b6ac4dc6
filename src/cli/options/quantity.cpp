// Takes the unit off the end, then reads the number.
#include "cli/options/quantity.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <numbers>

#include "io/table/fields.hpp"

namespace rectify::cli {
namespace {

template <class Factor>
struct Unit {
  std::string_view name;
  Factor factor;
};

/// Takes one of the units, and blanks before it, off the end of the text and gives its factor;
/// nullopt where there is none.
template <class Factor, std::size_t n>
std::optional<Factor> take_unit(std::string_view& text, const std::array<Unit<Factor>, n>& units) {
  for (const auto& [unit, factor] : units) {
    if (text.size() > unit.size() && text.ends_with(unit)) {
      text.remove_suffix(unit.size());
      while (text.ends_with(' ')) text.remove_suffix(1);
      return factor;
    }
  }
  return std::nullopt;
}

std::optional<double> scaled(std::optional<double> number, double factor) {
  if (!number || !std::isfinite(*number * factor)) return std::nullopt;
  return *number * factor;
}

/// The factor of pi in "pi", "0.25pi", "-2*pi", "3 pi/4"; nullopt where the text is no such number.
std::optional<double> multiple_of_pi(std::string_view text) {
  const std::size_t pi = text.find("pi");
  if (pi == std::string_view::npos) return std::nullopt;
  std::string_view before = text.substr(0, pi);
  const std::string_view after = text.substr(pi + 2);
  if (before.size() > 1 && (before.ends_with('*') || before.ends_with(' '))) {
    before.remove_suffix(1);
  }
  double factor = 1;
  if (before == "-") {
    factor = -1;
  } else if (!before.empty() && before != "+") {
    const auto number = parse_plain(before);
    if (!number) return std::nullopt;
    factor = *number;
  }
  if (after.empty()) return factor;
  const auto divisor = after.front() == '/' ? parse_plain(after.substr(1)) : std::nullopt;
  if (!divisor || *divisor == 0) return std::nullopt;
  return scaled(factor / *divisor, 1);
}

/// A number, or a multiple of pi.
std::optional<double> parse_point(std::string_view text) {
  const auto factor = multiple_of_pi(text);
  if (!factor) return parse_plain(text);
  const long double point = *factor * std::numbers::pi_v<long double>;
  return scaled(static_cast<double>(point), 1);
}

}  // namespace

std::optional<double> parse_plain(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  double number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stop != end || !std::isfinite(number)) return std::nullopt;
  return number;
}

std::optional<Decimal> parse_frequency(std::string_view text) {
  take_unit(text, std::array<Unit<int>, 3>{{{"Hz", 0}, {"hz", 0}, {"HZ", 0}}});
  const int thousands = take_unit(text, std::array<Unit<int>, 2>{{{"k", 3}, {"M", 6}}}).value_or(0);
  auto hertz = parse_decimal(text);
  if (!hertz || hertz->digits == 0) return hertz;
  hertz->exponent += thousands;
  return std::isfinite(hertz->value()) ? hertz : std::nullopt;
}

std::optional<double> parse_seconds(std::string_view text) {
  constexpr std::array<Unit<double>, 7> kUnits = {{{"ms", 1e-3},
                                                   {"us", 1e-6},
                                                   {"µs", 1e-6},  // the micro sign
                                                   {"μs", 1e-6},  // the Greek letter
                                                   {"min", 60},
                                                   {"s", 1},
                                                   {"h", 3600}}};
  const double factor = take_unit(text, kUnits).value_or(1);
  return scaled(parse_plain(text), factor);
}

std::optional<double> parse_angle(std::string_view text) {
  if (const auto factor = multiple_of_pi(text)) return scaled(*factor, 0.5);
  enum class In { kDegrees, kRadians };
  const auto unit =
      take_unit(text, std::array<Unit<In>, 2>{{{"deg", In::kDegrees}, {"rad", In::kRadians}}});
  const auto number = parse_plain(text);
  if (!number) return std::nullopt;
  if (unit != In::kRadians) return *number / 360;
  const long double turns = *number / (2 * std::numbers::pi_v<long double>);
  return static_cast<double>(turns);
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
  take_unit(text, std::array<Unit<double>, 2>{{{"dBFS", 1}, {"dB", 1}}});
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
  constexpr std::array<Unit<double>, 10> kUnits = {{{"Ki", 0x1p10},
                                                    {"Mi", 0x1p20},
                                                    {"Gi", 0x1p30},
                                                    {"Ti", 0x1p40},
                                                    {"k", 1e3},
                                                    {"K", 1e3},
                                                    {"M", 1e6},
                                                    {"G", 1e9},
                                                    {"T", 1e12},
                                                    {" ", 1}}};
  const double factor = take_unit(text, kUnits).value_or(1);
  const auto number = scaled(parse_plain(text), factor);
  if (!number || *number < 0 || *number > 0x1p62) return std::nullopt;
  return static_cast<std::uint64_t>(std::llround(*number));
}

std::optional<Line> parse_line(std::string_view text) {
  const std::size_t first = text.find(':');
  const std::size_t second = first == text.npos ? text.npos : text.find(':', first + 1);
  if (second == text.npos) return std::nullopt;
  const auto start = parse_point(text.substr(0, first));
  const auto stop = parse_point(text.substr(first + 1, second - first - 1));
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
  if (text == "tab" || text == "\\t") return '\t';
  if (text == "comma") return ',';
  if (text == "semicolon") return ';';
  if (text == "blank" || text == "space") return ' ';
  return text.size() == 1 && io::can_separate(text[0]) ? std::optional(text[0]) : std::nullopt;
}

double amplitude_of_decibels(double decibels) { return std::pow(10.0, decibels / 20); }

}  // namespace rectify::cli
