// Checks FLAC, Ogg Vorbis, Opus and MP3 under every command, from and to files and pipes.
#include <doctest/doctest.h>

#include "support/process.hpp"

using namespace test;

namespace {

/// How loud the difference is of what a command makes through a coded file and in a plain WAV, by
/// sox: its RMS amplitude.
double difference(const TemporaryFolder& folder, const std::string& made,
                  const std::string& shape) {
  const Result result =
      shell("$RECTIFY " + shape +
                " -q -o plain.wav --force --encoding float && ffmpeg -v error -y -i " + made +
                " -c:a pcm_f32le got.wav && sox -m -v 1 got.wav -v -1 plain.wav -n trim 0.2 0.5 "
                "stat 2>&1 | awk '/RMS.*amplitude/ { print $3 }'",
            folder.path());
  REQUIRE_MESSAGE(result.status == 0, result.err);
  return std::stod(result.out);
}

}  // namespace

TEST_CASE("coded sound goes through every command, from and to files and pipes") {
  const TemporaryFolder folder;
  REQUIRE(shell("sox -D -n -r 48000 -c 1 -b 16 in.wav synth 1 sine 300 gain -9 && "
                "flac -s in.wav -o in.flac && flac -s --ogg in.wav -o in.oga && ffmpeg -v error -i "
                "in.wav in.ogg && "
                "ffmpeg -v error -i in.wav in.opus && ffmpeg -v error -i in.wav in.mp3",
                folder.path())
              .status == 0);
  for (const std::string type : {"flac", "oga", "ogg", "opus", "mp3"}) {
    const std::string in = "in." + type;
    const bool lossless = type == "flac" || type == "oga";
    const std::string encoding = lossless ? " --encoding pcm_16" : "";
    // A rounding of 16 bits, or what a coder adds to a tone at a level of 0.25 (-30 dB).
    const double tolerance = lossless ? 0x1p-15 : 0.25 / 30;
    const std::string steady = type == "opus" ? " --remove-mean" : "";  // Opus drops DC
    for (const std::string& command :
         {"half " + in, "full " + in, "units --unit 0.5,0.1 " + in,
          std::string("multiphase --sine 300 --amplitude 0.1 --phases 3")}) {
      const std::string shape = command + steady;
      CAPTURE(shape);
      CHECK(shell("$RECTIFY " + shape + encoding + " -q --force -o file." + type, folder.path())
                .status == 0);
      CHECK(difference(folder, "file." + type, shape) <= tolerance);
      const Result piped =
          shell("$RECTIFY " + shape + encoding + " -q --format " + type + " | cat > piped." + type,
                folder.path());
      if (type == "mp3") {
        CHECK(piped.status == 4);
        CHECK(piped.err.find("needs a file that it can seek in") != std::string::npos);
      } else {
        CHECK(piped.status == 0);
        CHECK(difference(folder, "piped." + type, shape) <= tolerance);
      }
    }
    CHECK(shell("cat " + in +
                    " | $RECTIFY half - -q --force -o a.wav && $RECTIFY half -q --force " + in +
                    " -o b.wav && sox a.wav -t f32 a.raw && sox b.wav -t f32 b.raw && "
                    "cmp a.raw b.raw",
                folder.path())
              .status == 0);
    // What is decoded goes into the gradient as it goes into a file.
    const std::string own = lossless ? "pcm_16 " : "float ";
    const Result gradient = shell(
        "$RECTIFY half --leak 1 -q --force -o decoded.wav --encoding " + own + in +
            " && $RECTIFY grad half decoded.wav > a.csv && $RECTIFY grad half " + in +
            " > b.csv && cat " + in +
            " | $RECTIFY grad half > c.csv && cmp a.csv b.csv && cmp a.csv c.csv && wc -l < a.csv",
        folder.path());
    CHECK(gradient.status == 0);
    CHECK(std::stoul(gradient.out) > 40000);
  }
}
