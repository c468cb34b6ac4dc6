// Checks output.hpp: files are written in pieces of 256 KiB, pipes at once.
#include "io/file/output.hpp"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

#include "support/process.hpp"
#include "support/temporaries.hpp"

namespace {

using namespace rectify::io;

/// Notes how much each write takes.
class NotingDisk : public Disk {
 public:
  ssize_t write(int fd, const iovec* parts, int count) override {
    const ssize_t bytes = Disk::write(fd, parts, count);
    sizes.push_back(bytes);
    return bytes;
  }
  int sync(int fd) override {
    steps += "sync ";
    return Disk::sync(fd);
  }
  int replace(const char* from, const char* to) override {
    steps += "replace ";
    return Disk::replace(from, to);
  }
  int claim(const char* from, const char* to) override {
    steps += "claim ";
    return Disk::claim(from, to);
  }
  int link(int fd, const char* path) override {
    steps += std::string_view(path).find("/.rectify-") == std::string_view::npos ? "link " : "";
    return Disk::link(fd, path);
  }
  int open(const char* path, int flags, mode_t mode) override {
    errno = EOPNOTSUPP;
    const bool refused = only_names && (flags & O_TMPFILE) == O_TMPFILE;
    return refused ? -1 : Disk::open(path, flags, mode);
  }
  std::vector<ssize_t> sizes;
  std::string steps;
  bool only_names = false;  // a file system without O_TMPFILE
};

constexpr std::size_t kPiece = std::size_t{256} * 1024;

std::string written(NotingDisk& disk, const std::string& path, std::size_t first, std::size_t block,
                    std::size_t blocks) {
  Output output = Output::open(disk, path, Output::Existing::kReplace);
  std::string all;
  const auto put = [&](std::size_t bytes) {
    std::string text(bytes, '\0');
    std::iota(text.begin(), text.end(), static_cast<char>(all.size() % 251));
    output.write(std::as_bytes(std::span(text)));
    all += text;
  };
  put(first);
  for (std::size_t i = 0; i < blocks; ++i) put(block);
  output.commit();
  return all;
}

}  // namespace

TEST_CASE("after a header too, every write but the last begins and ends on a multiple of 256 KiB") {
  const test::TemporaryFolder folder;
  for (const std::size_t block : {kPiece, kPiece / 2, std::size_t{8192}, std::size_t{1000}}) {
    CAPTURE(block);
    NotingDisk disk;
    const std::string all = written(disk, folder / "out", 58, block, 3 * kPiece / block);
    const bool same = test::read_file(folder / "out") == all;
    CHECK(same);
    REQUIRE(disk.sizes.size() >= 3);
    for (std::size_t i = 0; i + 1 < disk.sizes.size(); ++i) {
      CHECK(disk.sizes[i] == static_cast<ssize_t>(kPiece));
    }
  }
}

TEST_CASE(
    "the data are on the disk before an old file is replaced, and a new name is claimed without "
    "that") {
  const test::TemporaryFolder folder;
  for (const bool only_names : {false, true}) {
    if (!only_names && !test::has_files_without_names(folder.path())) continue;
    const std::string name = folder / (only_names ? "a" : "b");
    NotingDisk first;
    first.only_names = only_names;
    written(first, name, 10, 10, 1);
    CHECK(first.steps == (only_names ? "claim " : "link "));
    NotingDisk second;
    second.only_names = only_names;
    written(second, name, 10, 10, 1);
    CHECK(second.steps == "sync replace ");
  }
  CHECK(folder.names().back() == "b");  // and no temporary
}

TEST_CASE("a file that appears while the output is written is replaced only where that was asked") {
  for (const bool only_names : {false, true}) {
    const test::TemporaryFolder folder;
    NotingDisk disk;
    disk.only_names = only_names;
    Output refusing = Output::open(disk, folder / "out", Output::Existing::kRefuse);
    Output replacing = Output::open(disk, folder / "out", Output::Existing::kReplace);
    test::write_file(folder / "out", "somebody's");
    CHECK_THROWS_WITH(refusing.commit(), doctest::Contains("exists by now"));
    CHECK(test::read_file(folder / "out") == "somebody's");
    replacing.write(std::as_bytes(std::span("ours", 4)));
    replacing.commit();
    CHECK(test::read_file(folder / "out") == "ours");
  }
}

TEST_CASE("a file that appears between the last look and the claim is replaced too") {
  for (const bool only_names : {false, true}) {
    const test::TemporaryFolder folder;
    const std::string name = folder / "out";
    struct Rival : NotingDisk {
      int claim(const char* from, const char* to) override {
        test::write_file(to, "a rival's");
        return NotingDisk::claim(from, to);
      }
      int link(int fd, const char* path) override {
        if (std::string_view(path).ends_with("/out")) test::write_file(path, "a rival's");
        return NotingDisk::link(fd, path);
      }
    } disk;
    disk.only_names = only_names;
    Output output = Output::open(disk, name, Output::Existing::kReplace);
    output.write(std::as_bytes(std::span("ours", 4)));
    output.commit();
    CHECK(test::read_file(name) == "ours");
  }
}

