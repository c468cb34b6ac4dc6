// Checks outputs and inputs that are no regular files: FIFOs, devices, terminals, descriptors.
#include <doctest/doctest.h>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

namespace {

using namespace test;

const std::string kRamp = "$RECTIFY half --ramp -1:1:3 ";
const std::string kTable = "x,ch1\n-1,0\n0,0\n1,1\n";

/// The line at a terminal of its own; what it prints has \r\n there.
Result at_terminal(const TemporaryFolder& folder, const std::string& line) {
  write_file(folder / "line", line);
  return shell("script -qec 'TERM=dumb bash line' /dev/null < /dev/null", folder.path(), 20);
}

}  // namespace

TEST_CASE("a FIFO is written straight through and stays one") {
  const TemporaryFolder folder;
  const Result result =
      shell("mkfifo f.csv; cat f.csv & " + kRamp + "-o f.csv; wait; test -p f.csv", folder.path());
  CHECK(result.status == 0);
  CHECK(result.out == kTable);
}

TEST_CASE("a FIFO is read like any pipe") {
  const TemporaryFolder folder;
  const std::string samples = all_codes(16, 100);
  write_file(folder / "a.wav", wav(1, 16, 1, samples));
  const Result result =
      shell("mkfifo f; cat a.wav > f & $RECTIFY half f -o out.wav", folder.path());
  CHECK(result.status == 0);
  const bool same = read_file(folder / "out.wav") == wav(1, 16, 1, rectified("half", samples, 16));
  CHECK(same);
}

TEST_CASE("devices take the result without --force and stay devices") {
  const TemporaryFolder folder;
  CHECK(shell(kRamp + "-o /dev/null && " + kRamp +
              "-o /dev/null --rate 8k --format wav --force && " + "test -c /dev/null")
            .status == 0);
  CHECK(shell(kRamp + "-o /dev/stdout | cat").out == kTable);
  CHECK(shell(kRamp + "-o /dev/stderr").err == kTable);
  CHECK(shell(kRamp + "-o /dev/fd/5 5>&1").out == kTable);
  CHECK(shell(kRamp + "-o >(cat) | cat").out == kTable);
}

TEST_CASE("/dev/stdout goes on where a file stands") {
  const TemporaryFolder folder;
  shell("(echo first; " + kRamp + "-o /dev/stdout; echo last) > all.txt", folder.path());
  CHECK(read_file(folder / "all.txt") == "first\n" + kTable + "last\n");
}

TEST_CASE("a WAV redirected into a file has its sizes, also after other bytes") {
  const TemporaryFolder folder;
  const std::string samples = all_codes(16, 100);
  write_file(folder / "a.wav", wav(1, 16, 1, samples));
  const std::string expected = wav(1, 16, 1, rectified("half", samples, 16));
  shell(
      "$RECTIFY half a.wav --format wav > b.wav; (printf abc; cat a.wav | $RECTIFY half "
      "--format wav) > c.bin",
      folder.path());
  const bool same = read_file(folder / "b.wav") == expected;
  const bool same_behind = read_file(folder / "c.bin") == "abc" + expected;
  CHECK(same);
  CHECK(same_behind);
}

TEST_CASE("standard input at a terminal is refused with a hint") {
  const TemporaryFolder folder;
  for (const std::string line : {"$RECTIFY half -o x.csv", "$RECTIFY half - -o x.csv"}) {
    const Result result = at_terminal(folder, line);
    CHECK(result.status == 2);
    CHECK(result.out ==
          "rectify: error: standard input is a terminal: name an INPUT, pipe one in, or generate "
          "one (--sine 50)\r\n");
  }
}

TEST_CASE("sound is not put on a terminal, and text is") {
  const TemporaryFolder folder;
  write_file(folder / "a.wav", wav(1, 16, 1, "abcd"));
  const Result text = at_terminal(folder, kRamp);
  CHECK(text.status == 0);
  CHECK(text.out == "x,ch1\r\n-1,0\r\n0,0\r\n1,1\r\n");
  const Result binary = at_terminal(folder, "$RECTIFY half --sine 50 --format wav");
  CHECK(binary.status == 4);
  CHECK(binary.out ==
        "rectify: error: sound is not for a terminal: say -o FILE, or pipe it on\r\n");
  CHECK(at_terminal(folder, "$RECTIFY half --sine 50 --format wav -o /dev/tty").status == 4);
  const Result sound = at_terminal(folder, "$RECTIFY half a.wav");
  CHECK(sound.status == 2);
  CHECK(sound.out ==
        "rectify: error: the result of a sound would fill the terminal: say -o FILE\r\n");
}

TEST_CASE("messages have colour at a terminal unless NO_COLOR says otherwise") {
  const TemporaryFolder folder;
  CHECK(at_terminal(folder, "TERM=xterm $RECTIFY half no").out ==
        "rectify: \x1b[1;31merror: \x1b[0mno: No such file or directory\r\n");
  CHECK(at_terminal(folder, "NO_COLOR=1 TERM=xterm $RECTIFY half no").out ==
        "rectify: error: no: No such file or directory\r\n");
}

TEST_CASE("what the shell appends to stays as it is, and the AU after it goes to the end") {
  const TemporaryFolder folder;
  const Result result = shell(
      "printf before > a; printf 'time,a\\n0,1\\n0.001,-1\\n' | "
      "$RECTIFY full --format au >> a && head -c 6 a && tail -c +7 a | sox -t au - -t f32 -",
      folder.path());
  CHECK(result.status == 0);
  CHECK(result.out == std::string("before\0\0\x80\x3f\0\0\x80\x3f", 14));
}
