// Checks --encoding: every name in every container, said and read by ffmpeg and sox; the header for
// more than two channels; rounding to the nearest code.
#include <doctest/doctest.h>

#include <cmath>
#include <cstring>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"
#include "support/table.hpp"

namespace {

using namespace test;

struct Case {
  std::string encoding, type;
  std::string codec;  // as ffprobe names it
  int bits;           // 0: float
};

const Case kCases[] = {
    {"pcm_u8", "wav", "pcm_u8", 8},      {"pcm_16", "wav", "pcm_s16le", 16},
    {"pcm_24", "wav", "pcm_s24le", 24},  {"pcm_32", "wav", "pcm_s32le", 32},
    {"float", "wav", "pcm_f32le", 0},    {"double", "wav", "pcm_f64le", 0},
    {"pcm_s8", "aiff", "pcm_s8", 8},     {"pcm_16", "aiff", "pcm_s16be", 16},
    {"pcm_24", "aiff", "pcm_s24be", 24}, {"pcm_32", "aiff", "pcm_s32be", 32},
    {"float", "aiff", "pcm_f32be", 0},   {"double", "aiff", "pcm_f64be", 0},
    {"pcm_s8", "flac", "flac", 8},       {"pcm_16", "flac", "flac", 16},
    {"pcm_24", "flac", "flac", 24},
};

constexpr int kCount = 999;

/// What --ramp -0.9:0.9:999 has at n.
double ramp(int n) { return -0.9 + 1.8 * n / (kCount - 1); }

}  // namespace

TEST_CASE("every encoding in every container is what it says, and rounded to the nearest code") {
  const TemporaryFolder folder;
  for (const Case& c : kCases) {
    CAPTURE(c.encoding);
    CAPTURE(c.type);
    const Result result =
        shell("$RECTIFY generate --ramp -0.9:0.9:999 --rate 8k --force --encoding " + c.encoding +
                  " -o out." + c.type +
                  " && ffprobe -v error -show_entries stream=codec_name "
                  "-of default=nk=1:nw=1 out." +
                  c.type,
              folder.path());
    CHECK(result.status == 0);
    CHECK(result.err == "");
    CHECK(result.out == c.codec + "\n");
    // As double or as 32-bit integers, in which every other encoding has its place.
    const std::string to = c.bits == 0 ? "f64le" : "s32le";
    const std::string data =
        shell("ffmpeg -v error -i out." + c.type + " -c:a pcm_" + to + " -f " + to + " -",
              folder.path())
            .out;
    CHECK(data.size() == (c.bits == 0 ? 8 : 4) * kCount);
    double worst = 0;  // in codes, or in the value
    for (int n = 0; n < kCount; ++n) {
      const auto at = static_cast<std::size_t>(n);
      double value = 0;
      if (c.bits == 0) {
        std::memcpy(&value, data.data() + at * 8, 8);
        worst = std::max(worst, std::abs(value - ramp(n)));
      } else {
        const double code =
            static_cast<double>(signed_at(data, at * 4, 4)) / std::ldexp(1.0, 32 - c.bits);
        if (code != std::floor(code)) worst = 1;
        worst = std::max(worst, std::abs(code - std::ldexp(ramp(n), c.bits - 1)));
      }
    }
    // Half a code, and at 2^31 the rounding of the ramp here; half an ulp of a float below 1, two
    // of a double.
    CHECK(worst <= (c.bits != 0 ? 0.500001 : c.encoding == "float" ? 0x1p-25 : 0x1p-52));
  }
}

TEST_CASE("sox says the same encodings") {
  const TemporaryFolder folder;
  const Result result = shell(
      "for e in pcm_u8 pcm_24 float; do $RECTIFY half --sine 50 --rate 8k --encoding $e -o $e.wav; "
      "soxi -e $e.wav; soxi -b $e.wav; soxi -s $e.wav; done",
      folder.path());
  CHECK(result.err == "");
  CHECK(result.out ==
        "Unsigned Integer PCM\n8\n8000\nSigned Integer PCM\n24\n8000\nFloating Point "
        "PCM\n32\n8000\n");
}

TEST_CASE("a WAV of more than two channels is extensible") {
  const TemporaryFolder folder;
  for (const int channels : {1, 2, 3, 8, 1024}) {
    CAPTURE(channels);
    const Result result = shell(
        "$RECTIFY half --sine 50 --samples 10 --force --encoding pcm_16 -o out.wav --channels " +
            std::to_string(channels) + " && soxi -c out.wav && soxi -s out.wav",
        folder.path());
    CHECK(result.out == std::to_string(channels) + "\n10\n");
    const std::string file = read_file(folder / "out.wav");
    CHECK((signed_at(file, 20, 2) & 0xFFFF) == (channels > 2 ? 0xFFFE : 1));
    CHECK(file.size() == (channels > 2 ? 68U : 44U) + 20U * static_cast<unsigned>(channels));
    if (channels > 2) CHECK(file.substr(44, 2) == little(1, 2));  // the PCM of its GUID
  }
}

TEST_CASE("speakers of the input are those of the output") {
  const TemporaryFolder folder;
  const Result result = shell(
      "ffmpeg -v error -f lavfi -i anoisesrc=d=0.1 -af aformat=channel_layouts=5.1 -c:a pcm_s24le "
      "in.wav && $RECTIFY half in.wav -o out.wav && ffprobe -v error -show_entries "
      "stream=channel_layout -of default=nk=1:nw=1 out.wav",
      folder.path());
  CHECK(result.err == "");
  CHECK(result.out == "5.1\n");
}

TEST_CASE(
    "an encoding that the container can't hold is refused, and raw takes 8 bits of either sign") {
  check_failure("generate --sine 50 --encoding pcm_s8 -o out.wav", 4, {"pcm_s8", "pcm_u8"});
  check_failure("generate --sine 50 --encoding pcm_u8 -o out.aiff", 4, {"pcm_u8", "pcm_s8"});
  check_failure("generate --sine 50 --encoding pcm_u8 -o out.flac", 4, {"pcm_u8", "pcm_s8"});
  check_failure("generate --sine 50 --encoding ulaw -o out.flac", 4, {"G.711", "pcm_16"});
  const std::string wave = "generate --ramp=-1:1:3 --format raw --encoding ";
  CHECK(output_of(wave + "pcm_u8") == std::string("\x00\x80\xFF", 3));
  CHECK(output_of(wave + "pcm_s8") == std::string("\x80\x00\x7F", 3));
}
