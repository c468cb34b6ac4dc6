// Checks when a CSV input has a rate, where one is needed, and what a wrong one does.
#include <doctest/doctest.h>

#include <cmath>

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

TEST_CASE("the rate is one over the first step of a time axis, its unit honoured") {
  CHECK(wav_rate("", two_rows("time", "0.001")) == 1000);
  CHECK(wav_rate("", two_rows("T", "0.5")) == 2);
  CHECK(wav_rate("", two_rows("seconds", "1e-4")) == 10000);
  CHECK(wav_rate("", two_rows("time [s]", "0.01")) == 100);
  CHECK(wav_rate("", two_rows("Time (ms)", "0.125")) == 8000);
  CHECK(wav_rate("", two_rows("t(us)", "20")) == 50000);
  CHECK(wav_rate("", two_rows("time [µs]", "20")) == 50000);
  CHECK(wav_rate("--axis 2", "a,time\n-1,0\n-1,0.001\n") == 1000);
}

TEST_CASE("a rate within a hundred-thousandth of a whole number is that number") {
  CHECK(wav_rate("", two_rows("time", "2.26757e-05")) == 44100);  // 44100.07, 1.5e-6 off
  CHECK(wav_rate("", two_rows("time", "0.0100000999")) == 100);   // 9.99e-6 off
  check_failure("full --format wav", 4, {"rate"}, two_rows("time", "0.0100001002"));  // 1.002e-5
}

TEST_CASE("a rate that is no whole number can't become sound") {
  check_failure("full --format wav", 4, {"standard output", "whole number", "--rate"},
                two_rows("time", "0.0003"));
  check_failure("full --format wav --rate 0.5", 4, {"whole number"}, "a\n1\n");
  CHECK(wav_rate("--rate 3333", two_rows("time", "0.0003")) == 3333);
}

TEST_CASE("--rate beats the axis, steps and all") {
  CHECK(wav_rate("--rate 8k", two_rows("time", "0.001")) == 8000);
  CHECK(wav_rate("--rate 8k", "time,a\n0,1\n1,1\n5,1\n4,1\n") == 8000);
  CHECK(wav_rate("--rate 8k", "time,a\nnoon,1\ntwo,1\n") == 8000);
}

TEST_CASE("a rate that is needed and not there is an error that names --rate") {
  const std::string no_axis = "a\n1\n2\n";
  for (const std::string need : {"--format wav", "--hold 1ms", "--dc-block"}) {
    for (const std::string& table :
         {no_axis, two_rows("x", "1"), two_rows("index", "1"), two_rows("time (h)", "1"),
          std::string("time,a\n0,1\n"), std::string("time,a\n")}) {
      CAPTURE(table);
      check_failure("full " + need, 2, {"rate", "--rate"}, table);
    }
    check_failure("full --axis none " + need, 2, {"--rate"}, two_rows("time", "1"));
  }
}

TEST_CASE("a step more than a hundredth off is an error where a rate is needed") {
  const std::string good = "time,a\n0,1\n0.001,1\n0.00200999,1\n0.00300999,1\n";
  const std::string bad = "time,a\n0,1\n0.001,1\n0.0020101,1\n0.0030101,1\n";
  for (const std::string need : {"--format csv --hold 1ms", "--dc-block=20"}) {
    CHECK(output_of("full " + need, good).starts_with("time,a\n0,"));
    check_failure("full " + need, 3, {"standard input:4:1", "--rate"}, bad);
    CHECK(output_of("full --rate 1k " + need, bad).starts_with("time,a\n0,"));
  }
  CHECK(wav_rate("", good) == 1000);
  check_failure("full --format wav", 3, {"standard input:4:1", "--rate"}, bad);
  check_failure("full --hold 1ms --normalize", 3, {"standard input:4:1"}, bad);
}

TEST_CASE("time that stands still or goes back is an error where a rate is needed") {
  check_failure("full --hold 1ms", 3, {":3:1", "--rate"}, two_rows("time", "0"));
  check_failure("full --hold 1ms", 3, {":3:1", "--rate"}, two_rows("time", "-1"));
  check_failure("full --hold 1ms", 3, {":3:1", "--rate"}, two_rows("time", ""));
  check_failure("full --hold 1ms", 3, {":3:1", "'soon' is not a number"}, two_rows("time", "soon"));
}

TEST_CASE("nobody looks at the steps where no rate is needed") {
  const std::string odd = "time,a\n0,-1\n5,-1\n5,-1\n-3,-1\nlater,-1\n,-1\n";
  CHECK(output_of("full --gain 0 --remove-mean", odd) ==
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
