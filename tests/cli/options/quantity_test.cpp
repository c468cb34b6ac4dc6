// Checks quantity.hpp: numbers with units, each by its value worked out by hand.
#include "cli/options/quantity.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <numbers>
#include <string>

using namespace rectify::cli;

namespace {

/// That many units in the last place of the expected number.
bool within_ulps(std::optional<double> number, double expected, int ulps) {
  if (!number) return false;
  const double ulp = std::nextafter(std::fabs(expected), HUGE_VAL) - std::fabs(expected);
  return std::fabs(*number - expected) <= ulps * ulp;
}

}  // namespace

TEST_CASE("angles are degrees, radians or parts of pi, and come as turns") {
  CHECK(parse_angle("90") == 0.25);
  CHECK(parse_angle("90deg") == 0.25);
  CHECK(parse_angle("-45") == -0.125);
  CHECK(parse_angle("+45deg") == 0.125);
  CHECK(parse_angle("720") == 2);
  CHECK(parse_angle("1e2") == 100.0 / 360);
  CHECK(parse_angle("pi") == 0.5);
  CHECK(parse_angle("-pi") == -0.5);
  CHECK(parse_angle("+pi") == 0.5);
  CHECK(parse_angle("0.25pi") == 0.125);
  CHECK(parse_angle("pi/4") == 0.125);
  CHECK(parse_angle("-pi/2") == -0.25);
  CHECK(parse_angle("3pi/2") == 0.75);
  CHECK(parse_angle("2*pi") == 1);
  CHECK(parse_angle("-0.5*pi/2") == -0.125);
  CHECK(within_ulps(parse_angle("0.5rad"), 0.25 / std::numbers::pi, 1));  // pi is rounded here
  CHECK(parse_angle("0rad") == 0);
}

TEST_CASE("what is no angle is refused") {
  for (const std::string text :
       {"",       "deg",    "rad",    "90 degrees",     "pi/0",  "pi/",  "pipi", "p",
        "*pi",    "pi2",    "1/4pi",  "pi/4/2",         "90°",   "nan",  "inf",  "nanpi",
        "infrad", "pi/nan", "pi/inf", "1e308pi/1e-308", "1e999", "--90", "+-90", "9 0"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_angle(text));
  }
}

TEST_CASE("times are seconds, or ms, us, min or h") {
  CHECK(parse_seconds("2") == 2);
  CHECK(parse_seconds("2s") == 2);
  CHECK(parse_seconds("0.5s") == 0.5);
  CHECK(within_ulps(parse_seconds("20ms"), 0.02, 1));  // a product with a rounded 1e-3
  CHECK(within_ulps(parse_seconds("50us"), 50e-6, 1));
  CHECK(within_ulps(parse_seconds("50µs"), 50e-6, 1));
  CHECK(within_ulps(parse_seconds("50μs"), 50e-6, 1));  // the Greek letter, not the micro sign
  CHECK(within_ulps(parse_seconds("1e3ms"), 1, 1));
  CHECK(parse_seconds("2min") == 120);
  CHECK(parse_seconds("1.5h") == 5400);
  for (const std::string text : {"", "s", "ms", "min", "h", "2m", "2hm", "2 m in", "nan", "nans",
                                 "inf", "1e999s", "2ss", "1:30", "+-2"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_seconds(text));
  }
}

TEST_CASE("amplitudes are plain or decibels re 1, gains decibels with or without the word") {
  CHECK(parse_amplitude("0.5") == 0.5);
  CHECK(parse_amplitude("-2") == -2);
  CHECK(parse_amplitude("0dB") == 1);
  CHECK(within_ulps(parse_amplitude("-20dB"), 0.1, 1));  // pow is within an ulp
  CHECK(within_ulps(parse_amplitude("6 dB"), 1.9952623149688795, 1));
  CHECK(parse_decibels("-3") == -3);
  CHECK(parse_decibels("-3dB") == -3);
  CHECK(parse_decibels("+3 dB") == 3);
  CHECK(parse_decibels("-1dBFS") == -1);
  for (const std::string text :
       {"", "dB", "3db ", "3dBV", "nan", "nandB", "inf", "-inf", "infdB", "1e999"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_amplitude(text));
    CHECK_FALSE(parse_decibels(text));
  }
  CHECK_FALSE(parse_amplitude("1e6dB"));
}

