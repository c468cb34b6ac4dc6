// Checks how fields are spelled as numbers, what they are worth, and why they are none.
#include "io/table/number.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include "io/table/plain_field.hpp"

namespace {

using namespace rectify::io;
using Kind = Spelling::Kind;

Kind kind_of(std::string_view field, char decimal = '.') { return spell(field, {decimal}).kind; }

double value(std::string_view field, char decimal = '.') {
  const NumberStyle style{decimal};
  return value_of(field, spell(field, style)).value();
}

std::string rewritten(std::string_view field, Sign sign, char from = '.', char to = '.') {
  const NumberStyle style{from};
  std::string result;
  append_number(result, field, spell(field, style), sign, to);
  return result;
}

}  // namespace

TEST_CASE("finite numbers are what C and Fortran write") {
  for (const char* text : {"0", "-0", "+5", ".5", "5.", "-.5", "1e3", "1E+3", "1d3", "1.5D-03",
                           "007", "123456789012345678901234567890", "1e400", "1e-400"}) {
    CAPTURE(text);
    CHECK(kind_of(text) == Kind::kFinite);
  }
  for (const char* text : {".", "+", "e5", "1e", "1e+", "1d", "--1", "+-1", "1.2.3", "1 2", "0x10",
                           "1_0", "1f", "one", "1,5", "1e5.0", "1ee5"}) {
    CAPTURE(text);
    CHECK(kind_of(text) == Kind::kText);
  }
}

TEST_CASE("a decimal comma needs digits after it, or it would be that of a list") {
  CHECK(kind_of("1,5", ',') == Kind::kFinite);
  CHECK(kind_of(",5", ',') == Kind::kFinite);
  CHECK(kind_of("1,5e3", ',') == Kind::kFinite);
  CHECK(kind_of("5,", ',') == Kind::kText);
  CHECK(kind_of("1.5", ',') == Kind::kText);
  CHECK(value("-1,25e1", ',') == -12.5);
}

TEST_CASE("infinities and what is no number have many names") {
  for (const char* text : {"inf", "INF", "Infinity", "1.#INF", "1.#INF00", "∞"}) {
    CAPTURE(text);
    CHECK(kind_of(text) == Kind::kInfinite);
    CHECK(value(text) == INFINITY);
    CHECK(value("-" + std::string(text)) == -INFINITY);
    CHECK(value("+" + std::string(text)) == INFINITY);
  }
  for (const char* text :
       {"nan", "NaN", "-nan", "nan(0x7ff)", "-nan(ind)", "1.#QNAN", "-1.#IND", "1.#SNAN0"}) {
    CAPTURE(text);
    CHECK(kind_of(text) == Kind::kNan);
    CHECK(std::isnan(value(text)));
  }
  for (const char* text : {"infinit", "nano", "nan(", "1.#", "1.#INFX", "∞∞"}) {
    CAPTURE(text);
    CHECK(kind_of(text) == Kind::kText);
  }
}

TEST_CASE("missing values are the usual words, and those of the user's own") {
  for (const char* text : {"", "NA", "N/A", "n/a", "#N/A", "null", "NULL", "None", "-", "--"}) {
    CAPTURE(text);
    CHECK(kind_of(text) == Kind::kMissing);
    CHECK(std::isnan(value(text)));
  }
  CHECK(kind_of("---") == Kind::kText);
  CHECK(kind_of("na") == Kind::kText);  // may well be a name
  const NumberStyle own{'.', {"-9999", "OL"}};
  CHECK(spell("-9999", own).kind == Kind::kMissing);
  CHECK_FALSE(spell("-9999", own).dash);
  CHECK(spell("-9999.0", own).kind == Kind::kFinite);
  CHECK(spell("OL", own).kind == Kind::kMissing);
  CHECK(spell("-", own).dash);
  CHECK_FALSE(spell("-", {'.', {"-"}}).dash);  // as the user writes it
}

TEST_CASE("sign, zero, mark and exponent are found where they stand") {
  const Spelling s = spell("-0.00D+5", {});
  CHECK(s.negative);
  CHECK(s.zero);
  CHECK(s.decimal_at == 2);
  CHECK(s.exponent_at == 5);
  CHECK_FALSE(spell("0.01", {}).zero);
  CHECK_FALSE(spell("1e-400", {}).zero);  // a digit is not 0, whatever a double makes of it
}

TEST_CASE("values are those of strtod, and too large is none") {
  for (const char* text : {"0.1", "1e22", "5e-324", "-1.7976931348623157e308", "+.5e1", "1e-400"}) {
    CHECK(value(text) == std::strtod(text, nullptr));
  }
  CHECK(value("1d3") == 1000);
  CHECK(value("+2.5D-1") == 0.25);
  CHECK_FALSE(value_of("1e400", spell("1e400", {})).has_value());
  CHECK_FALSE(value_of("x", spell("x", {})).has_value());
}

