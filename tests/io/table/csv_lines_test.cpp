// Checks csv_lines.hpp and csv_dialect.hpp: how lines become fields, and what the first ones tell.
#include "io/table/csv_lines.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <vector>

#include "io/table/csv_dialect.hpp"
#include "support/process.hpp"

namespace {

using namespace rectify::io;
using Fields = std::vector<std::string>;

Fields fields_of(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  std::string unquoted;
  split_fields(line, separator, fields, unquoted);
  return {fields.begin(), fields.end()};
}

/// Lines with their numbers: "1:text".
Fields lines_of(const std::string& text) {
  const test::TemporaryFolder folder;
  test::write_file(folder / "text", text);
  Disk disk;
  LineReader reader(Input::open(disk, folder / "text"));
  Fields lines;
  while (const auto line = reader.next()) {
    lines.push_back(std::to_string(reader.number()) + ":" + std::string(*line));
  }
  return lines;
}

}  // namespace

TEST_CASE("fields end at the separator and lose the blanks around them") {
  CHECK(fields_of("1,2,3", ',') == Fields{"1", "2", "3"});
  CHECK(fields_of(" 1 ,\t2 , 3\t", ',') == Fields{"1", "2", "3"});
  CHECK(fields_of("1,,3,", ',') == Fields{"1", "", "3", ""});
  CHECK(fields_of("a\t b\t", '\t') == Fields{"a", "b", ""});
  CHECK(fields_of("  1  \t 2 ", ' ') == Fields{"1", "2"});
  CHECK(fields_of("", ',') == Fields{""});
}

TEST_CASE("a quoted field keeps its blanks, separators and doubled quotes") {
  CHECK(fields_of("\"a,b\",2", ',') == Fields{"a,b", "2"});
  CHECK(fields_of("\" a \" , \"say \"\"hi\"\"\"", ',') == Fields{" a ", "say \"hi\""});
  CHECK(fields_of("\"a b\" c", ' ') == Fields{"a b", "c"});
  CHECK(fields_of("\"\",\"x", ',') == Fields{"", "x"});
}

TEST_CASE("lines are counted, whatever ends them, and quotes reach over them") {
  CHECK(lines_of("a\nb\r\n\nc") == Fields{"1:a", "2:b", "3:", "4:c"});
  CHECK(lines_of("\xEF\xBB\xBFx\n\"1\n2\",3\ny\n") == Fields{"1:x", "2:\"1\n2\",3", "4:y"});
  CHECK(lines_of("") == Fields{});
  // Longer than the reader's block of 256 KiB.
  const std::string longest(300000, 'x');
  CHECK(lines_of(longest + "\ny") == Fields{"1:" + longest, "2:y"});
}

TEST_CASE("numbers are those of from_chars, with a plus sign and within a double's range") {
  CHECK(parse_number("1.5") == 1.5);
  CHECK(parse_number("+1e3") == 1000.0);
  CHECK(parse_number("-inf") == -INFINITY);
  CHECK(std::isnan(parse_number("").value()));
  CHECK(parse_number("1e-400") == 0.0);
  for (const char* text : {"1e400", "+-1", "1,5", "0x10", "1 2", "one", "--1"}) {
    CHECK_FALSE(parse_number(text).has_value());
  }
  CHECK(is_numeric("1e400"));
  CHECK_FALSE(is_numeric("1e400x"));
}

TEST_CASE("the separator is the one that cuts both lines alike") {
  CHECK(guess_separator("a,b", "1,2") == ',');
  CHECK(guess_separator("a;b", "1,5;2,5") == ';');
  CHECK(guess_separator("time (s),ch 1", "0,1") == ',');
  CHECK(guess_separator("a b", "1 2") == ' ');
  CHECK(guess_separator("a\tb c", "1\t2") == '\t');
  CHECK(separator_of_numbers("1;2") == ';');
  CHECK_FALSE(separator_of_numbers("1,5;2,x").has_value());
}

TEST_CASE("an axis is known by its name, in any case and unit") {
  for (const char* name : {"time", "T", "Seconds", "x", "INDEX", "Time (ms)", "t [us]"}) {
    CHECK(names_an_axis(name));
  }
  for (const char* name : {"times", "ch1", "time ms", "(s)"}) CHECK_FALSE(names_an_axis(name));
  CHECK(seconds_per_unit("time (ms)") == 1e-3);
  CHECK(seconds_per_unit("t [µs]") == 1e-6);
  CHECK(seconds_per_unit("seconds") == 1.0);
  CHECK_FALSE(seconds_per_unit("x").has_value());
  CHECK_FALSE(seconds_per_unit("time (h)").has_value());
}
