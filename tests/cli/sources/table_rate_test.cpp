// Checks when a CSV input has a rate, where one is needed, and what a wrong one does.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdio>

#include "support/table.hpp"

using namespace test;

namespace {

/// The rate in the header of the WAV file that the table becomes; 0 where it fails.
unsigned wav_rate(const std::string& options, const std::string& table) {
  const Result result = run_line("full --format wav -o - " + options, table);
  CAPTURE(result.err);
  CHECK(result.status == 0);
  if (result.out.size() < 28) return 0;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(result.out[at]); };
  return byte(24) + 256U * byte(25) + 65536U * byte(26) + 16777216U * byte(27);
}

/// Two rows of a time axis with that heading and step.
std::string two_rows(const std::string& heading, const std::string& step) {
  return heading + ",a\n0,-1\n" + step + ",-1\n";
}

}  // namespace

/// Rows of a time axis with that heading: n/rate seconds, or other units of them a second, rounded
/// to so many decimals.
std::string rows_at(double rate, int decimals, int rows, const std::string& heading = "time",
                    double units = 1) {
  std::string table = heading + ",a\n";
  for (int n = 0; n < rows; ++n) {
    char row[64];
    std::snprintf(row, sizeof row, "%.*f,%d\n", decimals, n / rate * units, n % 5);
    table += row;
  }
  return table;
}

TEST_CASE("the rate is one over the step of a time axis, its unit honoured") {
  CHECK(wav_rate("", two_rows("time", "0.001")) == 1000);
  CHECK(wav_rate("", two_rows("T", "0.5")) == 2);
  CHECK(wav_rate("", two_rows("seconds", "1e-4")) == 10000);
  CHECK(wav_rate("", two_rows("time [s]", "0.01")) == 100);
  CHECK(wav_rate("", two_rows("Time (ms)", "0.125")) == 8000);
  CHECK(wav_rate("", two_rows("t(us)", "20")) == 50000);
  CHECK(wav_rate("", two_rows("time [µs]", "20")) == 50000);
  CHECK(wav_rate("--axis 2", "a,time\n-1,0\n-1,0.001\n") == 1000);
  CHECK(wav_rate("", two_rows("t/ns", "500")) == 2000000);
  CHECK(wav_rate("--axis 1", "0,-1\n0.001,-1\n") == 1000);  // without a name: seconds
  CHECK(wav_rate("", "n,time,a\n1,0,5\n2,0.001,6\n") == 1000);
}

TEST_CASE("stamps are rounded to their digits, and all together tell the rate") {
  for (const double rate : {50.0, 250.0, 360.0, 500.0, 950.0}) {
    CAPTURE(rate);
    CHECK(wav_rate("", rows_at(rate, 3, 400)) == static_cast<unsigned>(rate));
    CHECK(wav_rate("", rows_at(rate, 0, 400, "t [ms]", 1000)) == static_cast<unsigned>(rate));
  }
  for (const double rate : {8000.0, 11025.0, 22050.0, 44100.0, 48000.0, 51200.0, 96000.0}) {
    CAPTURE(rate);
    CHECK(wav_rate("", rows_at(rate, 6, 500)) == static_cast<unsigned>(rate));
    CHECK(wav_rate("", rows_at(rate, 9, 50)) == static_cast<unsigned>(rate));
    CHECK(wav_rate("", rows_at(rate, 3, 50, "time (us)", 1e6)) == static_cast<unsigned>(rate));
  }
  // 44092 is no usual rate, and 1000 stamps of 6 decimals tell it from 44100.
  CHECK(wav_rate("", rows_at(44092, 6, 1000)) == 44092);
}

TEST_CASE("stamps printed as doubles, with all their digits or few, tell the rate") {
  std::string all = "time,a\n", few = all, powers = all;
  for (int n = 0; n < 300; ++n) {
    char row[64];
    const double t = -0.0021 + n * 0.0001;
    std::snprintf(row, sizeof row, "%.17g,1\n", t);
    all += row;
    std::snprintf(row, sizeof row, "%g,1\n", t);
    few += row;
    std::snprintf(row, sizeof row, "%.8e,1\n", t);
    powers += row;
  }
  CHECK(wav_rate("", all) == 10000);
  CHECK(wav_rate("", few) == 10000);
  CHECK(wav_rate("", powers) == 10000);
}

