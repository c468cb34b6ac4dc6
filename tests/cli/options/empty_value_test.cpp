// Checks that an option whose value is empty or missing is refused, and never takes what follows.
#include <doctest/doctest.h>

#include "cli/commands/command_line.hpp"
#include "io/file/error.hpp"
#include "support/table.hpp"

using namespace test;
using rectify::cli::commands;
using rectify::cli::Invocation;
using rectify::cli::Option;

namespace {

/// Every way to leave the option's value out, with what could be taken for it.
std::vector<std::vector<std::string>> ways_to_leave_out(const Option& option) {
  std::vector<std::vector<std::string>> ways;
  for (const std::string& name : {option.name, option.brief}) {
    if (name.empty()) continue;
    ways.push_back({name + "=", "in.csv"});
    ways.push_back({name + "="});
    if (option.optional_value()) continue;
    ways.push_back({name, "", "in.csv"});
    ways.push_back({name});
    ways.push_back({"in.csv", name});
    for (const std::string next :
         {"--quiet", "-q", "-o", "--output=x.csv", "--", "--precision=3"}) {
      ways.push_back({name, next, "in.csv"});
    }
  }
  return ways;
}

void check_refused(const std::string& command, const std::vector<std::string>& arguments,
                   const Option& option) {
  std::vector<std::string> line = words(command);
  line.insert(line.end(), arguments.begin(), arguments.end());
  std::string text;
  for (const std::string& word : line) text += "'" + word + "' ";
  CAPTURE(text);
  try {
    (void)rectify::cli::understand(line);
    FAIL_CHECK("the line is taken");
  } catch (const rectify::io::Error& error) {
    CHECK(error.status() == rectify::io::ExitStatus::kUsage);
    const std::string what = error.what();
    const std::string needs = " needs a value: " + option.value.expects;
    CHECK((what == option.name + needs || what == option.brief + needs));
  }
}

}  // namespace

TEST_CASE("no option of any command takes an empty value, or the next argument for one") {
  for (const auto& command : commands()) {
    const Invocation invocation(command);
    for (const Option& option : invocation.options().all()) {
      if (option.is_flag()) continue;
      for (const auto& way : ways_to_leave_out(option)) {
        // What is no option of the command may be a value: of --comment or --na.
        const bool foreign = std::any_of(way.begin(), way.end(), [&](const std::string& word) {
          const std::string name = word.substr(0, word.find('='));
          return name.starts_with("-") && name != "--" &&
                 invocation.options().find(name) == nullptr;
        });
        if (!foreign) check_refused(command.name, way, option);
      }
    }
  }
}

TEST_CASE("a value may be joined to an option, by '=' or to its short form, and means the same") {
  const TemporaryFolder folder;
  write_file(folder / "in.csv", "a\n-1\n2\n");
  for (const std::string output : {"-o out.csv", "-o=out.csv", "-oout.csv", "--output out.csv",
                                   "--output=out.csv", "-qo out.csv", "-qoout.csv"}) {
    CAPTURE(output);
    CHECK(shell("$RECTIFY half in.csv " + output, folder.path()).status == 0);
    CHECK(folder.names() == std::vector<std::string>{"in.csv", "out.csv"});
    std::filesystem::remove(folder / "out.csv");
  }
}

TEST_CASE("an empty variable never makes an output of the input") {
  const TemporaryFolder folder;
  const std::string table = "time,a\n0,-1\n1,2\n";
  for (const std::string line :
       {"half --force --format --output=victim.csv victim.csv",
        "half --force --output=$EMPTY victim.csv", "half --force --output \"$EMPTY\" victim.csv",
        "half --force -o \"$EMPTY\" victim.csv", "half --force -o $EMPTY -- victim.csv",
        "half -o $EMPTY --force victim.csv", "grad half --force --parameters=$EMPTY victim.csv",
        "half --sine=$EMPTY victim.csv -o x.csv", "half --raw= victim.csv -o x.csv",
        "half \"$EMPTY\" -o x.csv", "grad half victim.csv --upstream= -o x.csv"}) {
    CAPTURE(line);
    write_file(folder / "victim.csv", table);
    CHECK(shell("$RECTIFY " + line, folder.path()).status == 2);
    CHECK(read_file(folder / "victim.csv") == table);
    CHECK(folder.names() == std::vector<std::string>{"victim.csv"});
  }
}
