// Checks the parameters of grad and their gradients, as tables and in words.
#include <doctest/doctest.h>

#include <string>

#include "support/table.hpp"

using namespace test;

TEST_CASE("parameters and their gradients are written as tables") {
  TemporaryFolder folder;
  const std::string to = " --parameters " + (folder / "p.csv") + " --force";
  const auto table = [&](const std::string& line) {
    run_line("grad " + line + to);
    return read_file(folder / "p.csv");
  };
  CHECK(table("half --ramp=-2:2:5 --drop 0.5 --leak 0.25") ==
        "drop,leak,grad_drop,grad_leak\n0.5,0.25,-2,-3\n");
  CHECK(table("full --ramp=-2:2:5") == "drop,grad_drop\n0,-4\n");
  CHECK(table("units --ramp=-2:2:5 --unit 1,0 --unit=-1,1,2") ==
        "a,b,c,grad_a,grad_b,grad_c\n1,0,1,3,2,3\n-1,1,2,-6,6,6\n");
  CHECK(table("units --ramp=-2:2:5 --unit 1,0") == "a,b,c,grad_a,grad_b,grad_c\n1,0,1,3,2,3\n");
  CHECK(table("multiphase --sine-over 0:0:1 --phase-list 0 --phase 60")
            .starts_with("phase,grad_phase\n0,0.5"));
  check_failure("grad multiphase --sine 50 --phases 4097 --samples 1" + to, 2, {"4097", "4096"});
  CHECK(run_line("grad multiphase --sine 50 --phases 4097 --samples 1 --verbose").status == 0);
}

TEST_CASE("a table of parameters that is there is not replaced unasked") {
  TemporaryFolder folder;
  write_file(folder / "p.csv", "mine\n");
  check_failure("grad half --ramp 0:1:3 --parameters " + (folder / "p.csv"), 4, {"p.csv"});
  CHECK(read_file(folder / "p.csv") == "mine\n");
}

TEST_CASE("what the rows of a table of parameters can't hold is said, where it is not 0") {
  TemporaryFolder folder;
  const auto said = [&](const std::string& line) {
    return run_line("grad " + line + " --force --parameters " + (folder / "p.csv")).err;
  };
  CHECK(said("units --ramp=-2:2:5 --unit 1,0") == "");
  CHECK(said("units --ramp=-2:2:5 --unit 1,0 --leak 0.5") ==
        "rectify: leak = 0.5, de/dleak = -3\n");
  CHECK(said("multiphase --sine-over 1:1:1 --phases 1 --drop 0.5") ==
        "rectify: drop = 0.5, de/ddrop = -1\n");
  CHECK(said("half --ramp=-2:2:5 --drop 0.5 --leak 0.25") == "");
}

TEST_CASE("--verbose says every parameter's gradient, also those that no table has") {
  const Result units = run_line("grad units --ramp=-2:2:5 --unit 1,0 --leak 0.5 -v");
  CHECK(units.err.find("a1 = 1, de/da1 = 1.5\n") != std::string::npos);
  CHECK(units.err.find("leak = 0.5, de/dleak = -3\n") != std::string::npos);
  const Result phases = run_line("grad multiphase --sine-over 1:1:1 --phases 1 -v");
  CHECK(phases.err.find("drop = 0, de/ddrop = -1\n") != std::string::npos);
}
