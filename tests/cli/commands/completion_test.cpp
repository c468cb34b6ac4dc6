// Checks what shells complete: against the option table, and in bash, zsh and fish themselves.
#include "cli/commands/completion.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "cli/commands/command_line.hpp"
#include "support/process.hpp"
#include "support/table.hpp"

using namespace test;
using rectify::cli::Invocation;
using rectify::cli::Option;
using rectify::cli::Value;

namespace {

/// The candidates for the end of the line, without what they do.
std::set<std::string> offered(const std::string& line) {
  std::vector<std::string> words = split(line, ' ');
  if (line.ends_with(' ') || line.empty()) words.emplace_back();
  std::set<std::string> candidates;
  for (const std::string& candidate : split(rectify::cli::completions(words), '\n')) {
    if (!candidate.empty()) candidates.insert(candidate.substr(0, candidate.find('\t')));
  }
  return candidates;
}

using Words = std::set<std::string>;

/// What a shell shows at the end of a line: each of the words, and none of the others.
struct Shown {
  std::string line;
  std::vector<std::string> words;
  std::vector<std::string> others;
};

const std::vector<Shown> kShown = {
    {"rectify ", {"half", "multiphase", "grad", "measure", "plot", "help"}, {"song.wav"}},
    {"rectify grad ", {"half", "full", "multiphase", "units"}, {"none", "generate", "song.wav"}},
    {"rectify measure ", {"half", "none"}, {"grad", "song.wav"}},
    {"rectify plot ", {"half", "none", "grad"}, {"song.wav"}},
    {"rectify plot grad ", {"half", "units"}, {"none"}},
    {"rectify half --le", {"--leak"}, {"--learning-rate"}},
    {"rectify grad units --le", {"--leak", "--learning-rate"}, {"--encoding"}},
    {"rectify plot half --s", {"--spectrum", "--size", "--sine"}, {"--dither"}},
    {"rectify measure full --js", {"--json"}, {"--jobs"}},
    {"rectify half song.wav --encoding pcm_", {"pcm_16", "pcm_24"}, {"float", "table.csv"}},
    {"rectify half song.wav --encoding=d", {"double"}, {"float"}},
    {"rectify half song.wav --format r", {"raw", "rf64"}, {"flac"}},
    {"rectify plot half song.wav --format p", {"png", "pdf"}, {"svg"}},
    {"rectify grad half x.csv --loss ma", {"mae"}, {"mse"}},
    {"rectify half --raw s2", {"s24le:", "s24be:"}, {"s16le:"}},
    {"rectify half so", {"song.wav"}, {"table.csv"}},
    {"rectify half x.csv -o ta", {"table.csv"}, {"song.wav"}},
    {"rectify grad half x.csv --upstream so", {"song.wav"}, {"table.csv"}},
    {"rectify half --output=so", {"song.wav"}, {"table.csv"}},
    {"rectify half -- so", {"song.wav"}, {"--sine"}},
};

/// Runs a shell's script of tests/support/shells on all the lines and checks what it shows.
void check_shell(const std::string& start, const std::string& script) {
  const TemporaryFolder folder;
  write_file(folder / "song.wav", "");
  write_file(folder / "table.csv", "");
  const std::string shell_name = start.substr(0, start.find(' '));
  std::string line = "export PATH=$(dirname $RECTIFY):$PATH TERM=xterm HOME=$PWD; " + start +
                     " " RECTIFY_SOURCE_DIR "/tests/support/shells/complete." + shell_name +
                     " " RECTIFY_SOURCE_DIR "/src/cli/completion/" + script;
  for (const Shown& shown : kShown) line += " '" + shown.line + "'";
  const Result result = shell(line, folder.path(), 30);
  REQUIRE(result.status == 0);
  std::string text = result.out;
  for (auto shown = kShown.begin(); shown != kShown.end(); ++shown) {
    const std::string title = "== " + shown->line + "\n";
    REQUIRE(text.find(title) != text.npos);
    text.erase(0, text.find(title) + title.size());
    const bool last = shown + 1 == kShown.end();
    const std::string part =
        text.substr(0, last ? text.npos : text.find("== " + (shown + 1)->line));
    CAPTURE(shown->line);
    CAPTURE(part);
    for (const std::string& word : shown->words) CHECK(part.find(word) != part.npos);
    for (const std::string& other : shown->others) {
      CHECK(shown->line.find(other) == std::string::npos);  // else the line itself has it
      CHECK(part.find(other) == part.npos);
    }
  }
}

}  // namespace

