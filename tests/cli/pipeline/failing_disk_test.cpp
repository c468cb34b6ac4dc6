// Checks that no system call that fails goes unnoticed: whichever it is, there is either the whole
// output or an error, the old file or none, and no temporary file.
#include "support/failing_disk.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <optional>

#include "cli/program.hpp"
#include "support/process.hpp"
#include "support/redirected.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;
using Names = std::vector<std::string>;

/// Runs `full` on the file, or on a pipe that holds the same.
int run_full(const std::string& input, bool piped, std::vector<std::string> options,
             rectify::io::Disk& disk) {
  std::optional<PipedInput> pipe;
  if (piped) pipe.emplace(read_file(input));
  const Hushed hushed;
  options.insert(options.begin(), {"full", piped ? "-" : input});
  return rectify::cli::run_program(options, disk);
}

/// Fails each call of the run in turn, until there are no more.
void check_every_call(const std::string& input, const std::string& type,
                      const std::vector<std::string>& more, bool piped = false) {
  CAPTURE(type);
  const TemporaryFolder folder;
  ::setenv("TMPDIR", folder.path().c_str(), 1);
  const std::string out = folder / ("out." + type);
  std::vector<std::string> options = {"-o", out};
  options.insert(options.end(), more.begin(), more.end());
  rectify::io::Disk disk;
  REQUIRE(run_full(input, piped, options, disk) == 0);
  const std::string expected = read_file(out);
  std::filesystem::remove(out);

  for (const bool force : {false, true}) {
    if (force) options.emplace_back("--force");
    for (const bool stays_broken : {false, true}) {
      int calls = 0;
      for (bool failed = true; failed; ++calls) {
        CAPTURE(force);
        CAPTURE(stays_broken);
        CAPTURE(calls);
        if (force) write_file(out, "old");
        FailingDisk failing(calls + 1, stays_broken);
        const int status = run_full(input, piped, options, failing);
        failed = failing.failed();
        if (status == 0) {
          const bool whole = read_file(out) == expected;
          CHECK(whole);
          std::filesystem::remove(out);
        } else {
          CHECK(failed);
          if (force) CHECK(read_file(out) == "old");
          if (force) std::filesystem::remove(out);
        }
        CHECK(folder.names().empty());
        for (const std::string& left : folder.names()) std::filesystem::remove(folder / left);
      }
      CHECK(calls > 8);
    }
  }
  ::unsetenv("TMPDIR");
}

std::string big_wav(const TemporaryFolder& folder) {
  write_file(folder / "in.wav", wav(1, 16, 1, all_codes(16, 1)));
  return folder / "in.wav";
}

}  // namespace

TEST_CASE("no failing call goes unnoticed from WAV to WAV, AIFF and FLAC") {
  const TemporaryFolder folder;
  const std::string input = big_wav(folder);
  check_every_call(input, "wav", {});
  check_every_call(input, "aiff", {});
  check_every_call(input, "flac", {});
}

TEST_CASE("no failing call goes unnoticed where encoding changes or the signal is read twice") {
  const TemporaryFolder folder;
  const std::string input = big_wav(folder);
  check_every_call(input, "wav", {"--encoding", "float"});
  check_every_call(input, "aiff", {"--normalize"});
  check_every_call(input, "csv", {"--remove-mean"});
}

TEST_CASE("no failing call goes unnoticed from AIFF and FLAC") {
  const TemporaryFolder folder;
  big_wav(folder);
  REQUIRE(shell("sox in.wav in.aiff && flac -s in.wav", folder.path()).status == 0);
  check_every_call(folder / "in.aiff", "wav", {});
  check_every_call(folder / "in.flac", "wav", {});
}

TEST_CASE("no failing call goes unnoticed from CSV to CSV and WAV") {
  const TemporaryFolder folder;
  std::string table = "time,a,b\n";
  for (int n = 0; n < 20000; ++n) {
    table +=
        std::to_string(n) + "e-3," + std::to_string(n % 7 - 3) + "," + std::to_string(n) + "\n";
  }
  write_file(folder / "in.csv", table);
  check_every_call(folder / "in.csv", "csv", {});
  check_every_call(folder / "in.csv", "csv", {"--remove-mean"});
  check_every_call(folder / "in.csv", "wav", {});
}

TEST_CASE("no failing call leaves a temporary file where there are two outputs") {
  const TemporaryFolder folder;
  write_file(folder / "in.csv", "a,b\n1,2\n-3,4\n5,-6\n");
  const auto run = [&](rectify::io::Disk& disk) {
    const Hushed hushed;
    return rectify::cli::run_program({"grad", "units", folder / "in.csv", "--unit", "1,0",
                                      "--parameters", folder / "p.csv", "-o", folder / "out.csv"},
                                     disk);
  };
  rectify::io::Disk disk;
  REQUIRE(run(disk) == 0);
  CHECK(folder.names() == Names{"in.csv", "out.csv", "p.csv"});
  for (const bool stays_broken : {false, true}) {
    int calls = 0;
    for (bool failed = true; failed; ++calls) {
      CAPTURE(stays_broken);
      CAPTURE(calls);
      for (const std::string name : {"p.csv", "out.csv"}) std::filesystem::remove(folder / name);
      FailingDisk failing(calls + 1, stays_broken);
      const int status = run(failing);
      failed = failing.failed();
      const bool both = folder.names() == Names{"in.csv", "out.csv", "p.csv"};
      if (status == 0) CHECK(both);
      if (status != 0) CHECK(failed);
      for (const std::string& name : folder.names()) CHECK_FALSE(name.starts_with("."));
    }
    CHECK(calls > 16);
  }
}

