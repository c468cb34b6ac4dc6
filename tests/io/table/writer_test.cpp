// Checks what a table writer quotes, and what it makes of numbers and of labels of any length.
#include "io/table/writer.hpp"

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "support/process.hpp"

namespace {

using namespace rectify::io;

std::string field(std::string_view text, char separator = ',', bool begins_line = false) {
  std::string result;
  append_field(result, text, separator, begins_line);
  return result;
}

/// What is written of these rows of one label, if there are any, and one number.
std::string written(const TableStyle& style, const std::vector<OutputColumn>& columns,
                    const std::vector<std::string>& texts, const std::vector<double>& numbers) {
  const test::TemporaryFolder folder;
  Disk disk;
  TableWriter writer(Output::open(disk, folder / "out", Output::Existing::kRefuse), style, columns);
  Labels labels;
  labels.reset(texts.empty() ? 0 : 1);
  for (const std::string& text : texts) labels.append(text);
  writer.write(labels, {}, 0, numbers, 1);
  writer.finish();
  return test::read_file(folder / "out");
}

constexpr auto kLabel = OutputColumn::From::kLabel;
constexpr auto kOutput = OutputColumn::From::kOutput;

}  // namespace

TEST_CASE(
    "a field is quoted where a reader would take its blanks, its separator or its line away") {
  for (const char* text : {"", "a", "a b", "a;b", "a'b", "5#", "se"}) CHECK(field(text) == text);
  for (const std::string text : {" a", "a ", "\ta", "a\t", " ", "a,b", "a\nb", "a\rb"}) {
    CAPTURE(text);
    CHECK(field(text) == '"' + text + '"');
  }
  CHECK(field("5\" x") == "\"5\"\" x\"");
  CHECK(field("", ' ') == "\"\"");
  for (const std::string text : {"#a", "%", ";", "sep=x", "SEP=;", "---", "=====", "+---+", "|---",
                                 "\xEF\xBB\xBF", "\xFE\xFF!", "\xFF\xFE!"}) {
    CAPTURE(text);
    CHECK(field(text) == text);
    CHECK(field(text, ',', true) == '"' + text + '"');
  }
}

TEST_CASE("a header that would be a rule is still a line of names") {
  CHECK(written({.separator = '|'}, {{kLabel, 0, "-"}, {kOutput, 0, "---"}}, {"a"}, {1.5}) ==
        "\"-\"|---\na|1.5\n");
  CHECK(written({.separator = '\t'}, {{kLabel, 0, ""}, {kOutput, 0, "==="}}, {"a"}, {1.5}) ==
        "\"\"\t===\na\t1.5\n");
  CHECK(written({}, {{kLabel, 0, "-"}, {kOutput, 0, "---"}}, {"a"}, {1.5}) == "-,---\na,1.5\n");
}

TEST_CASE("a header of names that are all empty is still a line") {
  CHECK(written({}, {{kOutput, 0, ""}}, {}, {1.5}) == "\"\"\n1.5\n");
  CHECK(written({}, {{kLabel, 0, ""}, {kOutput, 0, ""}}, {"a"}, {1.5}) == "\"\",\na,1.5\n");
  CHECK(written({.header = false}, {{kOutput, 0, ""}}, {}, {1.5}) == "1.5\n");
}

TEST_CASE(
    "a number keeps the fewest digits that read back, of a float where the column is of floats") {
  OutputColumn singles{kOutput, 0, "a"};
  singles.single = true;
  const std::vector<double> numbers = {static_cast<double>(0.1F), 1.0 / 3, 0, -0.0};
  CHECK(written({}, {singles}, {}, numbers) == "a\n0.1\n0.3333333333333333\n0\n-0\n");
  CHECK(written({}, {{kOutput, 0, "a"}}, {}, {static_cast<double>(0.1F)}) ==
        "a\n0.10000000149011612\n");
}

TEST_CASE("a label of numbers takes the decimal mark, and an empty one stays empty") {
  OutputColumn time{kLabel, 0, "t", true};
  const std::vector<OutputColumn> columns = {time, {kOutput, 0, "a"}};
  CHECK(written({}, columns, {"1.5", ""}, {1.5, 2}) == "t,a\n1.5,1.5\n,2\n");
  CHECK(written({.separator = ';', .decimal = ','}, columns, {"1.5", ""}, {1.5, 2}) ==
        "t;a\n1,5;1,5\n;2\n");
}

TEST_CASE("labels of any length go out whole") {
  std::vector<std::string> texts;
  std::string expected = "who,a\n";
  for (const std::size_t length :
       {10U, 100000U, 50000U, 131072U, 131070U, 300000U, 3U, 131000U, 60U}) {
    for (const std::string quote : {"", " "}) {  // a blank at its end: in quotes
      texts.push_back(std::string(length, 'x') + quote);
      expected += quote.empty() ? texts.back() : '"' + texts.back() + '"';
      expected += ",-1.25\n";
    }
  }
  const bool same = written({}, {{kLabel, 0, "who"}, {kOutput, 0, "a"}}, texts,
                            std::vector<double>(texts.size(), -1.25)) == expected;
  CHECK(same);
}
