// Checks sounds of 5 GB, through a pipe and into a file: every sample there, in little memory.
// Needs 10 GB in the folder of temporary files.
#include <doctest/doctest.h>

#include <filesystem>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

constexpr std::uint64_t kBytes = 5'000'000'000;

// The samples: 2 MB of which every code is another, again and again.
const std::string kRaw = "for i in {1..2500}; do cat block; done";
const std::string kStream = "{ cat head; " + kRaw + "; } | ";

void write_block(const TemporaryFolder& folder) {
  std::string block;
  for (unsigned n = 0; n < 1'000'000; ++n) block += little(n * 40503U >> 3U, 2);
  write_file(folder / "block", block);
  write_file(folder / "half-block", rectified("half", block, 16));
  write_file(folder / "head", wav(1, 16, 2, "", 0xFFFFFFFF));
}

/// The sum of all that is to come out, by cat alone.
std::string expected(const TemporaryFolder& folder) {
  return shell("for i in {1..2500}; do cat half-block; done | md5sum", folder.path(), 280).out;
}

/// Under GNU time, the most memory being 64 MB.
std::string bounded(const std::string& arguments) {
  return "/usr/bin/time -q -o peak -f %M $RECTIFY " + arguments;
}

void check_line(const TemporaryFolder& folder, const std::string& line, const std::string& out) {
  CAPTURE(line);
  const Result result = shell(line, folder.path(), 280);
  CHECK(result.status == 0);
  CHECK(result.err == "");
  CHECK(result.out == out);
  CHECK(std::stol(read_file(folder / "peak")) * 1024 <= 64'000'000);
}

}  // namespace

TEST_CASE("5 GB of WAV, of a length that nobody says, go through a pipe") {
  const TemporaryFolder folder;
  write_block(folder);
  check_line(folder, kStream + bounded("half --format wav") + " | tail -c +45 | md5sum",
             expected(folder));
}

TEST_CASE("5 GB of WAV from a pipe become an RF64, which is read by ffmpeg and by us") {
  const TemporaryFolder folder;
  write_block(folder);
  const std::string sum = expected(folder);
  check_line(folder, kStream + bounded("half -o out.wav") + " && head -c 4 out.wav", "RF64");
  CHECK(std::filesystem::file_size(folder / "out.wav") == kBytes + 80);
  check_line(folder, "ffmpeg -v error -i out.wav -f s16le - | md5sum", sum);
  // Half of half is half.
  check_line(folder, bounded("half out.wav --format raw") + " | md5sum", sum);
  check_line(folder, "cat out.wav | " + bounded("half --format wav") + " | tail -c +45 | md5sum",
             sum);
}

TEST_CASE("5 GB of samples don't go into an AIFF, and leave no file") {
  const TemporaryFolder folder;
  write_block(folder);
  const Result result =
      shell("{ " + kRaw + "; } 2>&- | $RECTIFY half --raw s16le:48000:2 -o out.aiff; echo $?; ls",
            folder.path(), 280);
  CHECK(result.out == "1\nblock\nhalf-block\nhead\n");
  CHECK(
      result.err ==
      "rectify: error: out.aiff: has come to 4 GiB, the most that AIFF can hold; CAF holds more\n");
}
