// Checks --raw: every encoding and byte order, from a file and from a pipe, and a frame cut short.
#include <doctest/doctest.h>

#include <bit>
#include <cstdint>

#include "support/chunk_lister.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

struct Kind {
  std::string name;    // as --raw has it
  std::string ffmpeg;  // as ffmpeg names what comes out
  std::size_t bytes;
  std::uint64_t negative, positive;  // a sample of each, in its low bytes
  std::uint64_t zero;
};

std::string packed(const Kind& kind, std::uint64_t value) {
  return kind.name.ends_with("be") ? big(value, kind.bytes) : little(value, kind.bytes);
}

}  // namespace

TEST_CASE("raw samples of every encoding are read, from a file and from a pipe") {
  // -3 and 5 codes; -0.75 and 0.3 as floats.
  std::vector<Kind> kinds = {{"u8", "u8", 1, 125, 133, 128}, {"s8", "u8", 1, 0xFD, 5, 0}};
  for (const std::string order : {"le", "be"}) {
    kinds.push_back({"s16" + order, "s16le", 2, 0xFFFD, 5, 0});
    kinds.push_back({"s24" + order, "s24le", 3, 0xFFFFFD, 5, 0});
    kinds.push_back({"s32" + order, "s32le", 4, 0xFFFFFFFD, 5, 0});
    kinds.push_back({"f32" + order, "f32le", 4, 0xBF400000, 0x3E99999A, 0});
    kinds.push_back({"f64" + order, "f64le", 8, 0xBFE8000000000000, 0x3FD3333333333333, 0});
  }
  for (const Kind& kind : kinds) {
    CAPTURE(kind.name);
    const TemporaryFolder folder;
    write_file(folder / "in", packed(kind, kind.negative) + packed(kind, kind.positive) +
                                  packed(kind, kind.positive) + packed(kind, kind.negative));
    const std::string half = "$RECTIFY half --raw " + kind.name + ":44100:2 ";
    const Result result = shell(half + "in -o a.wav && cat in | " + half + "-o b.wav && cat in | " +
                                    half + "- -o c.wav && cmp b.wav c.wav && " +
                                    "ffmpeg -v error -i a.wav -c:a copy -f " + kind.ffmpeg + " -",
                                folder.path());
    CHECK(result.err == "");
    // An 8-bit WAV has an offset of 128.
    const std::uint64_t offset = kind.name == "s8" ? 128 : 0;
    const std::string zero = little(kind.zero + offset, kind.bytes);
    const std::string five = little(kind.positive + offset, kind.bytes);
    CHECK(result.out == zero + five + five + zero);
    CHECK(samples_in(read_file(folder / "b.wav")) == result.out);
  }
}

TEST_CASE("a raw input has the rate and the channels it is said to have") {
  const TemporaryFolder folder;
  write_file(folder / "in", std::string(60, '\1'));
  CHECK(
      shell("$RECTIFY half in --raw s16le:12345:5 -o out.wav && soxi -r out.wav && soxi -c out.wav "
            "&& soxi -s out.wav",
            folder.path())
          .out == "12345\n5\n6\n");
}

TEST_CASE("a frame cut short at the end of raw input is left out, with a warning") {
  const TemporaryFolder folder;
  write_file(folder / "in", "\1\2\3\4\5\6\7");
  const std::string words =
      ": cut short: it lacks 1 frame that it promises; rectified as far as it goes\n";
  const Result file = shell("$RECTIFY half in --raw s16le:8000:2 -o a.wav", folder.path());
  CHECK(file.status == 0);
  CHECK(file.err == "rectify: warning: in" + words);
  const Result pipe = shell("cat in | $RECTIFY half --raw s16le:8000:2 -o b.wav", folder.path());
  CHECK(pipe.status == 0);
  CHECK(pipe.err == "rectify: warning: standard input" + words);
  CHECK(samples_in(read_file(folder / "a.wav")) == "\1\2\3\4");
  CHECK(samples_in(read_file(folder / "b.wav")) == "\1\2\3\4");
}

TEST_CASE("raw input that is empty becomes an empty sound, with a warning") {
  const TemporaryFolder folder;
  const Result result =
      shell("$RECTIFY half --raw s16le:48000:1 -o out.wav < /dev/null", folder.path());
  CHECK(result.status == 0);
  CHECK(result.err == "rectify: warning: standard input: holds no frames\n");
  CHECK(samples_in(read_file(folder / "out.wav")) == "");
}

TEST_CASE("bytes that look like a WAV or a table are samples when --raw says so") {
  const TemporaryFolder folder;
  write_file(folder / "in", "RIFFtext1,2\n");
  CHECK(shell("$RECTIFY half in --raw s8:48000:1 --no-header --no-time", folder.path()).out ==
        "0.640625\n0.5703125\n0.546875\n0.546875\n0.90625\n0.7890625\n0.9375\n0.90625\n0.3828125\n"
        "0.34375\n0.390625\n0.078125\n");
}

TEST_CASE("a description of raw samples that makes no sense is refused") {
  for (const std::string raw : {"s16:48000:1", "s16le:48000", "s16le:0:1", "s16le:48000:0", "x:1:1",
                                "s16le:48000:1025", "s16le:48k:1", "u8le:48000:-1", "s16le::1"}) {
    CAPTURE(raw);
    const Result result = shell("$RECTIFY half in --raw " + raw);
    CHECK(result.status == 2);
    CHECK(result.err.starts_with("rectify: error: --raw " + raw +
                                 ": must be an encoding (u8, s8, ulaw, alaw, or s16, "));
  }
}
