// Checks odd file names, and the words for INPUTs that are too many or not meant.
#include <doctest/doctest.h>

#include "support/process.hpp"

namespace {

using namespace test;

void check_usage(const std::string& line, const std::string& words) {
  CAPTURE(line);
  const TemporaryFolder folder;
  const Result result = shell("$RECTIFY " + line, folder.path());
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK(result.err == "rectify: error: " + words + "\n");
  CHECK(folder.names().empty());
}

}  // namespace

TEST_CASE("files of any name are read and written") {
  for (const std::string name : {"half", "[a,b].csv", "a b  c.csv", "räißü ⚡.csv", "--", "-b.csv",
                                 "a;b.csv", "a\nb", "{}", "-", "--help", "%s%n"}) {
    CAPTURE(name);
    const TemporaryFolder folder;
    write_file(folder / name, "-1\n2\n");
    const std::string options = " --no-header -o ";
    const std::string quoted = "'" + name + "'";
    const std::string input = name == "-" ? "./-" : quoted;
    const Result result =
        shell("$RECTIFY half" + options + "'out " + name + ".csv' -- " + input, folder.path());
    CHECK(result.status == 0);
    CHECK(result.err == "");
    CHECK(read_file(folder / ("out " + name + ".csv")) == "0\n2\n");
    if (name[0] == '-') continue;
    CHECK(shell("$RECTIFY half " + quoted + " --no-header", folder.path()).out == "0\n2\n");
  }
}

TEST_CASE("a name that is an option's value may begin with a dash") {
  const TemporaryFolder folder;
  CHECK(shell("$RECTIFY half --ramp -1:1:3 -o -x.csv", folder.path()).status == 0);
  CHECK(folder.names() == std::vector<std::string>{"-x.csv"});
}

TEST_CASE("an INPUT that begins with a dash is taken for a mistake") {
  check_usage("half -b.wav", "half has no option -b.wav; a file of that name goes after --");
  check_usage("half -x", "half has no option -x; a file of that name goes after --");
  check_usage("half --normalize -3dB in.wav",
              "half has no option -3dB; did you mean --normalize=-3dB?");
}

TEST_CASE("more than one INPUT is refused, with the likely cure") {
  check_usage(
      "half a.wav b.wav",
      "more than one INPUT: a.wav and b.wav; did you mean -o b.wav? --output-dir DIR writes "
      "a file for each");
  check_usage("half a.wav b.wav -o c.wav",
              "more than one INPUT: a.wav and b.wav; --output-dir DIR writes a file for each");
  check_usage("half a.wav b.wav c.wav",
              "more than one INPUT: a.wav and b.wav; --output-dir DIR writes a file for each");
  check_usage(
      "half a.wav -- b.wav",
      "more than one INPUT: a.wav and b.wav; did you mean -o b.wav? --output-dir DIR writes "
      "a file for each");
}

TEST_CASE("a misspelled command or option is told the nearest") {
  check_usage("ful a.wav", "'ful' is not a command; did you mean full?");
  check_usage("hafl a.wav", "'hafl' is not a command; did you mean half?");
  check_usage("multi-phase", "'multi-phase' is not a command; did you mean multiphase?");
  check_usage("song.wav", "'song.wav' is not a command; did you mean rectify half song.wav?");
  check_usage("./song", "'./song' is not a command; did you mean rectify half ./song?");
  check_usage("grad song.wav",
              "'grad song.wav' is not a command; did you mean rectify grad half song.wav?");
  check_usage("--sine 50",
              "'--sine' is not a command; options come after one: rectify half "
              "--sine ...");
  check_usage("--versio", "'--versio' is not a command; did you mean --version?");
  check_usage("--hepl", "'--hepl' is not a command; did you mean --help?");
  check_usage("song",
              "'song' is not a command; the commands are half, full, multiphase, units, generate, "
              "grad, measure, plot");
  check_usage("half --gian 3", "half has no option --gian; did you mean --gain?");
}

TEST_CASE("the bare program gives short help on stderr") {
  const Result result = run({});
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK(result.err.find("rectify half song.wav -o half.wav") != std::string::npos);
  CHECK(result.err.find("rectify COMMAND --help") != std::string::npos);
}