TEST_CASE("dates and times of ISO 8601 tell the rate") {
  CHECK(wav_rate("",
                 "when,a\n2024-05-06T07:08:09.000Z,1\n2024-05-06T07:08:09.004Z,2\n"
                 "2024-05-06T07:08:09.008Z,3\n") == 250);
  // Over midnight, a leap day and the end of a month.
  CHECK(wav_rate("", "when,a\n2024-02-28 23:59:59.5,1\n2024-02-29 00:00:00.0,2\n") == 2);
  CHECK(wav_rate("", "when,a\n2023-02-28 23:59:59.5,1\n2023-03-01 00:00:00.0,2\n") == 2);
  // Zones are told apart.
  CHECK(wav_rate("",
                 "when,a\n2024-05-06T07:00:00+02:00,1\n2024-05-06T05:00:01Z,2\n"
                 "2024-05-06T04:00:02-0100,3\n") == 1);
  check_failure("full --format wav", 3, {"standard input:4:1", "--rate"},
                "when,a\n2024-05-06T07:00:00Z,1\n2024-05-06T07:00:01Z,2\n2024-05-06T07:00:05Z,3\n");
}

TEST_CASE("a rate that is no whole number can't become sound") {
  check_failure("full --format wav", 4, {"standard output", "whole number", "--rate"},
                "time,a\n0,1\n3,1\n6,1\n9,1\n");
  check_failure("full --format wav --rate 0.5", 4, {"whole number"}, "a\n1\n");
  CHECK(wav_rate("--rate 3334", two_rows("time", "0.0003")) == 3334);
}

TEST_CASE("--rate beats the axis, steps and all") {
  CHECK(wav_rate("--rate 8k", two_rows("time", "0.001")) == 8000);
  CHECK(wav_rate("--rate 8k", "time,a\n0,1\n1,1\n5,1\n4,1\n") == 8000);
  CHECK(wav_rate("--rate 8k", "time,a\nnoon,1\ntwo,1\n") == 8000);
}

TEST_CASE("a rate that is needed and not there is an error that names --rate") {
  const std::string no_axis = "a\n1\n2\n";
  for (const std::string need : {"--format wav", "--dc-block"}) {
    for (const std::string& table :
         {no_axis, two_rows("x", "1"), two_rows("index", "1"), two_rows("time (fortnights)", "1"),
          std::string("time,a\n0,1\n"), std::string("time,a\n")}) {
      CAPTURE(table);
      check_failure("full " + need, 2, {"rate", "--rate"}, table);
    }
    check_failure("full --axis none " + need, 2, {"--rate"}, two_rows("time", "1"));
  }
  check_failure("full --hold 1ms", 2, {"--hold", "--rate"}, no_axis);
  check_failure("full --hold 1ms", 2, {"--hold", "--rate"}, two_rows("x", "1"));
}

TEST_CASE("a step more than a hundredth off is an error where a rate is needed") {
  const std::string good = "time,a\n0,1\n0.001,1\n0.00200999,1\n0.00300999,1\n";
  const std::string bad = "time,a\n0,1\n0.001,1\n0.0020101,1\n0.0030101,1\n";
  for (const std::string need : {"--format csv --dc-block", "--dc-block=20 --hold 1ms"}) {
    CHECK(run_line("full " + need, good).out.starts_with("time,a\n0,"));
    CHECK(run_line("full " + need, good).err.find("warning") != std::string::npos);
    check_failure("full " + need, 3, {"standard input:4:1", "--rate"}, bad);
    CHECK(output_of("full --rate 1k " + need, bad).starts_with("time,a\n0,"));
  }
  CHECK(wav_rate("", good) == 1000);
  check_failure("full --format wav", 3, {"standard input:4:1", "--rate"}, bad);
  check_failure("full --dc-block --normalize", 3, {"standard input:4:1"}, bad);
}

TEST_CASE("time that stands still or goes back is an error where a rate is needed") {
  check_failure("full --dc-block", 3, {":3:1", "--rate"}, two_rows("time", "0"));
  check_failure("full --dc-block", 3, {":3:1", "--rate"}, two_rows("time", ""));
  check_failure("full --dc-block", 3, {":3:1", "'soon' is not a number"}, two_rows("time", "soon"));
  const Result falls = run_line("full --dc-block", two_rows("time", "-1"));
  CHECK(falls.status == 3);
  CHECK(falls.err.find("error: standard input:3:1: the time does not go on") != std::string::npos);
}

