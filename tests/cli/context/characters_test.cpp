// Checks how UTF-8 is taken apart, and what of it a terminal is shown.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "cli/context/report.hpp"
#include "cli/context/utf8.hpp"

using rectify::cli::escaped;
using rectify::cli::first_character;
using rectify::cli::Report;

TEST_CASE("the first character is told by its bytes, and what follows does not matter") {
  struct Row {
    std::string text;
    std::uint32_t code;
    std::size_t bytes;
  };
  const std::vector<Row> rows = {{"a", 'a', 1},
                                 {std::string(1, '\0'), 0, 1},
                                 {"\x7f\xff", 0x7f, 1},
                                 {"\xc2\x80", 0x80, 2},
                                 {"ä", 0xe4, 2},
                                 {"\xdf\xbfx", 0x7ff, 2},
                                 {"\xe0\xa0\x80", 0x800, 3},
                                 {"大", 0x5927, 3},
                                 {"\xed\x9f\xbf", 0xd7ff, 3},
                                 {"\xee\x80\x80", 0xe000, 3},
                                 {"\xf0\x90\x80\x80", 0x10000, 4},
                                 {"🎵", 0x1f3b5, 4},
                                 {"\xf4\x8f\xbf\xbf", 0x10ffff, 4}};
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto character = first_character(row.text);
    REQUIRE(character);
    CHECK(character->code == row.code);
    CHECK(character->bytes == row.bytes);
  }
}

TEST_CASE("what RFC 3629 has no place for is no character") {
  const std::vector<std::string> texts = {"",                  // nothing
                                          "\x80",              // the middle of one
                                          "\xc3",              // cut
                                          "\xe5\xa4",          // the same
                                          "\xf0\x9f\x8e",      // the same
                                          "\xc3(",             // another begins too early
                                          "\xc0\x80",          // longer than it need be
                                          "\xc1\xbf",          // the same
                                          "\xe0\x80\x80",      // the same
                                          "\xe0\x9f\xbf",      // the same
                                          "\xf0\x8f\xbf\xbf",  // the same
                                          "\xed\xa0\x80",      // halves of a pair of UTF-16
                                          "\xed\xbf\xbf",      // the same
                                          "\xf4\x90\x80\x80",  // beyond the last
                                          "\xf5\x80\x80\x80",  // the same
                                          "\xff"};
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK_FALSE(first_character(text));
    std::string shown;
    for (const char c : text) {
      constexpr const char* kHex = "0123456789abcdef";
      const auto byte = static_cast<unsigned char>(c);
      shown +=
          byte < 0x80 ? std::string(1, c) : std::string("\\x") + kHex[byte / 16] + kHex[byte % 16];
    }
    CHECK(escaped(text) == shown);
  }
}

TEST_CASE("what ends a line or turns the text around is shown escaped, its neighbours are not") {
  for (const std::string shown : {"\u2027", "\u202f", "\u2065", "\u206a", "\u00a0", "a b"}) {
    CHECK(escaped(shown) == shown);
  }
  CHECK(escaped("\u2028") == "\\xe2\\x80\\xa8");
  CHECK(escaped("\u2029") == "\\xe2\\x80\\xa9");
  CHECK(escaped("\u202a") == "\\xe2\\x80\\xaa");
  CHECK(escaped("\u202e") == "\\xe2\\x80\\xae");
  CHECK(escaped("\u2066") == "\\xe2\\x81\\xa6");
  CHECK(escaped("\u2069") == "\\xe2\\x81\\xa9");
}

TEST_CASE("a message of one of several files begins with its name, unless it calls it somewhere") {
  const Report report(Report::Level::kNormal);
  const std::vector<std::string> names = {"a.wav", "o/a.wav"};
  const auto said = [&](const std::string& what) {
    std::string lines;
    report.about(names, lines).warn(what);
    return lines;
  };
  for (const std::string with_name :
       {"a.wav: cut short", "can't read a.wav", "'a.wav' is odd", "o/a.wav, then", "a.wav"}) {
    CHECK(said(with_name) == "rectify: warning: " + with_name + "\n");
  }
  for (const std::string without : {"cut short", "ba.wav: cut short", "a.wav2 is odd", "x/a.wav"}) {
    CHECK(said(without) == "rectify: warning: a.wav: " + without + "\n");
  }
}
