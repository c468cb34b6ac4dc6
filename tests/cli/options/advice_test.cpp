// Checks that what a message advises helps: it names no option that the command lacks, that was
// given, or that another excludes.
#include <doctest/doctest.h>

#include <regex>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

using namespace test;

namespace {

/// A WAV whose samples are these codes.
std::string codes(std::initializer_list<int> values) {
  std::string data;
  for (const int value : values) data += little(static_cast<std::uint64_t>(value), 2);
  return wav(1, 16, 1, data);
}

}  // namespace

TEST_CASE("the cure for clipping counts in the level that was given, and is enough") {
  const TemporaryFolder folder;
  write_file(folder / "in.wav", codes({32000, -32000, 100}));
  const std::vector<std::pair<std::string, std::string>> lines = {
      // 32000/32768 is -0.206 dB.
      {"half in.wav --gain 6", "--gain 0.20 or --encoding float keeps it"},
      {"half in.wav --gain 0.5dB", "--gain 0.20 or --encoding float keeps it"},
      {"half in.wav --normalize=3", "--normalize=-0.01 or --encoding float keeps it"},
      {"full in.wav --gain 20", "--gain 0.20 or --encoding float keeps them"},
      {"units in.wav --unit 2,0", "--gain -5.82, --normalize or --encoding float keeps it"},
      {"generate --sine 1k --samples 13 --amplitude 2 --encoding pcm_24",
       "--gain -6.03, --normalize or --encoding float keeps them"},
      {"generate --sine 1k --samples 13 --gain 6 --encoding ulaw",
       "--gain 0.00 or --encoding float keeps them"},
  };
  for (const auto& [line, cure] : lines) {
    const std::string captured = line;  // clang 14 captures no structured binding
    CAPTURE(captured);
    const Result result = shell("$RECTIFY " + line + " -o out.wav --force", folder.path());
    CHECK(result.status == 0);
    CHECK_MESSAGE(result.err.find("; " + cure + "\n") != std::string::npos, result.err);
    // With the cure in the place of what was given.
    std::smatch option;
    REQUIRE(std::regex_search(cure, option, std::regex("--(gain [-0-9.]+|normalize=[-0-9.]+)")));
    const std::string without =
        std::regex_replace(line, std::regex(" --(gain [-0-9.dB]+|normalize=[-0-9.]+)"), "");
    CHECK(shell("$RECTIFY " + without + " " + option.str() + " -o out.wav --force", folder.path())
              .err == "");
  }
  CHECK(shell("$RECTIFY half in.wav --gain 6 -o out.flac", folder.path())
            .err.find("; --gain 0.20 or a float WAV keeps it\n") != std::string::npos);
  CHECK(shell("$RECTIFY half --sine 50 --gain 6 --encoding pcm_16 --fail-on-clip -o no.wav",
              folder.path())
            .err.find("; --gain 0.00 or --encoding float keeps them\n") != std::string::npos);
}

TEST_CASE("what no gain can save gets no gain for a cure") {
  const TemporaryFolder folder;
  write_file(folder / "in.csv", "a\ninf\n0.5\n");
  CHECK(
      shell("$RECTIFY half in.csv --rate 8k --encoding pcm_16 -o out.wav", folder.path()).err ==
      "rectify: warning: out.wav: 1 sample clipped, the peak being inf (+inf dB); --encoding float "
      "keeps it\n");
}

TEST_CASE("finite samples that become infinite in a float output are counted, with a cure") {
  const TemporaryFolder folder;
  write_file(folder / "in.csv", "a\n1e40\n-1\n1e39\ninf\n3e38\n");
  const std::string in = "$RECTIFY half in.csv --rate 8k -o ";
  CHECK(shell(in + "a.wav", folder.path()).err ==
        "rectify: warning: a.wav: 2 samples were too large for float and became infinite, the peak "
        "being 1e+40; --encoding double keeps them\n");
  CHECK(shell(in + "b.raw", folder.path()).status == 2);  // raw needs no rate
  CHECK(shell("$RECTIFY half in.csv -o b.raw", folder.path()).err ==
        "rectify: warning: b.raw: 2 samples were too large for float and became infinite, the peak "
        "being 1e+40; --encoding double keeps them\n");
  CHECK(shell(in + "c.wav --encoding double", folder.path()).err == "");
  write_file(folder / "g.csv", "g\n1e39\n1\n1\n1\n1\n");
  CHECK(shell("$RECTIFY grad half in.csv --rate 8k --upstream g.csv -o d.wav", folder.path()).err ==
        "rectify: warning: d.wav: 1 sample was too large for float and became infinite, the peak "
        "being 1e+39; a table keeps it\n");
  write_file(folder / "big.raw",
             std::string("\0\0\0\0\0\0\xf0\x7f\xff\xff\xff\xff\xff\xff\xef\x7f", 16));
  CHECK(shell("$RECTIFY half --raw f64le:8000:1 big.raw --encoding float -o e.wav", folder.path())
            .err.find("1 sample was too large for float") != std::string::npos);
}

