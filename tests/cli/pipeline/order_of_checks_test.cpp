// Checks that what can be known before the work is found out before it, in the order 2, 3, 4.
#include <doctest/doctest.h>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

using namespace test;

namespace {

/// A folder of inputs, good and bad, and of outputs that exist.
struct Files {
  TemporaryFolder folder;
  Files() {
    write_file(folder / "good.wav", wav(1, 16, 1, std::string(2000, '\x11')));
    write_file(folder / "broken.wav", wav(1, 16, 1, "").substr(0, 30));
    write_file(folder / "broken.aiff", "FORM" + std::string("\0\0\0\x40", 4) + "AIFFCOMM\0");
    write_file(folder / "x.csv", "time,a\n0,-1\n0.001,2\n");
    write_file(folder / "x3.csv", "time,a\n0,-1\n0.75,2\n1.5,3\n");  // 1.333… frames a second
    write_file(folder / "norate.csv", "a\n-1\n2\n");
    write_file(folder / "bad.csv", "a\n-1\nfour\n");
    write_file(folder / "badunits.csv", "a,b\nnan,1\n");
    write_file(folder / "units.csv", "a,b\n1,0\n");
    for (const std::string old : {"old.csv", "old.wav"}) write_file(folder / old, "old");
    shell("mkdir dir", folder.path());
  }
};

}  // namespace

TEST_CASE("of faults of several kinds the first in the order 2, 3, 4 is told") {
  const Files files;
  const std::vector<std::pair<std::string, int>> lines = {
      // 2 before 3 and 4
      {"half missing.wav --gain loud -o old.wav", 2},
      {"half missing.wav -o dir", 2},
      {"half missing.wav -o old.csv --encoding pcm_16", 2},
      {"half missing.wav --force", 2},
      {"half missing.wav --sine 50 -o old.csv", 2},
      {"multiphase missing.wav --envelope --drop 1 -o old.csv", 2},
      {"units missing.wav -o old.csv", 2},
      {"grad half missing.csv --parameters old.csv -o old.csv", 2},
      {"grad half missing.csv --parameters dir -o old.csv", 2},
      {"grad multiphase missing.csv --phases 5000 --parameters old.csv -o q.csv", 2},
      {"grad multiphase --sine 50 --phases 5000 --check -o old.csv", 2},
      {"grad units missing.csv --unit 1,0 --fit 3 --learning-rate 1 -o old.csv", 2},
      {"grad half --upstream - - -o old.csv < x.csv", 2},
      // 3 before 4
      {"half missing.wav -o old.wav", 3},
      {"half missing.wav -o x.unknown", 3},
      {"half broken.wav -o old.wav", 3},
      {"half bad.csv -o old.wav --rate 8k", 3},
      {"units x.csv --units missing.csv -o old.csv", 3},
      {"units x.csv --units badunits.csv -o old.csv", 3},
      {"grad half x.csv --upstream missing.csv -o old.csv", 3},
      {"grad half x.csv --upstream norate.csv --parameters old.csv -o q.csv", 4},
      {"half --normalize -o old.wav < broken.wav", 3},
      {"cat broken.wav | $RECTIFY half --normalize -o old.wav", 3},
      {"cat broken.aiff | $RECTIFY half -o old.wav", 3},
      {"cat broken.wav | $RECTIFY grad half --target good.wav --parameters old.csv", 3},
      {"cat good.wav | $RECTIFY grad half --target broken.wav -o old.csv", 3},
      {"cat broken.wav | $RECTIFY grad half good.wav --target - -o old.csv", 3},
      {"cat bad.csv | $RECTIFY half --normalize -o old.csv", 3},
      {"cat bad.csv | $RECTIFY grad half --target x.csv -o old.csv", 3},
      // 3 before a 2 that depends on the input
      {"half broken.wav --rate 8k", 3},
      {"half missing.wav --rate 8k", 3},
      {"half broken.wav --column a", 3},
      {"units good.wav --units missing.csv --rate 8k", 3},
      {"units good.wav --units badunits.csv --rate 8k", 3},
      {"units norate.csv --units badunits.csv --hold 1s", 3},
      {"grad half good.wav --rate 8k --upstream missing.csv", 3},
      {"grad half x.csv --rate 8k --upstream broken.wav", 3},
      {"grad half good.wav --spool-limit 1G --upstream missing.csv", 3},
      {"cat broken.wav | $RECTIFY half --normalize --rate 8k -o old.csv", 3},
      // … which comes before 4
      {"cat good.wav | $RECTIFY half --normalize --rate 8k -o old.wav", 2},
      {"cat good.wav | $RECTIFY multiphase --remove-mean -o old.wav", 2},
      {"cat norate.csv | $RECTIFY half --normalize --hold 1s -o old.csv", 2},
      {"half good.wav --rate 8k -o old.wav", 2},
      {"half good.wav --separator comma -o x.unknown", 2},
      {"half x.csv --rate 8k -o old.csv", 2},
      {"half norate.csv -o old.wav", 2},
      {"half norate.csv --hold 1s -o old.csv", 2},
      {"half x.csv --dc-block=600 -o old.csv", 2},
      {"half good.wav --dither -o old.wav", 2},
      {"half good.wav --fail-on-clip -o old.wav", 2},
      {"half good.wav --spool-limit 1G -o old.wav", 2},
      {"multiphase good.wav -o old.wav", 2},
      {"multiphase norate.csv -o old.csv", 2},
      {"multiphase norate.csv -o x.unknown", 2},
      {"grad multiphase norate.csv -o old.csv", 2},
      {"grad half norate.csv -o old.wav", 2},
      {"half x3.csv --dither --encoding pcm_16 --column 9 -o old.wav", 2},
      // 4 before the work
      {"half x.csv -o old.csv", 4},
      {"half x3.csv -o old.wav", 4},
      {"half x.csv -o x.unknown", 4},
      {"grad half x.csv -o q.csv --parameters old.csv", 4},
      {"grad half good.wav -o q.flac", 4},
  };
  for (const auto& [line, status] : lines) {
    const std::string captured = line;  // clang 14 captures no structured binding
    CAPTURE(captured);
    const auto before = files.folder.names();
    const Result result =
        shell((line.starts_with("cat ") ? "" : "$RECTIFY ") + line, files.folder.path());
    CAPTURE(result.err);
    CHECK(result.status == status);
    CHECK(result.out == "");
    CHECK(files.folder.names() == before);
    CHECK(read_file(files.folder / "old.csv") == "old");
    CHECK(read_file(files.folder / "old.wav") == "old");
  }
}

