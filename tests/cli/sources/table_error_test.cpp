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
  for (const std::string field :
       {"1.2.3", "0x10", "1e", "--1", "++1", "+-1", "1_000", "1 000", "1f", "infinit", "nano", "e5",
        ".", "---", "1d", "1e+", "1.#IN", "nan(1", "١"}) {
    check_failure("full", 3, {"standard input:3:1", "is not a number"},
                  "a,b\n1,2\n" + field + ",2\n");
  }
}

TEST_CASE("every way to write a number is taken") {
  CHECK(output_of("half", "a\n+1\n.5\n5.\n1E3\n1e+2\n-0\nINF\n-inf\nNaN\n-nan\ninfinity\n") ==
        "a\n+1\n.5\n5.\n1E3\n1e+2\n0\ninf\n0\nnan\nnan\ninf\n");
  CHECK(output_of("half --gain 0",
                  "a\n+1\n.5\n5.\n1E3\n1e+2\n-0\nINF\n-inf\nNaN\n-nan\ninfinity\n") ==
        "a\n1\n0.5\n5\n1000\n100\n0\ninf\n0\nnan\nnan\ninf\n");
  const std::string others =
      "a\n2d3\n-2D-1\n+.5d0\n1.#INF\n-1.#INF00\n1.#QNAN\n-1.#IND\n∞\n-∞\nnan(0x8)\n";
  CHECK(output_of("half", others) == "a\n2e3\n0\n+.5e0\ninf\n0\nnan\nnan\ninf\n0\nnan\n");
  CHECK(output_of("full", others) == "a\n2e3\n2E-1\n+.5e0\ninf\ninf\nnan\nnan\ninf\ninf\nnan\n");
  CHECK(output_of("half --leak 1", others) ==
        "a\n2000\n-0.2\n0.5\ninf\n-inf\nnan\nnan\ninf\n-inf\nnan\n");
}

TEST_CASE("text keeps what a double can't hold, and computing with it is an error or 0") {
  CHECK(output_of("full", "a,b\n1,2\n1,-1e400\n") == "a,b\n1,2\n1,1e400\n");
  check_failure("full --gain 0", 3, {"standard input:3:2: '1e400' is too large"},
                "a,b\n1,2\n1,1e400\n");
  check_failure("full --gain 0", 3, {"standard input:3:2: '-1e309' is too large"},
                "a,b\n1,2\n1,-1e309\n");
  CHECK(output_of("full --gain 0", "a\n1e-400\n-4e-324\n1.7976931348623157e308\n") ==
        "a\n0\n5e-324\n1.7976931348623157e+308\n");
}

TEST_CASE("a decimal comma is taken where the separator is another and all numbers agree") {
  CHECK(output_of("full", "a;b\n1;2\n1;-1,50\n") == "a,b\n1,2\n1,1.50\n");
  CHECK(output_of("full --gain 0", "a;b\n1;2\n1;-1,50\n") == "a,b\n1,2\n1,1.5\n");
  CHECK(output_of("half", "t\tb\n-0,25\t,5\n0,0\t-1,5e3\n") == "t,b\n-0.25,.5\n0.0,0\n");
  CHECK(output_of("half", " 0,5  -1,5 \n 3,5 2,5\n") == "ch1,ch2\n0.5,0\n3.5,2.5\n");
  check_failure("full", 3, {"standard input:3:2: '1,5'", "'0.5' in line 2", "--decimal"},
                "a;b\n0.5;2\n2;1,5\n");
}

TEST_CASE("a decimal comma that comes later than the rows that were looked at is an error") {
  std::string table = "a;b\n";
  for (int n = 0; n < 2000; ++n) table += "1;2\n";
  check_failure("full", 3, {"standard input:2002:2: '1,5'", "decimal mark", "--decimal ,"},
                table + "1;1,5\n");
  check_failure("full --gain 0", 3, {"standard input:2002:2: '1,5'", "--decimal ,"},
                table + "1;1,5\n");
}

TEST_CASE("what could be a decimal comma or a thousands separator is not guessed") {
  check_failure("full", 3, {"standard input:2:2: '7,125'", "--decimal"},
                "a;b\n1;7,125\n2;-9,375\n");
  CHECK(output_of("full --decimal comma", "a;b\n1;7,125\n2;-9,375\n") == "a,b\n1,7.125\n2,9.375\n");
  check_failure("full --decimal point", 3, {"standard input:2:2: '7,125'"},
                "a;b\n1;7,125\n2;-9,375\n");
  // One field that can only have a decimal comma decides for all.
  CHECK(output_of("full", "a;b\n1;7,125\n2;-0,375\n") == "a,b\n1,7.125\n2,0.375\n");
  CHECK(output_of("full", "a;b\n0,5;7,125\n1,0;-9,375\n") == "a,b\n0.5,7.125\n1.0,9.375\n");
  check_failure("full", 3, {"standard input:2", "'6,5'", "--decimal , or --separator ,"},
                "v\n6,5\n7,25\n");
  check_failure("full", 3, {"standard input:2", "'6,5'", "--decimal , or --separator ,"},
                "v\n6,5\n-7\n");
  CHECK(output_of("full --decimal ,", "v\n6,5\n-7\n") == "v\n6.5\n7\n");
  CHECK(output_of("full", "6,5\n7,25\n") == "ch1,ch2\n6,5\n7,25\n");
}