TEST_CASE("a value after a blank, where '=' is due, gets that for advice") {
  const TemporaryFolder folder;
  write_file(folder / "in.csv", "time,a\n0,1\n0.001,2\n");
  const std::vector<std::pair<std::string, std::string>> lines = {
      {"half --dc-block 20 in.csv", "--dc-block=20"},
      {"half --dc-block 20Hz in.csv", "--dc-block=20Hz"},
      {"half in.csv --dc-block 20", "--dc-block=20"},
      {"half --normalize -3 in.csv", "--normalize=-3"},
      {"half --normalize -3dB in.csv -o x.csv", "--normalize=-3dB"},
      {"half --dc-block 20", "--dc-block=20"},
      {"generate --sine 50 --normalize 3", "--normalize=3"},
      {"half --sine 50 --normalize 3", "--normalize=3"},
  };
  for (const auto& [line, meant] : lines) {
    const std::string captured = line;  // clang 14 captures no structured binding
    CAPTURE(captured);
    const Result result = shell("$RECTIFY " + line, folder.path());
    CHECK(result.status == (line == "half --dc-block 20" ? 3 : 2));
    CHECK_MESSAGE(result.err.ends_with("; did you mean " + meant + "?\n"), result.err);
  }
  CHECK(shell("$RECTIFY half --dc-block in.csv x.csv", folder.path())
            .err.find("did you mean -o x.csv?") != std::string::npos);
}

TEST_CASE("a gradient that a container can't hold is sent to one that can") {
  const TemporaryFolder folder;
  const Result flac = shell("$RECTIFY grad half --sine 50 -o x.flac", folder.path());
  CHECK(flac.status == 4);
  CHECK(flac.err ==
        "rectify: error: x.flac: FLAC can't hold a gradient, which is always float; -o "
        "FILE.wav can\n");
}

TEST_CASE("a rate that is no whole number gets no advice to give what was given") {
  const TemporaryFolder folder;
  write_file(folder / "in.csv", "a\n1\n2\n");
  for (const std::string line :
       {"generate --sine 1 --samples 2 --rate 8000.5", "half in.csv --rate 8000.5"}) {
    CHECK(shell("$RECTIFY " + line + " -o x.wav", folder.path()).err ==
          "rectify: error: x.wav: sound needs a whole number of frames a second, not 8000.5\n");
  }
}

TEST_CASE("no message counts one of something in the plural") {
  const TemporaryFolder folder;
  write_file(folder / "in.csv", "a\n1\n");
  write_file(folder / "in.wav", wav(1, 16, 1, "ab"));
  write_file(folder / "two.csv", "a\n1\n2\n");
  std::string said;
  for (const std::string line :
       {"half in.csv -v", "half in.wav -v -o o.wav", "half --sine 50 --samples 1 -v",
        "grad half in.csv -v --check", "grad half in.csv --upstream two.csv",
        "grad half two.csv --upstream in.csv", "multiphase in.wav --phases 1 -v -o p.wav",
        "grad units in.csv --unit 1,0 --target in.csv --fit 1 --learning-rate 1"}) {
    said += shell("$RECTIFY " + line, folder.path()).err;
  }
  CHECK(said.find("1 frame") != std::string::npos);
  std::smatch found;
  CHECK_MESSAGE(!std::regex_search(said, found, std::regex("(^|[^0-9.])1 [a-z]+s\\b")),
                found.str());
}
