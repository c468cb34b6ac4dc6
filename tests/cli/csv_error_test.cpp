// Checks what CSV inputs are refused, with the place, and what odd ones are taken.
#include <doctest/doctest.h>

#include "support/table.hpp"

using namespace test;

TEST_CASE("text in a column of numbers is an error with file, line and column") {
  TemporaryFolder folder;
  const std::string file = folder / "table.csv";
  write_file(file, "time,a,b\n0,1,2\n1,2,3\n2,3,abc\n");
  check_failure("full " + file, 3, {file + ":4:3: 'abc' is not a number"});
  check_failure("full", 3, {"standard input:3:1: 'x' is not a number"}, "a\n1\nx\n");
}

TEST_CASE("what only resembles a number is text") {
  for (const std::string field : {"1.2.3", "0x10", "1e", "--1", "++1", "+-1", "1_000", "1 000",
                                  "1f", "infinit", "nano", "e5", ".", "-", "١"}) {
    check_failure("full", 3, {"standard input:3:1", "is not a number"},
                  "a,b\n1,2\n" + field + ",2\n");
  }
}

TEST_CASE("every way to write a number is taken") {
  CHECK(output_of("half", "a\n+1\n.5\n5.\n1E3\n1e+2\n-0\nINF\n-inf\nNaN\n-nan\ninfinity\n") ==
        "a\n1\n0.5\n5\n1000\n100\n0\ninf\n0\nnan\nnan\ninf\n");
}

TEST_CASE("a number too large for a double is an error, one too small is 0") {
  check_failure("full", 3, {"standard input:3:2: '1e400'"}, "a,b\n1,2\n1,1e400\n");
  check_failure("full", 3, {"standard input:3:2: '-1e309'"}, "a,b\n1,2\n1,-1e309\n");
  CHECK(output_of("full", "a\n1e-400\n-4e-324\n1.7976931348623157e308\n") ==
        "a\n0\n5e-324\n1.7976931348623157e+308\n");
}

TEST_CASE("a number too large is named in the first row too") {
  check_failure("full", 3, {"standard input:2:1", "1e400"}, "a\n1e400\n");
}

TEST_CASE("a decimal comma is told as such") {
  check_failure("full --separator ;", 3, {"standard input:3:2: '1,5'", "decimal point is '.'"},
                "a;b\n1;2\n1;1,5\n");
  check_failure("full", 3, {"standard input:3:1: '2,5'", "decimal point is '.'"},
                "a;b\n1;2\n2,5;1\n");
}

TEST_CASE("a decimal comma is told in the first row too") {
  check_failure("full", 3, {"standard input:2", "decimal point is '.'"}, "a;b\n1,5;2,5\n2,5;3\n");
}

TEST_CASE("a row with too few or too many fields is an error with its line") {
  check_failure("full", 3, {"standard input:2: ", "1 field", "2"}, "a,b\n1\n");
  check_failure("full", 3, {"standard input:2: ", "3 fields", "2"}, "a,b\n1,2,3\n");
  check_failure("full", 3, {"standard input:4: ", "1 field", "2"}, "a,b\n1,2\n\n3\n");
  check_failure("full", 3, {"standard input:3: ", "2 fields", "1"}, "a\n1\n2,3\n");
}

TEST_CASE("a table without a column of numbers is an error") {
  check_failure("full", 3, {"standard input:2:1", "'x' is not a number"}, "a,b\nx,y\n");
}

TEST_CASE("an input with nothing in it is an error") {
  for (const std::string text : {"", "\n", " \n\n", "# a comment\n", "\xEF\xBB\xBF"}) {
    check_failure("full", 3, {"standard input", "is empty"}, text);
  }
}

TEST_CASE("a header alone is a signal of no frames, with a warning") {
  for (const std::string options : {"", " --normalize", " --remove-mean", " --gain 3"}) {
    CAPTURE(options);
    const Result result = run_line("full" + options, "time,a\n");
    CHECK(result.status == 0);
    CHECK(result.out == "time,a\n");
    CHECK(result.err.find("warning: standard input: holds no frames") != std::string::npos);
  }
  const Result bare = run_line("full", "a");
  CHECK(bare.status == 0);
  CHECK(bare.out == "a\n");
}

TEST_CASE("a line beyond 1 MiB is an error, as is a quote left open over as much") {
  const std::string much((std::size_t{1} << 20) + (std::size_t{1} << 18), '1');
  check_failure("full", 3, {"standard input:2", "1 MiB"}, "a\n" + much + "\n");
  check_failure("full", 3, {"standard input:3", "1 MiB", "quote"}, "a,b\n1,2\n\"1," + much + "\n");
}

TEST_CASE("a long line below that is taken") {
  std::string header = "c0", row = "-1";
  std::string expected = "1";
  for (int i = 1; i < 100000; ++i) {
    header += ",c" + std::to_string(i);
    row += ",-1";
    expected += ",1";
  }
  CHECK(output_of("full", header + "\n" + row + "\n") == header + "\n" + expected + "\n");
}

TEST_CASE("NUL bytes are no text, at the start or later") {
  using namespace std::string_literals;
  CHECK(run_line("full", "a\n\0001\n"s).status == 3);
  check_failure("full", 3, {"standard input:8002:1", "is not a number"}, [] {
    std::string text = "a\n";
    for (int n = 0; n < 8000; ++n) text += "1\n";
    return text + "2\0003\n"s;
  }());
}
