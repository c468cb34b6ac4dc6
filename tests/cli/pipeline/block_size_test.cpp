// Checks that the result does not depend on how many bytes a read or write takes, nor on whether
// the input is a file or a pipe.
#include <doctest/doctest.h>
#include <sys/stat.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <thread>

#include "cli/program.hpp"
#include "support/chunk_lister.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"
#include "support/stinting_disk.hpp"

namespace {

using namespace test;

/// The same bytes for any piece that a call takes, from a file and from a FIFO; where the length is
/// unknown at first a WAV has room for longer sizes, and the samples are the same.
void check_any_piece(const TemporaryFolder& folder, const std::string& input,
                     const std::string& type, const std::vector<std::string>& options,
                     const std::string& command = "half") {
  CAPTURE(input);
  CAPTURE(type);
  const std::string out = folder / ("out." + type);
  const std::string fifo = folder / "fifo";
  const auto result = [&](const std::string& path, rectify::io::Disk& disk) {
    std::vector<std::string> arguments = {command, path, "-o", out, "-q", "--force"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    REQUIRE(rectify::cli::run_program(arguments, disk) == 0);
    return read_file(out);
  };
  rectify::io::Disk whole;
  const std::string expected = result(folder / input, whole);
  const std::string bytes = read_file(folder / input);
  const auto sound = [&](const std::string& file) {
    return type == "wav" ? samples_in(file) : file;
  };
  ::mkfifo(fifo.c_str(), 0600);
  for (const std::size_t piece : {1U, 7U, 4096U, 100001U}) {
    CAPTURE(piece);
    StintingDisk stinting(piece);
    const bool same = result(folder / input, stinting) == expected;
    CHECK(same);
    std::thread writer([&] { write_file(fifo, bytes); });
    const bool same_from_pipe = sound(result(fifo, stinting)) == sound(expected);
    writer.join();
    CHECK(same_from_pipe);
  }
}

void write_table(const std::string& path) {
  std::string table = "time,a,\"b \"\"c\"\"\"\r\n";
  for (int n = 0; n < 3000; ++n) {
    table += std::to_string(n) + "e-3, " + std::to_string(n % 7 - 3) + ".25," +
             std::to_string(std::sin(n)) + "\r\n";
  }
  write_file(path, table);
}

}  // namespace

TEST_CASE("CSV gives the same bytes in pieces of any size") {
  const TemporaryFolder folder;
  write_table(folder / "in.csv");
  check_any_piece(folder, "in.csv", "csv", {"--with-input"});
  check_any_piece(folder, "in.csv", "csv", {"--hold", "5ms", "--normalize"});
  check_any_piece(folder, "in.csv", "wav", {"--encoding", "pcm_16"});
}

TEST_CASE("raw samples give the same bytes in pieces of any size") {
  const TemporaryFolder folder;
  // 8738 stereo frames of 24 bits and a byte of another.
  write_file(folder / "in.raw", all_codes(16, 1).substr(0, 8738 * 6 + 1));
  check_any_piece(folder, "in.raw", "wav", {"--raw", "s24be:48000:2"});
  check_any_piece(folder, "in.raw", "aiff", {"--raw", "s24le:48000:2"});
  check_any_piece(folder, "in.raw", "csv", {"--raw", "s16le:48000:3", "--dc-block"});
  check_any_piece(folder, "in.raw", "flac", {"--raw", "u8:48000:1", "--remove-mean"});
}

TEST_CASE("shifted signals are the same bytes in pieces of any size") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", wav(1, 16, 2, all_codes(16, 1)));
  write_table(folder / "in.csv");
  check_any_piece(folder, "in.wav", "wav", {"--mean"}, "multiphase");
  check_any_piece(folder, "in.csv", "csv", {"--with-input", "--normalize"}, "multiphase");
}

TEST_CASE("sound gives the same bytes in pieces of any size") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", wav(1, 16, 1, all_codes(16, 3)));
  REQUIRE(shell("sox in.wav in.aiff && flac -s in.wav", folder.path()).status == 0);
  for (const char* input : {"in.wav", "in.aiff", "in.flac"}) {
    for (const char* type : {"wav", "aiff", "flac"}) check_any_piece(folder, input, type, {});
  }
}

TEST_CASE("coded sound gives the same bytes in pieces of any size, and makes them") {
  const TemporaryFolder folder;
  REQUIRE(
      shell("sox -D -R -n -r 48000 -c 2 -b 16 in.wav synth 0.3 pinknoise gain -6 && "
            "lame --quiet in.wav in.mp3 && oggenc -Q in.wav && opusenc --quiet in.wav in.opus && "
            "flac -s --ogg in.wav",
            folder.path())
          .status == 0);
  for (const char* input : {"in.mp3", "in.ogg", "in.opus", "in.oga"}) {
    check_any_piece(folder, input, "wav", {});
  }
  for (const char* type : {"mp3", "ogg", "opus", "oga"})
    check_any_piece(folder, "in.wav", type, {});
}
