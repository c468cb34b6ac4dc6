// Checks which columns of a CSV input are header, axis and signals.
#include <doctest/doctest.h>

#include "support/table.hpp"

using namespace test;

TEST_CASE("the first line is a header if any of its fields is no number") {
  CHECK(output_of("full", "a,b\n-1,2\n") == "a,b\n1,2\n");
  CHECK(output_of("full", "a,7\n-1,2\n") == "a,7\n1,2\n");
  CHECK(output_of("full", "-3,-1e2\n-1,+2\n") == "ch1,ch2\n3,1e2\n1,+2\n");
  CHECK(output_of("full", "nan,\n-1,-inf\n") == "ch1,ch2\nnan,\n1,inf\n");
}

TEST_CASE("a column whose name is empty keeps that name") {
  CHECK(output_of("full", "a,,c\n-1,-2,-3\n") == "a,,c\n1,2,3\n");
  CHECK(output_of("full", "a,b,\n-1,-2,-3\n") == "a,b,\n1,2,3\n");
}

TEST_CASE("--header says whether names stand above the numbers") {
  const std::string years = "2001,2002\n-1,2\n3,-4\n";
  CHECK(output_of("half --header yes", years) == "2001,2002\n0,2\n3,0\n");
  CHECK(output_of("half --header no", years) == "ch1,ch2\n2001,2002\n0,2\n3,0\n");
  CHECK(output_of("half --header auto", years) == "ch1,ch2\n2001,2002\n0,2\n3,0\n");
  check_failure("half --header no", 3, {"standard input:1:1: 'a' is not a number", "--header"},
                "a,b\n-1,2\n");
  check_failure("half --header maybe", 2, {"--header", "maybe"}, years);
}

TEST_CASE("a header is told from the columns that are used") {
  // The first column is not looked at, the second holds a number.
  CHECK(output_of("half --column 2", "x1,5\ny,-6\nz,7\n") == "ch2\n5\n0\n7\n");
  CHECK(output_of("half --column 2", "x1,v\ny,-6\nz,7\n") == "v\n0\n7\n");
}

TEST_CASE("the first column is the axis by its name, in any case, with any unit in brackets") {
  for (const std::string name :
       {"time",      "t",         "seconds",    "x",         "index",     "Time",
        "TIME",      "T",         "X",          "Index",     "Seconds",   "time [s]",
        "Time (ms)", "t(us)",     "x [mm]",     "time [µs]", "index (1)", "sec",
        "Second",    "timestamp", "Time Stamp", "Zeit",      "temps",     "tiempo",
        "t/s",       "Zeit/ms",   "elapsed_us", "in s",      "run in ms", "Flow (min)",
        "n",         "Nr",        "x-axis",     "Sample",    "s",         ""}) {
    CAPTURE(name);
    CHECK(output_of("full", name + ",a\n-5,-1\n") == name + ",a\n-5,1\n");
  }
}

TEST_CASE("a name that only resembles an axis is a signal") {
  for (const std::string name :
       {"times", "tt", "x1", "my time", "time [s] old", "speed (m/s)", "v in m/s", "v/m/s",
        "G (mS2)", "rate [1/s]", "T (K)", "ms", "seconds left"}) {
    CAPTURE(name);
    CHECK(output_of("full", name + ",a\n-5,-1\n") == name + ",a\n5,1\n");
  }
}

TEST_CASE("an axis is the first column, or comes after other counters and texts") {
  CHECK(output_of("full", "a,time\n-5,-1\n") == "a,time\n5,1\n");
  CHECK(output_of("full", "n,time,a\n-5,-1,-2\n-4,0,3\n") == "n,time,a\n-5,-1,2\n-4,0,3\n");
  CHECK(output_of("full", "who,t,a\nme,-1,-2\nyou,0,3\n") == "who,t,a\nme,-1,2\nyou,0,3\n");
}

TEST_CASE("a letter or a counter is an axis only where it rises or falls strictly") {
  for (const std::string name : {"t", "x", "n", "index", "sample", "", "v_s", "Q (min)"}) {
    CAPTURE(name);
    CHECK(output_of("full", name + ",a\n-5,-1\n-3,2\n-4,-2\n") == name + ",a\n5,1\n3,2\n4,2\n");
    CHECK(output_of("full", name + ",a\n-5,-1\n-3,2\n2,-2\n") == name + ",a\n-5,1\n-3,2\n2,2\n");
    CHECK(run_line("full", name + ",a\n5,-1\n-3,2\n-4,-2\n").out == name + ",a\n5,1\n-3,2\n-4,2\n");
  }
}

