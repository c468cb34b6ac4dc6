// Checks what a path means before it is opened.
#include "io/file/place.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "support/process.hpp"

using namespace rectify::io;

TEST_CASE("only a whole number of a few digits names a descriptor") {
  CHECK(named_descriptor("-", 7) == 7);
  CHECK(named_descriptor("/dev/stderr", 1) == 2);
  CHECK(named_descriptor("/dev/fd/12", 1) == 12);
  CHECK(named_descriptor("/proc/self/fd/0", 1) == 0);
  for (const char* path : {"/dev/fd/", "/dev/fd/1234567", "/dev/fd/1x", "/dev/fd/-1", "/dev/fd/1/a",
                           "/proc/self/fd/", "12", "fd/1"}) {
    CAPTURE(path);
    CHECK_FALSE(named_descriptor(path, 1).has_value());
  }
}

TEST_CASE("a device is one place for two outputs, but for the one that swallows everything") {
  Disk disk;
  CHECK(same_output(disk, "/dev/full", "/dev/full"));
  CHECK_FALSE(same_output(disk, "/dev/full", "/dev/null"));
  CHECK_FALSE(same_output(disk, "/dev/null", "/dev/null"));
}

TEST_CASE("two inputs take turns where they are one pipe, not where they are one file or folder") {
  const test::TemporaryFolder folder;
  Disk disk;
  REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  test::write_file(folder / "file", "");
  CHECK(same_stream(disk, folder / "pipe", folder / "pipe"));
  CHECK(same_stream(disk, "-", "-"));
  CHECK_FALSE(same_stream(disk, folder / "pipe", folder / "file"));
  CHECK_FALSE(same_stream(disk, folder / "file", folder / "file"));
  CHECK_FALSE(same_stream(disk, folder.path(), folder.path()));
  CHECK_FALSE(same_stream(disk, "/dev/null", "/dev/null"));
  CHECK_FALSE(same_stream(disk, folder / "none", folder / "none"));
}

TEST_CASE("an output writes into an input where it is a descriptor of that very file") {
  const test::TemporaryFolder folder;
  Disk disk;
  test::write_file(folder / "one", "");
  test::write_file(folder / "other", "");
  const int writing = ::open((folder / "one").c_str(), O_WRONLY | O_APPEND | O_CLOEXEC);
  const int reading = ::open((folder / "one").c_str(), O_RDONLY | O_CLOEXEC);
  const std::string appended = "/dev/fd/" + std::to_string(writing);
  CHECK(writes_into(disk, appended, folder / "one"));
  CHECK_FALSE(writes_into(disk, appended, folder / "other"));
  CHECK_FALSE(writes_into(disk, appended, folder / "none"));
  CHECK_FALSE(writes_into(disk, "/dev/fd/" + std::to_string(reading), folder / "one"));
  CHECK_FALSE(
      writes_into(disk, folder / "one", folder / "one"));  // which is written elsewhere first
  ::close(writing);
  ::close(reading);
}

TEST_CASE("links are followed to where they end, whether anything is there or not") {
  const test::TemporaryFolder folder;
  Disk disk;
  const auto link = [&](const std::string& target, const std::string& name) {
    REQUIRE(::symlink(target.c_str(), (folder / name).c_str()) == 0);
  };
  link(folder / "none", "absolute");
  link("none", "relative");
  link("absolute", "two");
  link("round", "round");
  for (const std::string name : {"absolute", "relative", "two", "none"}) {
    CAPTURE(name);
    CHECK(without_links(disk, folder / name) == folder / "none");
  }
  errno = 0;
  CHECK_FALSE(without_links(disk, folder / "round").has_value());
  CHECK(errno == ELOOP);
}
