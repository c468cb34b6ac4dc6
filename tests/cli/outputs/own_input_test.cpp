// Checks that no output that the shell has opened is the file of an input, which would be read
// while it grows.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/process.hpp"

namespace {

using namespace test;

void check_refused(const std::string& line, const std::string& who, const std::string& what) {
  CAPTURE(line);
  const TemporaryFolder folder;
  const std::string bytes(1000, '1');
  write_file(folder / "x", bytes);
  write_file(folder / "other", "a\n1\n2\n");
  const Result result = shell("ulimit -f 20000; " + line, folder.path(), 20);
  CHECK(result.status == 2);
  CHECK(result.err == "rectify: error: " + who + " is " + what +
                          ", which would be read while it is written: -o FILE --force replaces it "
                          "whole\n");
  CHECK(read_file(folder / "x") == bytes);
}

}  // namespace

TEST_CASE("an output that is an input's own file is refused, in every lane") {
  for (const std::string& command : std::vector<std::string>{
           "half --raw s16le:8000:1 --format raw", "half --raw u8:8000:1 --format raw --gain 1",
           "multiphase --raw s16le:8000:1", "half", "half --gain 1", "grad half", "plot half"}) {
    check_refused("$RECTIFY " + command + " x >> x", "standard output", "x");
    check_refused("$RECTIFY " + command + " ./x 1<> x", "standard output", "./x");
    check_refused("$RECTIFY " + command + " < x >> x", "standard output",
                  "the file on standard input");
    check_refused("$RECTIFY " + command + " x -o /dev/fd/5 5>> x", "/dev/fd/5", "x");
  }
}

TEST_CASE("nor may it be the file of another input") {
  for (const std::string option : {"--upstream", "--target"}) {
    check_refused("$RECTIFY grad half other " + option + " x >> x", "standard output", "x");
  }
  check_refused("$RECTIFY units other --units x >> x", "standard output", "x");
}

TEST_CASE("what nothing is read from twice may be both") {
  const Result null = shell(
      "$RECTIFY generate --sine 1 --samples 2 > /dev/null && "
      "$RECTIFY half --raw u8:8000:1 /dev/null --format raw > /dev/null");
  CHECK(null.status == 0);
}
