// Checks that the program needs no second thread: where none is to be had it writes the same bytes.
#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "support/process.hpp"
#include "support/sanitized.hpp"

namespace {

using namespace test;

// Runs what follows without a right to threads. Root can't be kept from them, so it becomes
// another.
const std::string kWithoutThreads =
    "cp $RECTIFY program; chmod 755 . program; chmod a+r *; alone() { "
    "if [ $(id -u) = 0 ]; then runuser -u nobody -- bash -c 'ulimit -u 0; exec ./program '\"$*\"; "
    "else bash -c 'ulimit -u 0; exec ./program '\"$*\"; fi; }; ";

}  // namespace

TEST_CASE("every lane works where no thread can be had") {
  if (kSanitized) return;  // their run time needs threads of its own
  const TemporaryFolder folder;
  write_file(folder / "x.csv", "time,a,b\n0,1,-2\n0.125,-3,4\n0.25,5,-6\n");
  for (const std::string arguments :
       {"half x.csv", "full x.csv --gain 1", "half --sine 50 --samples 5", "multiphase x.csv",
        "half x.csv --alias-free", "grad half x.csv", "grad full --alias-free x.csv",
        "measure half x.csv", "half x.csv --format wav", "half x.csv --rate 8k --format ogg",
        "half x.csv --format flac --encoding pcm_16", "measure half x.csv x.csv x.csv --jobs 3"}) {
    CAPTURE(arguments);
    // Ogg's serial numbers are drawn by chance.
    const std::string compared = arguments.ends_with("ogg") ? " | wc -c" : " | od -c";
    const Result alone = shell(kWithoutThreads + "alone " + arguments + compared, folder.path());
    const Result with = shell("$RECTIFY " + arguments + compared, folder.path());
    CHECK(alone.status == 0);
    CHECK(alone.out == with.out);
    CHECK(alone.err == with.err);
  }
}
