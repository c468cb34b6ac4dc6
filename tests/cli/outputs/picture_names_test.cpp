// Checks that no name, of a column or of a picture, can make gnuplot do anything but draw it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "cli/outputs/picture/script.hpp"
#include "support/process.hpp"
#include "support/table.hpp"

using namespace test;
using Names = std::vector<std::string>;

namespace {

const std::string kPlot = "$RECTIFY plot half --sine 50 --cycles 2 ";

/// Names that try to leave their quotes, to run commands, to name variables, to steer a terminal or
/// to become markup.
const std::vector<std::string> kEvil = {"a'; system(\"touch pwned\"); '",
                                        "''; system('touch pwned') #",
                                        "`touch pwned`",
                                        "\"`touch pwned`\"",
                                        "$(touch pwned)",
                                        "@pwned",
                                        "b\\",
                                        "b\\'",
                                        "\\",
                                        "'",
                                        "\"",
                                        "{/Symbol a}_b^2 %f",
                                        "</title><script>alert(1)</script>&amp;",
                                        "\x1b[31mred",
                                        "$curve_1_1",
                                        "RECTIFY_END",
                                        "x\xff\xfe",
                                        "\xe2\x80\xaeturned",
                                        "| touch pwned",
                                        "!touch pwned"};

}  // namespace

TEST_CASE("no name can make gnuplot run a command or leave its place") {
  Names fields;
  for (const std::string& evil : kEvil) {
    if (evil.find('\x1b') != evil.npos) continue;  // such bytes are no table
    std::string field = "\"";
    for (const char c : evil) field += c == '"' ? "\"\"" : std::string(1, c);
    fields.push_back(field + "\"");
  }
  for (std::size_t first = 0; first < fields.size(); first += 5) {
    const TemporaryFolder folder;
    // One is the axis, the others label the panels.
    std::string table = fields[first];
    const std::size_t end = std::min(first + 5, fields.size());
    for (std::size_t i = first + 1; i < end; ++i) table += "," + fields[i];
    CAPTURE(table);
    table += "\n";
    for (int n = 0; n < 9; ++n) {
      table += std::to_string(n);
      for (std::size_t i = first + 1; i < end; ++i) table += "," + std::to_string(n % 3);
      table += "\n";
    }
    write_file(folder / "x.csv", table);
    for (const std::string line : {"half -o p.svg", "none -o q.svg", "half -o p.txt"}) {
      const Result result = shell("$RECTIFY plot " + line +
                                      " --axis 1 x.csv -q --force --script s.gp && gnuplot s.gp && "
                                      "grep -c '^RECTIFY_END$' s.gp",
                                  folder.path());
      CHECK(result.err == "");
      CHECK(result.status == 0);
      const std::size_t curves = (end - first - 1) * (line.starts_with("half") ? 2 : 1);
      CHECK(result.out == std::to_string(curves) + "\n");
    }
    CHECK(folder.names() == Names{"p.svg", "p.txt", "q.svg", "s.gp", "x.csv"});
    for (const std::string name : {"p.svg", "q.svg"}) {
      CHECK(read_file(folder / name).find("<script") == std::string::npos);
      CHECK(shell("python3 -c 'import xml.dom.minidom as m; m.parse(\"" + name + "\")'",
                  folder.path())
                .status == 0);
    }
    CHECK(read_file(folder / "p.txt").find('\x1b') == std::string::npos);
  }
}

TEST_CASE("no name of a picture can make gnuplot run a command") {
  for (const std::string& evil : kEvil) {
    if (evil.find('/') != evil.npos) continue;  // it would name folders
    const TemporaryFolder folder;
    CAPTURE(evil);
    write_file(folder / "name", evil);
    const Result result =
        shell("NAME=$(cat name; printf x); NAME=${NAME%x}.svg; rm name; " + kPlot +
                  "-o \"$NAME\" --script s.gp && cp \"$NAME\" old && gnuplot "
                  "s.gp > out && { [ -s out ] || cmp old \"$NAME\"; }",
              folder.path());
    CHECK(result.err == "");
    CHECK(result.status == 0);
    CHECK_FALSE(std::filesystem::exists(folder / "pwned"));
    CHECK(folder.names().size() == 4);
  }
}

TEST_CASE("quoted text has nothing in it that gnuplot would understand") {
  CHECK(rectify::cli::quoted("a (V)") == "\"a (V)\"");
  CHECK(rectify::cli::quoted("it's 5") == "\"it\\0047s 5\"");
  CHECK(rectify::cli::quoted("a`5") == "\"a\\1405\"");
  CHECK(rectify::cli::quoted("a\n") == "\"a\\134n\"");  // a backslash and the letter
  CHECK(rectify::cli::quoted("ä") == "\"ä\"");
  CHECK(rectify::cli::quoted("") == "\"\"");
  for (const std::string& evil : kEvil) {
    const std::string text = rectify::cli::quoted(evil);
    CAPTURE(text);
    const std::string inside = text.substr(1, text.size() - 2);
    CHECK(inside.find_first_of("\"'`$@\n#|{}") == inside.npos);
    for (std::size_t at = inside.find('\\'); at != inside.npos; at = inside.find('\\', at + 1)) {
      CHECK(std::isdigit(static_cast<unsigned char>(inside[at + 1])) != 0);
    }
  }
}

TEST_CASE("gnuplot reads quoted text as it was") {
  for (const std::string& evil : kEvil) {
    if (evil.find_first_of("\x1b\xff") != evil.npos) continue;  // shown escaped
    if (evil.find("turned") != evil.npos) continue;             // the same
    const TemporaryFolder folder;
    write_file(folder / "s.gp", "set print '-'\nprint " + rectify::cli::quoted(evil) + "\n");
    CHECK(shell("gnuplot -d - < s.gp", folder.path()).out == evil + "\n");
  }
}

TEST_CASE("long names lose their middle, and keep whole characters") {
  const TemporaryFolder folder;
  std::string name = "start";
  for (int i = 0; i < 200; ++i) name += "ä";
  write_file(folder / "x.csv", "time," + name + "end\n0,1\n1,2\n");
  CHECK(shell("$RECTIFY plot none x.csv -o p.svg --script s.gp", folder.path()).status == 0);
  const std::string script = read_file(folder / "s.gp");
  const std::size_t at = script.find("set ylabel \"start");
  REQUIRE(at != script.npos);
  const std::string line = script.substr(at, script.find('\n', at) - at);
  CHECK(line.find("…") != line.npos);
  CHECK(line.ends_with("ääend\""));
  CHECK(line.size() < 120);
}
