// Finds the command, parses its options, and explains what is misspelled.
#include "cli/commands/command_line.hpp"

#include <unistd.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

#include "cli/commands/completion.hpp"
#include "cli/commands/help.hpp"
#include "cli/options/parse.hpp"
#include "cli/options/suggestion.hpp"
#include "cli/options/values.hpp"
#include "cli/outputs/formats.hpp"

namespace rectify::cli {
namespace {

/// Whether several commands begin with these words, as those of grad do.
bool is_family(const std::string& words) {
  return std::ranges::any_of(
      commands(), [&](const Command& command) { return command.name.starts_with(words + " "); });
}

std::string joined(const std::vector<std::string>& names) {
  std::string list;
  for (const std::string& name : names) list += (list.empty() ? "" : ", ") + name;
  return list;
}

/// The words that may follow these ("" or "grad"), each once: "half", "full" ...
std::vector<std::string> members_of(const std::string& family) {
  const std::string start = family.empty() ? "" : family + " ";
  std::vector<std::string> members;
  for (const Command& command : commands()) {
    if (!command.name.starts_with(start)) continue;
    const std::size_t end = std::min(command.name.find(' ', start.size()), command.name.size());
    std::string member = command.name.substr(start.size(), end - start.size());
    if (std::ranges::find(members, member) == members.end()) members.push_back(std::move(member));
  }
  return members;
}

/// The words before the last one of a command's name: "grad" of "grad half", "" of "half".
std::string family_of(const std::string& name) {
  const std::size_t last = name.rfind(' ');
  return last == name.npos ? "" : name.substr(0, last);
}

/// What may have been meant by words where a command is due: a command that is spelled like them,
/// or a file that should come after one. Else which commands there are.
std::string meant_by(const std::string& words) {
  const std::string family = is_family(family_of(words)) ? family_of(words) : "";
  const std::string start = family.empty() ? "" : family + " ";
  const std::string word = words.substr(start.size());
  const std::vector<std::string> members = members_of(family);
  std::vector<std::string_view> names(members.begin(), members.end());
  if (family.empty()) names.emplace_back("help");
  const std::string bare = word.substr(std::min(word.find_first_not_of('-'), word.size()));
  const bool dashed = word.starts_with('-');
  if (dashed && std::ranges::find(names, bare) == names.end()) names = {"--help", "--version"};
  const std::string_view near = nearest(word, names);
  if (!near.empty()) return "; did you mean " + start + std::string(near) + "?";
  const std::string example = "rectify " + start + "half " + word;
  if (dashed && word.size() > 1) return "; options come after one: " + example + " ...";
  const bool file = word == "-" || word.find('/') != word.npos || format_of(word);
  if (file) return "; did you mean " + example + "?";
  return (family.empty() ? "; the commands are " : "; after " + family + " comes one of ") +
         joined(members);
}

const Command& command_named(const std::string& word) {
  for (const Command& command : commands()) {
    if (command.name == word) return command;
  }
  usage_error("'" + word + "' is not a command" + meant_by(word));
}

/// The commands that have the option, as few as help where `command` was tried: those of its own
/// family, else those of the same shape, else all, by their first words where they are many.
std::string owners_of(const std::string& name, const Command& command) {
  constexpr std::size_t kMany = 4;
  const auto last_word = [](const std::string& of) { return of.substr(of.rfind(' ') + 1); };
  std::vector<std::string> all;
  std::vector<std::string> of_family;
  std::vector<std::string> of_shape;
  std::vector<std::string> first_words;
  for (const Command& other : commands()) {
    if (Invocation(other).options().find(name) == nullptr) continue;
    all.push_back(other.name);
    if (family_of(other.name) == family_of(command.name)) of_family.push_back(other.name);
    if (last_word(other.name) == last_word(command.name)) of_shape.push_back(other.name);
    const std::string first = other.name.substr(0, other.name.find(' '));
    if (first_words.empty() || first_words.back() != first) first_words.push_back(first);
  }
  if (!of_family.empty()) return joined(of_family);
  if (!of_shape.empty()) return joined(of_shape);
  return joined(all.size() <= kMany ? all : first_words);
}

/// Says which commands have an option that this one lacks, or suggests another name.
[[noreturn]] void explain_unknown(const Command& command, const OptionList& options,
                                  const std::string& name) {
  if (name == "-o" || name == "--output") {
    usage_error(command.name + " has no " + name + ": it prints its result; > FILE keeps that");
  }
  const std::string owners = owners_of(name, command);
  if (!owners.empty()) {
    usage_error(name + " has no effect in " + command.name + "; it goes with " + owners);
  }
  std::vector<std::string_view> names;
  for (const Option& option : options.all()) names.push_back(option.name);
  std::string meant = suggestion(name, names);
  if (meant.empty()) {
    meant = name.starts_with("--") ? "; rectify help " + command.name + " lists them"
                                   : "; a file of that name goes after --";
  }
  usage_error(command.name + " has no option " + name + meant);
}

/// The text that the arguments ask for instead of the command's work; `help_text` gives the help.
std::optional<Answer> answer_of(const std::vector<std::string>& arguments,
                                const std::function<std::string()>& help_text) {
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (argument == "--help" || argument == "-h") return Answer{help_text()};
    if (argument == "--version") return Answer{version()};
  }
  return std::nullopt;
}

/// `rectify help [COMMAND]`; the words after help.
Answer help_on(const std::vector<std::string>& words) {
  const auto whole = [] { return help(nullptr); };
  if (words.empty()) return {whole()};
  if (auto text = answer_of({words[0]}, whole)) return *text;
  std::string name = words[0];
  for (auto word = words.begin() + 1; word != words.end(); ++word) name += " " + *word;
  if (name == "help") return {whole()};
  if (is_family(name)) return {help_of_family(name)};
  return {help(&command_named(name))};
}

}  // namespace

Invocation::Invocation(const Command& command) : command_(&command), job_(command.make()) {
  job_->declare(options_);
  if (options_.input()) {
    options_.value(Group::kSource, "--raise-limits", "N",
                   "take N times as much of an INPUT as is taken of one that may come from a "
                   "stranger (1): fields, lines, units, metadata, filtered channels",
                   whole_number(limits_, 1, io::Limits::kMostTimes));
  }
  options_.value(Group::kFiles, "--jobs", "N",
                 "threads that compute at a time (as many as there are cores); 1: one after the "
                 "other",
                 whole_number(jobs_, 1, 1024));
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

bool Invocation::shows_progress() const {
  const Option* output = options_.find("--output");
  const bool to_file = output == nullptr || options_.given("--output-dir") ||
                       (output->given() && output->values.front() != "-");
  return !quiet_ && (to_file || ::isatty(STDOUT_FILENO) == 0);
}

std::variant<std::unique_ptr<Invocation>, Answer> understand(
    const std::vector<std::string>& arguments) {
  if (auto text = answer_of({arguments[0]}, [] { return help(nullptr); })) return *text;
  std::string name = arguments[0];
  std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
  if (name == "help") return help_on(rest);
  if (name == "complete") return Answer{completions(rest)};
  while (is_family(name)) {
    if (rest.empty()) usage_error(name + " of what? Give one of " + joined(members_of(name)));
    if (auto text = answer_of({rest[0]}, [&] { return help_of_family(name); })) return *text;
    name += " " + rest[0];
    rest.erase(rest.begin());
  }
  const Command& command = command_named(name);
  if (auto text = answer_of(rest, [&] { return help(&command); })) return *text;
  auto invocation = std::make_unique<Invocation>(command);
  invocation->parse(std::move(rest));
  return invocation;
}

}  // namespace rectify::cli
