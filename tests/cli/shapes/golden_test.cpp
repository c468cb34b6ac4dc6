// Checks the program against tables that NumPy made: data/make_tables.py.
#include <doctest/doctest.h>

#include <cmath>

#include "support/table.hpp"

using namespace test;

namespace {

/// The greatest |ch1 − y| over the same x, which must be equally many.
double greatest_difference(const std::string& table, const std::string& line) {
  const Table golden = read_table(read_file(RECTIFY_SOURCE_DIR "/data/" + table));
  const Table made = read_table(output_of(line));
  REQUIRE(golden.at("x").size() == made.at("x").size());
  double greatest = 0;
  for (std::size_t n = 0; n < made.at("x").size(); ++n) {
    // linspace and the program round start + n·step within an ulp of |x| ≤ 10 each.
    CHECK(std::fabs(made.at("x")[n] - golden.at("x")[n]) <= 2 * 0x1p-49);
    greatest = std::fmax(greatest, std::fabs(made.at("ch1")[n] - golden.at("y")[n]));
  }
  return greatest;
}

// An ulp of the axis is 1.8e-15, and passes to each of at most eight sines with a slope of at most
// 1, which NumPy adds up with as many roundings: 3e-14 in all. The agreement promised is:
constexpr double kClose = 1e-12;

}  // namespace

TEST_CASE("the full-wave sine is NumPy's") {
  CHECK(greatest_difference("sine_full.csv", "full --sine-over -10:10:2000") <= kClose);
}

TEST_CASE("two units, one the other way round, make NumPy's full-wave sine") {
  CHECK(greatest_difference("sine_full.csv",
                            "units --unit 1,0 --unit=-1,0 --sine-over -10:10:2000") <= kClose);
}

TEST_CASE("two phases half a turn apart make NumPy's full-wave sine") {
  CHECK(greatest_difference("sine_full.csv", "multiphase --phases 2 --sine-over -10:10:2000") <=
        kClose);
}

TEST_CASE("the sum of eight phases is NumPy's, however the phases are said") {
  for (const std::string phases :
       {"", "--phases 8", "--phase-list 0,0.25pi,0.5pi,0.75pi,pi,1.25pi,1.5pi,1.75pi",
        "--phase-list 0,45,90,135,180deg,225,-90,-pi/4"}) {
    CAPTURE(phases);
    CHECK(greatest_difference("sine_eight_phases.csv",
                              "multiphase --sine-over -10:10:2000 " + phases) <= kClose);
  }
}

TEST_CASE("the channels of eight rectified sines add up to NumPy's eight phases") {
  const Table golden = read_table(read_file(RECTIFY_SOURCE_DIR "/data/sine_eight_phases.csv"));
  const Table made = read_table(
      output_of("half --sine-over -10:10:2000 --phase 0,45,90,135,180,225,270,315 --sum-channels"));
  REQUIRE(made.at("sum").size() == 2000);
  for (std::size_t n = 0; n < 2000; ++n) {
    CHECK(std::fabs(made.at("sum")[n] - golden.at("y")[n]) <= kClose);
  }
}

TEST_CASE("a ramp draws NumPy's relu, by half and by one unit") {
  CHECK(greatest_difference("ramp_half.csv", "half --ramp -2:2:401") <= kClose);
  CHECK(greatest_difference("ramp_half.csv", "units --unit 1,0 --ramp -2:2:401") <= kClose);
}

TEST_CASE("the golden tables are what their script makes") {
  TemporaryFolder folder;
  const std::string line =
      "cp " RECTIFY_SOURCE_DIR "/data/make_tables.py . && /usr/bin/python3 make_tables.py";
  const Result made = shell(line, folder.path());
  REQUIRE_MESSAGE(made.status == 0, made.err);
  for (const std::string name : {"sine_full.csv", "sine_eight_phases.csv", "ramp_half.csv"}) {
    CAPTURE(name);
    const Table here = read_table(read_file(RECTIFY_SOURCE_DIR "/data/" + name));
    const Table again = read_table(read_file(folder / name));
    for (std::size_t n = 0; n < here.at("y").size(); ++n) {
      // Another NumPy may take its sines from another library, each within an ulp of 1.
      CHECK(std::fabs(here.at("y")[n] - again.at("y")[n]) <= 8 * 0x1p-52);
    }
  }
}

TEST_CASE("every file in data has its line in data/README.md") {
  const std::string readme = read_file(RECTIFY_SOURCE_DIR "/data/README.md");
  for (const std::string& name : split(shell("ls", RECTIFY_SOURCE_DIR "/data").out, '\n')) {
    if (name == "README.md" || name.ends_with(".py") || name.ends_with(".gp")) continue;
    CAPTURE(name);
    CHECK(readme.find("`" + name + "`") != std::string::npos);
  }
}
