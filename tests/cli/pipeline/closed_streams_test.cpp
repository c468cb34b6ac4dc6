// Checks standard streams that are closed, or open the wrong way: 3 or 4, never an abort, and no
// file takes their place.
#include <doctest/doctest.h>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

using namespace test;

TEST_CASE("a stream that is closed or open the wrong way is an input or output that can't be") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "time,a\n0,-1\n0.001,2\n");
  write_file(folder / "a.wav", wav(1, 16, 1, "abcdefgh"));
  const std::vector<std::pair<std::string, int>> lines = {
      {"half <&-", 3},
      {"half - <&-", 3},
      {"half /dev/stdin <&-", 3},
      {"half --raw s16le:8000:1 <&-", 3},
      {"half --normalize <&-", 3},
      {"half <&- >&-", 3},
      {"half <&- >&- 2>&-", 3},
      {"half 0>new", 3},
      {"half < .", 3},
      {"half x.csv >&-", 4},
      {"half x.csv -o - >&-", 4},
      {"half x.csv -o /dev/stdout >&-", 4},
      {"half x.csv -o /dev/fd/1 >&-", 4},
      {"half x.csv -o /dev/fd/9 9>&-", 4},
      {"half x.csv -o /dev/fd/9 9<x.csv", 4},
      {"half x.csv -o /proc/self/fd/9 9<x.csv", 4},
      {"half x.csv 1<x.csv", 4},
      {"half x.csv 1< .", 4},
      {"half x.csv -o /dev/stderr 2>&-", 4},
      {"half a.wav --format wav >&-", 4},
      {"half a.wav --format aiff >&-", 4},
      {"half a.wav --format flac >&-", 4},
      {"generate --sine 50 >&-", 4},
      {"multiphase --sine 50 >&- 2>&-", 4},
      {"units x.csv --unit 1,0 >&-", 4},
      {"units x.csv --units - <&-", 3},
      {"grad half x.csv >&-", 4},
      {"grad half x.csv --upstream - <&-", 3},
      {"grad half x.csv --parameters /dev/stderr 2>&-", 4},
      {"grad half x.csv --parameters - -o /dev/null >&-", 4},
      {"--help >&-", 4},
      {"--version >&-", 4},
      {"help half >&-", 4},
      {"half --help >&-", 4},
      {"half --help >&- 2>&-", 4},
      {"half --nonsense 2>&-", 2},
      {"2>&-", 2},
      {"2>/dev/full", 2},
      {">&- <&-", 2},
      {"half no.wav 2>/dev/full", 3},
      // Those that are not needed may be closed.
      {"half x.csv -o /dev/null <&- >&- 2>&-", 0},
      {"half --sine 50 -o /dev/null <&- >&-", 0},
      {"half x.csv -v 2>&-", 0},
      {"half x.csv -v 2>/dev/full", 0},
      {"grad half x.csv --check 2>&-", 0},
  };
  for (const auto& [line, status] : lines) {
    const std::string captured = line;  // clang 14 captures no structured binding
    CAPTURE(captured);
    shell("rm -f new", folder.path());
    const Result result = shell("$RECTIFY " + line, folder.path());
    CHECK(result.status == status);
    if (status >= 3 && line.find("2>") == std::string::npos) {
      CHECK(result.out == "");
      CHECK(result.err.starts_with("rectify: error: "));
      CHECK(std::count(result.err.begin(), result.err.end(), '\n') == 1);
    }
  }
  CHECK(read_file(folder / "x.csv") == "time,a\n0,-1\n0.001,2\n");
}

TEST_CASE("a file never takes the place of a stream that came closed") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "time,a\n0,-1\n0.001,2\n");
  const Result result = shell("$RECTIFY full x.csv -o out.csv -v <&- >&- 2>&-", folder.path());
  CHECK(result.status == 0);
  CHECK(read_file(folder / "out.csv") == "time,a\n0,1\n0.001,2\n");
  CHECK(read_file(folder / "x.csv") == "time,a\n0,-1\n0.001,2\n");
}
