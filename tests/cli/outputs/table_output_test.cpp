// Checks the CSV that the program writes.
#include <doctest/doctest.h>

#include "support/table.hpp"

using namespace test;

namespace {

const std::string kStereo = "time,left,right\n0,-1,2\n1,3,-4\n";

}  // namespace

TEST_CASE("the columns are the axis, then the outputs under the inputs' names") {
  CHECK(output_of("half", kStereo) == "time,left,right\n0,0,2\n1,3,0\n");
  CHECK(output_of("full --sine-over 0:1:2 --amplitude 0 --channels 2") ==
        "x,ch1,ch2\n0,0,0\n1,0,0\n");
  CHECK(output_of("full --sine 1k --samples 1 --phase 90,-90") == "time,ch1,ch2\n0,1,1\n");
}

TEST_CASE("--with-input puts the inputs before the outputs, which take the command's name") {
  CHECK(output_of("half --with-input", kStereo) ==
        "time,left,right,left_half,right_half\n0,-1,2,0,2\n1,3,-4,3,0\n");
  CHECK(output_of("full --with-input", "a\n-1\n") == "a,a_full\n-1,1\n");
  CHECK(output_of("units --unit 2,1 --with-input", "a\n1\n") == "a,a_units\n1,3\n");
  CHECK(output_of("multiphase --with-input --phases 1 --sine 1k --samples 1 --phase -90,90") ==
        "time,ch1,ch2,ch1_multiphase,ch2_multiphase\n0,-1,1,0,1\n");
  CHECK(output_of("full --sum-channels --with-input", kStereo) ==
        "time,left,right,sum_full\n0,-1,2,3\n1,3,-4,7\n");
}

TEST_CASE("--with-input shows the input as it is, whatever is done to the output") {
  CHECK(output_of("half --negative --with-input", "a\n-1\n2\n") == "a,a_half\n-1,1\n2,0\n");
  CHECK(output_of("full --remove-mean --with-input", "a\n-1\n2\n-3\n") ==
        "a,a_full\n-1,-1\n2,0\n-3,1\n");
}

TEST_CASE("sound has a time axis and channels by number") {
  const std::string stereo = output_of("full " RECTIFY_SOURCE_DIR "/data/pluck_stereo.wav");
  CHECK(stereo.starts_with("time,ch1,ch2\n0,"));
  CHECK(split(stereo, '\n')[2].starts_with("2.0833333333333333e-05,"));
}

TEST_CASE("numbers have the fewest digits that read back to the same double") {
  const std::string numbers = "0.1\n0.30000000000000004\n1e+22\n5e-324\n123456789012\n1e-07\n";
  CHECK(output_of("full --gain 0", "a\n" + numbers) == "a\n" + numbers);
  CHECK(output_of("full --gain 0", "a\n1.50\n-000.1000\n100e-2\n") == "a\n1.5\n0.1\n1\n");
}

TEST_CASE("half and full alone keep every digit of what passes") {
  const std::string table =
      "a\n1.50\n-000.1000\n100e-2\n+7\n-0.0\n0.00e5\n-123456789.0123456789012345\n1E-999\n.5\n"
      "-5.\n";
  CHECK(output_of("half", table) == "a\n1.50\n0\n100e-2\n+7\n0\n0\n0\n1E-999\n.5\n0\n");
  CHECK(output_of("full", table) ==
        "a\n1.50\n000.1000\n100e-2\n+7\n0\n0\n123456789.0123456789012345\n1E-999\n.5\n5.\n");
  CHECK(output_of("half --negative", table) ==
        "a\n0\n000.1000\n0\n0\n0\n0\n123456789.0123456789012345\n0\n0\n5.\n");
  // Not where a number of digits is asked for.
  CHECK(output_of("half --precision 3", "a\n1.50\n-2\n3.14159\n") == "a\n1.5\n0\n3.14\n");
}

