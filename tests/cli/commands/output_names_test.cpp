// Checks output_names.hpp: how the outputs of many inputs are named, and which may not be.
#include "cli/commands/many/output_names.hpp"

#include <doctest/doctest.h>

#include "fuzz/memory_disk.hpp"

using namespace rectify::cli;

namespace {

std::string output_of(const std::string& input, const OutputNaming& naming) {
  return name_outputs({{input, ""}}, naming)[0].output;
}

}  // namespace

TEST_CASE("an output has the name of its input, whatever slashes and points are around it") {
  const OutputNaming plain{"out", "", ""};
  CHECK(output_of("a.wav", plain) == "out/a.wav");
  CHECK(output_of("x/y/a.b.wav", plain) == "out/a.b.wav");
  CHECK(output_of("/a.wav", plain) == "out/a.wav");
  CHECK(output_of("a.wav/", plain) == "out/a.wav");  // which is then no folder
  CHECK(output_of("x/a.wav//", plain) == "out/a.wav");
  CHECK(output_of(".hidden", plain) == "out/.hidden");
  CHECK(output_of("a.wav", {"out/", "-half", ".flac"}) == "out/a-half.flac");
  for (const std::string input : {"/", "//", ".", "..", "./", "x/..", "x/."}) {
    CAPTURE(input);
    CHECK_THROWS_WITH(output_of(input, plain),
                      (input + " has no name for a file in --output-dir out").c_str());
  }
}

TEST_CASE("a pipe among the inputs or outputs is not taken for one of the files") {
  fuzz::MemoryDisk disk;
  const Report silent(Report::Level::kQuiet);
  const Context context{disk, silent};
  disk.put("a.csv", "a\n1\n");
  disk.put("pipe", "a\n1\n", true);
  REQUIRE(disk.make_folder("out") == 0);
  disk.put("out/a.csv", "old");
  disk.put("out/pipe", "", true);
  const OutputNaming naming{"out", "", ""};
  CHECK_NOTHROW(check_outputs_apart(name_outputs({{"a.csv", ""}, {"pipe", ""}}, naming), context));
  CHECK_THROWS_WITH(
      check_outputs_apart({{{"a.csv", ""}, "out/b.csv"},
                           {{"out/a.csv", ""}, "out/c.csv"},
                           {{"d.csv", ""}, "out/a.csv"}},
                          context),
      "out/a.csv can't be the output of d.csv: it is the INPUT out/a.csv; another --output-dir or "
      "--suffix helps");
}
