// Checks how the text of a CSV input may be written: separators, quotes, ends of lines, comments.
#include <doctest/doctest.h>

#include "support/table.hpp"

using namespace test;

TEST_CASE("comma, tab, semicolon and blanks are told from the first lines") {
  for (const std::string between : {",", "\t", ";", " ", "    ", " , ", "\t ", " ; "}) {
    CAPTURE(between);
    const std::string row = "-1" + between + "-2.5" + between + "-3\n";
    CHECK(output_of("full", "a" + between + "b" + between + "c\n" + row) == "a,b,c\n1,2.5,3\n");
    CHECK(output_of("full", row) == "ch1,ch2,ch3\n1,2.5,3\n");
  }
}

TEST_CASE("a separator inside a heading does not mislead") {
  CHECK(output_of("full", "supply voltage,load current\n-1,-2\n") ==
        "supply voltage,load current\n1,2\n");
  CHECK(output_of("full", "u;i, smoothed\n-1;-2\n") == "u,\"i, smoothed\"\n1,2\n");
}

TEST_CASE("--separator overrides what would be told") {
  CHECK(output_of("full --separator |", "a|b\n-1|-2\n") == "a,b\n1,2\n");
  CHECK(output_of("full --separator tab", "a b\tc,d\n-1\t-2\n") == "a b,\"c,d\"\n1,2\n");
  CHECK(output_of("full --separator ;", "a,1;b\n-1;-2\n") == "\"a,1\",b\n1,2\n");
  CHECK(output_of("full --separator blank", "  a   b\n -1 \t -2 \n") == "a,b\n1,2\n");
  CHECK(output_of("full --separator comma", "a,b\n-1,-2\n") == "a,b\n1,2\n");
  check_failure("full --separator ;", 3, {"standard input:2"}, "a,b\n-1,-2\n");
  for (const std::string unfit : {"5", ".", "-", "\"", "ab", "+"}) {
    check_failure("full --separator " + unfit, 2, {"--separator"}, "a,b\n-1,-2\n");
  }
}

TEST_CASE("a byte order mark is no part of the first name") {
  CHECK(output_of("full", "\xEF\xBB\xBFtime,a\n0,-1\n") == "time,a\n0,1\n");
  CHECK(output_of("full", "\xEF\xBB\xBF-1,-2\n") == "ch1,ch2\n1,2\n");
  CHECK(output_of("full", "\xEF\xBB\xBF# made by a spreadsheet\na\n-1\n") == "a\n1\n");
}

TEST_CASE("CRLF in, LF out") {
  CHECK(output_of("full", "time,a\r\n0,-1\r\n1,-2\r\n") == "time,a\n0,1\n1,2\n");
  CHECK(output_of("full --axis 2", "a,note\r\n-1,x\r\n") == "a,note\n1,x\n");
}

TEST_CASE("lines may end in LF, CR LF, CR CR LF or CR, also within one table") {
  for (const std::string end : {"\n", "\r\n", "\r\r\n", "\r"}) {
    CAPTURE(end);
    const std::string table = "time,a" + end + "0,-1" + end + end + "1,-2" + end + "2,3" + end;
    CHECK(output_of("full", table) == "time,a\n0,1\n1,2\n2,3\n");
    CHECK(output_of("full", table.substr(0, table.size() - end.size())) ==
          "time,a\n0,1\n1,2\n2,3\n");
    CHECK(output_of("full --gain 0", table) == "time,a\n0,1\n1,2\n2,3\n");
    check_failure("full", 3, {"standard input:6:2: 'x'"}, table + "3,x" + end);
  }
  CHECK(output_of("full", "time,a\r0,-1\n1,-2\r\n2,3\r\r\n3,-4") == "time,a\n0,1\n1,2\n2,3\n3,4\n");
}

