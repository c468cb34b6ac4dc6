// Checks how a text is decoded, and whether more of it is there, by pieces of any size.
#include "io/table/text.hpp"

#include <doctest/doctest.h>

#include <array>
#include <string>

#include "support/process.hpp"
#include "support/slow_pipe.hpp"

namespace {

using namespace rectify::io;
using namespace std::string_literals;

std::string some(TextInput& text, std::size_t most) {
  std::string result(most, '\0');
  result.resize(text.read(result));
  return result;
}

}  // namespace

TEST_CASE("bytes that were read to see the mark, or wait to be decoded, are there at once") {
  const test::TemporaryFolder folder;
  test::write_file(folder / "utf8", "abcdef");
  test::SlowPipe disk(3, 0);
  TextInput text(Input::open(disk, folder / "utf8"));
  CHECK(text.ready(0));
  CHECK(some(text, 2) == "ab");
  CHECK(text.ready(0));
  CHECK(some(text, 2) == "c");
  CHECK_FALSE(text.ready(0));

  test::write_file(folder / "utf16",
                   "\xFF\xFE"
                   "a\0b\0c\0d\0e\0"s);
  test::SlowPipe large(100, 0);
  TextInput wide(Input::open(large, folder / "utf16"));
  CHECK(wide.encoding() == TextEncoding::kUtf16Little);
  CHECK(some(wide, 1) == "a");
  CHECK(wide.ready(0));
  CHECK(some(wide, 10) == "bcde");
  CHECK_FALSE(wide.ready(0));
}

TEST_CASE("what is no UTF-16 is told with the place of its bytes, after what comes before it") {
  const test::TemporaryFolder folder;
  for (const bool cut : {false, true}) {
    for (const std::size_t piece : {1U, 3U, 100U}) {
      // The second half of a character without its first, or half a character.
      test::write_file(folder / "in", "\xFE\xFF\0a\0\n"s + (cut ? "\xD8"s : "\xDC\x01\0b"s));
      test::SlowPipe disk(piece, 0);
      TextInput text(Input::open(disk, folder / "in"));
      std::string got;
      const auto read_all = [&] {
        while (true) {
          const std::string more = some(text, 100);
          if (more.empty()) return;
          got += more;
        }
      };
      CHECK_THROWS_WITH(read_all(), (folder / "in" +
                                     (cut ? ": ends within a character of its UTF-16"
                                          : ": is not UTF-16 as its first bytes say") +
                                     " (byte 6)")
                                        .c_str());
      CHECK(got == "a\n");
    }
  }
}

TEST_CASE("of a file that says that it is empty, and is not, no share can be told") {
  Disk disk;
  TextInput text(Input::open(disk, "/proc/self/limits"));
  CHECK(some(text, 3).size() == 3);
  CHECK_FALSE(text.share().has_value());
}
