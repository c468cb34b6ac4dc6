// Checks that the steps come in their one order, however they are typed.
#include <doctest/doctest.h>

#include <cmath>

#include "support/table.hpp"

using namespace test;

namespace {

const std::string kTable =
    "time,a,b\n0,-1,2\n0.001,3,-4\n0.002,-1,-1\n0.003,0,0\n0.004,1,0.5\n0.005,-9,0\n";

/// One step after another, each by a run of its own. `half --leak 1` changes nothing, and numbers
/// pass through CSV exactly.
std::string one_by_one(const std::string& shape, std::initializer_list<const char*> steps) {
  std::string table = output_of(shape, kTable);
  for (const char* step : steps) table = output_of(std::string("half --leak 1 ") + step, table);
  return table;
}

}  // namespace

TEST_CASE("the steps of one run are those of one run after another, in the manual's order") {
  CHECK(output_of("full --gain 6 --remove-mean --hold 2ms --sum-channels", kTable) ==
        one_by_one("full", {"--sum-channels", "--hold 2ms", "--remove-mean", "--gain 6"}));
  CHECK(output_of("full --smooth 3ms --hold 2ms --remove-mean", kTable) ==
        one_by_one("full", {"--hold 2ms", "--smooth 3ms", "--remove-mean"}));
  CHECK(output_of("half --normalize=-3 --dc-block=40 --remove-mean --hold 2ms", kTable) ==
        one_by_one("half", {"--hold 2ms", "--remove-mean", "--dc-block=40", "--normalize=-3"}));
  CHECK(output_of("units --gain 3 --mean --unit 1,1 --unit=-1,2 --dc-block", kTable) ==
        one_by_one("units --unit 1,1 --unit=-1,2 --mean", {"--dc-block", "--gain 3"}));
}

TEST_CASE("a shape that delays its signal feeds the steps with nothing from before it") {
  for (const std::string shape :
       {"multiphase", "multiphase --envelope", "multiphase --alias-free"}) {
    for (const std::string step : {"--hold 20ms", "--remove-mean", "--dc-block=40", "--gain 6"}) {
      CAPTURE(shape);
      CAPTURE(step);
      CHECK(output_of(shape + " " + step, kTable) == one_by_one(shape, {step.c_str()}));
    }
  }
}

TEST_CASE("any other order would give something else") {
  const std::string right = output_of("full --sum-channels --hold 2ms --remove-mean", kTable);
  CHECK(right != one_by_one("full", {"--hold 2ms", "--sum-channels", "--remove-mean"}));
  CHECK(right != one_by_one("full", {"--sum-channels", "--remove-mean", "--hold 2ms"}));
  CHECK(output_of("full --hold 2ms --smooth 3ms", kTable) !=
        one_by_one("full", {"--smooth 3ms", "--hold 2ms"}));
}

TEST_CASE("the order in which steps are typed changes nothing") {
  const std::string steps[] = {"--sum-channels", "--hold 2ms",    "--smooth 3ms",
                               "--remove-mean",  "--dc-block=40", "--gain 3"};
  std::string forwards = "full", backwards = "full";
  for (const std::string& step : steps) {
    forwards += " " + step;
    backwards.insert(4, " " + step);
  }
  CHECK(output_of(forwards, kTable) == output_of(backwards, kTable));
}

TEST_CASE("sum, hold, mean and gain give what pencil and paper give") {
  const Table made =
      read_table(output_of("half --sum-channels --hold 1ms --remove-mean --gain 20", kTable));
  const double d = std::exp(-1.0);
  const double held[] = {2, 3, 3 * d, 3 * d * d, 1.5, 1.5 * d};
  double mean = 0;
  for (const double value : held) mean += value / 6;
  for (std::size_t n = 0; n < 6; ++n) {
    // Values of at most 3, a handful of roundings each, ten times enlarged.
    CHECK(std::fabs(made.at("sum")[n] - 10 * (held[n] - mean)) <= 10 * 8 * 0x1p-51);
  }
}

TEST_CASE("a step that reads twice does so from a file, a pipe and a generator alike") {
  TemporaryFolder folder;
  write_file(folder / "t.csv", kTable);
  const std::string twice = "full --remove-mean --normalize ";
  CHECK(output_of(twice + (folder / "t.csv")) == output_of(twice, kTable));
  CHECK(shell("cat t.csv | $RECTIFY " + twice, folder.path()).out == output_of(twice, kTable));
  const std::string sine = "--sine 1k --samples 500 --phase 10,50";
  CHECK(output_of(twice + sine) == output_of(twice, output_of("generate " + sine)));
}
