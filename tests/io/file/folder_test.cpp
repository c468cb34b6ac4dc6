// Checks folder.hpp: a folder is made with those around it, and what is in the way is told.
#include "io/file/folder.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cerrno>
#include <string>
#include <utility>

#include "support/process.hpp"

using namespace rectify::io;

TEST_CASE("a folder is made with those around it, or is there already") {
  const test::TemporaryFolder folder;
  Disk disk;
  CHECK(make_folder(disk, folder / "a/b/c"));
  CHECK(make_folder(disk, folder / "a/b"));
  test::write_file(folder / "a/b/c/file", "");
  CHECK_FALSE(make_folder(disk, folder / "a/b/c/file"));
  const auto make = [&](const std::string& path) { static_cast<void>(make_folder(disk, path)); };
  CHECK_THROWS_WITH(make(folder / "a/b/c/file/d"), doctest::Contains("Not a directory"));
  CHECK_THROWS_WITH(make(""), ": can't make this folder: No such file or directory");
}

TEST_CASE("what happens between the folder and the one around it is told") {
  struct Rival : Disk {
    int make_folder(const char* path) override {
      const bool inner = std::string(path).ends_with("/in");
      if (inner && std::exchange(first, false)) return Disk::make_folder(path);
      if (inner && cause == EEXIST) Disk::make_folder(path);  // somebody is quicker
      if (inner && cause != 0) {
        errno = cause;
        return -1;
      }
      if (!inner && cause == 0) test::write_file(path, "a file");  // where the outer one is to be
      return Disk::make_folder(path);
    }
    int cause = 0;
    bool first = true;
  };
  for (const auto& [errno_of_it, words] :
       {std::pair(EDQUOT, "Disk quota exceeded"), std::pair(EEXIST, ""), std::pair(0, "Not a")}) {
    const std::string said = words;  // clang 14 captures no structured binding
    CAPTURE(said);
    const test::TemporaryFolder folder;
    Rival disk;
    disk.cause = errno_of_it;
    const auto make = [&] { return make_folder(disk, folder / "out/in"); };
    if (said.empty()) {
      CHECK(make());
    } else {
      CHECK_THROWS_WITH(make(), doctest::Contains(said.c_str()));
    }
  }
}
