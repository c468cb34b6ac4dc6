// Checks that where libsndfile hangs, wraps, over-reads or says nothing, the program does not.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "support/process.hpp"
#include "support/sanitized.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

const std::string kMakeSine = "sox -D -n -r 48000 -b 16 -c 2 -L in.wav synth 0.1 sine 500 vol 0.9";

/// The line fails with that status and these words in its one message, in ten seconds and 16 MiB of
/// the heap, and leaves nothing new.
void check_refused(const TemporaryFolder& folder, const std::string& line, int status,
                   const std::string& words) {
  CAPTURE(line);
  const auto before = folder.names();
  const Result result = shell(line, folder.path(), 10);
  CHECK(result.signal == 0);
  CHECK(result.status == status);
  CAPTURE(result.err);
  CHECK(result.err.starts_with("rectify: error: "));
  CHECK(result.err.find(words) != std::string::npos);
  CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
  CHECK(folder.names() == before);
}

}  // namespace

TEST_CASE("a WAV of 41 bytes that ends in the head of a chunk is refused, from a pipe too") {
  const TemporaryFolder folder;
  const std::string cut = wav(1, 16, 1, "").substr(0, 36) + "LIST" + "\xF0";
  REQUIRE(cut.size() == 41);
  write_file(folder / "in.wav", cut);
  const std::string words = ": not a whole WAV file: it has no 'data' chunk";
  check_refused(folder, "$RECTIFY half in.wav -o out.wav", 3, "in.wav" + words);
  check_refused(folder, "cat in.wav | $RECTIFY half -o out.wav", 3, "standard input" + words);
}

TEST_CASE("a CAF that promises the impossible is refused without taking memory for it") {
  const TemporaryFolder folder;
  const std::string head = "caff" + big(1, 2) + big(0, 2) + "desc" + big(32, 8) +
                           big(0x40E7700000000000, 8) + "lpcm" + big(0, 4) + big(2, 4) + big(1, 4) +
                           big(1, 4) + big(16, 4);
  for (const std::string chunk : {"pakt", "chan", "uuid", "kuki"}) {
    CAPTURE(chunk);
    write_file(folder / "in.caf", head + chunk + big(0x7FFFFFFFFFFFFFF0, 8) + "few");
    const std::string limit = kSanitized ? "" : "ulimit -d 100000; ";  // kilobytes of the heap
    check_refused(folder, limit + "$RECTIFY half in.caf -o out.wav", 3, "not a whole CAF");
    check_refused(folder, limit + "cat in.caf | $RECTIFY half -o out.wav", 3, "not a whole CAF");
  }
}

TEST_CASE("CAF and RF64 from a pipe have every sample") {
  const TemporaryFolder folder;
  const Result result = shell(
      kMakeSine +
          " && ffmpeg -v error -i in.wav in.caf -f wav -rf64 always in.rf64 && for f in caf rf64; "
          "do cat in.$f | $RECTIFY half -q -o out-$f.wav; sox -D out-$f.wav $f.raw; done; "
          "sox -D in.wav in.raw",
      folder.path());
  CHECK(result.status == 0);
  CHECK(result.err == "");
  const std::string expected = rectified("half", read_file(folder / "in.raw"), 16);
  REQUIRE(expected.size() == 4800 * 4);
  const bool caf = read_file(folder / "caf.raw") == expected;
  const bool rf64 = read_file(folder / "rf64.raw") == expected;
  CHECK(caf);
  CHECK(rf64);
}

