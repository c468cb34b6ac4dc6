// Checks how pictures come to be: whole or not at all, by a gnuplot that may be missing, broken or
// talkative, in files and in a terminal.
#include <doctest/doctest.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "cli/program.hpp"
#include "support/failing_disk.hpp"
#include "support/process.hpp"
#include "support/redirected.hpp"
#include "support/table.hpp"

using namespace test;
using Names = std::vector<std::string>;

namespace {

const std::string kPlot = "$RECTIFY plot half --sine 50 --cycles 2 ";

/// The line, with a shell script in gnuplot's place.
Result with_gnuplot(const std::string& script, const std::string& line,
                    const TemporaryFolder& folder) {
  std::filesystem::create_directory(folder / "bin");
  write_file(folder / "bin/gnuplot", "#!/bin/sh\n" + script + "\n");
  const Result result = shell("chmod +x bin/gnuplot; PATH=$PWD/bin:$PATH " + line, folder.path());
  std::filesystem::remove_all(folder / "bin");
  return result;
}

}  // namespace

TEST_CASE("pictures are of the format that their names or --format say") {
  const TemporaryFolder folder;
  for (const std::string name : {"p.png", "p.PNG", "p.svg", "p.pdf", "p.txt"}) {
    CHECK(shell(kPlot + "-o " + name, folder.path()).status == 0);
  }
  CHECK(shell(kPlot + "--format svg -o q.png", folder.path()).status == 0);
  CHECK(shell(kPlot + "--format PNG -o - > q", folder.path()).status == 0);
  CHECK(shell(kPlot + "-o /proc/self/fd/1 | cmp - <(" + kPlot + ")", folder.path()).status == 0);
  CHECK(read_file(folder / "p.png").starts_with("\x89PNG"));
  CHECK(read_file(folder / "p.PNG").starts_with("\x89PNG"));
  CHECK(read_file(folder / "q").starts_with("\x89PNG"));
  CHECK(read_file(folder / "p.svg").starts_with("<?xml"));
  CHECK(read_file(folder / "q.png").starts_with("<?xml"));
  CHECK(read_file(folder / "p.pdf").starts_with("%PDF"));
  CHECK(read_file(folder / "p.txt").find("time in ms\n") != std::string::npos);
  CHECK(
      shell("python3 -c 'import xml.dom.minidom as m; m.parse(\"p.svg\")'", folder.path()).status ==
      0);
}

TEST_CASE("a picture and its script appear whole, and an existing one only gives way to --force") {
  const TemporaryFolder folder;
  write_file(folder / "old.svg", "old");
  const auto check_refused = [&](const std::string& options, int status, const std::string& words) {
    const Names before = folder.names();
    const Result result = shell(kPlot + options, folder.path());
    CAPTURE(options);
    CHECK(result.status == status);
    CHECK_MESSAGE(result.err == "rectify: error: " + words + "\n", result.err);
    CHECK(folder.names() == before);
    CHECK(read_file(folder / "old.svg") == "old");
  };
  check_refused("-o old.svg", 4, "old.svg: exists; --force replaces it");
  check_refused("-o new.svg --script old.svg", 4, "old.svg: exists; --force replaces it");
  check_refused("-o none/new.svg", 4, "none/new.svg: its folder: No such file or directory");
  check_refused("-o new.svg --script ./new.svg", 2,
                "--script and the output can't both be new.svg");
  check_refused("--script -", 2,
                "--script and the output can't both be standard output: say -o FILE");
  check_refused("-o .", 2, "-o .: is a directory; name a file in it");
  check_refused("-o new.svg --script .", 2, "--script .: is a directory; name a file in it");
  check_refused("--force", 2,
                "--force has no effect with standard output, which replaces nothing; -o FILE "
                "writes a file");
  CHECK(shell(kPlot + "-o old.svg --script s.gp --force", folder.path()).status == 0);
  CHECK(read_file(folder / "old.svg").starts_with("<?xml"));
  CHECK(folder.names() == Names{"old.svg", "s.gp"});
  CHECK(shell(kPlot + "-o new.svg --script - | head -1", folder.path()).out ==
        "# Written by rectify for gnuplot: gnuplot FILE draws it.\n");
  CHECK(shell(kPlot + "-o new.png > /dev/full", folder.path()).status == 0);
  CHECK(shell(kPlot + "> /dev/full", folder.path()).status == 1);
}

