#include "io/table/units.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace rectify::io {
namespace {

using Word = std::pair<std::string_view, double>;

constexpr std::array kTimes = {
    Word{"s", 1.0},
    Word{"sec", 1.0},
    Word{"secs", 1.0},
    Word{"second", 1.0},
    Word{"seconds", 1.0},
    Word{"sekunden", 1.0},
    Word{"ms", 1e-3},
    Word{"msec", 1e-3},
    Word{"millisecond", 1e-3},
    Word{"milliseconds", 1e-3},
    Word{"us", 1e-6},
    Word{"\xC2\xB5s", 1e-6},
    Word{"\xCE\xBCs", 1e-6},
    Word{"usec", 1e-6},
    Word{"microsecond", 1e-6},
    Word{"microseconds", 1e-6},
    Word{"ns", 1e-9},
    Word{"nsec", 1e-9},
    Word{"nanosecond", 1e-9},
    Word{"nanoseconds", 1e-9},
    Word{"ps", 1e-12},
    Word{"min", 60.0},
    Word{"mins", 60.0},
    Word{"minute", 60.0},
    Word{"minutes", 60.0},
    Word{"h", 3600.0},
    Word{"hr", 3600.0},
    Word{"hrs", 3600.0},
    Word{"hour", 3600.0},
    Word{"hours", 3600.0},
    Word{"day", 86400.0},
    Word{"days", 86400.0},
};

/// Symbols that a prefix may precede; their case counts.
constexpr auto kSymbols = std::to_array<std::string_view>({"V",
                                                           "A",
                                                           "W",
                                                           "Hz",
                                                           "s",
                                                           "F",
                                                           "H",
                                                           "\xCE\xA9" /* omega */,
                                                           "\xE2\x84\xA6" /* ohm */,
                                                           "Ohm",
                                                           "ohm",
                                                           "VA",
                                                           "J",
                                                           "C",
                                                           "g",
                                                           "m",
                                                           "Pa",
                                                           "N",
                                                           "T",
                                                           "bar",
                                                           "Wh",
                                                           "Ah",
                                                           "S",
                                                           "lx",
                                                           "K",
                                                           "Vpp",
                                                           "Vrms"});
constexpr auto kPrefixes = std::to_array<std::string_view>(
    {"", "p", "n", "u", "\xC2\xB5", "\xCE\xBC", "m", "c", "d", "k", "K", "M", "G"});

/// Others, in lower case.
constexpr auto kWords = std::to_array<std::string_view>({"volt",
                                                         "volts",
                                                         "amp",
                                                         "amps",
                                                         "ampere",
                                                         "amperes",
                                                         "watt",
                                                         "watts",
                                                         "hertz",
                                                         "farad",
                                                         "henry",
                                                         "ohms",
                                                         "db",
                                                         "dbm",
                                                         "dbv",
                                                         "dbfs",
                                                         "dbu",
                                                         "percent",
                                                         "%",
                                                         "\xC2\xB0",
                                                         "\xC2\xB0"
                                                         "c",
                                                         "\xC2\xB0"
                                                         "f",
                                                         "degc",
                                                         "degf",
                                                         "deg",
                                                         "degree",
                                                         "degrees",
                                                         "rad",
                                                         "radian",
                                                         "radians",
                                                         "celsius",
                                                         "kelvin",
                                                         "pascal",
                                                         "newton",
                                                         "nm",
                                                         "rpm",
                                                         "psi",
                                                         "m/s",
                                                         "m/s^2",
                                                         "m/s2",
                                                         "m/s\xC2\xB2",
                                                         "rad/s",
                                                         "deg/s",
                                                         "\xC2\xB0/s",
                                                         "gauss",
                                                         "v/div",
                                                         "lsb",
                                                         "counts",
                                                         "a.u.",
                                                         "sequence",
                                                         "sa",
                                                         "lux",
                                                         "var",
                                                         "hh:mm:ss",
                                                         "hh:mm:ss.mmm"});

bool is_symbol(std::string_view text) {
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](std::string_view prefix) {
    if (!text.starts_with(prefix)) return false;
    const std::string_view rest = text.substr(prefix.size());
    return std::find(kSymbols.begin(), kSymbols.end(), rest) != kSymbols.end();
  });
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

std::string_view without_brackets(std::string_view text) {
  const bool round = text.starts_with('(') && text.ends_with(')');
  const bool square = text.starts_with('[') && text.ends_with(']');
  if (text.size() >= 2 && (round || square)) return text.substr(1, text.size() - 2);
  return text;
}

std::string_view without_apostrophes(std::string_view text) {
  const bool both = text.size() >= 2 && text.starts_with('\'') && text.ends_with('\'');
  return both ? text.substr(1, text.size() - 2) : text;
}

std::optional<double> seconds_of(std::string_view unit) {
  const std::string word = lower_case(unit);
  const auto* found =
      std::find_if(kTimes.begin(), kTimes.end(), [&](const Word& w) { return w.first == word; });
  if (found == kTimes.end()) return std::nullopt;
  return found->second;
}

bool is_unit(std::string_view text) {
  if (text.empty()) return false;
  if (without_brackets(text) != text) return true;
  if (is_symbol(text) || seconds_of(text)) return true;
  return std::find(kWords.begin(), kWords.end(), lower_case(text)) != kWords.end();
}

}  // namespace rectify::io