TEST_CASE("what forbids an output is found out before a pipe is read to its end") {
  // The pipe has all of the sound and never ends, since its writer is the shell itself.
  const std::string pipe = "rm -f fifo; mkfifo fifo; exec 3<>fifo; ";
  const std::string longest(255, 'x');
  const Files files;
  const auto check = [&](const std::string& fill, const std::string& line, int status) {
    CAPTURE(line);
    const Result result = shell(pipe + fill + " >&3; $RECTIFY " + line +
                                    " <&3; status=$?; rm fifo; "
                                    "exit $status",
                                files.folder.path(), 10);
    CAPTURE(result.err);
    CHECK(result.status == status);
  };
  for (const std::string needs_all :
       {"half --normalize", "half --remove-mean", "full --normalize --hold 1ms",
        "grad half --target good.wav"}) {
    for (const std::string& output :
         std::vector<std::string>{"-o old.wav", "-o x.unknown", "-o none/x.wav",
                                  "-o good.wav/x.wav", "-o x" + longest + ".wav"}) {
      check("cat good.wav", needs_all + " " + output, 4);
    }
    check("cat good.wav", needs_all + " --rate 8k -o old.wav", 2);
    check("cat good.wav", needs_all + " --column 1 -o old.wav", 2);
    check("printf ''", needs_all + " -o dir", 2);
  }
  check("cat good.wav", "grad half --target good.wav -o q.wav --parameters old.csv", 4);
  check("cat x.csv", "half --normalize -o old.csv", 4);
  check("cat x.csv", "grad half --target x.csv -o old.csv", 4);
  // Where too little has come to tell what it is, nobody waits for more.
  check("head -c 30 good.wav", "half --normalize -o old.wav", 4);
  check("flac -cs good.wav", "half -o old.wav", 4);
  check("flac -cs good.wav", "half -o x.unknown", 4);
  check("flac -cs good.wav", "half --rate 8k -o old.wav", 2);
  check("cat good.wav", "grad half --sine 50 --samples 1000 --target - -o old.wav", 4);
}