TEST_CASE("a time is a label also where it does not rise, with a warning") {
  const Result result = run_line("full", "time,a\n-1,-1\n-3,-2\n2,4\n");
  CHECK(result.status == 0);
  CHECK(result.out == "time,a\n-1,1\n-3,2\n2,4\n");
  CHECK(
      result.err.find("warning: standard input: column 1 ('time') is a time that does not rise") !=
      std::string::npos);
  CHECK(result.err.find("--axis none") != std::string::npos);
}

TEST_CASE("a first column that rises evenly is the axis, and one warning says so") {
  const Result result = run_line("half", "-0.2,-1\n-0.1,2\n0,-3\n0.1,4\n");
  CHECK(result.status == 0);
  CHECK(result.out == "ch1,ch2\n-0.2,0\n-0.1,2\n0,0\n0.1,4\n");
  CHECK(split(result.err, '\n').size() == 1);
  CHECK(result.err.find("--axis none") != std::string::npos);
  CHECK(output_of("half --axis none", "-0.2,-1\n-0.1,2\n0,-3\n") == "ch1,ch2\n0,0\n0,2\n0,0\n");
  // Unevenly, in a column that bears our own name for a signal, or in only two rows, it is none.
  CHECK(output_of("half", "-3,-1\n-2,2\n0,-3\n") == "ch1,ch2\n0,0\n0,2\n0,0\n");
  CHECK(output_of("half", "ch1,ch2\n-3,-1\n-2,2\n-1,-3\n") == "ch1,ch2\n0,0\n0,2\n0,0\n");
  CHECK(output_of("half", "-3,-1\n-2,2\n") == "ch1,ch2\n0,0\n0,2\n");
}

TEST_CASE("an axis by its name needs another column of numbers") {
  CHECK(output_of("full", "time\n-5\n") == "time\n5\n");
  CHECK(output_of("full", "t,note\n-5,hello\n") == "t,note\n5,hello\n");
}

TEST_CASE("a table of which no signal is left is an error") {
  check_failure("full", 3, {"standard input:2:2: 'hello' is not a number", "--axis none"},
                "time,note\n-5,hello\n");
  check_failure("full", 3, {"standard input:2", "no signal", "--axis none"}, "n,time\n1,-5\n2,3\n");
  CHECK(output_of("full --axis none", "time,note\n-5,hello\n") == "time,note\n5,hello\n");
}

TEST_CASE("--axis takes a column by its name or number, or none") {
  CHECK(output_of("full --axis b", "a,b\n-1,-2\n") == "a,b\n1,-2\n");
  CHECK(output_of("full --axis 2", "a,b\n-1,-2\n") == "a,b\n1,-2\n");
  CHECK(output_of("full --axis none", "time,b\n-1,-2\n") == "time,b\n1,2\n");
  CHECK(output_of("full --axis 1", "-1,-2\n-3,-4\n") == "ch1,ch2\n-1,2\n-3,4\n");
  CHECK(output_of("full --axis 1", "2,1\n-3,-4\n") == "ch1,ch2\n2,1\n-3,4\n");
  CHECK(output_of("full --axis 1", "b,1\n-3,-4\n") == "b,1\n3,-4\n");
  check_failure("full --axis c", 2, {"--axis c", "standard input", "a, b"}, "a,b\n-1,-2\n");
}

TEST_CASE("a column that --column picks and --axis names is the axis alone, in either lane") {
  const std::string table = "a,b\n-5,-1\n-7,2\n";
  for (const std::string lane : {"full", "full --gain 0"}) {
    CAPTURE(lane);
    CHECK(output_of(lane + " --column a,b --axis a", table) == "a,b\n-5,1\n-7,2\n");
    CHECK(output_of(lane + " --column 1 --column 2 --axis 1", table) == "a,b\n-5,1\n-7,2\n");
    check_failure(lane + " --column a --axis a", 3, {"no signal is left beside the axis"}, table);
  }
}

TEST_CASE("the axis is copied as it stands, number or not, and no axis in is none out") {
  const std::string rows = "00.10,-1\n1e-1,-1\n+3,-1\n12:30:05,-1\n,-1\n2026-11-23 08:00,-1\n";
  std::string expected = "t,a\n";
  for (const std::string& row : split(rows, '\n')) {
    expected += row.substr(0, row.find(',')) + ",1\n";
  }
  CHECK(output_of("full --axis t", "t,a\n" + rows) == expected);
  CHECK(output_of("full", "a,b\n-1,-1\n") == "a,b\n1,1\n");
}

