// Checks what the program says of itself, and how it answers a misspelled word.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/commands/command_line.hpp"
#include "support/table.hpp"

using namespace test;

namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

/// The commands under "Examples:", up to the empty line that ends them.
std::vector<std::string> examples_of(const std::vector<std::string>& help) {
  std::vector<std::string> examples;
  if (help.empty() || help[0] != "Examples:") return examples;
  for (std::size_t i = 1; i < help.size() && !help[i].empty(); ++i) {
    if (!help[i].starts_with("  rectify ")) continue;  // the words for the line above
    // An example ends where two blanks set its explanation off.
    examples.push_back(help[i].substr(2, help[i].find("  ", 2) - 2));
  }
  return examples;
}

}  // namespace

TEST_CASE("bare rectify gives short help on stderr and exit status 2") {
  const Result result = run({});
  CHECK(result.status == 2);
  CHECK(result.out == "");
  CHECK(holds(result.err, "rectify half"));
  CHECK(holds(result.err, "--help"));
  CHECK(split(result.err, '\n').size() < 20);
}

TEST_CASE("help goes to stdout and opens with three examples") {
  std::vector<std::string> lines = {"--help", "-h"};
  for (const auto& command : rectify::cli::commands()) {
    lines.push_back(std::string(command.name) + " --help");
    lines.push_back(std::string(command.name) + " --sine 50 -h");
  }
  for (const std::string& line : lines) {
    CAPTURE(line);
    const std::vector<std::string> help = split(output_of(line), '\n');
    CHECK(examples_of(help).size() == 3);
  }
}

TEST_CASE("help on help, and on nothing, is that of the program, and its version that too") {
  const auto answer = [](std::vector<std::string> words) {
    return std::get<rectify::cli::Answer>(rectify::cli::understand(words)).text;
  };
  const std::string whole = answer({"--help"});
  CHECK(whole == output_of("--help"));
  for (const std::vector<std::string>& words : {std::vector<std::string>{"-h"},
                                                {"help"},
                                                {"help", "help"},
                                                {"help", "--help"},
                                                {"help", "-h"},
                                                {"help", "-h", "half"}}) {
    CHECK(answer(words) == whole);
  }
  CHECK(answer({"help", "--version"}) == answer({"--version"}));
  CHECK(answer({"help", "half"}) == answer({"half", "--help"}));
  CHECK(answer({"help", "grad"}) == answer({"grad", "--help"}));
  CHECK(answer({"help", "grad", "half"}) == answer({"grad", "half", "-h"}));
}

TEST_CASE("the examples of every help run as they stand, and each command has its own") {
  std::vector<std::string> pages = {"--help"};
  for (const auto& command : rectify::cli::commands()) pages.push_back(command.name + " --help");
  for (const std::string& page : pages) {
    TemporaryFolder folder;
    write_file(folder / "x.csv", "a\n-1\n0.5\n2\n");
    write_file(folder / "g.csv", "g\n1\n2\n3\n");
    write_file(folder / "y.csv", "y\n0\n1\n2\n");
    write_file(folder / "units.csv", "a,b,c\n1,0.5,1\n-1,0,0.5\n");
    std::filesystem::copy_file(RECTIFY_SOURCE_DIR "/data/pluck.wav", folder / "song.wav");
    for (const std::string& example : examples_of(split(output_of(page), '\n'))) {
      CAPTURE(example);
      if (page != "--help") {
        const std::string command = page.substr(0, page.find(" --help"));
        CHECK(example.starts_with("rectify " + command + " "));
      }
      const Result result = shell("rectify() { \"$RECTIFY\" \"$@\"; }; " + example, folder.path());
      CHECK(result.status == 0);
      CHECK(result.err.find("warning") == std::string::npos);
    }
  }
}

TEST_CASE("the help of a command lists its options with their values, and no others") {
  for (const auto& command : rectify::cli::commands()) {
    const std::string help = output_of(command.name + " --help");
    const rectify::cli::Invocation invocation(command);
    std::set<std::string> listed;
    for (const std::string& line : split(help, '\n')) {
      // "  -o, --output FILE  …" or "      --gain DB  …"
      if (line.size() < 8 || line.substr(0, 2) != "  " || line.substr(6, 2) != "--") continue;
      const std::string name = line.substr(6, line.find_first_of(" [", 6) - 6);
      listed.insert(name);
      if (name == "--help") continue;
      const auto* option = invocation.options().find(name);
      REQUIRE_MESSAGE(option != nullptr, name);
      CHECK(line.substr(2, 4) == (option->brief.empty() ? "    " : option->brief + ", "));
      const std::string gap = option->is_flag() || option->optional_value() ? "" : " ";
      CHECK(line.substr(6 + name.size()).starts_with(gap + option->form));
    }
    std::set<std::string> expected = {"--help"};
    for (const auto& option : invocation.options().all()) expected.insert(option.name);
    CHECK(listed == expected);
  }
}

TEST_CASE("no line of any help is wider than 80 columns") {
  std::vector<std::string> lines = {"--help"};
  for (const auto& command : rectify::cli::commands()) lines.push_back(command.name + " --help");
  for (const std::string& line : lines) {
    for (const std::string& row : split(output_of(line), '\n')) {
      const auto characters =
          std::count_if(row.begin(), row.end(), [](char c) { return (c & 0xC0) != 0x80; });
      CHECK_MESSAGE(characters <= 80, row);
    }
  }
}