TEST_CASE("what the start of a pipe shows to be wrong is found out before the rest has come") {
  const Files files;
  // 64 KiB, from which a table is decided, and a pipe that goes on without an end.
  std::string rows;
  for (int n = 0; n < 20000; ++n) rows += std::to_string(n % 7) + "," + std::to_string(n) + "\n";
  write_file(files.folder / "norate_start.csv", "a,b\n" + rows);
  write_file(files.folder / "bad_start.csv", "a,b\n1,2\n3,four\n" + rows);
  std::string uneven = "time,a\n";
  for (int n = 0; n < 9000; ++n) uneven += std::to_string(n * n) + "," + std::to_string(n) + "\n";
  write_file(files.folder / "uneven_start.csv", uneven);
  write_file(files.folder / "long.wav", wav(1, 16, 1, std::string(20000, '\x11')));
  write_file(files.folder / "float.wav", wav(3, 32, 1, std::string(20000, '\x11')));
  const auto check = [&](const std::string& start, const std::string& line, int status,
                         const std::string& words) {
    CAPTURE(start);
    CAPTURE(line);
    const Result result =
        shell("rm -f fifo; mkfifo fifo; exec 3<>fifo; cat " + start +
                  " >&3 2> /dev/null & writer=$!; $RECTIFY " + line +
                  " <&3; status=$?; kill $writer 2> /dev/null; rm fifo; exit $status",
              files.folder.path(), 20);
    CAPTURE(result.err);
    CHECK(result.status == status);
    CHECK(result.err.find(words) != std::string::npos);
    CHECK(result.out == "");
  };
  check("long.wav", "half --normalize -o q.flac --encoding float", 4, "FLAC can't hold");
  check("long.wav", "half --remove-mean -o q.aiff --encoding pcm_u8", 4, "AIFF can't hold");
  check("long.wav", "multiphase --remove-mean -o q.wav", 2, "the sum of the phases");
  check("float.wav", "full --normalize -o q.wav --dither", 2, "--dither has no effect");
  check("float.wav", "half --remove-mean -o q.wav --fail-on-clip", 2, "--fail-on-clip");
  check("long.wav", "half --normalize --dc-block=90k -o q.csv", 2, "--dc-block needs");
  check("long.wav", "grad half --target good.wav -o q.flac", 4, "FLAC can't hold a gradient");
  check("norate_start.csv", "half --remove-mean -o q.wav", 2, "needs a rate");
  check("norate_start.csv", "half --normalize --hold 1s -o q.csv", 2, "--hold needs a rate");
  check("norate_start.csv", "half --normalize --rate 8k -o q.csv", 2, "--rate has no effect");
  check("norate_start.csv", "half --normalize --column zz -o q.csv", 2, "--column zz");
  check("norate_start.csv", "multiphase --normalize -o q.csv", 2, "needs a rate");
  check("norate_start.csv", "grad multiphase --target x.csv -o q.csv", 2, "needs a rate");
  check("bad_start.csv", "half --normalize -o q.csv", 3, ":3:2: 'four' is not a number");
  check("uneven_start.csv", "half --normalize -o q.wav", 3, "the time steps by");
  CHECK(files.folder.names() ==
        std::vector<std::string>{"bad.csv", "bad_start.csv", "badunits.csv", "broken.aiff",
                                 "broken.wav", "dir", "float.wav", "good.wav", "long.wav",
                                 "norate.csv", "norate_start.csv", "old.csv", "old.wav",
                                 "uneven_start.csv", "units.csv", "x.csv", "x3.csv"});
}

TEST_CASE("what forbids an output is found out before a fit that would take for ever") {
  const Files files;
  const std::string longest(255, 'x');
  const std::string fit =
      "$RECTIFY grad units x.csv --unit 1,0 --target x.csv --fit 1e15 --learning-rate 1e-9 ";
  for (const std::string& output : std::vector<std::string>{
           "-o old.csv", "-o x.unknown", "-o none/x.csv", "-o x.csv/y.csv",
           "-o x" + longest + ".csv", "-o q.flac", "-o q.csv --parameters old.csv",
           "-o q.csv --parameters none/p.csv", "-o q.csv --parameters y" + longest}) {
    CAPTURE(output);
    CHECK(shell(fit + output, files.folder.path(), 10).status == 4);
    CHECK(shell(fit + output + " < /dev/null", files.folder.path(), 10).status == 4);
  }
  CHECK(shell(fit + "-o dir", files.folder.path(), 10).status == 2);
  CHECK(shell(fit + "-o q.csv --parameters dir", files.folder.path(), 10).status == 2);
  CHECK(shell(fit + "-o q.csv --parameters q.csv", files.folder.path(), 10).status == 2);
}

TEST_CASE("a name of 255 bytes is taken, and a folder closed to us is refused before the work") {
  const Files files;
  const std::string longest = std::string(251, 'x') + ".csv";
  CHECK(shell("$RECTIFY half x.csv -o " + longest, files.folder.path()).status == 0);
  CHECK(shell("$RECTIFY half x.csv -o y" + longest, files.folder.path()).status == 4);
  // Root may write everywhere: as somebody else where we are root.
  const Result closed = shell(
      "chmod 755 . && cp $RECTIFY program && if [ $(id -u) = 0 ]; then as='runuser -u nobody --'; "
      "else chmod 555 .; fi; $as ./program grad units x.csv --unit 1,0 --target x.csv --fit 1e15 "
      "--learning-rate 1e-9 -o out.csv",
      files.folder.path(), 20);
  CHECK(closed.status == 4);
  CHECK(closed.err == "rectify: error: out.csv: Permission denied\n");
}
