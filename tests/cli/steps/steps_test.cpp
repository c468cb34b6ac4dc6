// Checks the shapes' options and each step on small tables, against values worked out by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>
#include <tuple>

#include "support/table.hpp"

using namespace test;

namespace {

/// The only column, or the one of that name, of what the program makes of the rows.
std::vector<double> column_of(const std::string& line, const std::string& table,
                              const std::string& name = "a") {
  return read_table(output_of(line, table)).at(name);
}

using Column = std::vector<double>;

const std::string kTable = "a\n-2\n-0.5\n0\n0.5\n2\n";
const std::string kTimed = "time,a\n0,1\n0.001,0\n0.002,0.5\n0.003,-1\n0.004,0\n";

}  // namespace

TEST_CASE("the reversed diode lets -x through where x is negative") {
  CHECK(column_of("half --negative", kTable) == Column{2, 0.5, 0, 0, 0});
}

TEST_CASE("a drop is taken off, once in half and from either side in full") {
  CHECK(column_of("half --drop 0.25", kTable) == Column{0, 0, 0, 0.25, 1.75});
  CHECK(column_of("half --drop 0.25 --negative", kTable) == Column{1.75, 0.25, 0, 0, 0});
  CHECK(column_of("full --drop 0.25", kTable) == Column{1.75, 0.25, 0, 0.25, 1.75});
  CHECK(column_of("full --drop 0dB", kTable) == Column{1, 0, 0, 0, 1});
  check_failure("half --drop -1", 2, {"--drop -1"}, kTable);
}

TEST_CASE("a leak passes a part of what is below zero") {
  CHECK(column_of("half --leak 0.25", kTable) == Column{-0.5, -0.125, 0, 0.5, 2});
  CHECK(column_of("half --leak 1", kTable) == Column{-2, -0.5, 0, 0.5, 2});
  CHECK(column_of("half --leak 0.25 --drop 0.25", kTable) == Column{-0.5, -0.125, 0, 0.25, 1.75});
  CHECK(column_of("half --leak 0.25 --negative", kTable) == Column{2, 0.5, 0, -0.125, -0.5});
  CHECK(column_of("units --unit 2,1 --leak 0.5", kTable) == Column{-1.5, 0, 1, 2, 5});
}

TEST_CASE("units are summed with their weights, and the mean divides by their number") {
  const std::string units = "units --unit 1,0 --unit=-2,1,0.5 --unit 0,3,-1 ";
  CHECK(column_of(units, kTable) == Column{-0.5, -2, -2.5, -2.5, -1});
  CHECK(column_of("units --unit 1,0 --unit=-1,0 --mean", kTable) == Column{1, 0.25, 0, 0.25, 1});
}

TEST_CASE("the channels are added after the shape") {
  const std::string table = "a,b,c\n-1,2,3\n4,-5,0.5\n";
  CHECK(output_of("half --sum-channels", table) == "sum\n5\n4.5\n");
  CHECK(output_of("full --sum-channels", table) == "sum\n6\n9.5\n");
  CHECK(output_of("full --sum-channels --column c,a", table) == "sum\n4\n4.5\n");
}

TEST_CASE("hold decays by e in its time constant, and follows every rise") {
  const Column held = column_of("half --hold 1ms", kTimed);
  const double d = std::exp(-1.0);  // a sample of 1 ms
  const Column expected = {1, d, 0.5, 0.5 * d, 0.5 * d * d};
  // exp within an ulp, as often multiplied as there are samples.
  for (std::size_t n = 0; n < 5; ++n) CHECK(std::fabs(held[n] - expected[n]) <= 0x1p-51);
}

TEST_CASE("smooth averages over its time around each frame, over what there is at the ends") {
  CHECK(
      output_of("half --smooth 3ms", kTimed) ==
      "time,a\n0,0.5\n0.001,0.5\n0.002,0.16666666666666666\n0.003,0.16666666666666666\n0.004,0\n");
  CHECK(column_of("full --smooth 2ms", kTimed) == Column{1 / 1.5, 0.375, 0.5, 0.625, 0.5 / 1.5});
  CHECK(column_of("half --smooth 1", kTimed) == Column(5, 0.3));
  CHECK(column_of("half --smooth 1us", kTimed) == Column{1, 0, 0.5, 0, 0});
}

