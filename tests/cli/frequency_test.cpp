// Checks the frequencies of quantity.hpp: exactly the decimals that were typed, and their ratios.
#include <doctest/doctest.h>

#include <string>

#include "cli/options/quantity.hpp"

using namespace rectify::cli;

TEST_CASE("frequencies are hertz, with k and M") {
  const auto hertz = [](const char* text) {
    const auto decimal = parse_frequency(text);
    return decimal ? decimal->value() : -1;
  };
  CHECK(hertz("50") == 50);
  CHECK(hertz("440Hz") == 440);
  CHECK(hertz("440 Hz") == 440);
  CHECK(hertz("440hz") == 440);
  CHECK(hertz("1.5k") == 1500);
  CHECK(hertz("1.5kHz") == 1500);
  CHECK(hertz("0.1M") == 1e5);
  CHECK(hertz("2MHz") == 2e6);
  CHECK(hertz("1e3") == 1000);
  CHECK(hertz("+1E+3") == 1000);
  CHECK(hertz("0") == 0);
  CHECK(hertz("-0") == 0);
  CHECK(hertz("0.1") == 0.1);
  for (const std::string text : {"", "Hz", "k", "kHz", "-50", "50K", "50m", "50kk", "nan", "inf",
                                 "infHz", "1e999", "1e999k", "5 0", "0x10", "1.2.3"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_frequency(text));
  }
}

TEST_CASE("a frequency is exactly the decimal that was typed") {
  const auto same = [](const char* text, std::uint64_t digits, int exponent) {
    const auto decimal = parse_frequency(text);
    return decimal && decimal->digits == digits && decimal->exponent == exponent;
  };
  CHECK(same("261.6255653", 2616255653, -7));
  CHECK(same("0.1", 1, -1));
  CHECK(same("44.1k", 441, 2));
  CHECK(same("1.50e-3M", 15, 2));
  CHECK(same("12345678901234567.89", 1234567890123456789, -2));
  CHECK_FALSE(parse_frequency("0.123456789012345678901"));  // 2^64 has no 21 digits
}

TEST_CASE("the ratio of two decimals is exact, in lowest terms, or none") {
  const auto is = [](const char* a, const char* b, std::uint64_t above, std::uint64_t below) {
    const auto value = ratio(*parse_frequency(a), *parse_frequency(b));
    return value && value->numerator == above && value->denominator == below;
  };
  CHECK(is("50", "48k", 1, 960));
  CHECK(is("440", "44.1k", 22, 2205));
  CHECK(is("0.1", "0.3", 1, 3));
  CHECK(is("0", "48k", 0, 1));
  CHECK(is("1e-3", "1M", 1, 1000000000));
  CHECK(is("261.6255653", "48000", 2616255653, 480000000000));
  CHECK_FALSE(ratio({1, 0}, {0, 0}));
  CHECK_FALSE(ratio({1, 30}, {1, 0}));
  CHECK_FALSE(ratio({1, -30}, {1, 30}));
  CHECK_FALSE(ratio({4611686018427387905U, 0}, {1, 0}));  // 2^62 + 1
}