TEST_CASE("a name that is taken gets a number") {
  CHECK(output_of("full --with-input", "a,a_full\n-1,2\n") ==
        "a,a_full,a_full_2,a_full_full\n-1,2,1,2\n");
  CHECK(output_of("full --with-input", "a,a\n-1,2\n") == "a,a,a_full,a_full_2\n-1,2,1,2\n");
  CHECK(output_of("full --with-input", "a,a_full,a_full_2\n-1,2,3\n")
            .starts_with("a,a_full,a_full_2,a_full_3,a_full_full,a_full_2_full\n"));
}

TEST_CASE("the samples of a float file have digits that read back to the same float") {
  TemporaryFolder folder;
  const std::string made = shell(
                               "$RECTIFY generate --sine-over 0:1:5 -o s.wav && $RECTIFY full "
                               "s.wav --no-time --with-input "
                               "&& $RECTIFY full s.wav --no-time --gain 0dB",
                               folder.path())
                               .out;
  // sin(0.25) as float and as the double that this float is
  CHECK(made.find("0.24740396,0.24740396\n") != std::string::npos);
  CHECK(made.find("0.24740396440029144\n") != std::string::npos);
}

TEST_CASE("PCM is its code over half its range") {
  CHECK(
      run({"full", "--raw", "s16le:8000:1", "--no-time"}, std::string("\x00\x80\x01\x00", 4)).out ==
      "ch1\n1\n3.0517578125e-05\n");
  CHECK(run({"half", "--raw", "u8:8000:2", "--with-input"}, "\x80\xC0").out ==
        "time,ch1,ch2,ch1_half,ch2_half\n0,0,0.5,0,0.5\n");
}

TEST_CASE("what is no number is written as nan, inf and -inf") {
  CHECK(output_of("half --leak 1", "a\nnan\n-nan\ninf\n-inf\n") == "a\nnan\nnan\ninf\n-inf\n");
}

TEST_CASE("--precision counts significant digits") {
  const std::string table = "time,a\n0.123456789,0.123456789\n1,123456.789\n2,1e-9\n3,nan\n";
  CHECK(output_of("full --precision 3", table) ==
        "time,a\n0.123456789,0.123\n1,1.23e+05\n2,1e-09\n3,nan\n");
  CHECK(output_of("full --precision 17", "a\n0.1\n") == "a\n0.10000000000000001\n");
  CHECK(output_of("full --precision 1 --with-input", "a\n-0.26\n") == "a,a_full\n-0.3,0.3\n");
  for (const std::string digits : {"0", "18", "-1", "x"}) {
    check_failure("full --precision " + digits, 2, {"--precision"}, "a\n1\n");
  }
}

TEST_CASE("--no-header and --no-time leave out what they say") {
  CHECK(output_of("full --no-header", kStereo) == "0,1,2\n1,3,4\n");
  CHECK(output_of("full --no-time", kStereo) == "left,right\n1,2\n3,4\n");
  CHECK(output_of("full --no-time --no-header --with-input", kStereo) == "-1,2,1,2\n3,-4,3,4\n");
  CHECK(output_of("full --no-time", "a\n1\n") == "a\n1\n");
}

TEST_CASE("--output-separator goes between fields") {
  CHECK(output_of("full --output-separator ;", kStereo) == "time;left;right\n0;1;2\n1;3;4\n");
  CHECK(output_of("full --output-separator tab", "a,b\n1,2\n") == "a\tb\n1\t2\n");
  CHECK(output_of("full --output-separator space", "a,b\n1,2\n") == "a b\n1 2\n");
  CHECK(output_of("full --output-separator space", "a,b\n,-2\n") == "a b\n\"\" 2\n");
}

