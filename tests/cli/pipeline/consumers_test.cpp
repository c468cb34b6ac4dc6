// Checks that other programs take the CSV as it is: Miller, pandas, awk, gnuplot; and that a locale
// changes nothing.
#include <doctest/doctest.h>

#include <cmath>
#include <numbers>

#include "support/table.hpp"

using namespace test;

namespace {

/// What the line prints; it must succeed without a word.
std::string said_by(const std::string& line, const std::string& folder) {
  const Result result = shell(line, folder);
  CAPTURE(line);
  CHECK(result.status == 0);
  CHECK(result.err == "");
  return result.out;
}

// Two channels with their inputs, 100 frames; and one with names and numbers that are hard.
const std::string kSine = "$RECTIFY full --sine 1k --samples 100 --phase 0,120 --with-input ";
const std::string kOdd =
    R"(printf 'time,"a ""b"", c",d\n0,-1e22,nan\n1,-inf,-0.1\n' | $RECTIFY full )";

}  // namespace

TEST_CASE("Miller reads the columns as numbers under their names") {
  TemporaryFolder folder;
  const std::string json = said_by(kSine + "| mlr --icsv --ojson head -n 1", folder.path());
  CHECK(json.find("\"time\": 0,") != std::string::npos);
  CHECK(json.find("\"ch1_full\": 0,") != std::string::npos);
  CHECK(json.find("\"ch2_full\": 0.866025403784438") != std::string::npos);
  CHECK(said_by(kSine + "| mlr --icsv --onidx put -q 'end { emit @n } @n = NR'", folder.path()) ==
        "100\n");
  CHECK(said_by(kOdd + R"(| mlr --icsv --ojson cat)", folder.path()).find(R"(a \"b\", c)") !=
        std::string::npos);
}

TEST_CASE("pandas reads the columns as floats under their names, not-a-number and all") {
  TemporaryFolder folder;
  const std::string python =
      "| /usr/bin/python3 -c 'import pandas, sys; "
      "t = pandas.read_csv(sys.stdin); ";
  CHECK(said_by(kSine + python + "print(list(t.columns), t.shape, set(map(str, t.dtypes)))'",
                folder.path()) ==
        "['time', 'ch1', 'ch2', 'ch1_full', 'ch2_full'] (100, 5) {'float64'}\n");
  CHECK(said_by(kSine + python + "print((t.ch1.abs() == t.ch1_full).all())'", folder.path()) ==
        "True\n");
  CHECK(
      said_by(kOdd + python + "print(list(t.columns), t.iloc[:, 1].tolist(), t.d.isna().tolist())'",
              folder.path()) == "['time', 'a \"b\", c', 'd'] [1e+22, inf] [True, False]\n");
}

TEST_CASE("numbers that keep their text are read by all, however they were spelled") {
  TemporaryFolder folder;
  write_file(folder / "in", "t;v\n0;1d3\n1;-2,5D-1\n2;∞\n3;-1.#INF\n4;+7\n5;0,125\n");
  const std::string full = "$RECTIFY full in --decimal comma ";
  CHECK(said_by(full, folder.path()) == "t,v\n0,1e3\n1,2.5E-1\n2,inf\n3,inf\n4,+7\n5,0.125\n");
  for (const std::string awk : {"mawk", "gawk"}) {
    CHECK(said_by(
              full + "| " + awk + " -F, 'NR > 1 && $1 != 2 && $1 != 3 { s += $2 } END { print s }'",
              folder.path()) == "1007.38\n");
  }
  CHECK(said_by(full + "| /usr/bin/python3 -c 'import pandas, sys; "
                       "print(pandas.read_csv(sys.stdin).v.tolist())'",
                folder.path()) == "[1000.0, 0.25, inf, inf, 7.0, 0.125]\n");
  // Miller takes a number that begins with + for text, and leaves it out of a sum.
  CHECK(said_by(full + "| mlr --icsv --ojson filter '$t != 2 && $t != 3' then stats1 -a sum -f v",
                folder.path())
            .find("\"v_sum\": 1000.375") != std::string::npos);
  CHECK(said_by(full +
                    "| gnuplot -e \"set datafile separator comma; stats '/dev/stdin' using 2 every "
                    "::5 nooutput name 'A'; print A_sum\" 2>&1",
                folder.path()) == "7.125\n");
  // German spreadsheets get it back as they wrote it.
  CHECK(said_by(full + "--output-decimal , | mlr --icsv --ifs ';' --ojson head -n 1 then cut -f v",
                folder.path())
            .find("\"v\": 1e3") != std::string::npos);
}

