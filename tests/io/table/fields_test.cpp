// Checks how rows end and are cut into fields, also where they arrive in pieces.
#include "io/table/fields.hpp"

#include <doctest/doctest.h>

#include <random>
#include <string>
#include <vector>

#include "io/table/plain_field.hpp"

namespace {

using namespace rectify::io;
using Texts = std::vector<std::string>;

Texts texts_of(std::string_view row, char separator) {
  RowFields fields;
  split_row(row, separator, kMostFields, fields);
  Texts texts;
  for (const Field& field : fields.fields) texts.emplace_back(field.text);
  return texts;
}

std::optional<std::size_t> malformed(std::string_view row, char separator = ',') {
  RowFields fields;
  split_row(row, separator, kMostFields, fields);
  return fields.malformed;
}

Texts rows_of(const std::string& text, char separator) {
  Texts rows;
  for (std::size_t at = 0; at < text.size();) {
    RowEnd search(separator);
    const auto end = search.find(std::string_view(text).substr(at), true).value();
    rows.push_back(text.substr(at, end.at));
    at += end.next;
  }
  return rows;
}

}  // namespace

TEST_CASE("fields end at the separator and lose the blanks around them") {
  CHECK(texts_of("1,2,3", ',') == Texts{"1", "2", "3"});
  CHECK(texts_of(" 1 ,\t2 , 3\t", ',') == Texts{"1", "2", "3"});
  CHECK(texts_of("1,,3,", ',') == Texts{"1", "", "3", ""});
  CHECK(texts_of("a\t b\t", '\t') == Texts{"a", "b", ""});
  CHECK(texts_of("  1  \t 2 ", ' ') == Texts{"1", "2"});
  CHECK(texts_of("", ',') == Texts{""});
}

TEST_CASE("a quoted field keeps its blanks, separators and doubled quotes") {
  CHECK(texts_of("\"a,b\",2", ',') == Texts{"a,b", "2"});
  CHECK(texts_of("\" a \" , \"say \"\"hi\"\"\"", ',') == Texts{" a ", "say \"hi\""});
  CHECK(texts_of("\"a b\" c", ' ') == Texts{"a b", "c"});
  CHECK(texts_of("\"\",\"\"\"\"", ',') == Texts{"", "\""});
  CHECK(texts_of("\"a\"\"b\",\"c\"\"d\"", ',') == Texts{"a\"b", "c\"d"});
}

TEST_CASE("a quote within a field is a character, and one that is wrong marks the field") {
  CHECK(texts_of("5\" x,y", ',') == Texts{"5\" x", "y"});
  CHECK_FALSE(malformed("5\" x,y").has_value());
  CHECK(malformed("1,\"2\"3,4") == 1);
  CHECK(malformed("1,\"2") == 1);
  CHECK(malformed("1,\"2\"\"") == 1);
  CHECK_FALSE(malformed("1, \"2\" ,3").has_value());
  CHECK(texts_of("1,\"2\"3,4", ',') == Texts{"1", "\"2\"3", "4"});
}

TEST_CASE("a row of nothing but separators and blanks is blank, one with quotes is not") {
  const auto blank = [](std::string_view row) {
    RowFields fields;
    split_row(row, ',', kMostFields, fields);
    return fields.blank();
  };
  CHECK(blank(""));
  CHECK(blank(" , ,\t"));
  CHECK_FALSE(blank("\"\""));
  CHECK_FALSE(blank(",0"));
}

TEST_CASE("the end of a line is LF, CR LF, CR CR LF or CR, told only when it is sure") {
  const auto end = [](std::string_view text, bool whole) { return find_line_end(text, 0, whole); };
  CHECK(end("ab\nc", false)->at == 2);
  CHECK(end("ab\nc", false)->next == 3);
  CHECK(end("ab\r\nc", false)->next == 4);
  CHECK(end("ab\r\r\nc", false)->next == 5);
  CHECK(end("ab\rcd", false)->next == 3);
  CHECK(end("ab\r\rcd", false)->next == 3);
  CHECK_FALSE(end("ab", false).has_value());
  CHECK_FALSE(end("ab\r", false).has_value());
  CHECK_FALSE(end("ab\r\r", false).has_value());
  CHECK(end("ab\r", true)->next == 3);
  CHECK(end("ab", true)->next == 2);
  const std::string far = std::string(100, 'x') + "\r\n";
  CHECK(end(far, false)->at == 100);
}

TEST_CASE("quoted line ends do not end a row, whichever they are") {
  CHECK(rows_of("a,\"b\nc\"\nd", ',') == Texts{"a,\"b\nc\"", "d"});
  CHECK(rows_of("\"a\r\nb\r\",\"\"\"\n\"\r\nc\r", ',') == Texts{"\"a\r\nb\r\",\"\"\"\n\"", "c"});
  CHECK(rows_of("a \"b\nc\" d\n", ',') == Texts{"a \"b", "c\" d"});
  CHECK(rows_of("a \"b\nc\" d\n", ' ') == Texts{"a \"b\nc\" d"});
  CHECK(rows_of("\"a\"b\n\"c\n", ',') == Texts{"\"a\"b", "\"c\n"});
}

TEST_CASE("a row that arrives in pieces ends where it does as a whole") {
  std::mt19937 random(3);
  const std::string letters = "ab,\"\"\"\n\r ";
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int n = 0; n < 30; ++n) text += letters[random() % letters.size()];
    RowEnd whole(',');
    const auto expected = whole.find(text, true);
    RowEnd pieces(',');
    std::optional<LineEnd> found;
    for (std::size_t size = 0; size < text.size() && !found;) {
      size = std::min(text.size(), size + random() % 4);
      found = pieces.find(std::string_view(text).substr(0, size), false);
    }
    if (!found) found = pieces.find(text, true);
    REQUIRE(found.has_value());
    CHECK(found->at == expected->at);
    CHECK(found->next == expected->next);
    CHECK(pieces.open_quote() == whole.open_quote());
  }
}

TEST_CASE("a text needs no quotes where it has none, no separator, and no blank at an end") {
  const PlainText plain(';');
  for (const std::string_view text : {"", "a", "a b", "a,b", "1.5"}) CHECK(plain.is(text));
  for (const std::string_view text : {"a;b", "a\"", " a", "a\t", " ", "a\rb"}) {
    CHECK_FALSE(plain.is(text));
  }
}