TEST_CASE("a rewritten number keeps its digits") {
  CHECK(rewritten("-1.50d3", Sign::kKept) == "-1.50e3");
  CHECK(rewritten("-1.50D3", Sign::kRemoved) == "1.50E3");
  CHECK(rewritten("+1,5", Sign::kRemoved, ',') == "+1.5");
  CHECK(rewritten("-1.5", Sign::kRemoved, '.', ',') == "1,5");
  CHECK(rewritten("-∞", Sign::kKept) == "-inf");
  CHECK(rewritten("-1.#INF", Sign::kRemoved) == "inf");
  CHECK(rewritten("-nan(3)", Sign::kKept) == "nan");
}

TEST_CASE("groups of three digits could be thousands") {
  for (const char* text : {"1,234", "-12,345", "+123,456,789"}) CHECK(could_be_thousands(text));
  for (const char* text :
       {"", "123", "1234", "0,234", "1,23", "1,2345", "1234,567", ",234", "1,234,5", "1,234.5"}) {
    CAPTURE(text);
    CHECK_FALSE(could_be_thousands(text));
  }
}

TEST_CASE("a number that is spoilt has a reason, and what was never one has none") {
  const auto reason = [](std::string_view field) { return reason_it_is_no_number(field, {'.'}); };
  const auto says = [&](std::string_view field, std::string_view word) {
    CAPTURE(field);
    CHECK(reason(field).find(word) != std::string::npos);
  };
  for (const char* field : {"$5", "-$ 5.5", "€1,234,567", "$1'234"}) {
    says(field, "a unit stands before the number");
  }
  for (const char* field : {"5 V", "-1.5mV", "1,234,567 V", "1'234.5 kHz", "5. V"}) {
    says(field, "a unit stands after the number");
  }
  for (const char* field : {"1,234,567", "1'234.5"}) says(field, "thousands separator");
  for (const char* field : {"$5th", "1.2.3 V", "V", "1st", "V 5"}) {
    CAPTURE(field);
    CHECK(reason(field).empty());
  }
}

TEST_CASE("control characters of a message are escaped, and long texts cut between characters") {
  CHECK(printable("a\tb\n\x1b[31m") == "a\\tb\\n\\x1b[31m");
  CHECK(printable("a\r\x7f") == "a\\r\\x7f");
  CHECK(printable(std::string(50, '\x80')) == "...");  // no character begins anywhere
  CHECK(printable(std::string(41, 'x')) == std::string(40, 'x') + "...");
  CHECK(printable(std::string(39, 'x') + "é!") == std::string(39, 'x') + "...");
}

TEST_CASE("a text is plain where it needs no quotes, neither for its ends nor for what it holds") {
  const PlainText plain(';');
  for (const char* text : {"", "a", "a b", "a,b", "a\tb"}) CHECK(plain.is(text));
  for (const char* text : {" a", "a ", "\ta", "a\t", " ", "a;b", "\"a\"", "a\rb"}) {
    CAPTURE(text);
    CHECK_FALSE(plain.is(text));
  }
}

TEST_CASE("a field of any length ends at the separator or the end of the line") {
  for (const char stop : {';', '\n'}) {
    for (std::size_t length = 0; length < 200; ++length) {
      const std::string line = std::string(length, '1') + stop + "23\n" + std::string(64, 'x');
      PlainFields fields(';', '.');
      fields.start(line.data());
      CHECK(fields.end(line.data()) == line.data() + length);
      CHECK(fields.end(line.data() + length + 1) == line.data() + length + 3);
    }
  }
}

TEST_CASE("a plain number is one that the long way finds finite, with the same parts") {
  // All texts of up to five characters of these, and some longer than what is looked at in a piece.
  const std::string letters = "0-+.,e7";
  std::vector<std::string> texts = {""};
  for (std::size_t i = 0; texts[i].size() < 5; ++i) {
    for (const char c : letters) texts.push_back(texts[i] + c);
  }
  for (const char* tail : {"", "e5", ".5", ".", "x"}) {
    for (std::size_t n = 25; n < 70; ++n) texts.push_back("-" + std::string(n, '0') + tail);
    for (std::size_t n = 25; n < 70; ++n) texts.push_back(std::string(n, '9') + tail);
  }
  for (const char decimal : {'.', ','}) {
    for (const std::string& text : texts) {
      if (text.empty() || (decimal == ',' && text.find(';') != std::string::npos)) continue;
      const Spelling spelling = spell(text, {decimal});
      const std::string line = text + ";1;2\n" + std::string(64, 'x');
      PlainFields fields(';', decimal);
      fields.start(line.data());
      const char* const end = fields.end(line.data());
      REQUIRE(end == line.data() + text.size());
      PlainNumber number;
      const bool plain = fields.number(std::string_view(line.data(), text.size()), number);
      if (plain != (spelling.kind == Kind::kFinite)) {
        FAIL_CHECK(text, " with ", decimal);
        continue;
      }
      if (!plain) continue;
      const auto mark =
          spelling.decimal_at == Spelling::kNowhere ? nullptr : line.data() + spelling.decimal_at;
      const bool same = number.negative == spelling.negative && number.zero == spelling.zero &&
                        number.mark == mark;
      CHECK_MESSAGE(same, text);
    }
  }
}
