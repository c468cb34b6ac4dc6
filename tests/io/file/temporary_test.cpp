// Checks temporary.hpp: a signal removes all files on the list, and no others.
#include "io/file/temporary.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <list>
#include <thread>

#include "support/process.hpp"

namespace {

using namespace rectify::io;
using test::TemporaryFolder;
using Names = std::vector<std::string>;

/// Runs this in a process of its own; gives the signal that it died of: SIGHUP, which doctest
/// leaves alone.
template <class Work>
int signal_of(Work work) {
  const pid_t child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    work();
    ::_exit(0);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

}  // namespace

TEST_CASE("a signal removes all temporary files, but none that has got its final name") {
  const TemporaryFolder folder;
  const int signal = signal_of([&] {
    Disk disk;
    std::list<Temporary> files;
    for (const char* name : {"a", "b", "c", "d"}) files.emplace_back(disk, folder / name);
    files.erase(std::next(files.begin()));          // b
    files.back().claim((folder / "kept").c_str());  // d
    files.emplace_back(disk, folder / "e");
    ::raise(SIGHUP);
  });
  CHECK(signal == SIGHUP);
  CHECK(folder.names() == Names{"kept"});
}

TEST_CASE("the destructor removes a temporary file that has not got its final name") {
  const TemporaryFolder folder;
  Disk disk;
  {
    Temporary first(disk, folder / "first");
    Temporary second(disk, folder / "second");
    const Temporary third(disk, folder / "third");
    CHECK(folder.names() == Names{"first", "second", "third"});
    CHECK(first.claim((folder / "claimed").c_str()) == 0);
    test::write_file(folder / "old", "old");
    CHECK(second.claim((folder / "old").c_str()) == -1);
    CHECK(second.replace((folder / "old").c_str()) == 0);
    for (const int fd : {first.descriptor(), second.descriptor(), third.descriptor()}) ::close(fd);
  }
  CHECK(folder.names() == Names{"claimed", "old"});
  CHECK(test::read_file(folder / "old").empty());
}

TEST_CASE("a file that already has the name of a temporary file stays as it is") {
  const TemporaryFolder folder;
  test::write_file(folder / "a", "somebody's");
  const int signal = signal_of([&] {
    Disk disk;
    const Temporary taken(disk, folder / "a");
    if (taken.descriptor() != -1 || errno != EEXIST) ::_exit(1);
    { const Temporary again(disk, folder / "a"); }
    const Temporary other(disk, folder / "b");
    ::raise(SIGHUP);
  });
  CHECK(signal == SIGHUP);
  CHECK(folder.names() == Names{"a"});
  CHECK(test::read_file(folder / "a") == "somebody's");
}

TEST_CASE("a signal removes all temporary files while threads make and destroy them") {
  const TemporaryFolder folder;
  for (int turn = 0; turn < 10; ++turn) {
    const int signal = signal_of([&] {
      std::atomic<int> made = 0;
      std::vector<std::thread> threads;
      for (int t = 0; t < 3; ++t) {
        threads.emplace_back([&, t] {
          Disk disk;
          for (int i = 0;; ++i) {
            const Temporary file(disk, folder / (std::to_string(t) + "-" + std::to_string(i)));
            ::close(file.descriptor());
            ++made;
          }
        });
      }
      while (made < 30 + 10 * turn) std::this_thread::yield();
      ::kill(::getpid(), SIGHUP);
      for (std::thread& thread : threads) thread.join();
    });
    CHECK(signal == SIGHUP);
    CHECK(folder.names().empty());
  }
}
