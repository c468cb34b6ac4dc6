// Checks which columns of a CSV input are header, axis and signals.
#include <doctest/doctest.h>

#include "support/table.hpp"

using namespace test;

TEST_CASE("the first line is a header if any of its fields is no number") {
  CHECK(output_of("full", "a,b\n-1,2\n") == "a,b\n1,2\n");
  CHECK(output_of("full", "a,7\n-1,2\n") == "a,7\n1,2\n");
  CHECK(output_of("full", "-3,-1e2\n-1,+2\n") == "ch1,ch2\n3,100\n1,2\n");
  CHECK(output_of("full", "nan,\n-1,-inf\n") == "ch1,ch2\nnan,nan\n1,inf\n");
}

TEST_CASE("a column whose heading is empty is called by its number") {
  CHECK(output_of("full", "a,,c\n-1,-2,-3\n") == "a,ch2,c\n1,2,3\n");
}

TEST_CASE("the first column is the axis by its name, in any case, with any unit in brackets") {
  for (const std::string name :
       {"time", "t", "seconds", "x", "index", "Time", "TIME", "T", "X", "Index", "Seconds",
        "time [s]", "Time (ms)", "t(us)", "x [mm]", "time [µs]", "index (1)"}) {
    CAPTURE(name);
    CHECK(output_of("full", name + ",a\n-5,-1\n") == name + ",a\n-5,1\n");
  }
}

TEST_CASE("a name that only resembles an axis is a signal") {
  for (const std::string name : {"times", "tt", "x1", "sec", "my time", "time [s] old"}) {
    CAPTURE(name);
    CHECK(output_of("full", name + ",a\n-5,-1\n") == name + ",a\n5,1\n");
  }
}

TEST_CASE("only the first column can be the axis by its name") {
  CHECK(output_of("full", "a,time\n-5,-1\n") == "a,time\n5,1\n");
}

TEST_CASE("an axis by its name needs another column of numbers") {
  CHECK(output_of("full", "time\n-5\n") == "time\n5\n");
  const Result result = run_line("full", "time,note\n-5,hello\n");
  CHECK(result.status == 0);
  CHECK(result.out == "time\n5\n");
}

TEST_CASE("--axis takes a column by its name or number, or none") {
  CHECK(output_of("full --axis b", "a,b\n-1,-2\n") == "b,a\n-2,1\n");
  CHECK(output_of("full --axis 2", "a,b\n-1,-2\n") == "b,a\n-2,1\n");
  CHECK(output_of("full --axis none", "time,b\n-1,-2\n") == "time,b\n1,2\n");
  CHECK(output_of("full --axis 1", "-1,-2\n-3,-4\n") == "ch1,ch2\n-1,2\n-3,4\n");
  CHECK(output_of("full --axis 1", "2,1\n-3,-4\n") == "ch1,ch2\n2,1\n-3,4\n");
  CHECK(output_of("full --axis 1", "b,1\n-3,-4\n") == "1,b\n-4,3\n");
  check_failure("full --axis c", 2, {"--axis c", "standard input", "a, b"}, "a,b\n-1,-2\n");
}

TEST_CASE("the axis is copied as it stands, number or not, and no axis in is none out") {
  const std::string rows = "00.10,-1\n1e-1,-1\n+3,-1\n12:30:05,-1\n,-1\n2026-11-23 08:00,-1\n";
  std::string expected = "t,a\n";
  for (const std::string& row : split(rows, '\n')) {
    expected += row.substr(0, row.find(',')) + ",1\n";
  }
  CHECK(output_of("full", "t,a\n" + rows) == expected);
  CHECK(output_of("full", "a,b\n-1,-1\n") == "a,b\n1,1\n");
}

TEST_CASE("--column takes columns by name or number, in the order asked for") {
  const std::string table = "time,a,b\n0,-1,-2\n";
  CHECK(output_of("full --column b", table) == "time,b\n0,2\n");
  CHECK(output_of("full --column 3,a", table) == "time,b,a\n0,2,1\n");
  CHECK(output_of("full --column 2", table) == "time,a\n0,1\n");
  CHECK(output_of("full --column time", table) == "time\n0\n");
}

TEST_CASE("a name beats a number") {
  CHECK(output_of("full --column 2", "2,b\n-1,-5\n") == "2\n1\n");
}

TEST_CASE("a column that is not there is an error that lists those that are") {
  check_failure("full --column c", 2, {"--column c", "standard input", "a, b"}, "a,b\n1,2\n");
  check_failure("full --column 0", 2, {"--column 0"}, "a,b\n1,2\n");
  check_failure("full --column 3", 2, {"--column 3"}, "a,b\n1,2\n");
  check_failure("full --column a,,b", 2, {"--column"}, "a,b\n1,2\n");
}

TEST_CASE("the first row says which columns are numbers, and one warning names the rest") {
  const Result result = run_line("full", "a,who,b,when\n-1,me,-2,now\n-3,4,-4,5\n");
  CHECK(result.status == 0);
  CHECK(result.out == "a,b\n1,2\n3,4\n");
  CHECK(split(result.err, '\n').size() == 1);
  CHECK(result.err.starts_with("rectify: warning: standard input: "));
  CHECK(result.err.find("who, when") != std::string::npos);
  CHECK(run_line("full --quiet", "a,who\n-1,me\n").err == "");
  CHECK(output_of("full --column a", "a,who\n-1,me\n") == "a\n1\n");
}

TEST_CASE("an empty field is NaN, in the first row too") {
  CHECK(output_of("full", "a,b\n,-2\n-1,\n") == "a,b\nnan,2\n1,nan\n");
  CHECK(output_of("half", "a,b\n\"\",-2\n") == "a,b\nnan,0\n");
}