TEST_CASE("a number that is spoilt is refused with the reason, also where a whole column is") {
  const auto refused = [](const std::string& field, const std::string& reason) {
    CAPTURE(field);
    check_failure("full", 3, {"standard input:2:2: '" + field + "' is not a number", reason},
                  "time|v\n0|" + field + "\n1|" + field + "\n");
  };
  for (const std::string unit : {"V", " mV", "kHz", "%", "°C", " Volts", "A", "µs", "dB"}) {
    refused("-1.5" + unit, "unit");
  }
  refused("$ 5", "unit");
  refused("-€3.5", "unit");
  for (const std::string number :
       {"1,234,567", "1'234.5", "1 234", "12_345", "1,234.5", "1.234,5"}) {
    refused(number, "thousands separator");
  }
  // None of these is a number gone wrong.
  for (const std::string label :
       {"2024-05-06", "10:30", "1st", "3D", "v1.2.3", "192.168.0.1", "12.5.2024"}) {
    CHECK(output_of("full", "time|v|w\n0|" + label + "|-1\n") == "time,v,w\n0," + label + ",1\n");
  }
}

TEST_CASE(
    "a quote opens at the start of a field, and only a separator may follow the closing one") {
  check_failure("full", 3, {"standard input:3:2: text after the closing quote"},
                "a,b\n\"1\",2\n1,\"3\"4\n");
  check_failure("full", 3, {"standard input:3:1: a quote that opens here is never closed"},
                "a,b\n1,2\n\"1,2\n3,4\n");
  CHECK(output_of("full", "5\" probe,b\n-1,-2\n") == "\"5\"\" probe\",b\n1,2\n");
  CHECK(output_of("full", "a,who\n-1,5\" probe\n") == "a,who\n1,\"5\"\" probe\"\n");
  std::string rows = "a,who\n";
  for (int n = 0; n < 2000; ++n) rows += "1,me\n";
  check_failure("full", 3, {"standard input:2002:2: text after the closing quote"},
                rows + "1,\"me\"x\n");
  check_failure("full", 3, {"standard input:2002:2: a quote that opens here is never closed"},
                rows + "1,\"me\n");
}

TEST_CASE("a row with too few or too many fields is an error with its line") {
  check_failure("full", 3, {"standard input:2: ", "1 field", "2"}, "a,b\n1\n");
  check_failure("full", 3, {"standard input:2: ", "3 fields", "2"}, "a,b\n1,2,3\n");
  check_failure("full", 3, {"standard input:4: ", "1 field", "2"}, "a,b\n1,2\n\n3\n");
  check_failure("full", 3, {"standard input:3: ", "2 fields", "1"}, "a\n1\n2;3\n");
  check_failure("full", 3, {"standard input:2: ", "3 fields", "2 names"}, "a,b\n1,2,3\n");
}

TEST_CASE("a table whose last rows lack fields is an error, never a column of these rows alone") {
  for (const std::string separator : {",", ";", "\t", "|", " "}) {
    for (const int whole : {1, 2, 100}) {
      for (const std::string names : {"", "x,a,b\n", "made by hand\nx,a,b\n"}) {
        for (const int cut : {1, 3}) {
          std::string table = names;
          for (int n = 0; n < whole; ++n) table += std::to_string(n) + ",-1.5,2.5\n";
          const auto last = std::count(table.begin(), table.end(), '\n');
          for (int n = 0; n < cut; ++n) table += std::to_string(whole + n) + "\n";
          for (char& c : table) c = c == ',' ? separator[0] : c;
          CAPTURE(table);
          check_failure("half", 3, {"standard input:" + std::to_string(last + 1) + ": has 1 field"},
                        table);
        }
      }
    }
  }
  // One column below a title, or names, is a table.
  CHECK(output_of("half -q", "a title of 4 words\n1\n-2\n").ends_with("\n1\n0\n"));
  CHECK(output_of("half -q", "1st\n1\n-2\n") == "1st\n1\n0\n");
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
