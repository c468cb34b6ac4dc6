// Checks that a table whose header begins like the head of a sound file is a table, and that a
// sound whose first bytes look like text is a sound.
#include <doctest/doctest.h>

#include "support/table.hpp"

using namespace test;

TEST_CASE("a table may have a column whose name begins like a sound file") {
  const TemporaryFolder folder;
  for (const std::string word :
       {"FORM", "FORMANT", "RIFF", "RIFFS", "RIFX", "RF64", "BW64", "riff", "riffle", "caff",
        "caffeine", "fLaC", "OggS", ".snd", "ID3", "ID3 tags", "FORM5678AIF", "RIFFling WAV"}) {
    CAPTURE(word);
    const std::string table = word + ",b\n-1,2\n3,-4\n";
    const std::string half = word + ",b\n0,2\n3,0\n";
    write_file(folder / "in.csv", table);
    CHECK(output_of("half " + (folder / "in.csv")) == half);
    CHECK(output_of("half", table) == half);
    CHECK(output_of("half", word + "\n-1\n3\n") == word + "\n0\n3\n");
    // From a pipe that sends the header first.
    const Result slow =
        shell("(printf '" + word + "'; printf ',b\\n-1,2\\n3,-4\\n') | $RECTIFY half");
    CHECK(slow.out == half);
  }
}

TEST_CASE("a sound whose sizes look like text is a sound") {
  for (const std::string& head :
       {std::string("RIFFAAAAWAVEfmt "), std::string("RF64\xFF\xFF\xFF\xFFWAVEds64"),
        std::string("FORMAAAAAIFFCOMM"), std::string("FORMAAAAAIFCFVER"),
        std::string("RIFXAAAAWAVEfmt ")}) {
    const Result result = run({"half"}, head + "text all the way\n");
    CHECK(result.status == 3);
    CHECK(result.err.find("standard input:1") == std::string::npos);  // as of a table
  }
}
