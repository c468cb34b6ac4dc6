// Checks ADPCM and GSM: read sample by sample as sox reads them, whatever their last block holds;
// with their chunks; by a decoder that is shown nothing else of a stranger's file.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "support/chunk_lister.hpp"
#include "support/chunked_files.hpp"
#include "support/process.hpp"
#include "support/sanitized.hpp"

namespace {

using namespace test;

struct Coding {
  std::string name;  // as sox -e says it
  int channels;
  std::string channel_option() const { return " -c " + std::to_string(channels); }
};

const Coding kCodings[] = {
    {"ima-adpcm", 1}, {"ima-adpcm", 2}, {"ms-adpcm", 1}, {"ms-adpcm", 2}, {"gsm-full-rate", 1}};

/// What sox makes of some noise in that coding: its "fmt " chunk and its blocks, whole ones.
struct Made {
  std::string fmt;
  std::string blocks;
  std::size_t block = 0;   // bytes
  std::size_t frames = 0;  // in a block

  [[nodiscard]] std::size_t count() const { return blocks.size() / block; }
};

Made made_by_sox(const TemporaryFolder& folder, const Coding& coding) {
  REQUIRE(shell("sox -R -D -n -r 8000 -b 16" + coding.channel_option() +
                    " a.wav synth 0.4 pinknoise && sox -D a.wav -e " + coding.name + " b.wav",
                folder.path())
              .status == 0);
  Made made;
  for (const ListedChunk& chunk : list_chunks(read_file(folder / "b.wav"))) {
    if (chunk.id == "fmt ") made.fmt = chunk.content;
    if (chunk.id == "data") made.blocks = chunk.content;
  }
  made.block = unsigned_at(made.fmt, 12, 2, false);
  made.frames = unsigned_at(made.fmt, 18, 2, false);
  made.blocks.resize(made.blocks.size() / made.block * made.block);
  return made;
}

/// A WAV of these blocks, with chunks before and after them.
std::string wav_of(const std::string& fmt, const std::string& before, const std::string& blocks,
                   const std::string& after = "") {
  const std::string rest =
      "WAVE" + riff_chunk("fmt ", fmt) + before + riff_chunk("data", blocks) + after;
  return "RIFF" + little(rest.size(), 4) + rest;
}

// y = x, through the signal lane.
const std::string kIdentity = "$RECTIFY units --unit 1,0 --unit -1,0,-1 -q ";
const std::string kRaw = " --format raw --encoding pcm_16";

/// The samples in codes of 16 bits, of which ADPCM and GSM have no others; from a pipe the same.
std::string read_by_us(const TemporaryFolder& folder, const std::string& file) {
  const Result result = shell(kIdentity + file + kRaw, folder.path());
  CHECK(result.status == 0);
  CHECK(result.err == "");
  const bool piped =
      shell("cat " + file + " | " + kIdentity + kRaw, folder.path()).out == result.out;
  CHECK(piped);
  return result.out;
}

std::string read_by_sox(const TemporaryFolder& folder, const std::string& file) {
  return shell("sox -V1 -D " + file + " -t raw -e signed -b 16 -", folder.path()).out;
}

}  // namespace

TEST_CASE(
    "ADPCM and GSM are read as sox reads them, sample for sample, wherever a block breaks off") {
  const TemporaryFolder folder;
  for (const Coding& coding : kCodings) {
    CAPTURE(coding.name);
    CAPTURE(coding.channels);
    const Made made = made_by_sox(folder, coding);
    REQUIRE(made.count() >= 3);
    std::vector<std::size_t> bytes = {0, made.block * made.count()};
    for (std::size_t cut = 0; cut < 20; ++cut) bytes.push_back(made.block + cut);
    for (const std::size_t cut : {33U, 34U, 64U}) bytes.push_back(2 * made.block + cut);
    for (const std::size_t cut : {1U, 2U, 3U}) bytes.push_back(3 * made.block - cut);
    for (const std::size_t size : bytes) {
      CAPTURE(size);
      write_file(folder / "in.wav", wav_of(made.fmt, "", made.blocks.substr(0, size)));
      const std::string got = read_by_us(folder, "in.wav");
      const bool same = got == read_by_sox(folder, "in.wav");
      CHECK(same);
      if (kSanitized) continue;  // they see nothing of another program
      // ffmpeg counts the same frames, but for what it makes of the start of MS ADPCM's head.
      const std::string counted =
          shell("ffmpeg -v quiet -i in.wav -f s16le - | wc -c", folder.path()).out;
      if (coding.name == "ms-adpcm" && size % made.block == 13) continue;
      if (size >= made.block) CHECK(counted == std::to_string(got.size()) + "\n");
    }
  }
}