TEST_CASE("a value beyond full scale never wraps") {
  const TemporaryFolder folder;
  for (const std::string type : {"wav", "aiff", "au", "caf", "w64", "rf64", "flac"}) {
    for (const std::string encoding : {"pcm_16", "pcm_24", "pcm_32"}) {
      CAPTURE(type);
      CAPTURE(encoding);
      // ffmpeg 5.1 reads no FLAC of 32 bits.
      const std::string file = "out." + type;
      const std::string read =
          type == "flac" && encoding == "pcm_32"
              ? "flac -dcs --force-raw-format --endian=little --sign=signed " + file
              : "ffmpeg -v error -i " + file + " -c:a pcm_s32le -f s32le -";
      const Result result = shell(
          "printf '1.00002\\n7\\nnan\\ninf\\n' | $RECTIFY half --rate 8k -q --force "
          "--encoding " +
              encoding + " -o " + file + " && " + read,
          folder.path());
      CHECK(result.status == 0);
      REQUIRE(result.out.size() == 16);
      const int bits = std::stoi(encoding.substr(4));
      const std::int64_t highest = 0x80000000LL - (std::int64_t{1} << (32 - bits));
      CHECK(signed_at(result.out, 0, 4) == highest);
      CHECK(signed_at(result.out, 4, 4) == highest);
      CHECK(signed_at(result.out, 8, 4) == 0);
      CHECK(signed_at(result.out, 12, 4) == highest);
    }
  }
}

TEST_CASE("a disk that is full only at the end is noticed in every container") {
  // Less than a buffer of each library, so that it goes out when the file is closed.
  const TemporaryFolder folder;
  for (const std::string type : {"wav", "au", "raw", "flac", "ogg", "opus", "csv"}) {
    const std::string encoding = type == "flac" ? "--encoding pcm_16 " : "";
    // Whole stacks tell libsndfile's leaks from ours.
    check_refused(folder,
                  "ASAN_OPTIONS=fast_unwind_on_malloc=0 $RECTIFY half --sine 50 --samples 500 " +
                      encoding + "--format " + type + " > /dev/full",
                  1, "No space left on device");
  }
  // Files may grow to 1 KiB here, and these are written when they are closed.
  for (const std::string type :
       {"wav", "rf64", "w64", "aiff", "au", "caf", "raw", "flac", "ogg", "opus", "mp3", "csv"}) {
    const std::string encoding = type == "flac" ? "--encoding pcm_24 " : "";
    check_refused(folder,
                  "ulimit -f 1; trap '' XFSZ; $RECTIFY half --sweep 20:20k --duration 0.5 " +
                      encoding + "-o out." + type,
                  1, "File too large");
  }
}

TEST_CASE("chunks after the samples leave the samples alone, file and pipe") {
  const TemporaryFolder folder;
  const std::string data = all_codes(16, 50);
  const std::string late = "bext" + little(602, 4) + std::string(602, 'b') + "LIST" +
                           little(14, 4) + "INFOINAM" + little(2, 4) + "t";
  std::string file = wav(1, 16, 1, data) + late + std::string(1, '\0');
  file.replace(4, 4, little(file.size() - 8, 4));
  write_file(folder / "in.wav", file);
  const Result result = shell(
      "$RECTIFY half in.wav -o a.wav && cat in.wav | $RECTIFY half -o b.wav && for f in a b; do "
      "sox -D $f.wav $f.raw; done",
      folder.path());
  CHECK(result.err == "");
  for (const std::string name : {"a.raw", "b.raw"}) {
    const bool same = read_file(folder / name) == rectified("half", data, 16);
    CHECK(same);
  }
}