TEST_CASE("gnuplot draws the script as rectify drew it") {
  const TemporaryFolder folder;
  const std::string many = "$RECTIFY plot grad half --sine 50 --phase 0,90 ";
  for (const std::string& line : {kPlot, kPlot + "--spectrum ", kPlot + "--transfer ", many}) {
    for (const std::string name : {"p.png", "p.txt"}) {
      CAPTURE(line);
      const Result drawn =
          shell("rm -f p.* s.gp; " + line + "-o " + name + " --script s.gp", folder.path());
      CHECK(drawn.err == "");
      REQUIRE(drawn.status == 0);
      const std::string by_rectify = read_file(folder / name);
      REQUIRE(shell("rm " + name + "; gnuplot s.gp", folder.path()).status == 0);
      std::string by_gnuplot = read_file(folder / name);
      if (name == "p.txt") {  // without blanks at the ends of lines, nor empty lines around
        std::string tidied;
        for (std::string text : split(by_gnuplot, '\n')) {
          text.resize(text.find_last_not_of(" \f") + 1);
          if (!text.empty() || !tidied.empty()) tidied += text + "\n";
        }
        while (tidied.ends_with("\n\n")) tidied.pop_back();
        by_gnuplot = tidied;
      }
      const bool same = by_rectify == by_gnuplot;
      CHECK(same);
    }
  }
  // Without a file to draw into, the picture goes to standard output.
  CHECK(shell("rm -f *; " + kPlot + "--script s.gp > q.txt && gnuplot s.gp | grep -c 'time in ms'",
              folder.path())
            .out == "1\n");
}

TEST_CASE("a missing gnuplot is status 4, before any work, and says how to get one") {
  const TemporaryFolder folder;
  const std::string words =
      "rectify: error: gnuplot, which draws the pictures, is not installed: apt-get install "
      "gnuplot-nox\n";
  for (const std::string options : {"-o p.png --script s.gp", "", "--duration 1000h -o p.png"}) {
    const std::string line = "PATH=/nonexistent $RECTIFY plot half --sine 50 ";
    const Result result = shell(line + options, folder.path(), 10);
    CHECK(result.status == 4);
    CHECK(result.err == words);
    CHECK(folder.names().empty());
  }
  write_file(folder / "x.csv", "a\n1\n");
  const Result fit = shell(
      "PATH=/nonexistent $RECTIFY plot grad units x.csv --unit 1,0 --target x.csv --fit 1e9 "
      "--learning-rate 1e-9 -o p.png --losses e.csv",
      folder.path(), 10);
  CHECK(fit.status == 4);
  CHECK(fit.err == words);
  CHECK(folder.names() == Names{"x.csv"});
  // One that may not be run is another matter.
  const Result closed =
      shell("mkdir bin; : > bin/gnuplot; PATH=$PWD/bin $RECTIFY plot half --sine 50 -o p.png",
            folder.path());
  CHECK(closed.status == 4);
  CHECK(closed.err == "rectify: error: can't start gnuplot: Permission denied\n");
  CHECK(folder.names() == Names{"bin", "x.csv"});
  // What is wrong with the command line or the input comes before.
  CHECK(shell("PATH=/nonexistent $RECTIFY plot half none.wav").status == 3);
  CHECK(shell("PATH=/nonexistent $RECTIFY plot half --sine 50 --transfer --spectrum").status == 2);
}

TEST_CASE("a gnuplot that fails is status 1, its words are escaped, and nothing appears") {
  struct Case {
    std::string script;
    std::string words;
  };
  for (const Case& gnuplot :
       {Case{"cat > /dev/null; printf 'no \\033[31mink\\n' >&2; exit 1",
             "it ended with status 1, saying: no \\x1b[31mink"},
        Case{"exit 7", "it ended with status 7"}, Case{"cat > /dev/null", "it drew nothing"},
        Case{"cat; exit 1", "it ended with status 1"},
        Case{"cat; kill -9 $$", "it was killed by signal 9"},
        Case{"printf '\\n  plot x\\n  ^\\n\\n line 3: odd  \\n' >&2; exit 2",
             "it ended with status 2, saying: plot x; line 3: odd\n"},
        Case{"yes 'all wrong' | head -100000 >&2; exit 1", "all wrong; all"}}) {
    const TemporaryFolder folder;
    const Result result = with_gnuplot(gnuplot.script, kPlot + "-o p.png --script s.gp", folder);
    CAPTURE(gnuplot.script);
    CAPTURE(result.err);
    CHECK(result.status == 1);
    CHECK(result.err.starts_with("rectify: error: gnuplot failed: it "));
    CHECK(result.err.find(gnuplot.words) != std::string::npos);
    CHECK(result.err.size() < 500);
    CHECK(folder.names().empty());
  }
}

TEST_CASE("what gnuplot warns of is heard under -v alone") {
  const std::string talkative = "echo \"warning: the font is ugly\" >&2; exec cat";
  const TemporaryFolder folder;
  CHECK(with_gnuplot(talkative, kPlot + "-o p.png", folder).err == "");
  const Result told = with_gnuplot(talkative, kPlot + "-o q.png -v", folder);
  CHECK(told.err.find("rectify: gnuplot warns: warning: the font is ugly\n") != std::string::npos);
  CHECK(told.err.find("rectify: q.png: png, 800 x 370, drawn by gnuplot\n") != std::string::npos);
}