TEST_CASE("--output-decimal writes the mark, also in the axis, and then semicolons") {
  const std::string table = "time,a,who\n0.5,-1.25,v1.2\n1.5,2,v1.3\n";
  CHECK(output_of("full --output-decimal ,", table) == "time;a;who\n0,5;1,25;v1.2\n1,5;2;v1.3\n");
  CHECK(output_of("full --gain 0 --output-decimal comma", table) ==
        "time;a;who\n0,5;1,25;v1.2\n1,5;2;v1.3\n");
  CHECK(output_of("full --output-decimal , --output-separator tab", table) ==
        "time\ta\twho\n0,5\t1,25\tv1.2\n1,5\t2\tv1.3\n");
  CHECK(output_of("full --output-decimal .", table) == "time,a,who\n0.5,1.25,v1.2\n1.5,2,v1.3\n");
  CHECK(output_of("half --output-decimal ,", "a;b\n-0,5;1,5\n") == "a;b\n0;1,5\n");
  CHECK(output_of("generate --sine-over 0:1:2 --amplitude 0 --output-decimal , --gain 0") ==
        "x;ch1\n0;0\n1;0\n");
  check_failure("full --output-decimal , --output-separator ,", 2,
                {"--output-decimal", "--output-separator"}, table);
  check_failure("full --output-decimal x", 2, {"--output-decimal", "x"}, table);
}

TEST_CASE("names and labels that hold the separator, a quote or a line feed are quoted") {
  CHECK(output_of("full", "\"a,b\",c;d\n-1,-2\n") == "\"a,b\",c;d\n1,2\n");
  CHECK(output_of("full --output-separator ;", "\"a,b\",c;d\n-1,-2\n") == "a,b;\"c;d\"\n1;2\n");
  CHECK(output_of("full --axis 1", "\"x\"\"y\",b\n\"p,q\",-1\n\"two\nlines\",-2\n") ==
        "\"x\"\"y\",b\n\"p,q\",1\n\"two\nlines\",2\n");
  CHECK(output_of("full --output-separator space", "\"a b\",c\n1,2\n") == "\"a b\" c\n1 2\n");
}

TEST_CASE("a line that would begin like a comment or a mark begins with a quote, in both lanes") {
  for (const std::string name : {"#n", "%", ";n", "sep=;", "SEP=x", "sep=1", "---",
                                 "|===", "\xEF\xBB\xBFn", "\xFE\xFFn", "\xFF\xFEn"}) {
    CAPTURE(name);
    const std::string quoted = '"' + name + '"';
    const std::string table = quoted + ",x\n" + quoted + ",1\nb,0\n" + quoted + ",2\n";
    const std::string rows = table.substr(table.find('\n') + 1);
    for (const std::string lane : {"half", "half --gain 0"}) {
      CAPTURE(lane);
      CHECK(output_of(lane, table) == table);
      CHECK(output_of(lane + " --no-header", table) == rows);
      CHECK(output_of(lane + " --no-header --header no", rows) == rows);
      // Elsewhere in a line it is a field like any other.
      CHECK(output_of(lane + " --output-separator tab", "x," + name + "\n1,2\n") ==
            "x\t" + name + "\n1\t2\n");
    }
    // Alone in its line "sep=;" tells the separator even in quotes, as spreadsheets write it.
    if (name != "sep=;" && name != "SEP=x")
      CHECK(output_of("half", quoted + "\n1\n") == quoted + "\n1\n");
  }
  CHECK(output_of("half", "a,b\n#N/A,1\n") == "a,b\n#N/A,1\n");  // a missing value as it stands
}

TEST_CASE("a name or a label of several lines stays one, whatever its lines look like") {
  for (const std::string line : {"", ";b", "# b", "%", "---", "a,1", "1", "sep=;"}) {
    CAPTURE(line);
    const std::string quoted = "\"n\n" + line + "\n\"";
    const std::string table = quoted + ",x\n" + quoted + ",1\n";
    for (const std::string lane : {"half --column x", "half --gain 0 --column x"}) {
      CAPTURE(lane);
      CHECK(output_of(lane, quoted + ",x\n1,1\n") == "x\n1\n");
    }
    for (const std::string lane : {"half", "half --gain 0"}) {
      CAPTURE(lane);
      CHECK(output_of(lane, table) == table);
      CHECK(output_of(lane, "x," + quoted + "\n0,1\n") == "x," + quoted + "\n0,1\n");
    }
  }
}

