// Numbers with units, as they are typed on a command line.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "cli/options/decimal.hpp"
#include "rectify/sources/line.hpp"

namespace rectify::cli {

// Each of these is nullopt where the text is not such a quantity. NaN and inf never are. Blanks may
// stand before a unit.

/// "50", "1.5k", "440 Hz", "0.1MHz": hertz, not negative.
[[nodiscard]] std::optional<Decimal> parse_frequency(std::string_view text);

/// "2", "2s", "20ms", "50us", "2 min", "1h": seconds.
[[nodiscard]] std::optional<double> parse_seconds(std::string_view text);

/// "90", "90deg", "0.5rad", "pi", "0.25pi", "pi/4", "-pi/2": turns.
[[nodiscard]] std::optional<double> parse_angle(std::string_view text);

/// The same in a list: "0,120,240"; at least one.
[[nodiscard]] std::optional<std::vector<double>> parse_angles(std::string_view text);

/// "0.5", or "-6dB" re 1.
[[nodiscard]] std::optional<double> parse_amplitude(std::string_view text);

/// "-3", "-3dB": decibels.
[[nodiscard]] std::optional<double> parse_decibels(std::string_view text);

/// A finite number without a unit.
[[nodiscard]] std::optional<double> parse_plain(std::string_view text);

/// A whole number, not negative; "1e6" and "2.6" are taken, and rounded to nearest.
[[nodiscard]] std::optional<std::uint64_t> parse_count(std::string_view text);

/// "1000000", "500k", "2G", "1.5GiB": bytes, the letters being powers of 1000, of 1024 with "i".
[[nodiscard]] std::optional<std::uint64_t> parse_bytes(std::string_view text);

/// "START:STOP:COUNT", COUNT >= 1; START and STOP may be multiples of pi, as angles are.
[[nodiscard]] std::optional<Line> parse_line(std::string_view text);

/// The parts between commas, none of them empty.
[[nodiscard]] std::optional<std::vector<std::string_view>> split_list(std::string_view text);

/// A character that can stand between fields, itself or by its name: comma, semicolon, tab, blank
/// (or space), \t.
[[nodiscard]] std::optional<char> parse_separator(std::string_view text);

/// 10^(decibels/20).
[[nodiscard]] double amplitude_of_decibels(double decibels);

}  // namespace rectify::cli