TEST_CASE("UTF-16 with a byte order mark is decoded, whichever byte comes first") {
  const std::string text = "Zeit\tSpannung Ω 😀\r\n0\t-1,5\r\n1\t2,25\r\n";
  const std::string expected = "Zeit,Spannung Ω 😀\n0,1.5\n1,2.25\n";
  for (const std::string encoding : {"UTF-16LE", "UTF-16BE"}) {
    CAPTURE(encoding);
    const std::string mark = encoding == "UTF-16LE" ? "\\xFF\\xFE" : "\\xFE\\xFF";
    const TemporaryFolder folder;
    write_file(folder / "utf8", text);
    const Result made = shell(
        "(printf '" + mark + "'; iconv -f UTF-8 -t " + encoding + " utf8) > in", folder.path());
    CHECK(made.status == 0);
    CHECK(output_of("full " + (folder / "in")) == expected);
    CHECK(output_of("full", read_file(folder / "in")) == expected);
    const std::string bytes = read_file(folder / "in");
    check_failure("full", 3, {"UTF-16", "byte"}, bytes + "x");
  }
  // Long enough that pieces end within characters; read twice.
  const TemporaryFolder folder;
  std::string rows = "t\tµ\n";
  for (int n = 0; n < 60000; ++n) rows += std::to_string(n) + "\t-" + std::to_string(n % 7) + "\n";
  write_file(folder / "utf8", rows);
  CHECK(
      shell("(printf '\\xFF\\xFE'; iconv -f UTF-8 -t UTF-16LE utf8) > in", folder.path()).status ==
      0);
  const std::string bytes = read_file(folder / "in");
  const bool same = output_of("full", bytes) == output_of("full", rows);
  CHECK(same);
  const bool same_again = output_of("full --normalize " + (folder / "in")) ==
                          output_of("full --normalize " + (folder / "utf8"));
  CHECK(same_again);
}

TEST_CASE("bytes of another encoding pass through in names and labels") {
  CHECK(output_of("full",
                  "Gr\xF6\xDF"
                  "e,who\n-1,\xE9t\xE9\n") ==
        "Gr\xF6\xDF"
        "e,who\n1,\xE9t\xE9\n");
}

TEST_CASE("a line sep= says what the separator is, and is no row") {
  for (const std::string line : {"sep=;", "SEP=;", "\"sep=;\""}) {
    CHECK(output_of("full", line + "\r\nt;a,b\r\n0;-1\r\n") == "t,\"a,b\"\n0,1\n");
  }
  CHECK(output_of("full", "\xEF\xBB\xBFsep=|\na|b\n-1|-2\n") == "a,b\n1,2\n");
  CHECK(output_of("full --separator ,", "sep=;\na;b,c\n-1,-2\n") == "a;b,c\n1,2\n");
  CHECK(output_of("full --skip 1", "x\nsep=;\na;b\n-1;-2\n") == "a,b\n1,2\n");
}

TEST_CASE("a line sep= that names what can't separate is no such line") {
  for (const std::string c : {"1", ".", "-", "+", "#"}) {
    CAPTURE(c);
    CHECK(output_of("full", "\"sep=" + c + "\"\n-1\n") == "\"sep=" + c + "\"\n1\n");
  }
}

TEST_CASE("a line that rules off the header is left out, and no row that looks like one") {
  for (const std::string rule : {"---", "=====", "---+---", "|---|---|", "--- ---", "---\t---"}) {
    CAPTURE(rule);
    CHECK(output_of("full", "a\tb\n" + rule + "\n-1\t-2\n") == "a,b\n1,2\n");
    CHECK(output_of("full --comment=-- --column 1,2 --axis none", "a\tb\n" + rule + "\n-1\t-2\n") ==
          "a,b\n1,2\n");
  }
  for (const std::string lane : {"full", "full --gain 0"}) {
    CAPTURE(lane);
    const std::string missing = lane == "full" ? "---" : "nan";
    CHECK(output_of(lane + " --na=---", "a\n---\n-1\n") == "a\n" + missing + "\n1\n");
    CHECK(output_of(lane, "who\tv\n---\t\nx\t-1\n") ==
          "who,v\n\"---\"," + std::string(lane == "full" ? "" : "nan") + "\nx,1\n");
  }
}

TEST_CASE("--skip leaves out exactly so many lines, whatever they are, without a word") {
  const std::string rows = "a,b\n-1,-2\n";
  CHECK(output_of("full --skip 2", "x \"y\n1,2,3,4\n" + rows) == "a,b\n1,2\n");
  CHECK(output_of("full --skip 3", "\n# x\n\"\n" + rows) == "a,b\n1,2\n");
  CHECK(output_of("full --skip 1", rows) == "ch1,ch2\n1,2\n");
  CHECK(output_of("full --skip 0", rows) == "a,b\n1,2\n");
  check_failure("full --skip 2", 3, {"is empty"}, rows);
  check_failure("full --skip 7", 3, {"is empty"}, rows);
  check_failure("full --skip 1", 3, {"standard input:4:1"}, "#\na\n-1\nx\n");
  check_failure("full --skip=-1", 2, {"--skip"}, rows);
}

