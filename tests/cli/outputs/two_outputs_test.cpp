// Checks that two outputs of a command never go to one place, and two inputs never share a stream,
// however they are spelled: it is found out before anything is read or written.
#include <doctest/doctest.h>

#include "support/process.hpp"

using namespace test;

namespace {

const std::string kTable = "time,a\n0,-1\n0.001,2\n";

/// Status 2, these words, and nothing read or written.
void check_refused(const std::string& line, const std::string& words) {
  const TemporaryFolder folder;
  REQUIRE(shell("printf '" + kTable +
                    "' > x.csv && ln -s new.csv dangling.csv && printf old > a.csv "
                    "&& ln a.csv hard.csv && ln -s a.csv soft.csv && mkdir sub && ln -s ../new.csv "
                    "sub/up.csv && ln -s sub subtoo && mkfifo fifo",
                folder.path())
              .status == 0);
  const auto before = folder.names();
  const Result result = shell("$RECTIFY " + line, folder.path(), 10);
  CAPTURE(line);
  CAPTURE(result.err);
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK(result.err.find(words) != std::string::npos);
  CHECK(folder.names() == before);
  CHECK(read_file(folder / "a.csv") == "old");
}

}  // namespace

TEST_CASE("--parameters and the output can't be one file, whatever its spelling") {
  const std::vector<std::pair<std::string, std::string>> pairs = {{"p.csv", "p.csv"},
                                                                  {"./p.csv", "p.csv"},
                                                                  {"sub/../p.csv", "p.csv"},
                                                                  {"$PWD/p.csv", "p.csv"},
                                                                  {"dangling.csv", "new.csv"},
                                                                  {"sub/up.csv", "new.csv"},
                                                                  {"subtoo/p.csv", "sub/p.csv"},
                                                                  {"a.csv", "./a.csv"},
                                                                  {"hard.csv", "a.csv"},
                                                                  {"soft.csv", "a.csv"},
                                                                  {"hard.csv", "soft.csv"}};
  for (const auto& [one, other] : pairs) {
    check_refused("grad half x.csv --force --parameters " + one + " -o " + other, "can't both be");
    check_refused(
        "grad units --unit 1,0 x.csv --target x.csv --fit 9 --learning-rate 1 --force "
        "--parameters " +
            other + " -o " + one,
        "can't both be");
  }
}

TEST_CASE("--parameters and the output can't both be standard output") {
  for (const std::string one : {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
    check_refused("grad half x.csv --parameters " + one,
                  "--parameters and the output can't both be standard output: say -o FILE");
    for (const std::string other : {"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"}) {
      check_refused("grad half x.csv --format csv --parameters " + one + " -o " + other,
                    "can't both be");
    }
  }
  check_refused("grad half x.csv --parameters /dev/stderr 2>&1 | cat >&2; exit ${PIPESTATUS[0]}",
                "can't both be");
}

TEST_CASE("--losses can be neither the output nor --parameters") {
  const std::string fit = "grad units --unit 1,0 x.csv --target x.csv --fit 9 --learning-rate 1 ";
  check_refused(fit + "--losses new.csv -o dangling.csv", "--losses and the output can't both be");
  check_refused(fit + "--force --losses soft.csv -o a.csv", "can't both be");
  check_refused(fit + "--losses new.csv --parameters ./new.csv -o other.csv",
                "--losses and --parameters can't both be");
  check_refused(fit + "--losses -", "--losses and the output can't both be standard output");
  check_refused(fit + "--losses p.csv --parameters ./p.csv -o q.csv", "can't both be");
  check_refused(fit + "--losses sub", "--losses sub: is a directory");
}

TEST_CASE("outputs that differ are taken, also /dev/null twice") {
  const TemporaryFolder folder;
  write_file(folder / "x.csv", kTable);
  for (const std::string line :
       {"--parameters p.csv -o q.csv", "--parameters p.csv", "--parameters /dev/null -o /dev/null",
        "--parameters /dev/stderr", "--parameters /dev/fd/3 3> r.csv", "--parameters - -o s.csv"}) {
    CAPTURE(line);
    CHECK(shell("rm -f [pqs].csv; $RECTIFY grad half x.csv " + line, folder.path()).status == 0);
  }
}

TEST_CASE("two inputs can't share a pipe, and can share a file") {
  const auto piped = [](const std::string& line) {
    return "--version >/dev/null; cat x.csv | $RECTIFY " + line;
  };
  check_refused(piped("grad half --upstream -"),
                "--upstream and INPUT can't both be standard input");
  check_refused(piped("grad half - --target -"), "--target and INPUT can't both be standard input");
  check_refused(piped("grad half --upstream /dev/stdin"), "can't both be standard input");
  check_refused(piped("grad half /dev/fd/0 --upstream /proc/self/fd/0"), "can't both be");
  check_refused(piped("units --units - -"), "--units and INPUT can't both be standard input");
  check_refused(piped("grad units --units /dev/stdin --sine 50 --upstream -"), "can't both be");
  check_refused("grad half fifo --upstream fifo", "--upstream and INPUT can't both be fifo");
  check_refused("grad half - --upstream - < x.csv", "can't both be standard input");
  const TemporaryFolder folder;
  write_file(folder / "x.csv", kTable);
  CHECK(shell("$RECTIFY grad half x.csv --upstream x.csv && $RECTIFY grad half x.csv --upstream "
              "/dev/stdin < x.csv",
              folder.path())
            .status == 0);
}