TEST_CASE("a blank may stand before every unit") {
  CHECK(parse_angle("90 deg") == parse_angle("90deg"));
  CHECK(parse_angle("0.5 rad") == parse_angle("0.5rad"));
  CHECK(parse_angle("0.25 pi") == 0.125);
  CHECK(parse_angle("3 pi/2") == 0.75);
  for (const std::string unit : {"s", "ms", "us", "µs", "min", "h"}) {
    CAPTURE(unit);
    REQUIRE(parse_seconds("3 " + unit));
    CHECK(parse_seconds("3 " + unit) == parse_seconds("3" + unit));
  }
  for (const std::string unit : {"Hz", "k", "M", "kHz", "MHz"}) {
    CAPTURE(unit);
    REQUIRE(parse_frequency("3 " + unit));
    CHECK(parse_frequency("3 " + unit)->value() == parse_frequency("3" + unit)->value());
  }
  for (const std::string unit : {"B", "k", "K", "M", "G", "T", "Ki", "MB", "GiB"}) {
    CAPTURE(unit);
    REQUIRE(parse_bytes("3 " + unit));
    CHECK(parse_bytes("3 " + unit) == parse_bytes("3" + unit));
  }
  CHECK(parse_decibels("-3 dB") == -3);
  CHECK(parse_decibels("-3 dBFS") == -3);
  CHECK(parse_amplitude("-6 dB") == parse_amplitude("-6dB"));
  CHECK(parse_angles("0 deg,120 deg,0.5 pi")->size() == 3);
}

TEST_CASE("counts round to the nearest whole number") {
  CHECK(parse_count("8") == 8U);
  CHECK(parse_count("2.6") == 3U);
  CHECK(parse_count("2.4") == 2U);
  CHECK(parse_count("1e6") == 1000000U);
  CHECK(parse_count("0") == 0U);
  CHECK(parse_count("9007199254740992") == 9007199254740992U);
  for (const std::string text : {"", "-1", "-0.1", "nan", "inf", "1e999", "1e16", "8k", "eight"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_count(text));
  }
}

TEST_CASE("bytes have letters for powers of 1000, and of 1024 with an i") {
  CHECK(parse_bytes("0") == 0U);
  CHECK(parse_bytes("4096") == 4096U);
  CHECK(parse_bytes("4096B") == 4096U);
  CHECK(parse_bytes("500k") == 500000U);
  CHECK(parse_bytes("500kB") == 500000U);
  CHECK(parse_bytes("2K") == 2000U);
  CHECK(parse_bytes("500M") == 500000000U);
  CHECK(parse_bytes("2G") == 2000000000U);
  CHECK(parse_bytes("3T") == 3000000000000U);
  CHECK(parse_bytes("1Ki") == 1024U);
  CHECK(parse_bytes("1.5MiB") == 1572864U);
  CHECK(parse_bytes("2GiB") == 2147483648U);
  CHECK(parse_bytes("1Ti") == 1099511627776U);
  CHECK(parse_bytes("0.0014k") == 1U);
  CHECK(parse_bytes("1e9") == 1000000000U);
  CHECK(parse_bytes("2 GB") == 2000000000U);
  for (const std::string text : {"", "B", "G", "iB", "-1", "-0.1k", "1P", "1g", "1GG", "1 i", "nan",
                                 "inf", "infG", "1e999", "1e19", "1e10T", "half"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_bytes(text));
  }
}

TEST_CASE("lines are START:STOP:COUNT, lists have no empty part") {
  const auto line = parse_line("-10:1e1:2000");
  REQUIRE(line);
  CHECK(line->start == -10);
  CHECK(line->stop == 10);
  CHECK(line->count == 2000U);
  const auto turn = parse_line("-pi/2:2pi:9");
  REQUIRE(turn);
  CHECK(turn->start == -std::numbers::pi / 2);
  CHECK(turn->stop == 2 * std::numbers::pi);
  CHECK(parse_line("0.1pi:1:2")->start ==
        static_cast<double>(0.1 * std::numbers::pi_v<long double>));
  for (const std::string text :
       {"pi:1e308pi:2", "2pipi:1:2", "pi2:1:2", "90deg:1:2", "", "1:2", "1:2:0", "1:2:3:4",
        "1:2:-3", "a:2:3", "nan:1:2", "0:inf:2", "0:1:inf", "::", "1::2"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_line(text));
  }
  for (const std::string text : {"", ",", "0,,120", "0,120,", "0,x"})
    CHECK_FALSE(parse_angles(text));
  CHECK(split_list("a,b")->size() == 2);
  CHECK(split_list("a")->size() == 1);
  for (const std::string text : {"", ",", "a,", ",a", "a,,b"}) CHECK_FALSE(split_list(text));
}

TEST_CASE("a separator is a word or one character that is no part of a number") {
  CHECK(parse_separator("comma") == ',');
  CHECK(parse_separator("semicolon") == ';');
  CHECK(parse_separator("blank") == ' ');
  CHECK(parse_separator("space") == ' ');
  for (const std::string tab : {"tab", "\\t", "\t"}) CHECK(parse_separator(tab) == '\t');
  CHECK(parse_separator("|") == '|');
  CHECK(parse_separator("x") == 'x');
  for (const std::string text :
       {"", "||", "\n", "\1", "\x1f", "\"", "1", ".", "-", "+", "#", "\\n"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_separator(text));
  }
}