TEST_CASE("the settings of a user's gnuplot do not matter") {
  const TemporaryFolder folder;
  write_file(folder / ".gnuplot", "set terminal unknown\nset xrange [5:6]\nplot x\n");
  const std::string line = kPlot + "-o - | cat";
  CHECK(shell("HOME=$PWD LC_ALL=de_DE.UTF-8 " + line, folder.path()).out ==
        shell(line, folder.path()).out);
}

TEST_CASE("whichever system call fails, there is the whole picture or none") {
  const TemporaryFolder folder;
  const std::string picture = folder / "p.svg";
  const std::string script = folder / "s.gp";
  const std::vector<std::string> line = {"plot", "half",  "--ramp",   "-1:1:9",
                                         "-o",   picture, "--script", script};
  int calls = 0;
  for (bool failed = true; failed; ++calls) {
    CAPTURE(calls);
    FailingDisk failing(calls + 1, false);
    int status = 0;
    {
      const Hushed hushed;
      status = rectify::cli::run_program(line, failing);
    }
    failed = failing.failed();
    const bool whole = std::filesystem::exists(picture);
    if (whole) CHECK(read_file(picture).ends_with("</svg>\n\n"));
    if (status == 0) {
      CHECK(whole);
      CHECK(std::filesystem::exists(script));
    } else {
      CHECK(failed);
      CHECK_FALSE(std::filesystem::exists(script));
    }
    for (const std::string& name : folder.names()) {
      CHECK_FALSE(name.starts_with(".rectify-"));
      std::filesystem::remove(folder / name);
    }
  }
  CHECK(calls > 8);
}

namespace {

/// What the program shows in a terminal of that size.
std::string in_terminal(std::vector<std::string> arguments, unsigned short columns,
                        unsigned short rows) {
  const std::string program = shell("printf %s \"$RECTIFY\"").out;
  arguments.insert(arguments.begin(), program);
  winsize size{};
  size.ws_col = columns;
  size.ws_row = rows;
  int terminal = -1;
  const pid_t child = ::forkpty(&terminal, nullptr, nullptr, &size);
  if (child == 0) {
    ::setenv("TERM", "xterm", 1);
    ::unsetenv("NO_COLOR");
    std::vector<char*> words;
    for (std::string& argument : arguments) words.push_back(argument.data());
    words.push_back(nullptr);
    ::execv(words[0], words.data());
    ::_exit(127);
  }
  REQUIRE(child > 0);
  std::string shown;
  std::array<char, 4096> block{};
  for (;;) {
    const ssize_t got = ::read(terminal, block.data(), block.size());
    if (got <= 0) break;
    shown.append(block.data(), static_cast<std::size_t>(got));
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  ::close(terminal);
  CHECK(WIFEXITED(status));
  return shown;
}

}  // namespace

TEST_CASE("in a terminal the picture fills the window, each curve in its own character") {
  for (const auto& [columns, rows] : {std::pair(100, 30), std::pair(60, 20)}) {
    const std::string shown =
        in_terminal({"plot", "half", "--sine", "50", "--cycles", "2"},
                    static_cast<unsigned short>(columns), static_cast<unsigned short>(rows));
    CHECK(shown.find("****** input ###### half") != shown.npos);
    CHECK(shown.find('\x1b') == shown.npos);
    const std::vector<std::string> lines = split(shown, '\n');
    CHECK(lines.size() <= static_cast<std::size_t>(rows));
    CHECK(lines.size() >= static_cast<std::size_t>(rows) - 4);
    std::size_t widest = 0;
    for (const std::string& line : lines) widest = std::max(widest, line.size());
    CHECK(widest <= static_cast<std::size_t>(columns));
    CHECK(widest >= static_cast<std::size_t>(columns) - 8);
    CHECK(shown.find("time in ms") != shown.npos);
  }
  // A terminal that does not know its size has 80 columns and 24 rows.
  const std::string unknown = in_terminal({"plot", "half", "--sine", "50", "--cycles", "2"}, 0, 0);
  CHECK(unknown == in_terminal({"plot", "half", "--sine", "50", "--cycles", "2"}, 80, 24));
  const std::string refused =
      in_terminal({"plot", "half", "--sine", "50", "--format", "png"}, 80, 24);
  CHECK(refused.find("png is not for a terminal: say -o FILE") != refused.npos);
}

TEST_CASE("in text the input and the output have characters of their own") {
  const Result result = run_line("plot half --sine 50 --cycles 1 --size 80x24");
  CHECK(result.status == 0);
  CHECK(result.out.find("****** input ###### half") != std::string::npos);
  // The output is over the input where they are one; below zero there is the input alone.
  const std::vector<std::string> lines = split(result.out, '\n');
  const auto zero = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
    return line.find("0 |") != line.npos && line.find("...") != line.npos;
  });
  REQUIRE(zero != lines.end());
  for (auto line = lines.begin() + 2; line < zero; ++line) CHECK(line->find('*') == line->npos);
  for (auto line = zero + 1; line < lines.end(); ++line) CHECK(line->find('#') == line->npos);
}
