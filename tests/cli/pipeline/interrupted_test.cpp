// Checks whole or nothing: signals, kill -9, a full disk and a file size limit leave no partial
// file under the final name, and an old one as it was.
#include <doctest/doctest.h>

#include <csignal>

#include "support/process.hpp"

namespace {

using namespace test;
using Names = std::vector<std::string>;

// Starts the command, which ends with its redirections, on an input that comes slowly; waits for so
// many temporary files and says how many there are.
std::string started(const std::string& command, int temporaries) {
  const std::string count = "$(ls -A | grep -c '^.rectify-')";
  return "mkfifo input; (printf 'a\\n1\\n2\\n4\\n'; exec sleep 20) > input & "
         "env --default-signal $RECTIFY " +
         command +
         " & program=$!; "
         "for i in {1..500}; do [ " +
         count + " = " + std::to_string(temporaries) + " ] && break; sleep 0.01; done; echo " +
         count + "; ";
}
// Says how the program ended.
const std::string kOutcome = "; wait $program 2>/dev/null; echo $?; kill %1";

Result interrupt(const TemporaryFolder& folder, const std::string& signal) {
  return shell(started("half input -o out.csv", 1) + "kill -" + signal + " $program" + kOutcome,
               folder.path(), 15);
}

}  // namespace

TEST_CASE(
    "a signal that ends the program takes the temporary files along, and is what it died of") {
  // Two outputs, the sound's and the parameters'; SIGINT as a terminal sends it, to a program that
  // does not ignore it.
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXFSZ, SIGXCPU, SIGPIPE, SIGALRM,
                           SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGIO}) {
    CAPTURE(number);
    const TemporaryFolder folder;
    const Result result = shell(
        "ulimit -c 0; " + started("grad units input --unit 1,0 --parameters p.csv -o out.csv", 2) +
            "kill -" + std::to_string(number) + " $program" + kOutcome,
        folder.path(), 15);
    CHECK(result.out == "2\n" + std::to_string(128 + number) + "\n");
    CHECK(folder.names() == Names{"input"});
  }
}

TEST_CASE("a closed pipe takes the temporary file of a second output along") {
  for (const std::string trap : {"", "trap '' PIPE; "}) {
    const TemporaryFolder folder;
    const Result result =
        shell(trap +
                  "$RECTIFY grad units --sine 50 --samples 1000000 --unit 1,0 --parameters p.csv | "
                  "head -1; echo ${PIPESTATUS[@]}",
              folder.path(), 15);
    CHECK(result.out == "time,ch1,ch1_units,ch1_mask,ch1_upstream,ch1_grad\n141 0\n");
    CHECK(result.err == "");
    CHECK(folder.names().empty());
  }
}

TEST_CASE("a signal that is ignored, as by nohup, stays ignored") {
  const TemporaryFolder folder;
  const Result result = shell(
      "trap '' HUP; mkfifo input; (echo 1; sleep 0.6; echo 2) > input & "
      "$RECTIFY half input --no-header -o out.csv & sleep 0.2; kill -HUP $!; wait $!",
      folder.path(), 15);
  CHECK(result.status == 0);
  CHECK(read_file(folder / "out.csv") == "1\n2\n");
}

TEST_CASE("an interrupted run with --force leaves the old file") {
  const TemporaryFolder folder;
  write_file(folder / "out.csv", "old");
  const Result result = shell(
      started("half input --force -o out.csv", 1) + "kill $program" + kOutcome, folder.path(), 15);
  CHECK(result.out == "1\n143\n");
  CHECK(read_file(folder / "out.csv") == "old");
  CHECK(folder.names() == Names{"input", "out.csv"});
}

TEST_CASE("kill -9 leaves nothing under the final name") {
  const TemporaryFolder folder;
  const Result result = interrupt(folder, "KILL");
  CHECK(result.out == "1\n137\n");
  const Names names = folder.names();
  REQUIRE(names.size() == 2);
  CHECK(names[0].substr(0, 9) == ".rectify-");
  CHECK(names[1] == "input");
}

TEST_CASE("a file size limit is a failure that leaves the old file, or none") {
  for (const std::string type : {"wav", "csv", "aiff", "flac"}) {
    CAPTURE(type);
    const TemporaryFolder folder;
    write_file(folder / ("old." + type), "old");
    const std::string limited = "trap '' XFSZ; ulimit -f 100; $RECTIFY generate --sine 50 " +
                                std::string(type == "flac" ? "--encoding pcm_24 " : "") +
                                "--samples 300000 ";
    const Result fresh = shell(limited + "-o new." + type, folder.path());
    CHECK(fresh.status == 1);
    CHECK(fresh.err == "rectify: error: new." + type + ": can't write: File too large\n");
    CHECK(shell(limited + "--force -o old." + type, folder.path()).status == 1);
    CHECK(read_file(folder / ("old." + type)) == "old");
    CHECK(folder.names() == Names{"old." + type});
  }
}

TEST_CASE("a file size limit whose signal is not ignored ends the program, and leaves nothing") {
  const TemporaryFolder folder;
  const Result result = shell(
      "ulimit -c 0; ulimit -f 100; $RECTIFY generate --sine 50 --samples 300000 -o new.wav; echo "
      "$?",
      folder.path());
  CHECK(result.out == std::to_string(128 + SIGXFSZ) + "\n");
  CHECK(folder.names().empty());
}

TEST_CASE("a full disk is a failure that leaves the old file, or none") {
  const TemporaryFolder folder;
  if (shell("unshare -rm mount -t tmpfs none .", folder.path()).status != 0) {
    MESSAGE("no tmpfs to be had here");
    return;
  }
  const Result result = shell(
      "unshare -rm bash -c 'mount -t tmpfs -o size=200k none . && cd $PWD && echo old > o.wav; "
      "$RECTIFY generate --sine 50 -o n.wav --samples 200000; echo $?; "
      "$RECTIFY generate --sine 50 -o o.wav --force --samples 200000; echo $?; "
      "ls -A; cat o.wav'",
      folder.path());
  CHECK(result.out == "1\n1\no.wav\nold\n");
  CHECK(result.err ==
        "rectify: error: n.wav: can't write: No space left on device\n"
        "rectify: error: o.wav: can't write: No space left on device\n");
}

TEST_CASE("a closed pipe ends the program quietly by SIGPIPE") {
  for (const std::string trap : {"", "trap '' PIPE; "}) {
    const Result result = shell(trap + "$RECTIFY half --sine 50 | head -3; echo ${PIPESTATUS[@]}");
    CHECK(result.out == "time,ch1\n0,0\n2.0833333333333333e-05,0.006544937967351858\n141 0\n");
    CHECK(result.err == "");
  }
  const Result sound =
      shell("$RECTIFY half --sine 50 --format wav | head -c 3; echo ${PIPESTATUS[0]}");
  CHECK(sound.out == "RIF141\n");
  CHECK(sound.err == "");
}
