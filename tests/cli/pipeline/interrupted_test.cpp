// Checks whole or nothing: signals, kill -9, a full disk and a file size limit leave no partial
// file under the final name, and an old one as it was.
#include <doctest/doctest.h>

#include <csignal>

#include "support/process.hpp"
#include "support/temporaries.hpp"

namespace {

using namespace test;
using Names = std::vector<std::string>;

// Starts the command, which ends with its redirections, on an input that comes slowly; waits for so
// many temporary files and says how many there are.
std::string started(const std::string& command, int temporaries) {
  return kTemporaries +
         "mkfifo input; (printf 'a\\n1\\n2\\n4\\n'; exec sleep 20) > input & "
         "env --default-signal $RECTIFY " +
         command + " & program=$!; await $program " + std::to_string(temporaries) +
         "; temporaries $program; ";
}
// Says how the program ended.
const std::string kOutcome = "; wait $program 2>/dev/null; echo $?; kill %1";

// Two outputs, the table's and the parameters'; SIGINT as a terminal sends it, to a program that
// does not ignore it.
Result signalled(const TemporaryFolder& folder, int number) {
  return shell("ulimit -c 0; " +
                   started("grad units input --unit 1,0 --parameters p.csv -o out.csv", 2) +
                   "kill -" + std::to_string(number) + " $program" + kOutcome,
               folder.path(), 15);
}

}  // namespace

TEST_CASE("a signal that ends the program leaves nothing, and is what it died of") {
  for (const int number : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGXCPU, SIGPIPE, SIGALRM, SIGUSR1,
                           SIGUSR2, SIGVTALRM, SIGPROF, SIGIO, SIGPWR, SIGSTKFLT}) {
    CAPTURE(number);
    const TemporaryFolder folder;
    const Result result = signalled(folder, number);
    CHECK(result.out == "2\n" + std::to_string(128 + number) + "\n");
    CHECK(folder.names() == Names{"input"});
  }
}

TEST_CASE("nor does a signal that no program can handle, where files need no names") {
  for (const int number : {SIGKILL, SIGABRT, SIGSYS}) {
    CAPTURE(number);
    const TemporaryFolder folder;
    if (!has_files_without_names(folder.path())) {
      MESSAGE("a file system without O_TMPFILE");
      return;
    }
    const Result result = signalled(folder, number);
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

TEST_CASE("a file size limit is a failure that leaves the old file, or none") {
  for (const std::string type : {"wav", "csv", "aiff", "flac"}) {
    CAPTURE(type);
    const TemporaryFolder folder;
    write_file(folder / ("old." + type), "old");
    const std::string limited = "ulimit -f 100; $RECTIFY generate --sine 50 " +
                                std::string(type == "flac" ? "--encoding pcm_24 " : "") +
                                "--samples 300000 ";
    const Result fresh = shell(limited + "-o new." + type, folder.path());
    CHECK(fresh.status == 1);
    CHECK(fresh.err == "rectify: error: new." + type + ": can't write: File too large\n");
    CHECK(shell(limited + "--force -o old." + type, folder.path()).status == 1);
    CHECK(read_file(folder / ("old." + type)) == "old");
    CHECK(folder.names() == Names{"old." + type});
    const Result direct = shell(limited + "--format " + type + " > direct", folder.path());
    CHECK(direct.status == 1);
    CHECK(direct.err == "rectify: error: standard output: can't write: File too large\n");
  }
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
