// Checks the rule for damage: an input that is cut short is rectified as far as it goes, unless
// --fail-on-damage says no, and its result never takes its place.
#include <doctest/doctest.h>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

using namespace test;

namespace {

/// A folder with the same sound, cut short, in every kind of file that shows it.
struct Cut {
  TemporaryFolder folder;
  std::vector<std::string> names;
  Cut() {
    std::string samples;
    for (unsigned i = 0; i < 6000; ++i) samples += little(i * 40503U, 2);
    write_file(folder / "whole.wav", wav(1, 16, 1, samples));
    for (const std::string format : {"wav", "aiff", "au", "caf", "w64", "rf64", "flac"}) {
      const std::string name = "cut." + format;
      const Result made = shell("$RECTIFY full whole.wav -o whole." + format +
                                    " --force && head -c 5000 whole." + format + " > " + name,
                                folder.path());
      REQUIRE_MESSAGE(made.status == 0, made.err);
      names.push_back(name);
    }
    shell("head -c 5001 whole.wav > odd.raw; rm whole.*", folder.path());
  }
};

}  // namespace

TEST_CASE("a sound cut short is rectified as far as it goes, and --fail-on-damage forbids it") {
  const Cut cut;
  const auto before = cut.folder.names();
  for (const std::string& name : cut.names) {
    for (const std::string to :
         {"-o out.wav", "-o out.csv", "--gain -3 -o out.wav", "-o out.flac"}) {
      const std::string line = "$RECTIFY half " + name + " " + to;
      CAPTURE(line);
      const Result fails = shell(line + " --fail-on-damage", cut.folder.path());
      CHECK(fails.status == 3);
      CHECK(fails.err.starts_with("rectify: error: " + name + ": cut short"));
      CHECK(cut.folder.names() == before);
      const Result warns = shell(line, cut.folder.path());
      CHECK(warns.status == 0);
      CHECK(warns.err.starts_with("rectify: warning: " + name + ": cut short"));
      CHECK(warns.err.ends_with("; rectified as far as it goes\n"));
      shell("rm out.*", cut.folder.path());
    }
  }
  for (const std::string line :
       {"half --raw s16le:8000:1 odd.raw", "multiphase --phases 2 cut.wav",
        "units --unit 1,0 cut.wav", "grad half cut.wav", "grad multiphase cut.au", "half < cut.wav",
        "cat cut.wav | $RECTIFY half"}) {
    const bool piped = line.starts_with("cat");
    const std::string whole = (piped ? "" : "$RECTIFY ") + line + " -o out.wav ";
    CAPTURE(line);
    CHECK(shell(whole + "--fail-on-damage", cut.folder.path()).status == 3);
    CHECK(cut.folder.names() == before);
    CHECK(shell(whole, cut.folder.path()).status == 0);
    shell("rm out.wav", cut.folder.path());
  }
}

TEST_CASE("an input that is whole passes --fail-on-damage, also a table") {
  const TemporaryFolder folder;
  write_file(folder / "a.wav", wav(1, 16, 1, "abcdefgh"));
  write_file(folder / "x.csv", "a\n1\n2\n3\n4\n");
  for (const std::string line :
       {"half a.wav", "half x.csv", "half --raw s16le:8000:1 a.wav",
        "grad half x.csv --upstream a.wav", "grad half --ramp 0:1:4 --upstream x.csv"}) {
    CAPTURE(line);
    const Result result = shell("$RECTIFY " + line + " --fail-on-damage | tail -1", folder.path());
    CHECK(result.status == 0);
    CHECK(result.err == "");
  }
  CHECK(shell("$RECTIFY half --sine 50 --fail-on-damage", folder.path()).status == 2);
}

TEST_CASE("a damaged input is never replaced by its own result, whatever leads to it") {
  const Cut cut;
  CHECK(
      shell("ln cut.wav hard.wav; ln -s cut.wav soft.wav; mkdir sub; ln -s ../cut.wav sub/up.wav; "
            "ln -s sub subtoo; ln -s soft.wav softer.wav",
            cut.folder.path())
          .status == 0);
  const std::string bytes = read_file(cut.folder / "cut.wav");
  const auto before = cut.folder.names();
  const std::vector<std::string> paths = {"cut.wav",      "./cut.wav",     "sub/../cut.wav",
                                          "$PWD/cut.wav", "hard.wav",      "soft.wav",
                                          "sub/up.wav",   "subtoo/up.wav", "softer.wav"};
  for (const std::string& input : paths) {
    for (const std::string& output : paths) {
      for (const std::string& line :
           {"half " + input + " -o " + output, "half < " + input + " -o " + output}) {
        CAPTURE(line);
        const Result result = shell("$RECTIFY " + line + " --force", cut.folder.path());
        CHECK(result.status == 3);
        CHECK(result.err.find("a damaged input is not replaced by its own result: give -o another "
                              "name\n") != std::string::npos);
      }
    }
  }
  for (const std::string line :
       {"half cut.wav --gain 3 -o hard.wav --format wav", "half cut.wav -o cut.wav --format csv",
        "full cut.wav -o soft.wav -q", "full cut.wav -o soft.wav --fail-on-damage",
        "grad half cut.wav -o hard.wav", "grad half cut.wav -o x.csv --parameters cut.wav",
        "grad half cut.wav --upstream hard.wav -o soft.wav"}) {
    CAPTURE(line);
    CHECK(shell("$RECTIFY " + line + " --force", cut.folder.path()).status == 3);
  }
  CHECK(cut.folder.names() == before);
  CHECK(read_file(cut.folder / "cut.wav") == bytes);
  // An input that is whole is replaced, and another file by the result of a damaged one.
  CHECK(
      shell("$RECTIFY half cut.wav -o cut.au --force -q && $RECTIFY half cut.au -o cut.au --force",
            cut.folder.path())
          .status == 0);
}

TEST_CASE("damage of the signal beside the input counts too") {
  const TemporaryFolder folder;
  const std::string cut = wav(1, 16, 1, "abcd", 8);  // two of four frames
  write_file(folder / "g.wav", cut);
  const Result warns =
      shell("$RECTIFY grad half --ramp 0:1:2 --upstream g.wav -o a.csv", folder.path());
  CHECK(warns.status == 0);
  CHECK(
      warns.err ==
      "rectify: warning: g.wav: cut short: it lacks 2 frames that it promises; rectified as far as "
      "it goes\n");
  for (const std::string line : {"-o b.csv --fail-on-damage", "-o g.wav --rate 48k --force",
                                 "-o b.csv --parameters g.wav --force"}) {
    CAPTURE(line);
    const Result fails =
        shell("$RECTIFY grad half --ramp 0:1:2 --upstream g.wav " + line, folder.path());
    CHECK(fails.status == 3);
    CHECK(folder.names() == std::vector<std::string>{"a.csv", "g.wav"});
    CHECK(read_file(folder / "g.wav") == cut);
  }
}
