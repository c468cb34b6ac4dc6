// Checks whole pipelines with other programs at either end, producers that are endless, slow or
// killed, and the sizes that heads of streams are met with. Everything is bounded in time.
#include <doctest/doctest.h>

#include <filesystem>
#include <vector>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

const std::string kRecording = "/usr/share/sounds/alsa/Noise.wav";  // 16 bits, 48 kHz, one channel

/// Rectified in whole numbers, from what sox reads.
std::string expected(const std::string& shape) {
  return rectified(shape, shell("sox -D " + kRecording + " -t raw -").out, 16);
}

/// `from` | rectify full | `to`, which gives raw 16-bit samples.
void check_pipeline(const std::string& from, const std::string& format, const std::string& to) {
  CAPTURE(from);
  CAPTURE(format);
  const Result result =
      shell(from + " | $RECTIFY full - -q --format " + format + " | " + to, {}, 20);
  CHECK(result.status == 0);
  CHECK(result.err == "");
  const bool same = result.out == expected("full");
  CHECK(same);
}

/// One channel, up and down at once.
std::string some_codes() {
  std::string samples;
  for (unsigned n = 0; n < 501; ++n) samples += little(n * 7919, 2);
  return samples;
}
const std::string kSamples = some_codes();

/// A sound whose head claims `claimed` bytes of samples.
std::string claiming(const std::string& type, std::uint64_t claimed, const std::string& data) {
  if (type == "wav") return wav(1, 16, 1, data, claimed);
  const std::string comm = "COMM" + big(18, 4) + big(1, 2) + big(claimed / 2, 4) + big(16, 2) +
                           std::string("\x40\x0E\xBB\x80\0\0\0\0\0\0", 10);
  const std::string ssnd =
      "SSND" + big(claimed == 0 || claimed >= 0x7FFFF000 ? claimed : claimed + 8, 4) + big(0, 8);
  if (type == "aiff") return "FORM" + big(claimed + 46, 4) + "AIFF" + comm + ssnd + data;
  if (type == "au") {
    return ".snd" + big(24, 4) + big(claimed, 4) + big(3, 4) + big(48000, 4) + big(1, 4) + data;
  }
  const std::uint64_t size = claimed == 0xFFFFFFFF ? ~std::uint64_t{0} : claimed + 4;
  return "caff" + big(1, 2) + big(0, 2) + "desc" + big(32, 8) + big(0x40E7700000000000, 8) +
         "lpcm" + big(0, 4) + big(2, 4) + big(1, 4) + big(1, 4) + big(16, 4) + "data" +
         big(size, 8) + big(0, 4) + data;
}

std::string swapped(std::string samples) {
  for (std::size_t at = 0; at + 1 < samples.size(); at += 2)
    std::swap(samples[at], samples[at + 1]);
  return samples;
}

/// The file, and the same from a pipe, have these samples (of half), and say that, or nothing; "*":
/// whatever they say.
void check_read(const std::string& type, const std::string& bytes, const std::string& samples,
                const std::string& warning) {
  const TemporaryFolder folder;
  write_file(folder / "in", bytes);
  for (const std::string line : {"$RECTIFY half in", "cat in | $RECTIFY half"}) {
    CAPTURE(type);
    CAPTURE(line);
    const Result result = shell(line + " --format raw", folder.path(), 10);
    CHECK(result.status == 0);
    CAPTURE(result.err);
    if (warning.empty()) CHECK(result.err == "");
    if (warning != "*") CHECK(result.err.find(warning) != std::string::npos);
    const bool same = result.out == rectified("half", samples, 16);
    CHECK(same);
  }
}

}  // namespace

TEST_CASE("WAV, AU and FLAC stream between sox, ffmpeg, flac and us") {
  const std::string to_raw = "ffmpeg -v error -i - -f s16le -";
  check_pipeline("sox " + kRecording + " -t wav -", "wav", to_raw);
  check_pipeline("sox " + kRecording + " -t au -", "au", to_raw);
  check_pipeline("sox " + kRecording + " -t flac -", "flac", to_raw);
  check_pipeline("flac -cs " + kRecording + " 2>&-", "flac",
                 "flac -dcs --force-raw-format --endian=little --sign=signed - 2>&-");
  const std::string ffmpeg = "ffmpeg -v error -i " + kRecording + " ";
  check_pipeline(ffmpeg + "-f wav -", "wav", "sox -D -t wav - -t raw - 2>&-");
  check_pipeline(ffmpeg + "-f au -c:a pcm_s16be -", "au", "sox -D -t au - -t raw -");
  check_pipeline(ffmpeg + "-f aiff -", "au", to_raw);
  check_pipeline(ffmpeg + "-f caf -c:a pcm_s16le -", "wav", to_raw);
  check_pipeline(ffmpeg + "-f wav -rf64 always -", "wav", to_raw);
  check_pipeline(ffmpeg + "-f w64 -", "wav", to_raw);
  check_pipeline(ffmpeg + "-f flac -", "wav", to_raw);
  check_pipeline("sox " + kRecording + " -t aiff -", "wav", to_raw);
  check_pipeline("sox -D " + kRecording + " -B -t wav -", "wav", to_raw);
}

TEST_CASE("a consumer that has enough ends an endless producer") {
  const Result csv = shell("$RECTIFY half --sine 50 --duration 1e9 | head -n 3", {}, 10);
  CHECK(csv.out == "time,ch1\n0,0\n2.0833333333333333e-05,0.006544937967351858\n");
  CHECK(csv.err == "");
  for (const std::string format : {"wav", "au", "raw", "flac --encoding pcm_16", "ogg", "opus"}) {
    CAPTURE(format);
    const Result sound = shell("$RECTIFY multiphase --sine 50 --duration 1e9 --mean --format " +
                                   format + " | head -c 50000 | wc -c",
                               {}, 10);
    CHECK(sound.out == "50000\n");
    CHECK(sound.err == "");
  }
}

