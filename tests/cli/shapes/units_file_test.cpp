// Checks --units: a table of a, b and c as the units of a sum.
#include <doctest/doctest.h>

#include <cmath>

#include "support/table.hpp"

using namespace test;

namespace {

const std::string kTable = "x,v\n0,-2\n1,0\n2,3\n";

/// What the units of that text make of the table; `more` are further options.
std::string made_by(const std::string& units, const std::string& more = "") {
  TemporaryFolder folder;
  write_file(folder / "units", units);
  return output_of("units --units " + (folder / "units") + more, kTable);
}

void check_refused(const std::string& units, std::initializer_list<std::string_view> said) {
  TemporaryFolder folder;
  write_file(folder / "units.csv", units);
  check_failure("units --units " + (folder / "units.csv"), 3, {"units.csv"}, kTable);
  check_failure("units --units " + (folder / "units.csv"), 3, said, kTable);
}

// 2·relu(x + 1) − relu(−3x + 2)
const std::string kExpected = "x,v\n0,-8\n1,0\n2,8\n";

}  // namespace

TEST_CASE("the columns are found by their names, in any order") {
  CHECK(made_by("a,b,c\n1,1,2\n-3,2,-1\n") == kExpected);
  CHECK(made_by("c,a,b\n2,1,1\n-1,-3,2\n") == kExpected);
  CHECK(made_by("b;c;note;a\n1;2;first;1\n2;-1;second;-3\n", " --quiet") == kExpected);
  CHECK(made_by("# fitted\nc\tb\ta\n2\t1\t1\n-1\t2\t-3\n") == kExpected);
}

TEST_CASE("without a header they are a, b and c, and c is 1 where it is left out") {
  CHECK(made_by("1,1,2\n-3,2,-1\n") == kExpected);
  CHECK(made_by("1,0\n-1,0\n") == "x,v\n0,2\n1,0\n2,3\n");
  CHECK(made_by("b,a\n0,1\n0,-1\n") == "x,v\n0,2\n1,0\n2,3\n");
}

TEST_CASE("columns of other names stand beside them") {
  CHECK(made_by("a,b,c,grad_a,grad_b\n1,1,2,9,9\n-3,2,-1,9,9\n") == kExpected);
  CHECK(made_by("slope,offset\n1,0\n-1,0\n") == "x,v\n0,2\n1,0\n2,3\n");
}

TEST_CASE("what is left out of the file is told") {
  TemporaryFolder folder;
  write_file(folder / "u.csv", "fitted by hand\na,b,c\n1,1,2\n-3,2,-1\n");
  const Result result = run_line("units --units " + (folder / "u.csv"), kTable);
  CHECK(result.status == 0);
  CHECK(result.out == kExpected);
  CHECK(result.err == "rectify: warning: " + (folder / "u.csv") +
                          ": 1 line before the table, which begins with line 2, is left out; "
                          "--skip 1 does so without a word\n");
}

TEST_CASE("--unit and --units add up") {
  CHECK(made_by("a,b,c\n1,1,2\n", " --unit=-3,2,-1") == kExpected);
  CHECK(made_by("a,b,c\n1,1,2\n", " --unit=-3,2,-1 --mean") == "x,v\n0,-4\n1,0\n2,4\n");
}

TEST_CASE("a hundred units make the piecewise linear function they are the slopes of") {
  // relu(x − k/100) for k = 0 … 99: x·m − m(m − 1)/200, m kinks being passed.
  std::string units = "a,b\n";
  for (int k = 0; k < 100; ++k) units += "1," + std::to_string(-k) + "e-2\n";
  TemporaryFolder folder;
  write_file(folder / "u.csv", units);
  const Table made = read_table(output_of("units --ramp 0:1:101 --units " + (folder / "u.csv")));
  for (std::size_t n = 0; n <= 100; ++n) {
    const auto m = static_cast<double>(n);
    // 100 intercepts rounded to 2^-53 at most, and their running sum of up to 50 to 2^-48.
    CHECK(std::fabs(made.at("ch1")[n] - (m * m / 100 - m * (m - 1) / 200)) <= 100 * 0x1p-48);
  }
}

TEST_CASE("a file that holds no units is refused with its name") {
  check_refused("a\n1\n", {"a,b"});
  check_refused("a,c\n1,1\n", {"a,b"});
  check_refused("b,c\n1,1\n", {"a,b"});
  check_refused("c,x,y\n1,1,1\n", {"a,b"});  // where one is named, all are
  check_refused("1\n2\n", {"a,b"});
  check_refused("", {"empty"});
  check_refused("a,b\n", {"no units"});
  check_refused("a,b\n1,0\n2,x\n", {":3:2", "'x' is not a number"});
  check_refused("a,b\n1\n", {":2: "});
  check_failure("units --units nowhere.csv", 3, {"nowhere.csv", "No such file"}, kTable);
  check_failure("units --units " RECTIFY_SOURCE_DIR "/data/pluck.wav", 3, {"pluck.wav"}, kTable);
}

TEST_CASE("a unit on the command line has two or three numbers") {
  for (const std::string unit : {"1", "1,", "1,2,3,4", ",1", "a,b", "1;2"}) {
    check_failure("units --ramp 0:1:3 --unit " + unit, 2,
                  {"--unit " + unit, "two or three numbers"});
  }
}
