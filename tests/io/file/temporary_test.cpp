// Checks temporary.hpp: files without names leave nothing, and a signal removes all files that have
// names and are on the list, and no others.
#include "io/file/temporary.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <list>
#include <thread>

#include "io/file/file.hpp"
#include "support/process.hpp"

namespace {

using namespace rectify::io;
using test::TemporaryFolder;
using Names = std::vector<std::string>;

/// A file system without O_TMPFILE.
class OnlyNames : public Disk {
 public:
  int open(const char* path, int flags, mode_t mode) override {
    errno = EOPNOTSUPP;
    return (flags & O_TMPFILE) == O_TMPFILE ? -1 : Disk::open(path, flags, mode);
  }
};

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
    OnlyNames disk;
    std::list<Temporary> files;
    for (int i = 0; i < 4; ++i) files.emplace_back(disk, folder.path());
    files.erase(std::next(files.begin()));
    files.back().claim((folder / "kept").c_str());
    files.emplace_back(disk, folder.path());
    if (folder.names().size() != 4) ::_exit(1);
    ::raise(SIGHUP);
  });
  CHECK(signal == SIGHUP);
  CHECK(folder.names() == Names{"kept"});
}

TEST_CASE("nothing is left of a temporary file that has not got its final name") {
  for (const bool only_names : {false, true}) {
    const TemporaryFolder folder;
    Disk any;
    OnlyNames names;
    Disk& disk = only_names ? names : any;
    {
      Temporary first(disk, folder.path());
      Temporary second(disk, folder.path());
      const Temporary third(disk, folder.path());
      if (only_names) CHECK(folder.names().size() == 3);
      CHECK(first.claim((folder / "claimed").c_str()) == 0);
      test::write_file(folder / "old", "old");
      CHECK(second.claim((folder / "old").c_str()) == -1);
      CHECK(errno == EEXIST);
      CHECK(test::read_file(folder / "old") == "old");
      CHECK(second.replace((folder / "old").c_str()) == 0);
      for (const int fd : {first.descriptor(), second.descriptor(), third.descriptor()}) {
        ::close(fd);
      }
    }
    CHECK(folder.names() == Names{"claimed", "old"});
    CHECK(test::read_file(folder / "old").empty());
  }
}

TEST_CASE("a file without a name gets one after its descriptor was closed") {
  const TemporaryFolder folder;
  Disk disk;
  Temporary temporary(disk, folder.path());
  REQUIRE(::write(temporary.descriptor(), "text", 4) == 4);
  ::close(temporary.descriptor());
  CHECK(temporary.claim((folder / "out").c_str()) == 0);
  CHECK(test::read_file(folder / "out") == "text");
}

TEST_CASE("a file that already has the random name stays as it is, and another name is tried") {
  const TemporaryFolder folder;
  struct Taken : OnlyNames {
    int open(const char* path, int flags, mode_t mode) override {
      const bool first = taken.empty() && (flags & O_CREAT) != 0;
      if (first) test::write_file(taken = path, "somebody's");
      return OnlyNames::open(path, flags, mode);
    }
    std::string taken;
  } disk;
  {
    const Temporary temporary(disk, folder.path());
    CHECK(temporary.descriptor() >= 0);
    ::close(temporary.descriptor());
    CHECK(folder.names().size() == 2);
  }
  CHECK(folder.names().size() == 1);
  CHECK(test::read_file(disk.taken) == "somebody's");
}

TEST_CASE("a signal removes all temporary files while threads make and destroy them") {
  const TemporaryFolder folder;
  for (int turn = 0; turn < 10; ++turn) {
    const int signal = signal_of([&] {
      std::atomic<int> made = 0;
      std::vector<std::thread> threads;
      for (int t = 0; t < 3; ++t) {
        threads.emplace_back([&] {
          OnlyNames disk;
          for (;;) {
            const Temporary file(disk, folder.path());
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

TEST_CASE("where SIGPIPE is blocked, a pipe that nobody reads is an error, and no file is left") {
  const TemporaryFolder folder;
  OnlyNames names;
  const Temporary temporary(names, folder.path());
  ::close(temporary.descriptor());
  CHECK(folder.names().size() == 1);
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0);
  ::close(ends[0]);
  sigset_t signal;
  sigset_t before;
  ::sigemptyset(&signal);
  ::sigaddset(&signal, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &signal, &before);
  Disk disk;
  File file(disk, ends[1], "out");
  CHECK_THROWS_WITH(file.write(std::as_bytes(std::span("text", 4))),
                    "out: can't write: Broken pipe");
  CHECK(folder.names().empty());
  const timespec at_once{};
  CHECK(::sigtimedwait(&signal, nullptr, &at_once) == SIGPIPE);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}