TEST_CASE("what a producer has sent comes out while it sends no more") {
  const TemporaryFolder folder;
  const std::string part = kSamples.substr(0, 200);
  for (const std::string type : {"wav", "au", "aiff", "caf"}) {
    CAPTURE(type);
    write_file(folder / type, claiming(type, 0xFFFFFFFF, type == "wav" ? part : swapped(part)));
    // The producer holds the pipe open; `timeout` is for a busy machine.
    const Result result = shell("coproc P { $RECTIFY half --format raw; }; cat " + type +
                                    " >&${P[1]}; timeout 5 head -c 200 <&${P[0]}",
                                folder.path(), 10);
    const bool same = result.out == rectified("half", part, 16);
    CHECK(same);
  }
}

TEST_CASE("a WAV that grows is followed") {
  const TemporaryFolder folder;
  const std::string piece = kSamples.substr(0, 200);
  write_file(folder / "grows", claiming("wav", 0, piece));
  write_file(folder / "piece", piece);
  // The pieces that come when nobody reads any more end the pipeline.
  const Result result = shell(
      "(for i in {1..60}; do sleep 0.05; cat piece >> grows; done) & "
      "tail -c +1 -f grows | $RECTIFY half --format raw | head -c 1000; kill %1",
      folder.path(), 20);
  const bool same = result.out == rectified("half", piece + piece + piece + piece + piece, 16);
  CHECK(same);
}

TEST_CASE("sizes that streams are met with mean the end of the file") {
  for (const std::uint64_t claimed :
       {0x0U, 0xFFFFFFFFU, 0x7FFFF000U, 0x7FFFF024U, 0x80000000U, 0xFFFFFFDBU}) {
    CAPTURE(claimed);
    check_read("wav", claiming("wav", claimed, kSamples), kSamples, "");
    check_read("au", claiming("au", claimed, swapped(kSamples)), kSamples, "");
    check_read("aiff", claiming("aiff", claimed, swapped(kSamples)), kSamples, "");
  }
  check_read("caf", claiming("caf", 0xFFFFFFFF, swapped(kSamples)), kSamples, "");
}

TEST_CASE(
    "a size that is too large gives what is there, with a warning, and one too small is meant") {
  for (const std::string type : {"wav", "au", "aiff", "caf"}) {
    const std::string data = type == "wav" ? kSamples : swapped(kSamples);
    check_read(type, claiming(type, 1000002, data), kSamples,
               "cut short: it lacks " + std::to_string((1000002 - data.size()) / 2) +
                   " frames that it promises");
    // Samples do not make good chunks.
    check_read(type, claiming(type, 500, data), kSamples.substr(0, 500), "*");
  }
}

TEST_CASE("what a recorder that was killed has left is read to its end") {
  std::string file = claiming("wav", 0, kSamples);
  for (const std::uint64_t riff : {0U, 36U}) {
    file.replace(4, 4, little(riff, 4));
    check_read("wav", file, kSamples, "");
  }
}

TEST_CASE("a WAV that is empty and says so has no samples, whatever follows") {
  const std::string list = "LIST" + little(16, 4) + "INFOINAM" + little(4, 4) + "name";
  std::string file = claiming("wav", 0, list);
  file.replace(4, 4, little(file.size() - 8, 4));
  check_read("wav", file, "", "holds no frames");
}

TEST_CASE("a size that only looks like that of a stream is believed where the file bears it out") {
  // 2 GiB of which nothing is on the disk, and a title after it.
  const TemporaryFolder folder;
  const std::uint64_t claimed = 0x7FFFF000;
  std::string head = claiming("wav", claimed, "");
  write_file(folder / "in.wav", head);
  std::filesystem::resize_file(folder / "in.wav", 44 + claimed);
  const Result result = shell(
      "printf 'LIST\\20\\0\\0\\0INFOINAM\\4\\0\\0\\0name' >> in.wav && "
      "timeout 5 $RECTIFY half in.wav -v --format raw 2>&1 >/dev/full | head -n 1",
      folder.path(), 10);
  CHECK(result.out ==
        "rectify: in.wav: sound, WAV, pcm_16, 1 channel, 48000 Hz, 1073739776 "
        "frames\n");
}

TEST_CASE("--spool-limit ends what would take too much room, and leaves no file") {
  const TemporaryFolder folder;
  const TemporaryFolder inputs;
  const std::string coded = inputs / "coded.wav";
  REQUIRE(shell("ffmpeg -v error -i " + kRecording + " -c:a adpcm_ms " + coded).status == 0);
  const std::string spooled = "mkdir spool && cat " + coded +
                              " | TMPDIR=$PWD/spool $RECTIFY half -o out.wav --spool-limit ";
  const std::string bytes = std::to_string(std::filesystem::file_size(coded));
  const Result over = shell(spooled + std::to_string(std::stol(bytes) - 1), folder.path());
  CHECK(over.status == 1);
  CHECK(over.err == "rectify: error: standard input: has passed the " +
                        std::to_string(std::stol(bytes) - 1) +
                        " bytes that --spool-limit allows; --spool-limit raises that, TMPDIR names "
                        "a larger disk, and a file needs no spooling\n");
  CHECK(folder.names() == std::vector<std::string>{"spool"});
  CHECK(std::filesystem::is_empty(folder / "spool"));
  std::filesystem::remove(folder / "spool");
  const Result within = shell(spooled + bytes, folder.path());
  CHECK(within.status == 0);
  CHECK(within.err == "");
  CHECK(std::filesystem::is_empty(folder / "spool"));
}
