// Checks the frequencies of quantity.hpp: exactly the decimals that were typed, and their ratios.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <sstream>
#include <string>

#include "cli/options/quantity.hpp"
#include "support/process.hpp"

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
  CHECK(hertz("1 kHz") == 1000);
  CHECK(hertz("2 MHz") == 2e6);
  CHECK(hertz("1.5 k") == 1500);
  CHECK(hertz("1.5k") == 1500);
  CHECK(hertz("1.5kHz") == 1500);
  CHECK(hertz("0.1M") == 1e5);
  CHECK(hertz("2MHz") == 2e6);
  CHECK(hertz("1e3") == 1000);
  CHECK(hertz("+1E+3") == 1000);
  CHECK(hertz("0") == 0);
  CHECK(hertz("-0") == 0);
  CHECK(hertz("0.1") == 0.1);
  for (const std::string text :
       {"", "Hz", "k", "kHz", "-50", "50K", "50m", "50kk", "nan", "inf", "infHz", "1e999", "1e999k",
        "1e308k", "5 0", "0x10", "1.2.3", "+-0", "+-5"}) {
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
  // 20 digits and more: those of the nearest double.
  CHECK(same("0.1000000000000000055511151231257827", 1, -1));
  CHECK(same("18446744073709551616", 18446744073709552, 3));
  CHECK(same("0", 0, 0));
  CHECK(same("-0e5", 0, 0));
}

TEST_CASE("a decimal beyond all doubles is infinite, and one below all is 0") {
  CHECK(Decimal{1, 400}.value() == HUGE_VAL);
  CHECK(Decimal{1, -400}.value() == 0);
  CHECK(Decimal{5, -324}.value() == 5e-324);
  CHECK(Decimal{0, 0}.value() == 0);
}

TEST_CASE("a sine of less than 2^-62 turns a frame is as exact as any other") {
  // A·sin(2π·f·n) is A·2π·f·n where f·n is so small.
  const test::Result made = test::shell(
      "$RECTIFY generate --sine 1e-20 --amplitude 1e20 --samples 3 --no-time --no-header; "
      "$RECTIFY generate --sine 1e-36 --rate 444444444.4 --amplitude 1e36 --samples 3 --no-time "
      "--no-header; $RECTIFY generate --sine 1e-20 --samples 2 --phase 90 --no-time --no-header");
  CHECK(made.err == "");
  std::istringstream lines(made.out);
  for (const double step : {2 * std::numbers::pi / 48000, 2 * std::numbers::pi / 444444444.4}) {
    for (int n = 0; n < 3; ++n) {
      double sample = -1;
      REQUIRE(static_cast<bool>(lines >> sample));
      CHECK(sample == doctest::Approx(n * step).epsilon(1e-15));  // some roundings of 2^-53
    }
  }
  std::string rest;
  while (lines >> rest) CHECK(rest == "1");
}

TEST_CASE("the ratio of two decimals is exact where it fits, in lowest terms") {
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
  CHECK(is("1", "4611686018427387904", 1, 4611686018427387904));  // 2^62
  CHECK_FALSE(ratio({1, 0}, {0, 0}));
  CHECK_FALSE(ratio({1, 30}, {1, 0}));
  CHECK_FALSE(ratio({4611686018427387905U, 0}, {1, 0}));  // 2^62 + 1
}

TEST_CASE("a ratio below 2^-62 is none, however small") {
  CHECK_FALSE(ratio({1, 0}, {4611686018427387905U, 0}));  // 1 / (2^62 + 1)
  CHECK_FALSE(ratio({1, -30}, {1, 30}));
  CHECK_FALSE(ratio({1, -323}, {48, 3}));
  CHECK_FALSE(ratio({1, -36}, {4444444444U, -1}));  // 4444444444·10^35 is beyond 128 bits
}

TEST_CASE("a ratio that does not fit is the nearest one that does, as Python's fractions find it") {
  const test::Result made = test::shell(R"(python3 -c '
import random
from fractions import Fraction
random.seed(7)
rates = ["8000", "44100", "48000", "44099.99999999999", "96000.1", "7.3e5", "12345678901234567"]
for i in range(2000):
    rate = random.choice(rates)
    hz = repr(random.choice([random.uniform(1, 100), 10 ** random.uniform(-2, 3.5)]))
    x = Fraction(hz) / Fraction(rate)
    y = x.limit_denominator(2 ** 62)
    print(hz, rate, y.numerator, y.denominator)
')");
  REQUIRE(made.status == 0);
  std::istringstream lines(made.out);
  std::string hz;
  std::string rate;
  std::uint64_t above = 0;
  std::uint64_t below = 0;
  int compared = 0;
  while (lines >> hz >> rate >> above >> below) {
    CAPTURE(hz);
    CAPTURE(rate);
    const auto found = ratio(*parse_frequency(hz), *parse_frequency(rate));
    REQUIRE(found);
    CHECK(found->numerator == above);
    CHECK(found->denominator == below);
    ++compared;
  }
  CHECK(compared == 2000);
}

TEST_CASE("a sine takes any double for its frequency, and is as exact as with few digits") {
  // Python reduces n·f/rate exactly; its sine of the rest is within an ulp, and the rest is
  // rounded.
  const test::Result made = test::shell(R"(python3 -c '
import math, random, subprocess, sys
from fractions import Fraction
random.seed(11)
worst = 0
for hz in ["8.175798915643707", "4.9e-324", "1e-14", "1e-9"] + [
        repr(random.uniform(1, 100)) for i in range(30)]:
    text = subprocess.run([sys.argv[1], "generate", "--sine", hz, "--rate", "44100", "--samples",
        "3000", "--no-time", "--no-header"], capture_output=True, check=True, text=True).stdout
    samples = [float(line) for line in text.split()]
    assert len(samples) == 3000
    for n in range(2000, 3000, 7):
        u = Fraction(hz) * n / 44100 % 1
        quarter = round(4 * u)
        r = float(2 * Fraction(math.pi) * (u - Fraction(quarter, 4)))
        exact = [math.sin(r), math.cos(r), -math.sin(r), -math.cos(r)][quarter % 4]
        worst = max(worst, abs(samples[n] - exact))
print(worst)
' $RECTIFY)");
  CHECK(made.err == "");
  REQUIRE(made.status == 0);
  CHECK(std::stod(made.out) < 4e-16);  // two roundings of numbers up to 1, and pi's
}