TEST_CASE("half of full is full, to the byte, and half of half is half") {
  TemporaryFolder folder;
  write_file(folder / "b",
             "time,\"V(a,b)\",who\n-0.1,-1.50,me\n0.1,+2e3,\"a, \"\"b\"\"\"\n0.2,,-\n0.25,NA,x\n");
  write_file(folder / "c", ",0,1\n0,-1.5,2\n1,3.25,-4\n2,-,--\n");
  write_file(folder / "d", "-1\n-\n5\n0.00\n");
  for (const std::string file : {"b", "c", "d"}) {
    CAPTURE(file);
    const std::string full = said_by("$RECTIFY full -q " + file, folder.path());
    CHECK(said_by("$RECTIFY full -q " + file + " | $RECTIFY half -q", folder.path()) == full);
    CHECK(said_by("$RECTIFY full -q " + file + " | $RECTIFY full -q", folder.path()) == full);
    const std::string half = said_by("$RECTIFY half -q " + file, folder.path());
    CHECK(said_by("$RECTIFY half -q " + file + " | $RECTIFY half -q", folder.path()) == half);
  }
}

TEST_CASE("every awk adds the columns up") {
  for (const std::string awk : {"mawk", "gawk"}) {
    TemporaryFolder folder;
    const std::string said = said_by("$RECTIFY full --sine 1k --samples 96 | " + awk +
                                         " -F, 'NR > 1 { s += $2 } END { printf \"%.17g\", s }'",
                                     folder.path());
    // 96 samples of |sin|, 48 a period, by their closed form; each sum of at most 61 is rounded to
    // within 2^-48.
    const double expected = 96 * (2.0 / 48) / std::tan(std::numbers::pi / 48);
    CHECK(std::fabs(std::stod(said) - expected) <= 96 * 0x1p-48);
  }
}

TEST_CASE("gnuplot plots it by the two settings that the manual names") {
  TemporaryFolder folder;
  const std::string set =
      "set datafile separator comma; set key autotitle columnhead; set terminal svg noenhanced; ";
  const std::string plot =
      said_by(kSine + "-o t.csv && gnuplot -e \"" + set +
                  "plot 't.csv' using 1:2 with lines, '' using 1:5 with lines\"",
              folder.path());
  CHECK(plot.find(">ch1<") != std::string::npos);
  CHECK(plot.find(">ch2_full<") != std::string::npos);
  CHECK(plot.find("<path") != std::string::npos);
  CHECK(said_by(kSine + "| gnuplot -e \"" + set + "plot '/dev/stdin' using 1:4 with lines\"",
                folder.path())
            .find(">ch1_full<") != std::string::npos);
}

TEST_CASE("a locale with a decimal comma changes no byte, neither read nor written") {
  TemporaryFolder folder;
  // localedef's status is 1 for mere warnings.
  shell("localedef -c -i de_DE -f UTF-8 ./de_DE.UTF-8 2>/dev/null", folder.path());
  const std::string german = "LOCPATH=$PWD LC_ALL=de_DE.UTF-8 ";
  REQUIRE_MESSAGE(shell(german + "/usr/bin/printf %.1f 0,5", folder.path()).out == "0,5",
                  "no German locale could be made");
  for (const std::string line :
       {"$RECTIFY full --sine 440.5 --samples 50 --gain -1.5dB --phase 0.25pi --precision 5",
        "$RECTIFY half data.csv --with-input --hold 1.5ms", "$RECTIFY half --help",
        "$RECTIFY full data.csv --normalize=-0.5 -v"}) {
    write_file(folder / "data.csv", "time,a\n0,-1.5\n0.001,1e-400\n0.002,.25\n");
    CAPTURE(line);
    const Result plain = shell("LC_ALL=C " + line, folder.path());
    const Result other = shell(german + line, folder.path());
    CHECK(plain.status == 0);
    CHECK(other.status == 0);
    CHECK(other.out == plain.out);
    CHECK(other.err == plain.err);
  }
}
