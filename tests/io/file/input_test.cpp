// Checks how an input tells text from sound by its first bytes, and what it remembers, shows,
// samples and spools of a pipe.
#include "io/file/input.hpp"

#include <doctest/doctest.h>

#include <array>
#include <cstdlib>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "io/sound/container.hpp"
#include "support/process.hpp"
#include "support/slow_pipe.hpp"

namespace {

using namespace rectify::io;

using test::SlowPipe;

Input::Content content_of(const std::string& bytes, Disk&& disk) {
  const test::TemporaryFolder folder;
  test::write_file(folder / "in", bytes);
  return Input::open(disk, folder / "in").content(has_magic);
}

/// A pipe of a test's own bytes.
struct Piped {
  explicit Piped(const std::string& bytes, SlowPipe&& made = {7, ~std::size_t{0}}) : disk(made) {
    test::write_file(folder / "in", bytes);
  }
  [[nodiscard]] Input open() { return Input::open(disk, folder / "in"); }
  test::TemporaryFolder folder;
  SlowPipe disk;
};

std::string read_all(Input& input) {
  std::string all(10000, '\0');
  all.resize(input.read_fully(std::as_writable_bytes(std::span(all))));
  return all;
}

std::string text_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Text of ASCII in UTF-16.
std::string utf16(const std::string& text, bool little) {
  std::string result = little ? "\xFF\xFE" : "\xFE\xFF";
  for (const char c : text) {
    if (!little) result += '\0';
    result += c;
    if (little) result += '\0';
  }
  return result;
}

}  // namespace

TEST_CASE("text is told from sound by the same bytes of a file and of a pipe in small pieces") {
  const std::string text(20, '\xF7');
  for (const auto& [written, content] :
       {std::pair(text + "\x01\n", Input::Content::kSound),
        std::pair("a\n1\n" + std::string(2000, '2') + std::string(1, '\0'), Input::Content::kSound),
        std::pair(text + "\n1\n2\n", Input::Content::kText),
        std::pair(std::string("a\n"), Input::Content::kText),
        std::pair(std::string("\xFF\xFE\xE9\0\x0A\0", 6), Input::Content::kText),  // é
        std::pair(std::string("\xFF\xFE\xE9\0\x01\0", 6), Input::Content::kSound),
        std::pair(std::string(), Input::Content::kEmpty)}) {
    const std::string bytes = written;  // clang 14 captures no structured binding
    CAPTURE(bytes);
    CHECK(content_of(bytes, Disk()) == content);
    for (const std::size_t most : {1U, 2U, 11U, 12U, 13U, 100U, 5000U}) {
      CAPTURE(most);
      CHECK(content_of(bytes, SlowPipe(most, ~std::size_t{0})) == content);
    }
  }
}

TEST_CASE("a pipe that pauses is told by a line, or by 12 bytes") {
  const std::string text(20, '\xF7');
  CHECK(content_of("a\n" + text + "\x01", SlowPipe(1, 2)) == Input::Content::kText);
  CHECK(content_of(text + "\x01", SlowPipe(1, 12)) == Input::Content::kText);
  CHECK(content_of("ab\x01" + text, SlowPipe(1, 2)) == Input::Content::kSound);
}

TEST_CASE("what was looked at can be read again without waiting") {
  Piped pipe("a,b\n1,2\n", SlowPipe(100, 0));
  Input input = pipe.open();
  CHECK_FALSE(input.ready(0));
  CHECK(input.content(has_magic) == Input::Content::kText);
  CHECK(input.ready(0));
  CHECK(read_all(input) == "a,b\n1,2\n");
}

TEST_CASE("no more than a MiB is remembered of a pipe") {
  Piped pipe(std::string(std::size_t{3} << 20U, 'x'), SlowPipe(4096, 0));
  Input input = pipe.open();
  std::vector<std::byte> block(4096);
  std::size_t read = 0;
  const auto read_on = [&] {
    while (const std::size_t got = input.read(block)) read += got;
  };
  CHECK_THROWS_WITH(read_on(),
                    doctest::Contains("does not say in its first 1 MiB how its samples"));
  CHECK(read >= std::size_t{1} << 20U);
  CHECK(read <= (std::size_t{1} << 20U) + 4096);
}

TEST_CASE("what comes next from a pipe is shown, however small the pieces, and still read") {
  Piped pipe("0123456789abcdefghij");
  Input input = pipe.open();
  input.forget_start();
  std::array<std::byte, 3> three{};
  CHECK(input.read_fully(three) == 3);
  CHECK(text_of(input.peek(10)) == "3456789abc");
  CHECK(text_of(input.peek(2)) == "34");
  CHECK(input.read_fully(three) == 3);
  CHECK(text_of(input.peek(12)) == "6789abcdefgh");
  CHECK(text_of(input.peek(100)) == "6789abcdefghij");  // there is no more
  CHECK(read_all(input) == "6789abcdefghij");
}

TEST_CASE("a sample of a text that goes on holds whole lines, where it has any") {
  struct Example {
    std::string bytes;
    std::size_t wanted;
    std::string sample;
  };
  for (const Example& example :
       {Example{"a,b\n1,2\n3,4\n", 10, "a,b\n1,2\n"}, Example{"one long line", 5, "one l"},
        Example{utf16("a\nbc\n", true), 11, utf16("a\n", true)},
        Example{utf16("a\nbc\n", false), 11, utf16("a\n", false)}}) {
    CAPTURE(example.bytes);
    Piped pipe(example.bytes);
    Input input = pipe.open();
    Input::Sample sample = input.sample(example.wanted, true, true);
    CHECK_FALSE(sample.whole);
    CHECK(sample.full);
    CHECK(read_all(sample.input) == example.sample);
    CHECK(read_all(input) == example.bytes);
  }
}

TEST_CASE("a pipe is spooled whole, and only as far as there is room") {
  Piped pipe("0123456789");
  Input whole = pipe.open();
  whole.make_seekable(std::nullopt);
  CHECK(whole.size() == 10);
  CHECK(read_all(whole) == "0123456789");

  struct Full : SlowPipe {
    using SlowPipe::SlowPipe;
    int file_system(int fd, struct statvfs* to) override {
      const int result = SlowPipe::file_system(fd, to);
      to->f_bavail = 1;
      to->f_frsize = 10;
      return result;
    }
  } full(7, 0);
  Input input = Input::open(full, pipe.folder / "in");
  CHECK_THROWS_WITH(
      input.make_seekable(std::nullopt),
      doctest::Contains("has passed the 9 bytes that may be spooled to temporary file "
                        "in /"));
}

TEST_CASE("an empty TMPDIR means /tmp") {
  const char* const before = std::getenv("TMPDIR");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("TMPDIR", "", 1);
  Disk disk;
  CHECK(unlinked_file(disk).name() == "temporary file in /tmp");
  before == nullptr ? ::unsetenv("TMPDIR") : ::setenv("TMPDIR", kept.c_str(), 1);
}
