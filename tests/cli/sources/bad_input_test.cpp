// Checks what is said of inputs that are missing, empty, cut short or no sound at all: the exit
// status, the words, and that nothing appears under the output's name.
#include <doctest/doctest.h>

#include "support/chunk_lister.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

const std::string kRecording = "/usr/share/sounds/alsa/Noise.wav";  // 67579 frames, 16 bits, mono

/// Exit status 3, these words, and no output.
void check_refused(const TemporaryFolder& folder, const std::string& input,
                   const std::string& words) {
  CAPTURE(input);
  const auto before = folder.names();
  const Result result = shell("$RECTIFY half " + input + " -o out.wav", folder.path());
  CHECK(result.status == 3);
  CHECK(result.out == "");
  CHECK(result.err == "rectify: error: " + words + "\n");
  CHECK(folder.names() == before);
}

}  // namespace

TEST_CASE("an input that is missing, a folder, empty or closed to us is refused") {
  const TemporaryFolder folder;
  write_file(folder / "empty.wav", "");
  check_refused(folder, "no.wav", "no.wav: No such file or directory");
  check_refused(folder, ".", ".: is a directory");
  check_refused(folder, "empty.wav", "empty.wav: is empty");
  check_refused(folder, "empty.wav/x", "empty.wav/x: Not a directory");
  check_refused(folder, "- < empty.wav", "standard input: is empty");
  check_refused(folder, "< empty.wav", "standard input: is empty");
  check_refused(folder, "- < /dev/null", "standard input: is empty");
}

TEST_CASE("bytes that are no sound are refused") {
  const TemporaryFolder folder;
  std::string garbage;
  for (unsigned i = 0; i < 3000; ++i) garbage += static_cast<char>(i * 2654435761U >> 24U);
  write_file(folder / "garbage.wav", garbage);
  check_refused(folder, "garbage.wav",
                "garbage.wav: not a sound file (its first bytes are those of no kind that is known "
                "here)");
  write_file(folder / "short.wav", "RIFF");
  CHECK(shell("$RECTIFY half short.wav -o out.wav", folder.path()).status == 3);
  write_file(folder / "header.wav", std::string("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01", 21));
  CHECK(shell("$RECTIFY half header.wav -o out.wav", folder.path()).status == 3);
  CHECK(shell("cat header.wav | $RECTIFY half -o out.wav", folder.path()).status == 3);
  CHECK(folder.names() == std::vector<std::string>{"garbage.wav", "header.wav", "short.wav"});
}

TEST_CASE("24 bits in the lower bits of 32 are refused, not misread") {
  const TemporaryFolder folder;
  std::string file = wav(1, 24, 1, std::string(400, '\x11'));
  file.replace(28, 4, little(48000 * 4, 4));  // bytes a second
  file.replace(32, 2, little(4, 2));          // bytes a frame
  write_file(folder / "wide.wav", file);
  check_refused(folder, "wide.wav",
                "wide.wav: its 24-bit samples stand in 32-bit containers, but not in their upper "
                "bits, which is not supported");
}

TEST_CASE("a WAV without frames becomes one, with a warning") {
  const TemporaryFolder folder;
  write_file(folder / "none.wav", wav(1, 16, 2, ""));
  const Result result = shell("$RECTIFY half none.wav -o out.wav", folder.path());
  CHECK(result.status == 0);
  CHECK(result.err == "rectify: warning: none.wav: holds no frames\n");
  CHECK(read_file(folder / "out.wav") == wav(1, 16, 2, ""));
}

TEST_CASE("a sound without frames becomes an AIFF that ffmpeg reads as empty") {
  const TemporaryFolder folder;
  write_file(folder / "none.wav", wav(1, 16, 2, ""));
  const Result result =
      shell("$RECTIFY half none.wav -q -o out.aiff && ffmpeg -v error -i out.aiff -f s16le -",
            folder.path());
  CHECK(result.status == 0);
  CHECK(result.out == "");
  CHECK(result.err == "");
}

TEST_CASE("a sound without frames becomes a FLAC that flac finds sound") {
  const TemporaryFolder folder;
  write_file(folder / "none.wav", wav(1, 16, 2, ""));
  const Result result = shell(
      "$RECTIFY half none.wav -q -o out.flac && flac -s -d -c --force-raw-format --endian=little "
      "--sign=signed out.flac",
      folder.path());
  CHECK(result.status == 0);
  CHECK(result.out == "");
}

TEST_CASE("a WAV cut short is rectified as far as it goes") {
  const TemporaryFolder folder;
  // 1000 stereo frames promised, 700 there and half of another.
  std::string samples;
  for (unsigned i = 0; i < 1400; ++i) samples += little(i * 40503U, 2);
  write_file(folder / "cut.wav", wav(1, 16, 2, samples + "ab", 4000));
  const Result result = shell("$RECTIFY half cut.wav -o out.wav", folder.path());
  CHECK(result.status == 0);
  CHECK(result.err ==
        "rectify: warning: cut.wav: cut short: it lacks 300 frames that it promises; rectified as "
        "far as it goes\n");
  CHECK(read_file(folder / "out.wav") == wav(1, 16, 2, rectified("half", samples, 16)));
  CHECK(shell("$RECTIFY half cut.wav -q -o quiet.wav", folder.path()).err == "");
}

TEST_CASE("an AIFF cut short is rectified as far as it goes") {
  const TemporaryFolder folder;
  shell("sox " + kRecording + " whole.aiff && head -c 50000 whole.aiff > cut.aiff", folder.path());
  const std::size_t start = read_file(folder / "whole.aiff").find("SSND") + 16;
  const std::size_t frames = (50000 - start) / 2;
  const Result result = shell("$RECTIFY half cut.aiff -o out.wav", folder.path());
  CHECK(result.status == 0);
  CHECK(result.err == "rectify: warning: cut.aiff: cut short: it lacks " +
                          std::to_string(67579 - frames) +
                          " frames that it promises; rectified as far as it goes\n");
  const std::string all = shell("sox " + kRecording + " -t raw -", folder.path()).out;
  const bool same =
      samples_in(read_file(folder / "out.wav")) == rectified("half", all.substr(0, frames * 2), 16);
  CHECK(same);
}

TEST_CASE("a FLAC cut short is rectified as far as whole blocks go") {
  const TemporaryFolder folder;
  shell("flac -s -b 1024 " + kRecording + " -o whole.flac && head -c 60000 whole.flac > cut.flac",
        folder.path());
  const Result result = shell("$RECTIFY half cut.flac -o out.wav", folder.path());
  CHECK(result.status == 0);
  const std::string all = shell("sox " + kRecording + " -t raw -", folder.path()).out;
  const std::string got = samples_in(read_file(folder / "out.wav"));
  CHECK(got.size() > 20000);
  CHECK(got.size() % 2048 == 0);
  CHECK(result.err == "rectify: warning: cut.flac: cut short: it lacks " +
                          std::to_string(67579 - got.size() / 2) +
                          " frames that it promises; rectified as far as it goes\n");
  const bool same = got == rectified("half", all.substr(0, got.size()), 16);
  CHECK(same);
}