TEST_CASE("a WAV of ADPCM or GSM keeps its chunks, file and pipe") {
  const RiffParts riff;
  const TemporaryFolder folder;
  for (const Coding& coding : kCodings) {
    CAPTURE(coding.name);
    const Made made = made_by_sox(folder, coding);
    write_file(folder / "in.wav", wav_of(made.fmt, riff.bext + riff.info, made.blocks,
                                         riff.cue + riff.names + riff.empty));
    for (const std::string from : {"$RECTIFY half in.wav", "cat in.wav | $RECTIFY half"}) {
      const Result result = shell(from + " -o out.wav --force", folder.path());
      CHECK(result.status == 0);
      CHECK(result.err == "");
      const std::string out = read_file(folder / "out.wav");
      const std::size_t data = out.find("data");
      REQUIRE(data != out.npos);
      const bool before = out.substr(0, data).find(riff.bext + riff.info) != out.npos;
      CHECK(before);
      CHECK(out.ends_with(riff.cue + riff.names + riff.empty));
    }
    const Result aiff = shell("$RECTIFY half in.wav -o out.aiff --force", folder.path());
    CHECK(aiff.err ==
          "rectify: warning: out.aiff: AIFF can't hold this of the input: comment 'IENG', bext, "
          "chunk 'none'\n");
  }
}

TEST_CASE("the fact chunk ends the last block, and is not believed where it says anything else") {
  const TemporaryFolder folder;
  for (const Coding& coding : kCodings) {
    CAPTURE(coding.name);
    const Made made = made_by_sox(folder, coding);
    const std::size_t whole = made.count() * made.frames;
    for (const std::size_t said : {whole, whole - 1, whole - made.frames + 1, whole - made.frames,
                                   whole / 2, whole + 1, std::size_t{0}, std::size_t{0xFFFFFFFF}}) {
      CAPTURE(said);
      write_file(folder / "in.wav",
                 wav_of(made.fmt, riff_chunk("fact", little(said, 4)), made.blocks));
      const bool obeyed = said <= whole && said + made.frames > whole;
      const std::string got = read_by_us(folder, "in.wav");
      CHECK(got.size() == (obeyed ? said : whole) * 2 * static_cast<std::size_t>(coding.channels));
      const bool same = read_by_sox(folder, "in.wav").starts_with(got);
      CHECK(same);
    }
  }
}