TEST_CASE("after a command all of its options are offered, and no others") {
  for (const auto& command : rectify::cli::commands()) {
    Words expected = {"--help"};
    const Invocation invocation(command);
    for (const Option& option : invocation.options().all()) expected.insert(option.name);
    CHECK(offered(command.name + " --") == expected);
    CHECK(offered(command.name + " --no-such") == Words{});
  }
}

TEST_CASE("every command and every family is offered where it can stand") {
  for (const auto& command : rectify::cli::commands()) {
    const std::vector<std::string> words = split(command.name, ' ');
    std::string line;
    for (const std::string& word : words) {
      CHECK(offered(line).contains(word));
      CHECK(offered("help " + line).contains(word));
      line += word + " ";
    }
  }
  CHECK(offered("gra") == Words{"grad"});
  CHECK(offered("grad half x.csv ") == Words{":files"});
  CHECK(offered("no such ") == Words{});
  CHECK(offered("help half ") == Words{});
}

TEST_CASE("an option is offered once, unless it may be repeated") {
  CHECK_FALSE(offered("half --gain 3 --").contains("--gain"));
  CHECK_FALSE(offered("half --gain=3 --").contains("--gain"));
  CHECK_FALSE(offered("half -o x.wav --").contains("--output"));
  CHECK(offered("half --column 3 --").contains("--column"));
}

TEST_CASE("nothing is offered where nothing can follow") {
  CHECK(rectify::cli::completions({}).empty());
  CHECK(offered("half --raw s16le:") == Words{});  // numbers come next
  CHECK(offered("half --no-such=") == Words{});
  CHECK(offered("half --quiet=") == Words{});
  // A word that is whole but no beginning of a value stays, so that the shell can end it.
  CHECK(offered("half").contains("half"));
  CHECK(offered("half --encoding float").contains("float"));
}

TEST_CASE("every word offered for a value is one that the option takes") {
  std::size_t words = 0;
  for (const auto& command : rectify::cli::commands()) {
    const Invocation invocation(command);
    for (const Option& option : invocation.options().all()) {
      CAPTURE(option.name);
      CHECK((option.is_flag() || !option.value.expects.empty()));
      for (const std::string& word : option.value.words) {
        ++words;
        CHECK(option.value.read(word.ends_with(':') ? word + "48000:2" : word));
        CHECK(offered(command.name + " " + option.name + " ").contains(word) !=
              option.optional_value());
        CHECK(offered(command.name + " " + option.name + "=").contains(option.name + "=" + word));
      }
      // What must be one of some names offers them.
      CHECK(option.value.expects.starts_with("one of") <= !option.value.words.empty());
    }
  }
  CHECK(words > 100);
}

TEST_CASE("names of files are offered where a file is due, of folders where a folder is") {
  for (const auto& command : rectify::cli::commands()) {
    const Invocation invocation(command);
    for (const Option& option : invocation.options().all()) {
      CAPTURE(option.name);
      const auto has = [&](const char* part) {
        return option.form.find(part) != std::string::npos;
      };
      const Value::Names names = has("FILE")                   ? Value::Names::kFile
                                 : has("FOLDER") || has("DIR") ? Value::Names::kFolder
                                                               : Value::Names::kNothing;
      CHECK(option.value.names == names);
      CHECK(offered(command.name + " " + option.name + " ").contains(":files") ==
            (names == Value::Names::kFile ||
             ((option.is_flag() || option.optional_value()) && invocation.options().input())));
    }
    CHECK(offered(command.name + " ").contains(":files") ==
          static_cast<bool>(invocation.options().input()));
  }
}

TEST_CASE("bash completes commands, options, values and files") {
  check_shell("bash --norc", "rectify.bash");
}

TEST_CASE("zsh completes commands, options, values and files") {
  check_shell("zsh -f", "_rectify");
}

TEST_CASE("fish completes commands, options, values and files") {
  check_shell("fish --no-config", "rectify.fish");
}