TEST_CASE("smooth needs a rate, and refuses a time that steps unevenly") {
  check_failure("half --smooth 3ms", 2, {"--smooth", "--rate"}, kTable);
  CHECK(column_of("half --smooth 2ms --rate 1000", kTable) ==
        Column{0, 0, 0.125, 0.75, 2.25 / 1.5});
  check_failure("half --smooth 3ms", 3, {"time", "steps"},
                "time,a\n0,1\n0.00100,0\n0.00200,0.5\n0.00400,-1\n");
  check_failure("half --sine 50 --smooth 0", 2, {"--smooth 0"});
  check_failure("half --sine 50 --smooth 1Hz", 2, {"--smooth 1Hz"});
}

TEST_CASE("a whole number of periods smoothed leaves the DC of a full wave") {
  // 20 frames a period of the full wave; its mean is (2/M) cot(pi/M) with M = 40.
  const Column y =
      read_table(output_of("full --sine 25 --rate 1000 --cycles 5 --smooth 20ms")).at("ch1");
  REQUIRE(y.size() == 200);
  const double dc = 2.0 / 40 / std::tan(std::numbers::pi / 40);
  for (std::size_t n = 10; n < 190; ++n) CHECK(std::fabs(y[n] - dc) <= 0x1p-50);
}

TEST_CASE("the mean is taken away channel by channel") {
  CHECK(output_of("half --remove-mean", "a,b\n-1,8\n3,0\n") == "a,b\n-1.5,4\n1.5,-4\n");
  CHECK(column_of("full --remove-mean", kTable) == Column{1, -0.5, -1, -0.5, 1});
}

TEST_CASE("the DC block lets a step through and forgets it at its cutoff") {
  std::string step = "time,a\n";
  for (int n = 0; n < 2000; ++n) step += std::to_string(n) + "e-3,1\n";
  const Column slow = column_of("half --dc-block=5", step);
  const Column fast = column_of("half --dc-block=20", step);
  CHECK(slow[1999] < fast[0]);
  // The bilinear pole (1 − tan θ)/(1 + tan θ) is exp(−2θ − (4/3)θ³ …), after 20 samples:
  const double theta = std::numbers::pi * 5 / 1000;
  CHECK(std::fabs(slow[20] / slow[0] - std::exp(-40 * theta)) <= 20 * 4.0 / 3 * std::pow(theta, 3));
  CHECK(std::fabs(fast[1999]) < 1e-12);  // exp(−251)
  for (std::size_t n = 1; n < 2000; ++n) CHECK(slow[n] <= slow[n - 1]);
}

TEST_CASE("gain is in decibels, with or without the word") {
  CHECK(column_of("half --gain 20", kTable) == Column{0, 0, 0, 5, 20});
  CHECK(column_of("half --gain 20dB", kTable) == Column{0, 0, 0, 5, 20});
  CHECK(column_of("full --gain -40", kTable) == Column{0.02, 0.005, 0, 0.005, 0.02});
}

TEST_CASE("normalize brings the one peak of all channels to its level") {
  const std::string table = "a,b\n-2,0.5\n1,-8\n";
  CHECK(output_of("full --normalize", table) == "a,b\n0.25,0.0625\n0.125,1\n");
  CHECK(output_of("half --normalize", table) == "a,b\n0,0.5\n1,0\n");
  CHECK(output_of("full --normalize=20dB", table) == "a,b\n2.5,0.625\n1.25,10\n");
  CHECK(output_of("half --normalize --leak 0.25", table) == "a,b\n-0.25,0.25\n0.5,-1\n");
}

TEST_CASE("normalize leaves silence and a peak that is not finite alone, with a warning") {
  for (const auto& [table, out, word] :
       {std::tuple{"a\n-1\n-2\n", "a\n0\n0\n", "silence"},
        std::tuple{"a\n1\ninf\n", "a\n1\ninf\n", "not finite"},
        std::tuple{"a\n4\nnan\n2\n", "a\n4\nnan\n2\n", "not finite"}}) {
    const Result result = run_line("half --normalize", table);
    CHECK(result.status == 0);
    CHECK(result.out == out);
    CHECK(result.err.find("warning: --normalize") != std::string::npos);
    CHECK(result.err.find(word) != std::string::npos);
    CHECK(run_line("half --normalize --quiet", table).err == "");
  }
}
