// Checks output.hpp: files are written in pieces of 256 KiB, pipes at once.
#include "io/file/output.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <array>
#include <numeric>
#include <string_view>
#include <vector>

#include "support/process.hpp"

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
  std::vector<ssize_t> sizes;
  std::string steps;
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
  NotingDisk first;
  written(first, folder / "out", 10, 10, 1);
  CHECK(first.steps == "claim ");
  NotingDisk second;
  written(second, folder / "out", 10, 10, 1);
  CHECK(second.steps == "sync replace ");
}

TEST_CASE("a file that appears while the output is written is not replaced") {
  const test::TemporaryFolder folder;
  Disk disk;
  Output output = Output::open(disk, folder / "out", Output::Existing::kReplace);
  test::write_file(folder / "out", "somebody's");
  CHECK_THROWS_WITH(output.commit(), doctest::Contains("exists by now"));
  CHECK(test::read_file(folder / "out") == "somebody's");
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