TEST_CASE("a channel layout that is cut short is not read beyond its end") {
  const TemporaryFolder folder;
  const std::string samples = big(0x0100, 2) + big(0xFF00, 2);
  for (std::size_t length = 0; length <= 12; length += 2) {
    CAPTURE(length);
    const std::string layout = (big(0x10000, 4) + big(3, 4) + big(0xFFFFFFFF, 4)).substr(0, length);
    const std::string comm = "COMM" + big(18, 4) + big(2, 2) + big(1, 4) + big(16, 2) +
                             std::string("\x40\x0E\xBB\x80\0\0\0\0\0\0", 10);
    const std::string aiff =
        comm + "CHAN" + big(length, 4) + layout + "SSND" + big(12, 4) + big(0, 8) + samples;
    write_file(folder / "in.aiff", "FORM" + big(4 + aiff.size(), 4) + "AIFF" + aiff);
    write_file(folder / "in.caf", "caff" + big(1, 2) + big(0, 2) + "desc" + big(32, 8) +
                                      big(0x40E7700000000000, 8) + "lpcm" + big(0, 4) + big(4, 4) +
                                      big(1, 4) + big(2, 4) + big(16, 4) + "chan" + big(length, 8) +
                                      layout + "data" + big(8, 8) + big(0, 4) + samples);
    for (const std::string type : {"aiff", "caf"}) {
      CAPTURE(type);
      // The one frame, from a file and from a pipe, to the same kind and to another.
      const Result result = shell("$RECTIFY half in." + type + " --no-time && cat in." + type +
                                      " | $RECTIFY half --no-time && $RECTIFY half --force -q in." +
                                      type + " -o out.wav && $RECTIFY half --force in." + type +
                                      " -o out." + type + " && $RECTIFY half --no-time out." + type,
                                  folder.path());
      CHECK(result.status == 0);
      CHECK(result.out == "ch1,ch2\n0.0078125,0\nch1,ch2\n0.0078125,0\nch1,ch2\n0.0078125,0\n");
    }
  }
}

TEST_CASE("a file ._NAME beside the file is not taken for its resource fork") {
  const TemporaryFolder folder;
  REQUIRE(shell(kMakeSine, folder.path()).status == 0);
  const std::string plain = shell("$RECTIFY half in.wav | sha256sum", folder.path()).out;
  for (const std::string& fork :
       {std::string(), std::string(4000, '\0'),
        big(0x100, 4) + big(0x200, 4) + big(0x100, 4) + big(0x32, 4) + std::string(1000, '\1')}) {
    write_file(folder / "._in.wav", fork);
    CHECK(shell("$RECTIFY half in.wav | sha256sum", folder.path()).out == plain);
  }
}

TEST_CASE("what is no number, or infinite, never breaks an encoder") {
  const TemporaryFolder folder;
  std::string table = "nan\ninf\n-inf\n1e300\n-1e300\n";
  for (int n = 0; n < 9000; ++n) table += n % 3 == 0 ? "nan\n" : n % 3 == 1 ? "inf\n" : "0.5\n";
  write_file(folder / "in.csv", table);
  for (const std::string type : {"flac", "ogg", "opus", "mp3"}) {
    CAPTURE(type);
    const std::string encoding = type == "flac" ? "--encoding pcm_24 " : "";
    const Result result = shell("$RECTIFY half in.csv --rate 48k " + encoding + "-o out." + type +
                                    " && ffmpeg -v error -i out." + type + " -f f32le - | wc -c",
                                folder.path(), 20);
    CHECK(result.signal == 0);
    CHECK(result.status == 0);
    CAPTURE(result.err);
    CHECK(result.err.find("3001 samples were not a number and became 0") != std::string::npos);
    CHECK(result.err.find("samples clipped") != std::string::npos);
    CHECK(std::stol(result.out) >= 4 * 9005);
  }
}