TEST_CASE("a .tsv file has tabs, and --format and --output-separator overrule it") {
  TemporaryFolder folder;
  const auto written = [&](const std::string& name, const std::string& options) {
    CHECK(output_of("full -o " + (folder / name) + options, kStereo).empty());
    return read_file(folder / name);
  };
  CHECK(written("a.tsv", "") == "time\tleft\tright\n0\t1\t2\n1\t3\t4\n");
  CHECK(written("b.TSV", " --output-separator comma") == "time,left,right\n0,1,2\n1,3,4\n");
  CHECK(written("c.csv", " --format tsv") == "time\tleft\tright\n0\t1\t2\n1\t3\t4\n");
  CHECK(written("d.csv", "") == "time,left,right\n0,1,2\n1,3,4\n");
  CHECK(written("e.tsv", " --format csv") == "time,left,right\n0,1,2\n1,3,4\n");
}

TEST_CASE("what was written reads back to the same") {
  const std::string once = output_of("generate --sweep 20:20k --samples 5000 --phase 10,70");
  CHECK(output_of("half --leak 1", once) == once);
  const std::string tabs = output_of("half --leak 1 --output-separator tab", once);
  CHECK(output_of("half --leak 1", tabs) == once);
  const std::string blanks = output_of("half --leak 1 --output-separator space", once);
  CHECK(output_of("half --leak 1", blanks) == once);
}

TEST_CASE("columns that all have one name are named in linear time, and each differently") {
  const TemporaryFolder folder;
  REQUIRE(shell("for i in a 1 2; do seq 20000 | sed s/.*/$i/ | paste -sd,; done > in.csv",
                folder.path())
              .status == 0);
  for (const std::string command : {"half --with-input", "grad half"}) {
    CAPTURE(command);
    // Twenty seconds and more when each name was sought from _2 on.
    const Result result = shell("$RECTIFY " + command +
                                    " in.csv -o out.csv --force && head -n 1 out.csv | "
                                    "tr ',' '\\n' | grep -v '^a$' | sort | uniq -d | wc -l",
                                folder.path(), 8);
    CHECK(result.status == 0);
    CHECK(result.out == "0\n");
  }
}

TEST_CASE("lines that end in a lone CR are read in linear time, in every lane") {
  const TemporaryFolder folder;
  // Forty seconds and more when each row was searched to its window's end for a line feed.
  std::string lines = "t,a\r";
  for (int n = 0; n < 400000; ++n) lines += std::to_string(n) + ",-1\r";
  write_file(folder / "in.csv", lines);
  write_file(folder / "lf.csv", "t,a\n0,1\n" + lines.substr(4));  // and one LF before them
  for (const std::string command : {"half", "half --gain 1", "half --hold 1", "full --smooth 1",
                                    "multiphase --phases 2", "measure full", "grad half"}) {
    CAPTURE(command);
    CHECK(shell("$RECTIFY " + command + " in.csv > out", folder.path(), 8).status == 0);
    CHECK(shell("cat in.csv | $RECTIFY " + command + " > out", folder.path(), 8).status == 0);
  }
  CHECK(shell("$RECTIFY full lf.csv | wc -l", folder.path(), 8).out == "400002\n");
}

TEST_CASE("a decimal comma needs another separator only where that is the comma") {
  const TemporaryFolder folder;
  for (const auto& [name, table] : {std::pair<std::string, std::string>("o.tsv", "a\tb\n1,5\t0\n"),
                                    {"o.csv", "a;b\n1,5;0\n"}}) {
    const Result result = shell(
        "printf 'a,b\\n1.5,-2\\n' | $RECTIFY half - --output-decimal , -o " + name, folder.path());
    CHECK(result.err == "");
    CHECK(read_file(folder / name) == table);
  }
}
