// Checks how an input tells text from sound by its first bytes.
#include "io/file/input.hpp"

#include <doctest/doctest.h>

#include <string>

#include "io/sound/container.hpp"
#include "support/process.hpp"

namespace {

using namespace rectify::io;

/// A file that looks like a pipe, gives so many bytes at a time, and pauses after so many.
class SlowPipe : public Disk {
 public:
  SlowPipe(std::size_t most, std::size_t pause) : most_(most), pause_(pause) {}
  int status(int fd, struct stat* to) override {
    const int result = Disk::status(fd, to);
    to->st_mode = (to->st_mode & ~static_cast<mode_t>(S_IFMT)) | S_IFIFO;
    return result;
  }
  ssize_t read(int fd, void* to, std::size_t bytes) override {
    const ssize_t got = Disk::read(fd, to, std::min(bytes, most_));
    if (got > 0) given_ += static_cast<std::size_t>(got);
    return got;
  }
  int wait(int /*fd*/, short /*event*/, int /*milliseconds*/) override {
    return given_ >= pause_ ? 0 : 1;
  }

 private:
  std::size_t most_;
  std::size_t pause_;
  std::size_t given_ = 0;
};

Input::Content content_of(const std::string& bytes, Disk&& disk) {
  const test::TemporaryFolder folder;
  test::write_file(folder / "in", bytes);
  return Input::open(disk, folder / "in").content(has_magic);
}

}  // namespace

TEST_CASE("text is told from sound by the same bytes of a file and of a pipe in small pieces") {
  const std::string text(20, '\xF7');
  for (const auto& [written, content] :
       {std::pair(text + "\x01\n", Input::Content::kSound),
        std::pair("a\n1\n" + std::string(2000, '2') + std::string(1, '\0'), Input::Content::kSound),
        std::pair(text + "\n1\n2\n", Input::Content::kText),
        std::pair(std::string("a\n"), Input::Content::kText),
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