TEST_CASE("what sox, ffmpeg and libsndfile code is read to its last frame, and no further") {
  const TemporaryFolder folder;
  REQUIRE(
      shell("sox -R -D -n -r 8000 -b 16 -c 1 a.wav synth 0.5 pinknoise", folder.path()).status ==
      0);
  const std::string makers[] = {
      "sox -D a.wav -e ima-adpcm b.wav",     "sox -D a.wav -e ms-adpcm b.wav",
      "sox -D a.wav -e gsm-full-rate b.wav", "sndfile-convert -ms-adpcm a.wav b.wav",
      "sndfile-convert -gsm610 a.wav b.wav", "sndfile-convert -gsm610 a.wav b.w64",
      "sndfile-convert -gsm610 a.wav b.aiff"};
  for (const std::string& make : makers) {
    CAPTURE(make);
    REQUIRE(shell(make, folder.path()).status == 0);
    CHECK(read_by_us(folder, make.substr(make.rfind(' ') + 1)).size() == 4000 * 2);
  }
  // These say nothing of where the last block ends.
  const std::pair<std::string, std::size_t> padded[] = {
      {"ffmpeg -v error -y -i a.wav -c:a adpcm_ima_wav b.wav", 2041},
      {"ffmpeg -v error -y -i a.wav -c:a adpcm_ms b.wav", 2036},
      {"sndfile-convert -ima-adpcm a.wav b.wav", 505},
      {"sndfile-convert -ima-adpcm a.wav b.w64", 505},
      {"ffmpeg -v error -y -i a.wav -c:a adpcm_ima_qt b.aiff", 64},
      {"ffmpeg -v error -y -i a.wav -c:a adpcm_ima_qt b.caf", 64},
      {"sndfile-convert -ima-adpcm a.wav b.aiff", 64}};
  for (const auto& [maker, block] : padded) {
    const std::string& make = maker;  // CAPTURE can't take a structured binding
    CAPTURE(make);
    REQUIRE(shell(make, folder.path()).status == 0);
    const std::string file = make.substr(make.rfind(' ') + 1);
    CHECK(read_by_us(folder, file).size() == (3999 / block + 1) * block * 2);
  }
}

TEST_CASE("IMA4 in CAF and AIFF is read as ffmpeg reads it, one or two channels") {
  const TemporaryFolder folder;
  for (const std::string channels : {"1", "2"}) {
    for (const std::string type : {"caf", "aiff"}) {
      CAPTURE(type);
      REQUIRE(shell("sox -R -D -n -r 8000 -b 16 -c " + channels +
                        " a.wav synth 0.5 pinknoise && ffmpeg -v error -y -i a.wav -c:a "
                        "adpcm_ima_qt b." +
                        type,
                    folder.path())
                  .status == 0);
      const std::string got = read_by_us(folder, "b." + type);
      const std::string expected =
          shell("ffmpeg -v error -i b." + type + " -f s16le -", folder.path()).out;
      REQUIRE(got.size() == expected.size());
      std::int64_t worst = 0;
      for (std::size_t at = 0; at < got.size(); at += 2) {
        worst = std::max(worst, std::abs(signed_at(got, at, 2) - signed_at(expected, at, 2)));
      }
      // ffmpeg goes on from the predictor of the packet before, which has seven bits more than the
      // one that each packet says, and rounds steps otherwise.
      CHECK(worst <= 256);
    }
  }
}

TEST_CASE("a CAF says in its packet table how many frames its packets hold") {
  const TemporaryFolder folder;
  REQUIRE(shell("sox -R -D -n -r 8000 -b 16 -c 1 a.wav synth 0.5 pinknoise && ffmpeg -v error -i "
                "a.wav -bitexact -c:a adpcm_ima_qt b.caf",
                folder.path())
              .status == 0);
  const std::string file = read_file(folder / "b.caf");
  for (const std::uint64_t said : {4000U, 4032U, 3968U, 5000U}) {
    const std::string pakt = caf_chunk("pakt", big(63, 8) + big(said, 8) + big(0, 4) + big(32, 4));
    const std::size_t expected = said == 4000 ? 4000 : 4032;
    write_file(folder / "after.caf", file + pakt);
    CHECK(read_by_us(folder, "after.caf").size() == 2 * expected);
    const std::size_t data = file.find("data");
    write_file(folder / "before.caf", file.substr(0, data) + pakt + file.substr(data));
    CHECK(read_by_us(folder, "before.caf").size() == 2 * expected);
  }
}

TEST_CASE("ADPCM that is cut short says how many frames it lacks") {
  const TemporaryFolder folder;
  for (const Coding& coding : kCodings) {
    CAPTURE(coding.name);
    const Made made = made_by_sox(folder, coding);
    const std::string file = wav_of(made.fmt, "", made.blocks);
    write_file(folder / "in.wav", file.substr(0, file.size() - file.size() % 2 - made.block));
    const Result result = shell("$RECTIFY half in.wav -o out.wav --force", folder.path());
    CHECK(result.status == 0);
    const std::size_t have =
        read_by_sox(folder, "in.wav").size() / 2 / static_cast<std::size_t>(coding.channels);
    CHECK(result.err == "rectify: warning: in.wav: cut short: it lacks " +
                            std::to_string(made.count() * made.frames - have) +
                            " frames that it promises; rectified as far as it goes\n");
  }
}

