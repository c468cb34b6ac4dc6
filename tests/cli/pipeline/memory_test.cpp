// Checks that memory is bounded however long the signal: 16 MiB at most, whatever goes in and out,
// and 64 where stereo sound is shifted.
#include "support/memory.hpp"

#include <doctest/doctest.h>

#include <string>

#include "support/process.hpp"
#include "support/sanitized.hpp"

using namespace test;

TEST_SUITE("memory" * doctest::skip(kSanitized)) {
  TEST_CASE("long files take little memory") {
    const TemporaryFolder folder;
    check_memory(folder,
                 "$RECTIFY generate --sine 50 --samples 30000000 --encoding pcm_16 -o a.wav");
    check_memory(folder, "$RECTIFY half a.wav -o b.wav");
    check_memory(folder, "$RECTIFY half a.wav -o b.aiff --normalize");
    check_memory(folder, "$RECTIFY full a.wav -o b.flac");
    check_memory(folder, "$RECTIFY full b.flac -o c.wav --hold 10ms");
    check_memory(folder, "$RECTIFY half a.wav --sum-channels | head -n 2000000 > b.csv || true");
    check_memory(folder, "$RECTIFY half b.csv --remove-mean -o c.csv");
    check_memory(folder, "$RECTIFY measure full b.flac > c");
    check_memory(folder, "$RECTIFY measure full --sine 50 --duration 600 --hold 10ms > c");
    // gnuplot counts too.
    check_memory(folder, "$RECTIFY plot half b.csv -o p.svg", 0, 32);
    check_memory(folder, "$RECTIFY plot half b.csv --spectrum -o q.svg", 0, 32);
    check_memory(folder, "$RECTIFY plot half b.csv --transfer -o r.svg", 0, 32);
  }

  TEST_CASE("endless pipes take little memory") {
    const TemporaryFolder folder;
    check_memory(folder, "(yes 0.5 || true) | head -n 3000000 | $RECTIFY half > /dev/null");
    check_memory(folder,
                 "$RECTIFY multiphase --sine 50 --duration 1e9 | head -c 30M > /dev/null || true");
    check_memory(
        folder,
        "head -c 100M /dev/zero | $RECTIFY half --raw s16le:48000:2 --format wav > /dev/null");
    check_memory(folder,
                 "head -c 50M /dev/zero | $RECTIFY half --raw s16le:48000:2 --normalize -o a.wav");
    check_memory(folder,
                 "head -c 60M /dev/urandom | $RECTIFY measure full --raw s16le:48000:2 > c");
    check_memory(folder, "cat a.wav | $RECTIFY half -o b.wav");
  }

  TEST_CASE("shifting takes memory for its filter, and not for the signal") {
    const TemporaryFolder folder;
    const std::string raw = " | $RECTIFY multiphase --raw s16le:48000:2 --mean ";
    for (const std::string to : {"--format wav > /dev/null", "| tail -n 1 > /dev/null"}) {
      check_memory(folder, "head -c 20M /dev/urandom" + raw + to, 0, 64);
    }
    check_memory(folder, "head -c 20M /dev/zero" + raw + "--normalize -o a.wav", 0, 64);
  }

  TEST_CASE("wide tables and endless lines take little memory") {
    const TemporaryFolder folder;
    check_memory(folder, "yes 1 | tr -d '\\n' | $RECTIFY half -o a.csv", 3);
    check_memory(folder, "(printf 'a,b\\n1,2\\n1,\"'; yes) | $RECTIFY half -o a.csv", 3);
    check_memory(folder, "yes 1 | head -n 1000000 | paste -sd, | $RECTIFY half -o a.csv", 3);
    check_memory(folder, "yes '# comment' | head -n 3000000 | $RECTIFY half -o a.csv", 3);
    check_memory(folder, "yes 'no table' | head -n 3000000 | $RECTIFY half -o a.csv", 3);
    shell(
        "yes -- -1.25 | head -n 100000 | paste -sd, > row; for i in {1..20}; do cat row; done > "
        "wide",
        folder.path());
    for (const std::string steps : {"", " --gain 0", " --with-input"}) {
      check_memory(folder, "$RECTIFY half wide -o b.csv --force" + steps, 0, 64);
    }
    // Filters and gradients hold more of each column, and refuse so many.
    for (const std::string filter :
         {"half --alias-free", "half --smooth 1", "multiphase", "grad full --alias-free"}) {
      check_memory(folder, "$RECTIFY " + filter + " wide --rate 10 -o b.csv --force", 2, 64);
    }
    check_memory(folder, "$RECTIFY grad half wide -o b.csv --force", 4, 64);
    shell(
        "for i in 1 2 3; do cut -d , -f -26000 row; done > many; "
        "for i in 1 2 3; do cut -d , -f -4096 row; done > few",
        folder.path());
    check_memory(folder, "$RECTIFY grad half many -o b.csv --force", 0, 64);
    check_memory(folder, "$RECTIFY multiphase few --rate 10 -o b.csv --force", 0, 64);
    check_memory(folder, "$RECTIFY half --alias-free few --rate 10 -o b.csv --force", 0, 72);
    check_memory(folder, "$RECTIFY half --smooth 1 few --rate 10 -o b.csv --force", 0, 64);
  }

  TEST_CASE("many channels at a high rate take memory only as their frames come") {
    const TemporaryFolder folder;
    // 1 kB, then one frame and a half, that claim 1024 channels at 384 kHz.
    const std::string head =
        "printf '.snd\\0\\0\\0\\30\\377\\377\\377\\377\\0\\0\\0\\3\\0\\5\\334\\0\\0\\0\\4\\0'";
    shell(head +
              " > a.au; cp a.au b.au; head -c 1000 /dev/zero >> a.au; "
              "head -c 3072 /dev/urandom >> b.au",
          folder.path());
    for (const std::string command :
         {"half", "full --drop 0.1", "multiphase", "multiphase --envelope", "half --hold 1",
          "half --smooth 1", "half --normalize", "measure multiphase", "grad half",
          "grad multiphase", "grad units --unit 1,0"}) {
      check_memory(folder, "$RECTIFY " + command + " a.au > c");
      check_memory(folder, "$RECTIFY " + command + " b.au > c");
      check_memory(folder, "cat b.au | $RECTIFY " + command + " > c");
    }
    for (const std::string command : {"half", "units --unit 1,0", "multiphase", "grad full"}) {
      check_memory(folder, "$RECTIFY " + command + " --alias-free b.au > c", 0, 64);
    }
  }

  TEST_CASE("the check of a gradient takes memory neither for all samples nor for all parameters") {
    const TemporaryFolder folder;
    shell("echo a,b > u.csv; seq 8000 | sed 's/$/,1/' >> u.csv", folder.path());
    check_memory(folder, "$RECTIFY grad units --units u.csv --sine 50 --samples 200 --check > c", 0,
                 48);
    check_memory(folder,
                 "$RECTIFY grad multiphase --phases 2000 --sine 50 --samples 200 --check > c", 0,
                 48);
  }

  TEST_CASE("as many units as are taken take little memory, and more are refused") {
    const TemporaryFolder folder;
    shell(
        "echo a,b > u.csv; seq 65536 | sed 's/$/.5,1/' >> u.csv; "
        "cp u.csv v.csv; echo 1,1 >> v.csv",
        folder.path());
    const std::string signal = " --sine 50 --samples 20 > c";
    check_memory(folder, "$RECTIFY units --units u.csv" + signal, 0, 64);
    check_memory(folder, "$RECTIFY units --alias-free --units u.csv" + signal, 0, 64);
    check_memory(folder, "$RECTIFY grad units --units u.csv --parameters p.csv" + signal, 0, 64);
    check_memory(folder, "$RECTIFY grad units --units v.csv" + signal, 3, 64);
    check_memory(folder, "seq 3000000 | sed 's/$/,1/' | $RECTIFY units --units -" + signal, 3, 64);
  }

  TEST_CASE("garbage takes little memory") {
    const TemporaryFolder folder;
    check_memory(folder, "head -c 100M /dev/zero | tr '\\0' 1 | $RECTIFY half -o a.csv", 3);
    check_memory(
        folder,
        "printf 'RIFF\\xff\\xff\\xff\\xffWAVELIST\\xf0\\xff\\xff\\xff' | $RECTIFY half -o a.wav",
        3);
    CHECK(folder.names() == std::vector<std::string>{"peak"});
  }
}
