// Checks file.hpp: a call that was interrupted or would wait is made again, and what fails is told.
#include "io/file/file.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>

#include <array>
#include <cerrno>
#include <string>
#include <vector>

#include "support/process.hpp"

namespace {

using namespace rectify::io;

/// Its calls fail one after the other as they are told to, then no more. A write that "fails" with
/// 0 takes nothing.
class FussyDisk : public Disk {
 public:
  ssize_t read(int fd, void* to, std::size_t bytes) override {
    return fails(calls) ? -1 : Disk::read(fd, to, bytes);
  }
  ssize_t write(int fd, const iovec* parts, int count) override {
    if (!fails(calls)) return Disk::write(fd, parts, count);
    return errno == 0 ? 0 : -1;
  }
  int wait(int /*fd*/, short /*event*/, int /*milliseconds*/) override {
    ++waits;
    return fails(waits_fail) ? -1 : 1;
  }
  int close(int fd) override {
    const int result = Disk::close(fd);
    return fails(closes) ? -1 : result;
  }

  std::vector<int> calls;  // what each fails with
  std::vector<int> waits_fail;
  std::vector<int> closes;
  int waits = 0;

 private:
  static bool fails(std::vector<int>& causes) {
    if (causes.empty()) return false;
    errno = causes.front();
    causes.erase(causes.begin());
    return true;
  }
};

struct Example {
  std::vector<int> calls;
  std::vector<int> waits_fail;
  int waits;
  std::string said;  // "": it works
};

}  // namespace

TEST_CASE("reading and writing go on after an interruption, and wait where they would block") {
  const std::vector<Example> examples = {
      {{}, {}, 0, ""},
      {{EINTR, EINTR}, {}, 0, ""},
      {{EAGAIN, EINTR, EAGAIN}, {}, 2, ""},
      {{EAGAIN}, {EINTR}, 1, ""},
      {{EAGAIN}, {ENOMEM}, 1, "Cannot allocate memory"},
      {{EIO}, {}, 0, "Input/output error"},
  };
  const test::TemporaryFolder folder;
  test::write_file(folder / "in", "text");
  for (const Example& example : examples) {
    CAPTURE(example.calls.size());
    CAPTURE(example.said);
    FussyDisk disk;
    File from(disk, ::open((folder / "in").c_str(), O_RDONLY | O_CLOEXEC), "in");
    File to(disk, ::open((folder / "out").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600),
            "out");
    std::array<std::byte, 10> bytes{};
    std::size_t got = 0;
    const auto read = [&] { got = from.read(bytes); };
    const auto write = [&] { to.write(std::span(bytes).first(4)); };
    for (const bool reading : {true, false}) {
      disk.calls = example.calls;
      disk.waits_fail = example.waits_fail;
      disk.waits = 0;
      const std::string said = std::string(reading ? "in: can't read: " : "out: can't write: ");
      const auto call = [&] { reading ? read() : write(); };
      if (example.said.empty()) {
        call();
      } else {
        CHECK_THROWS_WITH(call(), (said + example.said).c_str());
      }
      CHECK(disk.waits == example.waits);
    }
    CHECK(got == (example.said.empty() ? 4 : 0));
    CHECK(test::read_file(folder / "out") == (example.said.empty() ? "text" : ""));
  }
}

TEST_CASE("a write that takes nothing means that the disk is full") {
  const test::TemporaryFolder folder;
  FussyDisk disk;
  File to(disk, ::open((folder / "out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600), "out");
  disk.calls = {0};
  CHECK_THROWS_WITH(to.write(std::as_bytes(std::span("text", 4))),
                    "out: can't write: No space left on device");
}

TEST_CASE("a close that was interrupted has closed, one that failed is told") {
  for (const int cause : {EINTR, EIO}) {
    const test::TemporaryFolder folder;
    FussyDisk disk;
    File to(disk, ::open((folder / "out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600), "out");
    disk.closes = {cause};
    if (cause == EINTR) {
      to.close();
    } else {
      CHECK_THROWS_WITH(to.close(), "out: can't write: Input/output error");
    }
    CHECK(disk.closes.empty());
  }
}