TEST_CASE("ADPCM and GSM can be read twice, from a pipe too") {
  const TemporaryFolder folder;
  for (const Coding& coding : kCodings) {
    CAPTURE(coding.name);
    made_by_sox(folder, coding);
    for (const std::string from : {"$RECTIFY full b.wav", "cat b.wav | $RECTIFY full"}) {
      const Result result =
          shell(from + " --normalize -o out.wav --force && sox out.wav -n stat 2>&1 | grep Max",
                folder.path());
      CHECK(result.status == 0);
      CHECK(result.out.find("1.000000") != result.out.npos);
    }
  }
}

TEST_CASE("libsndfile's parser of chunks, which does not end on these, is shown none") {
  const TemporaryFolder folder;
  const std::string ima = little(0x11, 2) + little(1, 2) + little(8000, 4) + little(4055, 4) +
                          little(256, 2) + little(4, 2) + little(2, 2) + little(505, 2);
  // A part of a list whose size, rounded up, steps back to its own start.
  const std::string loop = "LIST" + little(0xFFFFFFF0, 4) + "INFOxxxx" + little(0xFFFFFFF8, 4);
  write_file(folder / "hangs.wav",
             "RIFF" + little(52, 4) + "WAVE" + riff_chunk("fmt ", ima) + loop);
  const Result none = shell("$RECTIFY half hangs.wav", folder.path(), 10);
  CHECK(none.status == 3);
  CHECK(none.err == "rectify: error: hangs.wav: not a whole WAV file: it has no 'data' chunk\n");
  // Where a list is well-formed outside and loops within, the blocks are read.
  const std::string inner = riff_chunk("LIST", "INFOxxxx" + little(0xFFFFFFF8, 4));
  for (const auto& [before, after] :
       {std::pair(inner, std::string()), std::pair(std::string(), inner)}) {
    write_file(folder / "in.wav", wav_of(ima, before, std::string(256, '\0'), after));
    const Result result = shell("$RECTIFY half in.wav --no-time | wc -l", folder.path(), 10);
    CHECK(result.status == 0);
    CHECK(result.out == "506\n");
  }
}

TEST_CASE("blocks that can't be are refused, and codings that are not read are named") {
  const TemporaryFolder folder;
  const auto fmt = [](std::uint64_t tag, std::uint64_t channels, std::uint64_t block) {
    return little(tag, 2) + little(channels, 2) + little(8000, 4) + little(4055, 4) +
           little(block, 2) + little(4, 2) + little(2, 2) + little(505, 2);
  };
  for (const auto& [tag, channels, block] :
       {std::tuple(0x11, 1, 0), std::tuple(0x11, 1, 4), std::tuple(0x11, 1, 9),
        std::tuple(0x11, 3, 240), std::tuple(2, 1, 7), std::tuple(2, 3, 256), std::tuple(2, 2, 29),
        std::tuple(0x31, 1, 64), std::tuple(0x31, 2, 65), std::tuple(0x55, 1, 1),
        std::tuple(0x64, 1, 1), std::tuple(0x2000, 2, 1)}) {
    const std::string file =
        wav_of(fmt(static_cast<std::uint64_t>(tag), static_cast<std::uint64_t>(channels),
                   static_cast<std::uint64_t>(block)),
               "", std::string(1000, '\1'));
    write_file(folder / "in.wav", file);
    for (const std::string from : {"$RECTIFY half in.wav", "cat in.wav | $RECTIFY half"}) {
      const Result result = shell(from + " -o out.wav", folder.path(), 10);
      CHECK(result.status == 3);
      CHECK(result.err.find("sound of a kind that is not read here (WAV, format 0x") !=
            result.err.npos);
    }
  }
  CHECK_FALSE(std::filesystem::exists(folder / "out.wav"));
}