TEST_CASE("--column takes columns by name or number, in the order asked for") {
  const std::string table = "time,a,b\n0,-1,-2\n";
  CHECK(output_of("full --column b", table) == "time,b\n0,2\n");
  CHECK(output_of("full --column 3,a", table) == "time,b,a\n0,2,1\n");
  CHECK(output_of("full --column 2", table) == "time,a\n0,1\n");
  CHECK(output_of("full --column time", table) == "time\n0\n");
  CHECK(output_of("full --column b --column a", table) == "time,b,a\n0,2,1\n");
  CHECK(output_of("full --column a --column a", table) == "time,a,a\n0,1,1\n");
}

TEST_CASE("a whole name beats a list, and columns that are not taken are dropped") {
  const std::string table = "time,\"V(a,b)\",b,who\n0,-1,-2,me\n";
  CHECK(output_of("full --column V(a,b)", table) == "time,\"V(a,b)\"\n0,1\n");
  CHECK(output_of("full --column V(a,b) --column V(a,3", "time,\"V(a,b)\",V(a\n0,-1,-2\n") ==
        "time,\"V(a,b)\",V(a,V(a\n0,1,2,2\n");
}

TEST_CASE("a label keeps its place among the signals") {
  CHECK(output_of("full", "a,when,b,who\n-1,noon,-2,me\n") == "a,when,b,who\n1,noon,2,me\n");
  CHECK(output_of("full --gain 0", "a,when,b,who\n-1,noon,-2,me\n") ==
        "a,when,b,who\n1,noon,2,me\n");
  CHECK(output_of("full --sum-channels", "a,when,b\n-1,noon,-2\n") == "when,sum\nnoon,3\n");
  CHECK(output_of("full --with-input", "a,when,b\n-1,noon,-2\n") ==
        "when,a,b,a_full,b_full\nnoon,-1,-2,1,2\n");
  CHECK(output_of("full --no-time", "time,a,when\n0,-1,noon\n") == "a,when\n1,noon\n");
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

TEST_CASE("a column of numbers and text can't be decided, and --column is named") {
  check_failure("full", 3, {"standard input:2:2: 'me' is not a number", "--column"},
                "a,who,b\n-1,me,-2\n-3,4,-4\n");
  check_failure("full", 3, {"standard input:3:2: 'me' is not a number", "--column"},
                "a,who,b\n-1,4,-2\n-3,me,-4\n");
  CHECK(output_of("full --column a,b", "a,who,b\n-1,me,-2\n-3,4,-4\n") == "a,b\n1,2\n3,4\n");
}

TEST_CASE("a missing value stays as it was written, in the first row too") {
  CHECK(output_of("full", "a,b\n,-2\n-1,\n") == "a,b\n,2\n1,\n");
  CHECK(output_of("half", "a,b\n\"\",-2\n") == "a,b\n,0\n");
  CHECK(output_of("half --gain 0", "a,b\n,-2\n") == "a,b\nnan,0\n");
  for (const std::string text : {"NA", "N/A", "n/a", "#N/A", "null", "NULL", "None"}) {
    CAPTURE(text);
    CHECK(output_of("half", "a,b\n" + text + ",-2\n3," + text + "\n") ==
          "a,b\n" + text + ",0\n3," + text + "\n");
    CHECK(output_of("half --drop 1", "a,b\n" + text + ",-2\n3,4\n") == "a,b\nnan,0\n2,3\n");
  }
  CHECK(output_of("half", "a,b\n-,-2\n--,5\n") == "a,b\n,0\n,5\n");
}

TEST_CASE("--na names what is missing, as often as it is given") {
  const std::string table = "a,b\n-9,-2\nx,5\n7,x\n";
  CHECK(output_of("half --na=-9 --na x", table) == "a,b\n-9,0\nx,5\n7,x\n");
  CHECK(output_of("half --na=-9 --na x --gain 0", table) == "a,b\nnan,0\nnan,5\n7,nan\n");
  // Text for text: another spelling of the same number is a number.
  CHECK(output_of("half --na=-9 --gain 0", "a\n-9\n-9.0\n") == "a\nnan\n0\n");
}

TEST_CASE("a row whose fields go out empty is still a row for the next reader") {
  CHECK(output_of("half", "a\n-\n5\n") == "a\n\"\"\n5\n");
  CHECK(output_of("half", "a,b\n-,--\n5,6\n") == "a,b\n\"\",\n5,6\n");
  CHECK(output_of("half", output_of("half", "a\n-\n5\n")) == "a\n\"\"\n5\n");
  CHECK(output_of("half", "a,b\n\"\",\n5,6\n") == "a,b\n\"\",\n5,6\n");
}