TEST_CASE("no failing call goes unnoticed where the output is a pipe") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", wav(1, 16, 1, std::string(2000, '\1')));
  int calls = 0;
  for (bool failed = true; failed; ++calls) {
    CAPTURE(calls);
    PipedOutput pipe;
    FailingDisk failing(calls + 1, false);
    const Hushed hushed;
    const int status = rectify::cli::run_program(
        {"half", folder / "in.wav", "--format", "wav", "-o", pipe.path()}, failing);
    failed = failing.failed();
    const bool whole = pipe.take() == read_file(folder / "in.wav");
    if (status == 0) CHECK(whole);
    if (status != 0) CHECK(failed);
  }
  CHECK(calls > 8);
}

TEST_CASE("no failing call goes unnoticed where a pipe is spooled") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", wav(1, 16, 1, all_codes(16, 3)));
  check_every_call(folder / "in.wav", "wav", {}, true);
  write_file(folder / "in.csv", "a,b\n1,2\n-3,4\n5,-6\n");
  check_every_call(folder / "in.csv", "csv", {"--normalize"}, true);
  check_every_call(folder / "in.csv", "csv", {}, true);
}

TEST_CASE("no failing call goes unnoticed where figures go to standard output") {
  const TemporaryFolder folder;
  write_file(folder / "in.csv", "t,a\n0,1\n1,2\n3,-3\n");
  write_file(folder / "in.wav", wav(1, 16, 1, std::string(2000, '\1')));
  for (const std::string input : {"in.csv", "in.wav"}) {
    const auto run = [&](rectify::io::Disk& disk) {
      const Hushed hushed;
      const RedirectedOutput output(folder / "out");
      return rectify::cli::run_program({"measure", "full", folder / input}, disk);
    };
    rectify::io::Disk disk;
    REQUIRE(run(disk) == 0);
    const std::string expected = read_file(folder / "out");
    int calls = 0;
    for (bool failed = true; failed; ++calls) {
      CAPTURE(input);
      CAPTURE(calls);
      FailingDisk failing(calls + 1, false);
      const int status = run(failing);
      failed = failing.failed();
      if (status == 0) CHECK(read_file(folder / "out") == expected);
      if (status != 0) CHECK(failed);
    }
    CHECK(calls > 5);
  }
}

TEST_CASE("no failing call takes another of many files along, or leaves a temporary") {
  const TemporaryFolder folder;
  for (const char name : {'a', 'b', 'c'})
    write_file(folder / (std::string(1, name) + ".csv"), "x\n-1\n2\n");
  const auto run = [&](rectify::io::Disk& disk) {
    const Hushed hushed;
    return rectify::cli::run_program({"half", folder / "a.csv", folder / "b.csv", folder / "c.csv",
                                      "--output-dir", folder / "out", "--jobs", "1"},
                                     disk);
  };
  const auto whole = [&] {  // how many came out; none in part
    int count = 0;
    if (!std::filesystem::exists(folder / "out")) return 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder / "out")) {
      CHECK(read_file(entry.path().string()) == "x\n0\n2\n");
      CHECK(!entry.path().filename().string().starts_with("."));
      ++count;
    }
    return count;
  };
  for (const bool stays_broken : {false, true}) {
    int calls = 0;
    for (bool failed = true; failed; ++calls) {
      CAPTURE(stays_broken);
      CAPTURE(calls);
      std::filesystem::remove_all(folder / "out");
      FailingDisk failing(calls + 1, stays_broken);
      const int status = run(failing);
      failed = failing.failed();
      const int count = whole();
      CHECK((status == 0) == (count == 3));
      // One file alone fails, where a file is at work; before that nothing is done.
      if (failed && !stays_broken) CHECK((count == 0 || count >= 2));
    }
    CHECK(calls > 30);
  }
}

TEST_CASE("whichever system call fails, a damaged input is not replaced by its own result") {
  const TemporaryFolder folder;
  const std::string path = folder / "cut.wav";
  const std::string wave = wav(1, 16, 1, "abcdef");
  const std::string cut = wave.substr(0, wave.size() - 2);
  const Hushed hushed;
  for (const std::string command : {"half", "units"}) {
    int calls = 0;
    for (bool failed = true; failed; ++calls) {
      CAPTURE(command);
      CAPTURE(calls);
      write_file(path, cut);
      FailingDisk failing(calls + 1, false);
      CHECK(rectify::cli::run_program({command, path, "-o", path, "--force",
                                       command == "half" ? "--gain=0" : "--unit=1,0"},
                                      failing) != 0);
      CHECK(read_file(path) == cut);
      failed = failing.failed();
    }
    CHECK(calls > 8);
  }
}
