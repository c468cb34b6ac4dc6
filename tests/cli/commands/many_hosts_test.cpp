// Runs the recipes of the README for many machines, as they stand there.
#include <doctest/doctest.h>

#include <filesystem>

#include "support/process.hpp"
#include "support/sound_bytes.hpp"

using namespace test;

namespace {

/// The block of the README that has this text in it.
std::string recipe_with(const std::string& text) {
  const std::string page = read_file(RECTIFY_SOURCE_DIR "/README.md");
  const std::size_t at = page.find(text);
  REQUIRE(at != page.npos);
  const std::string fence = "```sh\n";
  const std::size_t begin = page.rfind(fence, at) + fence.size();
  return page.substr(begin, page.find("```", begin) - begin);
}

/// A shell that finds the program as `rectify`, and in the place of ssh one that writes the host's
/// name down and does the work in a home of that host on this machine.
std::string at_hosts(const TemporaryFolder& folder, const std::string& script) {
  std::filesystem::create_directory(folder / "bin");
  write_file(folder / "bin/ssh", R"(#!/bin/bash
while [[ $1 == -* ]]; do case $1 in -l | -p | -o | -i | -S) shift 2 ;; *) shift ;; esac; done
host=$1
shift
[[ ${1:-} == -- ]] && shift
echo "$host" >> "$HOSTS_LOG"
mkdir -p "$HOSTS/$host"
cd "$HOSTS/$host" && HOME=$PWD SHELL=/bin/bash exec bash -c "$*"
)");
  write_file(folder / "script", script);
  return "chmod +x bin/ssh && ln -s $RECTIFY bin/rectify && export PATH=$PWD/bin:$PATH "
         "HOSTS_LOG=$PWD/hosts.log HOSTS=$PWD/hosts HOME=$PWD/home && mkdir -p home/.parallel && "
         "touch home/.parallel/will-cite && bash script";
}

/// 23 sounds, no two alike, in recordings/.
void write_recordings(const TemporaryFolder& folder, const std::string& name = "take ") {
  std::filesystem::create_directory(folder / "recordings");
  for (int n = 0; n < 23; ++n) {
    std::string samples = little(static_cast<std::uint32_t>(n + 1), 2) + little(0x8000, 2);
    write_file(folder / ("recordings/" + name + std::to_string(n) + ".wav"),
               wav(1, 16, 1, samples));
  }
}

/// Every recording came out once, as it does alone.
void check_all_came_out(const TemporaryFolder& folder) {
  const Result result = shell(
      "ls recordings > wanted; ls -A out | diff wanted - && cd recordings && for f in *; do "
      "$RECTIFY half \"$f\" --format wav | cmp - \"../out/$f\"; done",
      folder.path());
  CHECK(result.status == 0);
  CHECK(result.out == "");
  CHECK(result.err == "");
}

bool was_used(const TemporaryFolder& folder, const std::string& host) {
  return read_file(folder / "hosts.log").find(host + "\n") != std::string::npos;
}

}  // namespace

TEST_CASE("the recipe for hosts that share a folder brings every file out once") {
  const TemporaryFolder folder;
  write_recordings(folder);
  std::string recipe = recipe_with("-N 50");
  recipe.replace(recipe.find("-N 50"), 5, "-N 5");  // so that there are several turns
  const Result result = shell(at_hosts(folder, recipe), folder.path());
  CAPTURE(result.err);
  CHECK(result.status == 0);
  CHECK(was_used(folder, "alice"));
  CHECK(was_used(folder, "bob"));
  check_all_came_out(folder);
}

TEST_CASE("the recipe for hosts that share nothing brings every file out once, and cleans up") {
  const TemporaryFolder folder;
  // Debian's parallel quotes names with blanks for an older rsync than Debian has.
  write_recordings(folder, "take_");
  // Of two jobs that end and begin together on one host, one removes the folder that the other is
  // about to use, unless something else is in it.
  for (const std::string host : {"alice", "bob"}) {
    std::filesystem::create_directories(folder / ("hosts/" + host + "/.parallel/tmp/other"));
  }
  const Result result = shell(at_hosts(folder, recipe_with("--transferfile")), folder.path());
  CAPTURE(result.err);
  CHECK(result.status == 0);
  CHECK(was_used(folder, "alice"));
  CHECK(was_used(folder, "bob"));
  check_all_came_out(folder);
  CHECK(shell("find hosts -name '*.wav'", folder.path()).out == "");
}

TEST_CASE("the tasks of the Slurm array bring every file out once between them") {
  const TemporaryFolder folder;
  write_recordings(folder);
  const std::string script = recipe_with("#SBATCH");
  REQUIRE(script.find("--array=0-9 ") != script.npos);
  const Result result =
      shell("export SLURM_ARRAY_TASK_COUNT=10; " + at_hosts(folder, "") +
                " && for k in {0..9}; do SLURM_ARRAY_TASK_ID=$k sh task || exit; done",
            (write_file(folder / "task", script), folder.path()));
  CAPTURE(result.err);
  CHECK(result.status == 0);
  check_all_came_out(folder);
}
