// Finds the command, parses its options, and explains what is misspelled.
#include "cli/commands/command_line.hpp"

#include <optional>
#include <utility>

#include "cli/commands/help.hpp"
#include "cli/options/parse.hpp"
#include "cli/options/suggestion.hpp"
#include "cli/outputs/formats.hpp"

namespace rectify::cli {
namespace {

constexpr std::string_view kGrad = "grad ";

/// What may have been meant by a word where a command is due: a command that is spelled like it, or
/// a file that should come after one.
std::string meant_by(const std::string& word) {
  std::vector<std::string_view> names = {"grad", "help"};
  for (const Command& command : commands()) names.push_back(command.name);
  if (word.starts_with('-')) names = {"--help", "--version"};
  std::string near = suggestion(word, names);
  if (!near.empty()) return near;
  const bool gradient = word.starts_with(kGrad);
  const std::string name = gradient ? word.substr(kGrad.size()) : word;
  const std::string example = gradient ? "rectify grad half " : "rectify half ";
  if (name.starts_with('-') && name.size() > 1) {
    return "; options come after one: " + example + name + " ...";
  }
  const bool file = name == "-" || name.find('/') != name.npos || format_of(name);
  return file ? "; did you mean " + example + name + "?" : "";
}

const Command& command_named(const std::string& word) {
  for (const Command& command : commands()) {
    if (command.name == word) return command;
  }
  usage_error("'" + word + "' is not a command" + meant_by(word));
}

/// "half, full …": what may follow grad.
std::string gradient_shapes() {
  std::string names;
  for (const Command& command : commands()) {
    if (!command.name.starts_with(kGrad)) continue;
    names += (names.empty() ? "" : ", ") + command.name.substr(kGrad.size());
  }
  return names;
}

/// Says which commands have an option that this one lacks, or suggests another name.
[[noreturn]] void explain_unknown(const Command& command, const OptionList& options,
                                  const std::string& name) {
  std::string owners;
  for (const Command& other : commands()) {
    if (Invocation(other).options().find(name) == nullptr) continue;
    owners += (owners.empty() ? "" : ", ") + other.name;
  }
  if (!owners.empty()) {
    usage_error(name + " has no effect in " + command.name + "; it goes with " + owners);
  }
  std::vector<std::string_view> names;
  for (const Option& option : options.all()) names.push_back(option.name);
  usage_error(command.name + " has no option " + name + suggestion(name, names));
}

/// The text that the arguments ask for instead of the command's work.
std::optional<Answer> answer_of(const Command* command, const std::vector<std::string>& arguments) {
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (argument == "--help" || argument == "-h") return Answer{help(command)};
    if (argument == "--version") return Answer{version()};
  }
  return std::nullopt;
}

/// `rectify help [COMMAND]`; the words after help.
Answer help_on(const std::vector<std::string>& words) {
  if (words.empty() || words[0] == "--help" || words[0] == "-h") return {help(nullptr)};
  if (words[0] == "--version") return {version()};
  std::string name = words[0];
  for (auto word = words.begin() + 1; word != words.end(); ++word) name += " " + *word;
  if (name == "grad" || name == "help") return {help(nullptr)};
  return {help(&command_named(name))};
}

}  // namespace

Invocation::Invocation(const Command& command) : command_(&command), job_(command.make()) {
  job_->declare(options_);
  options_.flag(Group::kMessages, "--quiet", "no warnings", quiet_).brief = "-q";
  options_.flag(Group::kMessages, "--verbose", "say what is read, done and written", verbose_)
      .brief = "-v";
}

void Invocation::parse(std::vector<std::string> arguments) {
  parse_options(options_, command_->name, std::move(arguments),
                [&](const std::string& name) { explain_unknown(*command_, options_, name); });
  options_.exclude({"--quiet", "--verbose"});
  job_->check(options_);
}

Report::Level Invocation::level() const {
  if (quiet_) return Report::Level::kQuiet;
  return verbose_ ? Report::Level::kVerbose : Report::Level::kNormal;
}

std::variant<std::unique_ptr<Invocation>, Answer> understand(
    const std::vector<std::string>& arguments) {
  if (auto text = answer_of(nullptr, {arguments[0]})) return *text;
  std::string name = arguments[0];
  std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
  if (name == "help") return help_on(rest);
  if (name == "grad") {
    if (rest.empty()) usage_error("grad of what? Give one of " + gradient_shapes());
    if (auto text = answer_of(nullptr, {rest[0]})) return *text;
    name += " " + rest[0];
    rest.erase(rest.begin());
  }
  const Command& command = command_named(name);
  if (auto text = answer_of(&command, rest)) return *text;
  auto invocation = std::make_unique<Invocation>(command);
  invocation->parse(std::move(rest));
  return invocation;
}

}  // namespace rectify::cli