TEST_CASE("the last line may lack its end") {
  CHECK(output_of("full", "a,b\n-1,-2\n-3,-4") == "a,b\n1,2\n3,4\n");
  CHECK(output_of("full", "-1") == "ch1\n1\n");
}

TEST_CASE("quoted names keep commas, quotes and line feeds") {
  CHECK(output_of("full", "\"a, b\",\"say \"\"hi\"\"\"\n-1,-2\n") ==
        "\"a, b\",\"say \"\"hi\"\"\"\n1,2\n");
  CHECK(output_of("full", "\"two\nlines\",b\n-1,-2\n") == "\"two\nlines\",b\n1,2\n");
  CHECK(output_of("full --column a,b", "\"a\",\"b\"\n-1,-2\n") == "a,b\n1,2\n");
}

TEST_CASE("numbers may stand in quotes and between blanks") {
  CHECK(output_of("full", "a,b\n\"-1\", -2 \n  \"-3\" ,-4\n") == "a,b\n1,2\n3,4\n");
}

TEST_CASE("lines are counted through a quoted line feed") {
  check_failure("full", 3, {"standard input:4:2: 'x' is not a number"},
                "\"two\nlines\",b\n-1,-2\n-1,x\n");
}

TEST_CASE("blank lines are passed over, wherever they are") {
  CHECK(output_of("full", "\n  \n\ta,b\n\n-1,-2\n\r\n \n-3,-4\n\n\n") == "a,b\n1,2\n3,4\n");
}

TEST_CASE("leading lines with #, % or a semicolon are comments, later ones are not") {
  CHECK(output_of("full", "# one, two\n#three\n\n# four\na,b\n-1,-2\n") == "a,b\n1,2\n");
  CHECK(output_of("full", "# a,b\n-1,-2\n") == "ch1,ch2\n1,2\n");
  CHECK(output_of("full", "% 5\" x\n;y\na,b\n# V,A\n-1,-2\n") == "a,b\n1,2\n");
  CHECK(output_of("full --comment !", "! x\n# y\na,b\n-1,-2\n") == "a,b\n1,2\n");
  CHECK(output_of("full --comment //", "// x\na,b\n-1,-2\n") == "a,b\n1,2\n");
  // A semicolon that separates, and #N/A, begin rows.
  CHECK(output_of("full", ";a;b\n0;-1;-2\n1;3;4\n") == ",a,b\n0,1,2\n1,3,4\n");
  CHECK(output_of("full", ";-1;-2\n7;3;4\n") == "ch1,ch2,ch3\n,1,2\n7,3,4\n");
  CHECK(output_of("full", "a,b\n#N/A,-2\n-3,4\n") == "a,b\n#N/A,2\n3,4\n");
  check_failure("full", 3, {"standard input:2:1: '#DIV/0!' is not a number"},
                "a,b\n#DIV/0!,-2\n-3,4\n");
  check_failure("full", 3, {"standard input:2:1: '#DIV/0!' is not a number"}, "a\n#DIV/0!\n-3\n");
  check_failure("full", 3, {"standard input:3:1: '# late' is not a number"}, "a\n-1\n# late\n");
}

TEST_CASE("a table is the same from a file, a pipe and twice through") {
  TemporaryFolder folder;
  std::string table = "\xEF\xBB\xBF# note\r\ntime;\"a;b\";c\r\n";
  for (int n = 0; n < 30000; ++n) {
    const std::string i = std::to_string(n);
    table += i + "e-3;" + (n % 2 == 0 ? "-" : "") + i + ";-0.5\r\n";
    if (n % 1000 == 0) table += "\r\n";
  }
  write_file(folder / "t.csv", table);
  const std::string once = output_of("full " + (folder / "t.csv"));
  CHECK(once.starts_with("time,a;b,c\n0e-3,0,0.5\n1e-3,1,0.5\n"));
  CHECK(once.ends_with("29999e-3,29999,0.5\n"));
  CHECK(output_of("full", table) == once);
  // Normalized to its own peak, 29999, it is itself but for the rounding of two factors.
  const std::string again = output_of("full --normalize=89.542136dB", table);
  CHECK(split(again, '\n').size() == split(once, '\n').size());
  CHECK(again.starts_with("time,a;b,c\n0e-3,0,0.5"));
}