TEST_CASE(
    "a FLAC, Ogg or MP3 that is cut gives what it has, or is refused, and a FLAC says what lacks") {
  const TemporaryFolder folder;
  REQUIRE(shell("sox -D -n -r 48000 -b 16 -c 2 in.flac synth 4 pinknoise vol 0.5 && "
                "sox -D in.flac in.ogg && ffmpeg -v error -i in.flac in.opus && "
                "ffmpeg -v error -i in.flac in.mp3",
                folder.path())
              .status == 0);
  for (const std::string type : {"flac", "ogg", "opus", "mp3"}) {
    const std::string whole = read_file(folder / ("in." + type));
    for (const double part : {0.02, 0.3, 0.5, 0.9, 0.999}) {
      CAPTURE(type);
      CAPTURE(part);
      const auto bytes = static_cast<std::size_t>(part * static_cast<double>(whole.size()));
      write_file(folder / ("cut." + type), whole.substr(0, bytes));
      for (const std::string from : {"$RECTIFY half ", "cat cut.* | $RECTIFY half - "}) {
        const std::string name = from.starts_with("cat") ? "" : "cut." + type;
        const Result result =
            shell(from + name + " -o out.wav && soxi -s out.wav; s=$?; rm -f out.wav; exit $s",
                  folder.path(), 10);
        CAPTURE(result.err);
        CHECK(result.signal == 0);
        const bool ends_well = result.status == 0 || result.status == 3;
        CHECK(ends_well);
        if (result.status == 0 && type == "flac") {
          CHECK(result.err.find("cut short: it lacks") != std::string::npos);
        }
        if (result.status == 0 && (type == "ogg" || type == "opus")) {
          CHECK(result.err.find("cut short; rectified") != std::string::npos);
        }
        if (part < 0.5) continue;
        // What is there of four seconds of sound but for a page of Ogg, of up to one second, and
        // a packet of it.
        REQUIRE(result.status == 0);
        CHECK(std::abs(std::stod(result.out) - 4 * 48000 * part) <= 48000 + 960);
      }
      std::filesystem::remove(folder / ("cut." + type));
    }
  }
}

TEST_CASE("a whole Ogg is not said to be cut short, whoever wrote it") {
  const TemporaryFolder folder;
  REQUIRE(
      shell("sox -R -D -n -r 48000 -c 1 -b 16 in.wav synth 1 pinknoise && sox -D in.wav a.ogg && "
            "ffmpeg -v error -i in.wav b.ogg && ffmpeg -v error -i in.wav c.opus && "
            "$RECTIFY half in.wav -o d.ogg && $RECTIFY half in.wav -o e.opus",
            folder.path())
          .status == 0);
  for (const std::string file : {"a.ogg", "b.ogg", "c.opus", "d.ogg", "e.opus"}) {
    CAPTURE(file);
    const Result result = shell("$RECTIFY half -o x.wav --force " + file, folder.path());
    CHECK(result.status == 0);
    CHECK(result.err.find("cut short") == std::string::npos);
  }
}

TEST_CASE("the padding that ffmpeg counts as samples in W64 and RF64 is not missed") {
  const TemporaryFolder folder;
  const Result result = shell(
      "sox -D -n -r 8000 -c 1 -b 16 in.wav synth 1001s sine 440 && "
      "ffmpeg -v error -i in.wav -c:a pcm_s24le in.w64 && "
      "ffmpeg -v error -i in.wav -c:a pcm_u8 -rf64 always rf64.wav && "
      "$RECTIFY half in.w64 -o a.csv && $RECTIFY half rf64.wav -o b.csv",
      folder.path());
  CHECK(result.status == 0);
  CHECK(result.err == "");
}

TEST_CASE("kinds of sound that hardly anybody sends are refused by name, with the cure") {
  const TemporaryFolder folder;
  const std::pair<std::string, std::string> kinds[] = {
      {"sox -D in.wav in.voc", "VOC"},
      {"sox -D in.wav in.nist", "NIST"},
      {"sox -D in.wav -b 8 in.8svx", "SVX"},
      {"sox -D in.wav in.ircam", "IRCAM"},
      {"sox -D in.wav in.pvf", "PVF"},
      {"sox -D in.wav in.paf", "PAF"},
      {"sndfile-convert -alac16 in.wav in.caf", "CAF, 'alac'"}};
  REQUIRE(shell(kMakeSine, folder.path()).status == 0);
  for (const auto& [maker, name] : kinds) {
    const std::string& make = maker;  // CAPTURE can't take a structured binding
    CAPTURE(make);
    REQUIRE(shell(make, folder.path()).status == 0);
    const std::string file = make.substr(make.rfind(' ') + 1);
    check_refused(folder, "$RECTIFY half " + file, 3, "sound of a kind that is not read here (");
    check_refused(folder, "$RECTIFY half " + file, 3, name);
    check_refused(folder, "cat " + file + " | $RECTIFY half", 3,
                  "; sox or ffmpeg can convert it to WAV");
  }
}
