// Checks what is made of tables of odd beginnings: what is their header, what stands before them,
// what their numbers are, and what is refused.
#include "io/table/layout.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "io/file/input.hpp"
#include "io/table/exact.hpp"
#include "io/table/output_columns.hpp"
#include "io/table/writer.hpp"
#include "support/process.hpp"
#include "support/slow_pipe.hpp"

namespace {

using namespace rectify::io;

/// The table without its signs, after its warnings; or what is wrong. Without the path.
std::string full(const std::string& text, const TableOptions& options = {}, Disk&& disk = Disk()) {
  const test::TemporaryFolder folder;
  test::write_file(folder / "t", text);
  std::string all;
  try {
    TableReader reader(Input::open(disk, folder / "t"), options);
    for (const std::string& warning : reader.warnings()) {
      all += warning.substr((folder / "t").size()) + "\n";
    }
    const auto columns = output_columns(reader.format(), reader.format().names, true);
    for (const OutputColumn& column : columns) {
      if (&column != columns.data()) all += ',';
      append_field(all, column.name, ',', &column == columns.data());
    }
    all += '\n';
    ExactRows rows(reader, rectify::ExactShape::full, columns, ',', '.');
    TextBlock block;
    while (rows.read(block)) all += block.text();
  } catch (const Error& error) {
    const std::string what = error.what();
    return what.starts_with(folder / "t") ? what.substr((folder / "t").size()) : what;
  }
  return all;
}

std::string left_out(int lines, int first) {
  return ": " + std::to_string(lines) + (lines == 1 ? " line" : " lines") +
         " before the table, which begins with line " + std::to_string(first) + ", " +
         (lines == 1 ? "is" : "are") + " left out; --skip " + std::to_string(first - 1) +
         " does so without a word\n";
}

struct Example {
  std::string text;
  std::string made;
  TableOptions options = {};
};

void check(const std::vector<Example>& examples) {
  for (const Example& example : examples) {
    CAPTURE(example.text);
    CHECK(full(example.text, example.options) == example.made);
  }
}

/// The same, of errors that begin like this.
void check_refused(const std::vector<Example>& examples) {
  for (const Example& example : examples) {
    CAPTURE(example.text);
    const std::string made = full(example.text, example.options);
    CAPTURE(made);
    CHECK(made.starts_with(example.made));
  }
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

TableOptions columns(const std::string& list) {
  TableOptions options;
  options.columns = {list};
  return options;
}
TableOptions header(HeaderChoice choice) {
  TableOptions options;
  options.header = choice;
  return options;
}

}  // namespace

TEST_CASE("rows may end in a separator that their header lacks, or the header in some of its own") {
  check({{"a;b\n-1;2;\n3;4;\n", "a,b\n1,2\n3,4\n"},
         {"-1,\n2,\n", "ch1\n1\n2\n"},
         {"a;;\n1\n-2\n", "a;;\n1\n2\n"},
         {"a,b,\n1,2,\n\"3\",4,\n", "a,b\n1,2\n3,4\n"}});
  check_refused({{"a,b\n1,2,3,\n", ":2: has 3 fields where the header has 2", columns("a")},
                 {"a,b,\n1,2,\n3\n", ":3: has 1 field, not 3", columns("a")}});
}

TEST_CASE("an index without a name counts up from 0, or is a row of its own") {
  check({{",1,2\n", "ch1,ch2,ch3\n,1,2\n"},
         {",1,2\n5,3,4\n", "ch1,ch2,ch3\n,1,2\n5,3,4\n"},
         {",1,2\n0,3,-4\n", ",1,2\n0,3,4\n"}});
}

TEST_CASE("units stand below their names, as many as there are, and name what has no name") {
  check({{"a,b,c\nV,A\n1,2,3\n4,5,-6\n", "a (V),b (A),c\n1,2,3\n4,5,6\n"},
         {"time,\ns,V\n0,1\n1,-2\n", "time (s),(V)\n0,1\n1,2\n"},
         {"a,b\nV,A,\"x\"y\n1,2\n3,4\n", left_out(2, 3) + "ch1,ch2\n1,2\n3,4\n"}});
}

TEST_CASE("--header yes takes the line above the rows, --header no none") {
  check({{"title\na,b\n1,2\n", left_out(1, 2) + "a,b\n1,2\n", header(HeaderChoice::kYes)},
         {"a,b\n1,2,3\n4,5,-6\n", left_out(1, 2) + "ch1,ch2,ch3\n1,2,3\n4,5,6\n",
          header(HeaderChoice::kNo)}});
  check_refused(
      {{"bar,2\ntitle\nfoo,1\n", ":2: has 1 field, not 2", header(HeaderChoice::kYes)},
       {"1,2\n3,4\n5,\"6\"x\n", ":3:2: text after the closing quote", header(HeaderChoice::kNo)}});
  TableOptions named = columns("ch2");
  named.header = HeaderChoice::kNo;
  check({{"1,2\n3,-4\n", "ch2\n2\n4\n", named}});
}

TEST_CASE("a header that holds a number is a row with a fault where names stand above it") {
  check_refused({{",b\n1,x\n1,2\n3,4\n", ":2:2: 'x' is not a number"},
                 {"a,b\n1,x\n1,2\n3,4\n", ":2:2: 'x' is not a number"}});
  check({{"NA,NA\n1,x\n1,2\n3,4\n", left_out(1, 2) + "1,x\n1,2\n3,4\n"},
         {"\"t\"x,b\n1,x\n1,2\n3,4\n", left_out(1, 2) + "1,x\n1,2\n3,4\n"}});
}

TEST_CASE("the names that the user gives tell the header, and their columns alone must fit") {
  check({{"a,b\n", "b\n", columns("b")},
         {"a,b,time\n-1,2\n",
          ": the header has 3 names and the rows 2 fields: the first names count\na\n1\n",
          columns("a")},
         {"5,NA\ntitle\na,1\nb,-2\n", left_out(2, 3) + "ch2\n1\n2\n", columns("2")},
         {"a,note\n1,x\n,y\n", "a\n1\n\"\"\n", columns("a")}});
  check_refused({{"a,b,c\n1,2\n", "--column c: ", columns("c")},
                 {"a,b\n1,2\n3,x\n", ":3:2: 'x' is not a number", columns("b")},
                 {"a,b\na,b\n1,2\nx,3\n", ":2:1: 'a' is not a number", columns("a")},
                 {"a,note\n1,x\n2,y\n", ":2:2: 'x' is not a number", columns("note")}});
}

TEST_CASE("a time further to the right may hold anything, and is a label then") {
  check({{"v,time\n-1,2\n2,noon\n3,4\n", "v,time\n1,2\n2,noon\n3,4\n"}});
}

TEST_CASE("blank lines, rules and quoted line ends before a table are no lines of it") {
  check({{"title\n\n-----\na,b\n1,-2\n3,4\n", left_out(1, 4) + "a,b\n1,2\n3,4\n"},
         {"a b\n=== ===\n1 2\n3 -4\n", "a,b\n1,2\n3,4\n"},
         {"t \"x\n5\"\n1\n-2\n", left_out(1, 2) + "\"5\"\"\"\n1\n2\n"}});
}

TEST_CASE("a comment may stand below the header unless it looks like a row, and not among rows") {
  check({{"a,b\n# a remark\n1,-2\n", "a,b\n1,2\n"}, {"a\n# volts now\n-1\n", "a\n1\n"}});
  check_refused({{"a,b\n#1,2\n3,4\n", ":2:1: '#1' is not a number (comments stand before"},
                 {"a\n#1\n2\n", ":2:1: '#1' is not a number (comments stand before"},
                 {"a\n1\n# volts now\n2\n", ":3:1: '# volts now' is not a number (comments"}});
}

TEST_CASE("a comma among digits below one name is not guessed, unless something else tells") {
  check_refused(
      {{"v\n-1,5\n+2,5\n", ":2: '-1,5' is one number or two below a header of one name"}});
  const std::string one = left_out(1, 2);
  check({{"v\n\"1\",5\n\"2\",6\n", one + "ch1,ch2\n1,5\n2,6\n"},
         {"v\n1,\"5\"\n2,\"6\"\n", one + "ch1,ch2\n1,5\n2,6\n"},
         {"v\n1,2.5\n2,3.5\n", one + "ch1,ch2\n1,2.5\n2,3.5\n"},
         {"v\n,5\n1,6\n", one + "ch1,ch2\n,5\n1,6\n"},
         {"\"v\"x,w\n1,2\n3,4\n", one + "ch1,ch2\n1,2\n3,4\n"}});
}

TEST_CASE("a decimal comma needs quotes where the comma separates") {
  TableOptions comma;
  comma.decimal = ',';
  check({{"\"1,5\",\"-2,5\"\n", "ch1,ch2\n1.5,2.5\n", comma}});
  for (const std::string field : {"1,5", "1,234"}) {
    check_refused({{"a,b\n\"" + field + "\",2\n",
                    ":2:1: '" + field + "' is not a number (the decimal mark is '.' where the"}});
  }
}

TEST_CASE("an axis tells the decimal mark too where other columns are picked") {
  check({{"n;time;v\n1;0,5;-1\n2;1,5;2\n", "n,time,v\n1,0.5,1\n2,1.5,2\n", columns("v")}});
}

TEST_CASE("a table that does not begin within the first MiB is refused, with what is known of it") {
  const std::string open = repeated("3,4,5,6\n", 200000);
  check_refused({{"a,b\n\"1,2\n" + open, ": no table begins within the first 1 MiB"},
                 {"1,2\n1,\"2\"x\n\"" + open, ":2:2: text after the closing quote",
                  header(HeaderChoice::kNo)}});
}

TEST_CASE("a line that is joined to the one before it, within quotes, is no row by itself") {
  check_refused({{"x;\"y\n1;2\"\n3\n4\n5\n6\n-7\n", ":3: has 1 field where the header has 2"}});
}

TEST_CASE("what is wrong with a row beyond those that were looked at is told") {
  const std::string two = "a,b\n" + repeated("1,-2\n", 1100);
  const std::string three = "a,b,\n" + repeated("1,-2,\n", 1100);
  const std::string long_row((std::size_t{1} << 20U) + 1000, '1');
  check_refused({{two + "1\n", ":1102: has 1 field, not 2"},
                 {two + "1,2,3\n", ":1102: has 3 fields, not 2"},
                 {two + "1,2,\"3\"x\n", ":1102: has 3 fields, not 2"},
                 {two + "1,\"2\"x\n", ":1102:2: text after the closing quote"},
                 {two + long_row + "\n", ":1102: a line of more than 1 MiB"},
                 {"a\n" + long_row + "\n", ":2: a line of more than 1 MiB"},
                 {three + "\"1\",2,\n1,2,x\n",
                  ":1103:3: 'x' stands in a column that has no name and was empty so far"}});
}

TEST_CASE("what only looks like a comment beyond those rows is a label, and goes out in quotes") {
  const std::string rows = repeated("me,1\n", 1100);
  CHECK(full("who,v\n" + rows + "#me,-2\nsep=x,3\n\"\",4\n") ==
        "who,v\n" + rows + "\"#me\",2\n\"sep=x\",3\n,4\n");
}

TEST_CASE("a pipe that pauses after every piece gives the table that the file gives") {
  for (const std::string text :
       {"a,b\n1,-2\n3,4\n5,6\n7,8\n", "# a remark\n\ntitle of it\na;b\n1,5;-2\n3;4\n5;6\n7;8\n",
        "a,b\n1,2\n3,x\n5,6\n7,8\n", "a\n1\n", "a,b\n\"1\",\"-2\n\"\n3,4\n5,6\n7,8\n"}) {
    CAPTURE(text);
    const std::string whole = full(text);
    for (const std::size_t piece : {1U, 5U, 1000U}) {
      CHECK(full(text, {}, test::SlowPipe(piece, 0)) == whole);
    }
  }
}
