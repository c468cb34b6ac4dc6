// Checks outputs that can't be made (exit status 4) and those that fail while written (1).
#include <doctest/doctest.h>

#include "support/chunk_lister.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

const std::string kSine = "$RECTIFY half --sine 50 --samples 1000 ";

void check_fails(const TemporaryFolder& folder, const std::string& line, int status,
                 const std::string& words) {
  CAPTURE(line);
  const auto before = folder.names();
  const Result result = shell(line, folder.path());
  CHECK(result.status == status);
  CHECK(result.out == "");
  CHECK(result.err == "rectify: error: " + words + "\n");
  CHECK(folder.names() == before);
}

}  // namespace

TEST_CASE("an extension that says nothing is refused") {
  const TemporaryFolder folder;
  for (const std::string name : {"out.xyz", "out", "wav", ".wav"}) {
    check_fails(folder, kSine + "-o " + name, 4,
                name +
                    ": unknown extension; known are .wav .rf64 .w64 .aiff .au .caf .flac .ogg "
                    ".opus .oga .mp3 "
                    ".raw .csv .tsv, or say --format");
  }
}

TEST_CASE("an output in a folder that is missing, or that is one, is refused") {
  const TemporaryFolder folder;
  check_fails(folder, kSine + "-o no/out.wav", 4,
              "no/out.wav: its folder: No such file or directory");
  for (const std::string path : {".", "..", "new/", "out.wav/"}) {
    const std::string words =
        "-o " + path + ": is a directory; name a file in it, or say --output-dir";
    check_fails(folder, kSine + "-o " + path, 2, words);
    check_fails(folder, kSine + "-o " + path + " --format wav --force", 2, words);
  }
  write_file(folder / "file", "");
  check_fails(folder, kSine + "-o file/out.wav", 4, "file/out.wav: Not a directory");
}

TEST_CASE("a folder closed to us is refused") {
  const TemporaryFolder folder;
  // Root may write everywhere: as somebody else where we are root.
  const Result result = shell(
      "chmod 755 . && cp $RECTIFY program && "
      "if [ $(id -u) = 0 ]; then as='runuser -u nobody --'; else chmod 555 .; fi; "
      "$as ./program half --sine 50 -o out.wav",
      folder.path());
  CHECK(result.status == 4);
  CHECK(result.err == "rectify: error: out.wav: Permission denied\n");
  CHECK(folder.names() == std::vector<std::string>{"program"});
}

TEST_CASE("an output that exists is refused and keeps what it holds") {
  const TemporaryFolder folder;
  write_file(folder / "out.wav", "old");
  check_fails(folder, kSine + "-o out.wav", 4, "out.wav: exists; --force replaces it");
  CHECK(read_file(folder / "out.wav") == "old");
}

TEST_CASE("FLAC refuses floats and more than 8 channels, and names the cure") {
  const TemporaryFolder folder;
  check_fails(folder, kSine + "-o out.flac", 4,
              "out.flac: FLAC can't hold float samples; --encoding pcm_24 makes them integers");
  check_fails(folder, kSine + "--channels 9 --encoding pcm_24 -o out.flac", 4,
              "out.flac: FLAC can't hold more than 8 channels");
  const Result cured = shell(kSine + "--encoding pcm_24 --channels 8 -o out.flac", folder.path());
  CHECK(cured.status == 0);
}

TEST_CASE("formats that come back to their header refuse a pipe and what the shell appends to") {
  const TemporaryFolder folder;
  const std::pair<std::string, std::string> kinds[] = {
      {"aiff", "AIFF"}, {"caf", "CAF"}, {"w64", "W64"}, {"rf64", "RF64"}, {"mp3", "MP3"}};
  for (const auto& [format, name] : kinds) {
    check_fails(folder, kSine + "--format " + format + " | cat", 4,
                "standard output: " + name +
                    " needs a file that it can seek in; WAV, AU, FLAC, Ogg Vorbis, Opus, Ogg "
                    "FLAC, raw and tables do not");
  }
  write_file(folder / "old", "before");
  for (const std::string format : {"wav", "aiff", "caf", "w64", "rf64", "flac", "mp3"}) {
    const std::string encoding = format == "mp3" ? "" : " --encoding pcm_16";
    CAPTURE(format);
    const Result result = shell(kSine + "--format " + format + encoding + " >> old", folder.path());
    CHECK(result.status == 4);
    CHECK(result.err.ends_with(
        " comes back to its header at the end, which >> does not allow; say > or -o\n"));
    CHECK(read_file(folder / "old") == "before");
  }
}

TEST_CASE("a FLAC that goes to a pipe has every sample") {
  const TemporaryFolder folder;
  const Result result =
      shell(kSine + "--encoding pcm_16 -o sine.wav && " + kSine +
                "--encoding pcm_16 --format flac | flac -dcs --force-raw-format --endian=little "
                "--sign=signed -",
            folder.path());
  CHECK(result.status == 0);
  // It can't come back to its header for the checksum, which flac says.
  CHECK(result.err ==
        "-: WARNING, cannot check MD5 signature since it was unset in the STREAMINFO\n");
  const bool same = result.out == samples_in(read_file(folder / "sine.wav"));
  CHECK(same);
}

TEST_CASE("an AIFF beyond 4 GiB is refused at once where its length is known") {
  const TemporaryFolder folder;
  const std::string words = "x.aiff: would pass 4 GiB, the most that AIFF can hold; CAF holds more";
  check_fails(folder, "timeout 5 $RECTIFY generate --sine 50 --samples 3000000000 -o x.aiff", 4,
              words);
  // A file without a block on the disk.
  REQUIRE(shell("truncate -s 4294967300 in.raw", folder.path()).status == 0);
  check_fails(folder, "timeout 5 $RECTIFY half --raw s16le:48000:2 in.raw -o x.aiff", 4, words);
}

TEST_CASE("a full device is a failure, for WAV and CSV, on stdout and by name") {
  const TemporaryFolder folder;
  const std::string full = "can't write: No space left on device";
  check_fails(folder, kSine + "> /dev/full", 1, "standard output: " + full);
  check_fails(folder, kSine + "-o /dev/full --format wav", 1, "/dev/full: " + full);
  check_fails(folder, "$RECTIFY --help > /dev/full", 1, "standard output: " + full);
  check_fails(folder, "$RECTIFY half --samples 1 --sine 50 > /dev/full", 1,
              "standard output: " + full);
}

TEST_CASE("a closed stdout is a failure") {
  const TemporaryFolder folder;
  const std::string closed = "standard output: is closed, or open for reading only";
  check_fails(folder, kSine + ">&-", 4, closed);
  check_fails(folder, kSine + "--format wav >&-", 4, closed);
  check_fails(folder, "$RECTIFY --version >&-", 4, closed);
}

TEST_CASE("a closed stdin is a failure, and a closed stderr is none") {
  const TemporaryFolder folder;
  const Result input = shell("$RECTIFY half <&-", folder.path());
  CHECK(input.status == 3);
  CHECK(input.err == "rectify: error: standard input: is closed, or open for writing only\n");
  CHECK(shell(kSine + "-o out.csv 2>&-", folder.path()).status == 0);
  CHECK(read_file(folder / "out.csv").substr(0, 9) == "time,ch1\n");
}
