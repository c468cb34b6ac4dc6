// The kinds of values that options take: each says what it expects and stores what it reads.
#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/options/option_list.hpp"
#include "cli/options/quantity.hpp"

namespace rectify::cli {

/// Stores what `parse` (from the text to an optional) reads, if it is `allowed`.
template <class To, class Parse, class Allowed>
Value value_of(To& to, std::string expects, Parse parse, Allowed allowed) {
  return {std::move(expects), [&to, parse, allowed](const std::string& text) {
            const auto parsed = parse(text);
            if (!parsed || !allowed(*parsed)) return false;
            to = static_cast<To>(*parsed);
            return true;
          }};
}

template <class To, class Parse>
Value value_of(To& to, std::string expects, Parse parse) {
  return value_of(to, std::move(expects), parse, [](const auto&) { return true; });
}

/// The value with the words that it can be.
inline Value with_words(Value value, const std::vector<std::string_view>& words) {
  value.words = {words.begin(), words.end()};
  return value;
}

/// One of these names, which `parse` understands.
template <class To, class Parse>
Value one_of(To& to, const std::vector<std::string_view>& names, Parse parse) {
  std::string expects = "one of";
  for (const std::string_view name : names) expects += " " + std::string(name);
  return with_words(value_of(to, std::move(expects), parse), names);
}

// `To` is a quantity or an optional of one.

template <class To>
Value any_number(To& to) {
  return value_of(to, "a number", parse_plain);
}

template <class To>
Value positive_number(To& to) {
  return value_of(to, "a number above 0", parse_plain, [](double x) { return x > 0; });
}

/// A whole number within these limits.
template <class To>
Value whole_number(To& to, std::uint64_t least, std::uint64_t most) {
  return value_of(to,
                  "a whole number from " + std::to_string(least) + " to " + std::to_string(most),
                  parse_count, [least, most](std::uint64_t n) { return least <= n && n <= most; });
}

template <class To>
Value any_count(To& to) {
  return whole_number(to, 0, std::uint64_t{1} << 53U);
}

template <class To>
Value decibels(To& to) {
  return value_of(to, "decibels, from -6000 to 6000: -3 or 1.5dB", parse_decibels,
                  [](double level) { return std::fabs(level) <= 6000; });
}

template <class To>
Value any_amplitude(To& to) {
  return value_of(to, "a number, or decibels: 0.5 or -6dB", parse_amplitude);
}

template <class To>
Value amplitude_from_zero(To& to) {
  return value_of(to, "a number of at least 0, or decibels: 0.7 or -6dB", parse_amplitude,
                  [](double x) { return x >= 0; });
}

template <class To>
Value positive_seconds(To& to) {
  return value_of(to, "a time above 0: 0.5, 20ms, 50us, 2min or 1h", parse_seconds,
                  [](double x) { return x > 0; });
}

template <class To>
Value seconds_from_zero(To& to) {
  return value_of(to, "a time of at least 0: 0.5, 20ms, 50us, 2min or 1h", parse_seconds,
                  [](double x) { return x >= 0; });
}

template <class To>
Value frequency_from_zero(To& to) {
  return value_of(to, "a frequency of at least 0: 50, 440Hz or 1.5kHz", parse_frequency);
}

template <class To>
Value positive_frequency(To& to) {
  return value_of(to, "a frequency above 0: 50, 440Hz or 1.5kHz", parse_frequency,
                  [](const Decimal& hz) { return hz.digits != 0; });
}

template <class To>
Value line(To& to) {
  return value_of(to, "two numbers and a count of at least 1: -1:1:201", parse_line);
}

template <class To>
Value bytes(To& to) {
  return value_of(to, "a number of bytes: 500k, 2G or 1.5GiB", parse_bytes);
}

/// Angles, in turns.
template <class To>
Value angles(To& to) {
  return value_of(to, "angles: 0,120,240, 0.25pi, pi/4 or 0.5rad", parse_angles);
}

/// Any text; an empty one is refused for every option.
template <class To>
Value text(To& to, std::string expects = "a name") {
  return {std::move(expects), [&to](const std::string& given) {
            to = given;
            return true;
          }};
}

template <class To>
Value file(To& to) {
  Value value = text(to, "the name of a file");
  value.names = Value::Names::kFile;
  return value;
}

/// '.' or ','.
template <class To>
Value decimal_mark(To& to) {
  return one_of(to, {".", ",", "point", "comma"},
                [](const std::string& text) -> std::optional<char> {
                  if (text == "." || text == "point") return '.';
                  if (text == "," || text == "comma") return ',';
                  return std::nullopt;
                });
}

/// The character between the fields of a table.
template <class To>
Value separator(To& to) {
  return with_words(value_of(to, "one character, or one of the words comma, semicolon, tab, blank",
                             parse_separator),
                    {"comma", "semicolon", "tab", "blank"});
}

}  // namespace rectify::cli