TEST_CASE("help is as wide as COLUMNS says, and its examples can still be copied") {
  const auto widest = [](const std::string& text) {
    std::size_t most = 0;
    for (const std::string& row : split(text, '\n')) {
      const auto letters =
          std::count_if(row.begin(), row.end(), [](char c) { return (c & 0xC0) != 0x80; });
      most = std::max(most, static_cast<std::size_t>(letters));
    }
    return most;
  };
  std::vector<std::string> lines = {"--help", "help grad"};
  for (const auto& command : rectify::cli::commands()) lines.push_back(command.name + " --help");
  for (const std::string& line : lines) {
    CAPTURE(line);
    const auto help = [&](const std::string& columns) {
      return shell("COLUMNS=" + columns + " $RECTIFY " + line).out;
    };
    CHECK(widest(help("40")) <= 40);
    CHECK(help("1") == help("40"));  // narrower is not readable
    const std::string wide = help("120");
    CHECK(widest(wide) > 80);
    CHECK(widest(wide) <= 120);
    // A line that the width cuts goes on after a backslash, as in a shell.
    std::string uncut = help("40");
    for (std::size_t at = uncut.find(" \\\n"); at != uncut.npos; at = uncut.find(" \\\n")) {
      const std::size_t next = uncut.find_first_not_of(' ', at + 3);
      uncut.replace(at, next - at, " ");
    }
    for (const std::string& example : examples_of(split(wide, '\n'))) {
      CHECK_MESSAGE(uncut.find("  " + example) != uncut.npos, example);
    }
  }
  for (const std::string no_number : {"''", "0", "wide", "-100"}) {
    CHECK(shell("COLUMNS=" + no_number + " $RECTIFY --help").out == output_of("--help"));
  }
}

TEST_CASE("--version stands alone and with a command") {
  for (const std::string line : {"--version", "half --version", "generate --version"}) {
    CHECK(output_of(line).starts_with("rectify " RECTIFY_VERSION));
  }
}

TEST_CASE("the help of a word that begins several commands is about these") {
  for (const std::string line :
       {"measure --help", "help measure", "plot -h", "help plot grad", "help grad"}) {
    CAPTURE(line);
    const std::string family = line == "plot -h"           ? "plot"
                               : line.starts_with("help ") ? line.substr(5)
                                                           : "measure";
    const std::string help = output_of(line);
    CHECK(help.starts_with("Examples:\n  rectify " + family + " half "));
    CHECK(help.find("Usage: rectify " + family + " SHAPE") != std::string::npos);
    CHECK(help.find("  " + family + " multiphase ") != std::string::npos);
  }
}

TEST_CASE("--help after -- is an INPUT") { check_failure("half -- --help", 3, {"--help"}); }

TEST_CASE("a short option does what its long form does") {
  TemporaryFolder folder;
  const std::string sine = "full --sine 1k --samples 9 --gain 6 --encoding pcm_16 --force";
  const Result loud = run_line(sine + " --output " + (folder / "a.wav"));
  const Result same = run_line(sine + " -o " + (folder / "a.wav"));
  CHECK(same.status == 0);
  CHECK(same.err == loud.err);
  CHECK(holds(loud.err, "clipped"));
  CHECK(run_line(sine + " -q -o " + (folder / "a.wav")).err == "");
  CHECK(run_line(sine + " -v -o " + (folder / "a.wav")).err.size() > loud.err.size());
}

TEST_CASE("a misspelled command or option gets a suggestion, a strange one none") {
  check_failure("haf in.wav", 2, {"'haf' is not a command", "did you mean half?"});
  check_failure("ful in.wav", 2, {"did you mean full?"});
  check_failure("multi-phase", 2, {"did you mean multiphase?"});
  check_failure("genrate", 2, {"did you mean generate?"});
  check_failure("half --normalise", 2, {"half has no option --normalise", "mean --normalize?"});
  check_failure("full --gian 3", 2, {"full has no option --gian", "mean --gain?"});
  check_failure("multiphase --phases-list 0,1", 2, {"mean --phase-list?"});
  check_failure("full --with-inputs=1", 2, {"--with-inputs", "mean --with-input?"});
  check_failure("song.wav", 2, {"'song.wav' is not a command"});
  for (const std::string line : {"xylophone", "half --xylophone"}) {
    CHECK_FALSE(holds(run_line(line).err, "did you mean"));
  }
}

TEST_CASE("a flag that is repeated does no harm") {
  CHECK(run_line("half --sine 50 --samples 2 --no-time --no-time -q -q").out ==
        "ch1\n0\n0.006544937967351858\n");
}

TEST_CASE("what is wrong with an option is said by its name") {
  check_failure("half -x", 2, {"-x"});
  check_failure("half --sine", 2, {"--sine"});
  check_failure("half --sine 50 --gain", 2, {"--gain"});
  check_failure("half --sine 50 --gain loud", 2, {"--gain loud", "decibels"});
  check_failure("half --sine 50 --sine 60", 2, {"--sine", "twice"});
  check_failure("half --negative=1 --sine 50", 2, {"--negative", "no value"});
  check_failure("half --sine 50 --format mp4", 2, {"--format mp4"});
  check_failure("half --sine 50 -o a.wav --encoding pcm_17", 2, {"--encoding pcm_17"});
  check_failure("half a.wav b.wav", 2, {"a.wav", "b.wav", "did you mean -o b.wav?"});
}