TEST_CASE("seeking back to a header first writes the bytes that were held") {
  const test::TemporaryFolder folder;
  Disk disk;
  Output output = Output::open(disk, folder / "out", Output::Existing::kRefuse);
  const auto put = [&](std::string_view text) { output.write(std::as_bytes(std::span(text))); };
  put("....abc");
  output.seek(0);
  put("head");
  output.seek(7);
  put("!");
  output.commit();
  CHECK(test::read_file(folder / "out") == "headabc!");
}

TEST_CASE("each write to a pipe is made at once") {
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  NotingDisk disk;
  {
    Output output =
        Output::open(disk, "/dev/fd/" + std::to_string(ends[1]), Output::Existing::kRefuse);
    CHECK_FALSE(output.seekable());
    output.write(std::as_bytes(std::span("abc", 3)));
    output.write(std::as_bytes(std::span("defg", 4)));
    output.commit();
  }
  std::array<char, 16> got{};
  CHECK(::read(ends[0], got.data(), got.size()) == 7);
  CHECK(std::string_view(got.data(), 7) == "abcdefg");
  CHECK(disk.sizes == std::vector<ssize_t>{3, 4});
  for (const int end : ends) ::close(end);
}

TEST_CASE("what can't be written to is refused with the reason when it is opened") {
  const test::TemporaryFolder folder;
  Disk disk;
  const auto open = [&](const std::string& path) {
    Output::open(disk, path, Output::Existing::kReplace);
  };
  CHECK_THROWS_WITH(open(folder.path()), doctest::Contains(": is a directory"));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string name = folder / "socket";
  REQUIRE(name.size() < sizeof address.sun_path);
  name.copy(address.sun_path, name.size());
  const int socket = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  CHECK_THROWS_WITH(open(name), (name + ": No such device or address").c_str());
  ::close(socket);
}

TEST_CASE("only to a file is anything appended") {
  const test::TemporaryFolder folder;
  std::array<int, 2> ends{};
  REQUIRE(::pipe(ends.data()) == 0);
  const int file = ::open((folder / "out").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  Disk disk;
  for (const bool appending : {false, true}) {
    for (const int fd : {file, ends[1]}) {
      ::fcntl(fd, F_SETFL, appending ? O_APPEND : 0);
      const Output output =
          Output::open(disk, "/dev/fd/" + std::to_string(fd), Output::Existing::kRefuse);
      CHECK(output.appending() == (appending && fd == file));
      CHECK(output.seekable() == (!appending && fd == file));
    }
  }
  for (const int fd : {file, ends[0], ends[1]}) ::close(fd);
}

TEST_CASE("a replaced file keeps its owner and group as far as that is allowed") {
  using Owner = std::pair<uid_t, gid_t>;
  struct Foreign : Disk {
    int status_of_link(const char* path, struct stat* to) override {
      const int result = Disk::status_of_link(path, to);
      to->st_uid += other_user ? 1 : 0;
      to->st_gid += 2;
      return result;
    }
    int set_owner(int /*fd*/, uid_t user, gid_t group) override {
      asked.emplace_back(user, group);
      errno = EPERM;
      return allowed ? 0 : -1;
    }
    bool other_user = false;
    bool allowed = false;
    std::vector<Owner> asked;
  };
  for (const bool other_user : {false, true}) {
    for (const bool allowed : {false, true}) {
      const test::TemporaryFolder folder;
      test::write_file(folder / "out", "old");
      Foreign disk;
      disk.other_user = other_user;
      disk.allowed = allowed;
      Output output = Output::open(disk, folder / "out", Output::Existing::kReplace);
      output.write(std::as_bytes(std::span("new", 3)));
      output.commit();
      CHECK(test::read_file(folder / "out") == "new");
      const Owner old = {::geteuid() + (other_user ? 1 : 0), ::getegid() + 2};
      std::vector<Owner> expected = {old};
      if (!allowed) expected.emplace_back(static_cast<uid_t>(-1), old.second);  // the group alone
      CHECK(disk.asked == expected);
    }
  }
}

TEST_CASE("where every random name is taken, the output fails after some tries") {
  struct Crowded : Disk {
    int link(int /*fd*/, const char* path) override {
      names += std::string_view(path).find("/.rectify-") == std::string_view::npos ? 0 : 1;
      errno = EEXIST;
      return -1;
    }
    int names = 0;
  } disk;
  const test::TemporaryFolder folder;
  if (!test::has_files_without_names(folder.path())) return;
  Output output = Output::open(disk, folder / "out", Output::Existing::kReplace);
  CHECK_THROWS_WITH(output.commit(), doctest::Contains("can't take its name: File exists"));
  CHECK(disk.names == 100);
}
