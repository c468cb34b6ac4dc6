// Checks that metadata of any size and number takes at most 64 MiB, whatever it becomes, and what
// is kept of it: up to 8 MiB, the rest being named.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/chunked_files.hpp"
#include "support/memory.hpp"
#include "support/process.hpp"
#include "support/sanitized.hpp"

namespace {

using namespace test;

constexpr std::size_t kAlmostAll = (std::size_t{8} << 20U) - 1024;

/// Every kind of output is made of in.TYPE, with little memory.
void check_all(const TemporaryFolder& folder, const std::string& input) {
  for (const std::string type :
       {"wav", "aiff", "caf", "w64", "flac", "ogg", "opus", "mp3", "au", "csv"}) {
    check_memory(folder, "$RECTIFY half -q " + input + " -o out." + type + " --force", 0, 64);
  }
}

std::string u32(std::size_t value) {
  std::string bytes;
  for (int i = 0; i < 4; ++i) bytes += static_cast<char>(value >> (8 * i) & 0xFFU);
  return bytes;
}

const std::string kSamples(2000, '\x22');

void write_wav(const TemporaryFolder& folder, const std::string& before,
               const std::string& after = "") {
  write_file(folder / "in.wav", chunked_wav(before, after, kSamples));
}

}  // namespace

TEST_SUITE("memory" * doctest::skip(kSanitized)) {
  TEST_CASE("a chunk of almost 8 MiB stays, before the samples and after them") {
    const TemporaryFolder folder;
    const std::string large = riff_chunk("larg", std::string(kAlmostAll, 'x'));
    for (const bool before : {true, false}) {
      write_wav(folder, before ? large : "", before ? "" : large);
      check_all(folder, "in.wav");
      const bool kept = read_file(folder / "out.wav").find(large) != std::string::npos;
      CHECK(kept);
    }
  }

  TEST_CASE("a comment of almost 4 MiB goes to every family that has such, and a larger is named") {
    const TemporaryFolder folder;
    const auto comment = [](std::size_t bytes) {
      return riff_chunk("LIST", "INFO" + riff_chunk("ICMT", std::string(bytes, 'c') + '\0'));
    };
    write_wav(folder, comment(kAlmostAll / 2 - 1024));
    check_all(folder, "in.wav");
    CHECK(shell("ffprobe -v error -show_entries stream_tags=comment:format_tags=comment -of "
                "default=nk=1:nw=1 out.ogg | wc -c",
                folder.path())
              .out == std::to_string(kAlmostAll / 2 - 1024 + 1) + "\n");
    write_wav(folder, comment(kAlmostAll - 1024));
    check_all(folder, "in.wav");
    const Result lost = shell("$RECTIFY half in.wav -o out.ogg --force", folder.path());
    CHECK(lost.err ==
          "rectify: warning: out.ogg: lacks metadata beyond the 8 MiB that go along: comment of " +
              std::to_string(kAlmostAll - 1024 + 8) +
              " bytes; a tag editor can copy it, or --raise-limits 2\n");
    // Within the family the chunk is copied whole.
    CHECK(shell("$RECTIFY half in.wav -o out.wav --force", folder.path()).err == "");
  }

  TEST_CASE("a million comments, cue points or names of these take little memory") {
    const TemporaryFolder folder;
    std::string comments = "INFO";
    std::string points;
    std::string names = "adtl";
    for (std::size_t i = 0; i < 400000; ++i) {
      comments += riff_chunk("ICMT", std::string("x\0", 2));
      if (i < 300000) points += u32(i) + u32(i) + "data" + u32(0) + u32(0) + u32(i);
      names += riff_chunk("labl", u32(i) + std::string("a\0", 2));
    }
    write_wav(folder, riff_chunk("LIST", comments));
    check_all(folder, "in.wav");
    write_wav(folder, "", riff_chunk("cue ", u32(300000) + points));
    check_all(folder, "in.wav");
    write_wav(folder, "", riff_chunk("LIST", names));
    check_all(folder, "in.wav");
  }

  TEST_CASE("a picture of almost 6 MiB goes along wherever there are pictures") {
    const TemporaryFolder folder;
    const std::size_t bytes = kAlmostAll / 4 * 3 - 1024;  // which Base64 makes a third more
    write_file(folder / "picture", std::string(bytes, 'p'));
    write_wav(folder, "");
    REQUIRE(shell("flac -s in.wav && metaflac "
                  "--import-picture-from='3|image/png||1x1x24|picture' in.flac",
                  folder.path())
                .status == 0);
    check_all(folder, "in.flac");
    for (const std::string type : {"flac", "ogg", "opus", "mp3"}) {
      CAPTURE(type);
      CHECK(shell("cp out." + type + " from." + type + "; $RECTIFY half out." + type +
                      " -o back.flac --force && "
                      "metaflac --export-picture-to=- back.flac | cmp - picture",
                  folder.path())
                .status == 0);
    }
    for (const std::string type : {"flac", "ogg", "opus", "mp3"}) check_all(folder, "from." + type);
    // Two are too much.
    REQUIRE(
        shell("metaflac --import-picture-from='4|image/png||1x1x24|picture' in.flac", folder.path())
            .status == 0);
    const Result two = shell("$RECTIFY half in.flac -o out.flac --force", folder.path());
    CHECK(two.status == 0);
    CHECK(two.err ==
          "rectify: warning: out.flac: lacks metadata beyond the 8 MiB that go along: picture of " +
              std::to_string(bytes + 41) +
              " bytes; a tag editor can copy it, or --raise-limits 2\n");
    check_all(folder, "in.flac");
  }

  TEST_CASE("tags before and after an MP3 take little memory, however many there are") {
    const TemporaryFolder folder;
    REQUIRE(shell("ffmpeg -v error -f lavfi -i sine=d=0.1 -id3v2_version 0 in.mp3", folder.path())
                .status == 0);
    const std::string sound = read_file(folder / "in.mp3");
    const auto times = [](std::size_t count, const std::string& tag) {
      std::string all;
      for (std::size_t i = 0; i < count; ++i) all += tag;
      return all;
    };
    const auto ape = [](std::size_t bytes, unsigned flags) {
      return "APETAGEX" + u32(2000) + u32(bytes + 32) + u32(0) + u32(flags << 24U) +
             std::string(8, '\0');
    };
    constexpr std::size_t kLarge = std::size_t{7} << 20U;
    const std::string large = ape(kLarge, 0xA0) + std::string(kLarge, '\0') + ape(kLarge, 0x80);
    for (const std::string& file : {times(900000, std::string("ID3\4\0\0\0\0\0\0", 10)) + sound,
                                    sound + times(300000, ape(0, 0)), sound + times(10, large)}) {
      write_file(folder / "in.mp3", file);
      check_memory(folder, "$RECTIFY half -q in.mp3 -o out.mp3 --force", 0, 48);
      check_memory(folder, "cat in.mp3 | $RECTIFY half -q -o out.mp3 --force", 0, 48);
    }
  }

  TEST_CASE("a picture of almost 8 MiB takes little memory, whatever it becomes") {
    const TemporaryFolder folder;
    write_file(folder / "picture", std::string(kAlmostAll - 1024, 'p'));
    write_wav(folder, "");
    REQUIRE(shell("flac -s in.wav && metaflac "
                  "--import-picture-from='3|image/png||1x1x24|picture' in.flac",
                  folder.path())
                .status == 0);
    check_all(folder, "in.flac");
    check_all(folder, "out.ogg");
  }
}
