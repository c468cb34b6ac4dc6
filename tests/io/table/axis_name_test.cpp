// Checks which names say that a column is an axis, and what units are.
#include "io/table/axis_name.hpp"

#include <doctest/doctest.h>

#include <string>

#include "io/table/units.hpp"

using namespace rectify::io;

TEST_CASE("a time is named by a word, or by a unit of time in brackets, after a slash, _ or in") {
  struct Example {
    const char* name;
    double seconds;
  };
  for (const Example& example :
       {Example{"time", 1},    {"Time", 1},           {"TIME", 1},
        {"second", 1},         {"Seconds", 1},        {"sec", 1},
        {"timestamp", 1},      {"Time Stamp", 1},     {"time_stamp", 1},
        {"Zeit", 1},           {"temps", 1},          {"tiempo", 1},
        {"Time (ms)", 1e-3},   {"Time(S)", 1},        {"TIME(MS)", 1e-3},
        {"t [us]", 1e-6},      {"Zeit [µs]", 1e-6},   {"t/s", 1},
        {"Zeit/ms", 1e-3},     {"t_ns", 1e-9},        {"elapsed_ms", 1e-3},
        {"run in h", 3600},    {"in s", 1},           {"Delay (min)", 60},
        {"lag (days)", 86400}, {"time (seconds)", 1}, {"Time (Second)", 1},
        {"Time ( ms )", 1e-3}, {"t / s", 1},          {"elapsed/ms", 1e-3}}) {
    CAPTURE(example.name);
    const AxisName name = read_axis_name(example.name);
    CHECK(name.axis);
    CHECK(name.seconds == example.seconds);
    CHECK(name.must_rise == (std::string(example.name) == "Delay (min)"));
  }
}

TEST_CASE("letters, counters and doubtful units make an axis only of numbers that rise") {
  for (const char* text : {"t",         "T",   "s",     "x",      "X",      "n",      "nr",
                           "Nr.",       "no.", "index", "Sample", "x-axis", "X-Axis", "x [mm]",
                           "index (1)", "v_s", "i_h",   "G (mS)", "G (S)",  "G (uS)", "v_min"}) {
    CAPTURE(text);
    CHECK(read_axis_name(text).axis);
    CHECK(read_axis_name(text).must_rise);
  }
  CHECK(read_axis_name("t").seconds == 1.0);
  CHECK_FALSE(read_axis_name("x").seconds.has_value());
}

TEST_CASE("other names are no axis, rates of change among them") {
  for (const char* text :
       {"",        "v",           "my time", "times",       "time [s] old", "T (K)",
        "T [°C]",  "speed (m/s)", "m/s",     "v/m/s",       "in m/s",       "f (1/s)",
        "1/s",     "voltage",     "ms",      "temperature", "CH1(V)",       "x1",
        "sample2", "time (K)s",   "/s",      "x//s"}) {
    CAPTURE(text);
    CHECK_FALSE(read_axis_name(text).axis);
  }
}

TEST_CASE("units are symbols with their prefixes, words in any case, and whatever is in brackets") {
  for (const char* text :
       {"V",  "mV", "kHz", "MHz",  "µs",         "s",   "Volt", "VOLTS", "m/s^2",    "%",
        "°C", "Ω",  "kΩ",  "kOhm", "(anything)", "[V]", "dBm",  "rad/s", "Sequence", "min"}) {
    CAPTURE(text);
    CHECK(is_unit(text));
  }
  for (const char* text :
       {"", "v", "x", "voltage", "1", "ch1", "time", "mv", "CH1(V)", "(V", "[V)", "st", "nd"}) {
    CAPTURE(text);
    CHECK_FALSE(is_unit(text));
  }
  CHECK(without_brackets("(ms)") == "ms");
  CHECK(without_brackets("[ms]") == "ms");
  CHECK(without_brackets("ms)") == "ms)");
  CHECK(without_apostrophes("'mV'") == "mV");
  for (const char* text : {"'mV", "mV'", "'", ""}) CHECK(without_apostrophes(text) == text);
}
