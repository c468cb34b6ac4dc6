// Checks standard input: a redirected file, the streams of sox and ffmpeg, pipes that are read
// twice, and results that come at once.
#include <doctest/doctest.h>

#include "support/chunk_lister.hpp"
#include "support/chunked_files.hpp"
#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

const std::string kRecording = "/usr/share/sounds/alsa/Noise.wav";

/// The samples of the program's 16-bit WAV on stdout are those of the rectified recording.
void check_noise(const Result& result) {
  const std::string all = shell("sox " + kRecording + " -t raw -").out;
  CHECK(result.status == 0);
  CHECK(result.err == "");
  const bool same = samples_in(result.out) == rectified("half", all, 16);
  CHECK(same);
}

}  // namespace

TEST_CASE("sound on standard input is read from a file and from a pipe") {
  check_noise(shell("$RECTIFY half --format wav < " + kRecording + " | cat"));
  check_noise(shell("$RECTIFY half - --format wav < " + kRecording + " | cat"));
  check_noise(shell("cat " + kRecording + " | $RECTIFY half --format wav | cat"));
  check_noise(shell("sox " + kRecording + " -t aiff - | $RECTIFY half --format wav | cat"));
  check_noise(shell("sox " + kRecording + " -t flac - | $RECTIFY half --format wav | cat"));
}

TEST_CASE("a WAV stream of sox or ffmpeg, which knows no length, is read to its end") {
  check_noise(shell("sox " + kRecording +
                    " -t raw - | sox -t raw -r 48000 -e signed -b 16 -c 1 - "
                    "-t wav - 2>&- | $RECTIFY half --format wav | cat"));
  check_noise(shell("ffmpeg -v error -i " + kRecording +
                    " -bitexact -f wav - | $RECTIFY half --format wav | cat"));
  // A FLAC stream without a length becomes a WAV stream without one, and a file with one.
  const TemporaryFolder folder;
  check_noise(shell(
      "ffmpeg -v error -i " + kRecording + " -f flac - | $RECTIFY half -o out.wav && cat out.wav",
      folder.path()));
}

TEST_CASE("a file on standard input is read from where it stands") {
  const TemporaryFolder folder;
  write_file(folder / "in.csv", "skipped\n-1\n2\n");
  CHECK(shell("(read line; $RECTIFY half --no-header) < in.csv", folder.path()).out == "0\n2\n");
}

TEST_CASE("a WAV stream that rectify writes is read by other programs to its end") {
  const std::string all = shell("sox " + kRecording + " -t raw -").out;
  const std::string raw = " -t raw - | $RECTIFY half --raw s16le:48000:1 --format wav | ";
  for (const std::string reader :
       {"ffmpeg -v error -i - -f s16le -", "sox -t wav - -t raw -", "cat | tail -c +45"}) {
    CAPTURE(reader);
    const Result result = shell("sox " + kRecording + raw + reader);
    CHECK(result.status == 0);
    const bool same = result.out == rectified("half", all, 16);
    CHECK(same);
  }
}

TEST_CASE("steps that read twice do so from a pipe as from a file") {
  for (const std::string step :
       {"--remove-mean", "--normalize", "--normalize=-3dB --remove-mean"}) {
    CAPTURE(step);
    const std::string half = "$RECTIFY full " + step + " ";
    const Result file = shell(half + kRecording + " | sha256sum");
    CHECK(file.status == 0);
    CHECK(file.out == shell("cat " + kRecording + " | " + half + " | sha256sum").out);
    const std::string raw = "--raw s16le:48000:1";
    CHECK(shell("tail -c +45 " + kRecording + " | " + half + raw + " | sha256sum").out == file.out);
    const std::string csv = "printf 'a\\n1\\n-2\\n0.5\\n' | ";
    const TemporaryFolder folder;
    CHECK(shell(csv + half).out ==
          shell(csv + "cat > in.csv; " + half + "in.csv", folder.path()).out);
  }
}

TEST_CASE("a sound whose head is longer than what is looked at before spooling is spooled whole") {
  const TemporaryFolder folder;
  std::string samples;
  for (int n = 0; n < 500; ++n) samples += little(static_cast<std::uint64_t>(n * 11 - 2750), 2);
  const std::string head = riff_chunk("JUNK", std::string(9000, '\0'));
  const std::string rest =
      "WAVE" + head + riff_chunk("fmt ", format_fields()) + riff_chunk("data", samples);
  write_file(folder / "in.wav", "RIFF" + little(rest.size(), 4) + rest);
  const std::string half = "$RECTIFY half --normalize --format raw ";
  const Result piped = shell("cat in.wav | " + half + "-", folder.path());
  CHECK(piped.status == 0);
  CHECK(piped.out.size() == samples.size());
  CHECK(piped.out == shell(half + "in.wav", folder.path()).out);
}

TEST_CASE("where no spool can be made the run fails") {
  const TemporaryFolder folder;
  const Result result =
      shell("ffmpeg -v error -i " + kRecording + " -c:a adpcm_ms in.wav && cat in.wav | " +
                "TMPDIR=$PWD/no $RECTIFY half -o out.wav; status=$?; rm in.wav; exit $status",
            folder.path());
  CHECK(result.status == 1);
  CHECK(result.err ==
        "rectify: error: temporary file in " + folder.path() + "/no: No such file or directory\n");
  CHECK(folder.names().empty());
}

TEST_CASE("each line of a slow pipe is answered before the next is written") {
  // read -t bounds the wait; two seconds are for a busy machine. A table is decided from three
  // rows.
  const Result csv = shell(
      "coproc P { $RECTIFY full --no-header; }; printf 'a\\n-1\\n2\\n' >&${P[1]}; "
      "for x in -3.5 4 -5; do echo $x >&${P[1]}; "
      "[ $x = -3.5 ] && for i in 1 2; do read -t 2 y <&${P[0]} || echo late; echo $y; done; "
      "read -t 2 y <&${P[0]} || echo late; echo $y; done");
  CHECK(csv.out == "1\n2\n3.5\n4\n5\n");
  const Result raw = shell(
      "coproc P { $RECTIFY full --raw s8:10:1; }; for x in '\\xc0' '\\x20'; do "
      "printf $x >&${P[1]}; read -t 2 y <&${P[0]} || echo late; echo $y; done; "
      "read -t 2 y <&${P[0]}; echo $y");
  CHECK(raw.out == "time,ch1\n0,0.5\n0.1,0.25\n");
}