TEST_CASE("a step off the grid is found beyond the first rows, in a file and in a pipe") {
  std::string table = rows_at(1000, 3, 3000);
  table += "3.003,1\n";  // where 3.000 should be
  const TemporaryFolder folder;
  write_file(folder / "in.csv", table);
  check_failure("full --format wav -o " + (folder / "out.wav") + " " + (folder / "in.csv"), 3,
                {"in.csv:3002:1", "0.004 s", "--rate"});
  check_failure("full --format wav", 3, {"standard input:3002:1", "--rate"}, table);
}

TEST_CASE("--hold takes the time from each row and needs no rate") {
  // Steps of 1, 2 and 0 ms, in milliseconds, and the same by dates.
  const std::string by_hand = "t (ms),a\n5,-1\n6,0\n8,0\n8,0\n";
  const Table held = read_table(output_of("full --hold 2ms", by_hand));
  const double expected[] = {1, std::exp(-0.5), std::exp(-1.5), std::exp(-1.5)};
  for (std::size_t n = 0; n < 4; ++n) {
    // The exponential of each step, and its product, each within an ulp of at most 2^-53.
    CHECK(std::fabs(held.at("a")[n] - expected[n]) <= 0x1p-52);
  }
  const Result dates = run_line("full --hold 2s",
                                "when,a\n2024-01-01T00:00:05Z,-1\n2024-01-01T00:00:06Z,0\n"
                                "2024-01-01T00:00:08Z,0\n2024-01-01T00:00:08Z,0\n");
  CHECK(dates.err == "");
  std::vector<std::string> numbers;
  for (const std::string& row : split(dates.out, '\n')) numbers.push_back(split(row, ',')[1]);
  const std::vector<std::string> rows = split(output_of("full --hold 2ms", by_hand), '\n');
  for (std::size_t n = 1; n < 5; ++n) CHECK(numbers[n] == split(rows[n], ',')[1]);

  const Result back = run_line("full --hold 1ms", "time,a\n0,1\n2,1\n1.5,1\n4,1\n");
  CHECK(back.status == 3);
  CHECK(back.err.find("error: standard input:4:1: the time goes back") != std::string::npos);
  check_failure("full --hold 1ms", 3, {"standard input:3:1", "'' is not a number"},
                "time,a\n0,1\n,1\n");
  // The channels hold on their own, and a second pass sees the same steps.
  CHECK(output_of("full --hold 2ms", "time,a,b\n0,1,4\n0.002,0,8\n0.004,2,0\n")
            .starts_with(
                "time,a,b\n0,1,4\n0.002,0.36787944117144233,8\n0.004,2,2.9430355293715387\n"));
  CHECK(output_of("full --hold 2ms --normalize=6.020599913279624",
                  "time,a\n0,1\n0.001,0\n0.004,0.5\n")
            .starts_with("time,a\n0,2\n0.001,1.2130613194252668\n0.004,1\n"));
}

TEST_CASE("nobody looks at the steps where no rate is needed") {
  const std::string odd = "time,a\n0,-1\n5,-1\n5,-1\n-3,-1\nlater,-1\n,-1\n";
  CHECK(run_line("full --gain 0 --remove-mean", odd).out ==
        "time,a\n0,0\n5,0\n5,0\n-3,0\nlater,0\n,0\n");
}

TEST_CASE("an axis in milliseconds holds as long as one in seconds") {
  const std::string seconds = output_of("half --hold 2ms", "time,a\n0,1\n0.001,0\n0.002,0\n");
  const std::string thousandths = output_of("half --hold 2ms", "time (ms),a\n0,1\n1,0\n2,0\n");
  const Table one = read_table(seconds);
  const Table other = read_table(thousandths);
  for (std::size_t n = 0; n < 3; ++n) {
    // exp(−n/2), multiplied up from a factor within half an ulp.
    CHECK(std::fabs(one.at("a")[n] - std::exp(-0.5 * static_cast<double>(n))) <= 0x1p-52);
    CHECK(one.at("a")[n] == other.at("a")[n]);
  }
}
