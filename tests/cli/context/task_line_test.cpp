// Checks the words of the line of progress: how much is done, how fast, and how long it will take.
#include <doctest/doctest.h>

#include <optional>
#include <string>

#include "cli/context/progress.hpp"
#include "cli/sources/source_request.hpp"
#include "fuzz/memory_disk.hpp"
#include "support/sound_bytes.hpp"

using rectify::cli::Task;

namespace {

/// Of work whose length nobody knows.
std::string line_of(double done, double seconds, const char* unit = "frames") {
  Task task(nullptr, "x", unit, Task::Share());
  task.advance(done);
  return task.line(79, seconds);
}

/// Of so many frames.
std::string line_of_all(double done, double total, double seconds, std::size_t columns = 79) {
  Task task(nullptr, "x", "frames", total);
  task.advance(done);
  return task.line(columns, seconds);
}

}  // namespace

TEST_CASE("amounts have three digits and the prefix that makes them short") {
  CHECK(line_of(0, 1) == "rectify: x 0 frames, 0 frames/s");
  CHECK(line_of(999, 1) == "rectify: x 999 frames, 999 frames/s");
  CHECK(line_of(999.4, 1) == "rectify: x 999 frames, 999 frames/s");
  CHECK(line_of(1000, 1) == "rectify: x 1.00 k frames, 1.00 k frames/s");
  CHECK(line_of(9990, 10) == "rectify: x 9.99 k frames, 999 frames/s");
  CHECK(line_of(9996, 1) == "rectify: x 10.0 k frames, 10.0 k frames/s");
  CHECK(line_of(12345, 1) == "rectify: x 12.3 k frames, 12.3 k frames/s");
  CHECK(line_of(99960, 1) == "rectify: x 100 k frames, 100 k frames/s");
  CHECK(line_of(999400, 1) == "rectify: x 999 k frames, 999 k frames/s");
  CHECK(line_of(1e6, 1) == "rectify: x 1.00 M frames, 1.00 M frames/s");
  CHECK(line_of(4.56e9, 1000, "B") == "rectify: x 4.56 GB, 4.56 MB/s");
  CHECK(line_of(5e12, 1, "B") == "rectify: x 5.00 TB, 5.00 TB/s");
  CHECK(line_of(5e15, 1, "B") == "rectify: x 5.00 PB, 5.00 PB/s");
  CHECK(line_of(5e18, 1, "B") == "rectify: x 5.00 EB, 5.00 EB/s");
  CHECK(line_of(5e21, 1, "B") == "rectify: x 5000 EB, 5000 EB/s");
}

TEST_CASE("what is left is told in minutes and seconds, or in hours") {
  CHECK(line_of_all(500, 1000, 7, 60) ==
        "rectify: x [========         ]  50 %, 71 frames/s, 0:07 left");
  const auto left = [](double done, double total, double seconds) {
    const std::string line = line_of_all(done, total, seconds);
    return line.substr(line.rfind(", ") + 2);
  };
  CHECK(left(1, 2, 0.2) == "0:01 left");
  CHECK(left(1, 2, 60) == "1:00 left");
  CHECK(left(1, 2, 3599) == "59:59 left");
  CHECK(left(1, 2, 3600) == "1:00:00 left");
  CHECK(left(1, 2, 7446) == "2:04:06 left");
  CHECK(left(2, 2, 5) == "0:00 left");
  CHECK(left(3, 2, 5) == "0:00 left");  // more than was promised
}

TEST_CASE("no share is told of nothing done, of nothing to do, nor a speed of no time") {
  CHECK(line_of_all(0, 1000, 2) == "rectify: x 0 frames, 0 frames/s");
  CHECK(line_of_all(0, 0, 2) == "rectify: x 0 frames, 0 frames/s");
  CHECK(line_of(8000, 0) == "rectify: x 8.00 k frames");
  CHECK(line_of_all(1, 2, 0, 40) == "rectify: x [=====     ]  50 %, 0:00 left");
}

TEST_CASE("a narrow terminal is shown what fits, and one without columns nothing") {
  CHECK(line_of_all(500, 1000, 7, 40) == "rectify: x  50 %, 71 frames/s, 0:07 left");
  CHECK(line_of_all(500, 1000, 7, 20) == "rectify: ");
  CHECK(line_of_all(500, 1000, 7, 4) == "rect");
  CHECK(line_of_all(500, 1000, 7, 0) == "");
}

TEST_CASE("a signal knows its share by its frames, or as a table by its bytes, or not at all") {
  using namespace rectify::cli;
  fuzz::MemoryDisk disk;
  disk.put("two.wav", test::wav(1, 16, 1, "abcd"));
  disk.put("none.wav", test::wav(1, 16, 1, ""));
  disk.put("x.csv", "a\n1\n2\n");
  // A sound of 1024 frames, in a pipe whose header leaves the length open.
  disk.put("pipe.au",
           std::string(".snd\0\0\0\x18\xff\xff\xff\xff\0\0\0\3\0\0\x1f\x40\0\0\0\1", 24) +
               std::string(2048, '\1'),
           true);
  const Report silent(Report::Level::kQuiet);
  const auto line = [&](const std::string& path, double done, bool read) {
    Signal signal = SourceRequest(path, {}).open({}, {.disk = disk, .report = silent}, {});
    rectify::io::Frames frames;
    while (read && signal.frames().read(frames)) {
    }
    Task task = signal.task(nullptr);
    task.advance(done);
    return task.line(47, 1);
  };
  CHECK(line("two.wav", 1, false) == "rectify: two.wav  50 %, 1 frames/s, 0:01 left");
  CHECK(line("none.wav", 0, true) == "rectify: none.wav 0 frames, 0 frames/s");
  CHECK(line("x.csv", 2, true) == "rectify: x.csv 100 %, 2 frames/s, 0:00 left");
  CHECK(line("pipe.au", 1024, true) == "rectify: pipe.au 1.02 k frames, 1.02 k frames/s");
}
