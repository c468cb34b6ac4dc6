#include "cli/parse.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <map>
#include <numeric>
#include <utility>

#include "cli/help.hpp"
#include "cli/option_table.hpp"
#include "cli/validate.hpp"
#include "io/file/error.hpp"

namespace rectify::cli {
namespace {

[[noreturn]] void usage_error(const std::string& what) {
  throw io::Error(io::ExitStatus::kUsage, what);
}

/// How many letters must be put in, taken out, changed or swapped to make one word the other
/// (optimal string alignment).
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

/// "; did you mean X?" with the nearest of the names, where one is near.
std::string suggestion(std::string_view word, const std::vector<std::string_view>& names) {
  std::string_view best;
  std::size_t least = word.size() / 3 + 2;
  for (const std::string_view name : names) {
    const std::size_t distance = edit_distance(word, name);
    if (distance < least) {
      least = distance;
      best = name;
    }
  }
  return best.empty() ? "" : "; did you mean " + std::string(best) + "?";
}

Command command_named(const std::string& word) {
  std::vector<std::string_view> names = {"grad"};
  for (const CommandEntry& entry : commands()) {
    if (entry.name == word) return entry.command;
    names.push_back(entry.name);
  }
  usage_error("'" + word + "' is not a command" + suggestion(word, names));
}

/// Explains an option that this command does not have.
[[noreturn]] void unknown_option(Command command, const std::string& name) {
  const std::string here(name_of(command));
  if (const OptionEntry* entry = find_option(name)) {
    std::string owners;
    for (const CommandEntry& other : commands()) {
      if (entry->belongs_to(other.command)) {
        owners += (owners.empty() ? "" : ", ") + std::string(other.name);
      }
    }
    usage_error(name + " has nothing to act on in " + here + "; it goes with " + owners);
  }
  std::vector<std::string_view> names;
  for (const OptionEntry& entry : options()) {
    if (entry.belongs_to(command)) names.push_back(entry.name);
  }
  usage_error(here + " has no option " + name + suggestion(name, names));
}

/// An option that needs a value has one behind it, which is not itself an option.
void require_values(const std::vector<std::string>& arguments) {
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  for (auto argument = arguments.begin(); argument != end; ++argument) {
    const OptionEntry* entry = find_option(*argument);
    if (entry == nullptr || entry->value.empty() || entry->optional_value()) continue;
    if (argument + 1 == end || find_option(*(argument + 1)) != nullptr) {
      usage_error(*argument + " needs a value, " + std::string(entry->value));
    }
    ++argument;
  }
}

/// What CLI11 would not say as we want it said, looked for before it parses: help, options of other
/// commands, misspelled ones.
std::optional<Answer> examine(Command command, const std::vector<std::string>& arguments) {
  for (const std::string& argument : arguments) {
    if (argument == "--") break;
    if (argument == "--help" || argument == "-h") return Answer{help(command)};
    if (argument == "--version") return Answer{version()};
    if (!argument.starts_with("--")) continue;
    const std::string name = argument.substr(0, argument.find('='));
    const OptionEntry* entry = find_option(name);
    if (entry == nullptr || !entry->belongs_to(command)) unknown_option(command, name);
    if (entry->value.empty() && name.size() < argument.size())
      usage_error(name + " takes no value");
  }
  require_values(arguments);
  return std::nullopt;
}

void apply(Options& options, const OptionEntry& entry, const std::string& value) {
  options.given.emplace(entry.name);
  if (entry.apply(options, value)) return;
  std::string form(entry.value);
  if (entry.optional_value()) form = form.substr(2, form.size() - 3);
  usage_error(std::string(entry.name) + " " + value + ": is not of the form " + form);
}

Options parse_command(Command command, std::vector<std::string> arguments) {
  CLI::App app;
  app.set_help_flag();
  Options result;
  result.gradient = is_gradient(command);
  result.command = result.gradient ? shape_of(command) : command;
  std::vector<std::string> inputs;
  // An INPUT behind "--" may begin with '-'.
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  for (auto after = end; after != arguments.end(); ++after) {
    if (after != end && after->starts_with('-') && *after != "-") after->insert(0, "./");
  }
  const auto behind = static_cast<std::size_t>(arguments.end() - end);

  std::vector<std::pair<const OptionEntry*, CLI::Option*>> made;
  for (const OptionEntry& entry : options()) {
    if (!entry.belongs_to(command)) continue;
    std::string names(entry.name);
    if (!entry.brief.empty()) names = std::string(entry.brief) + "," + names;
    CLI::Option* option = nullptr;
    if (entry.optional_value()) {
      option = app.add_flag(names + "{" + std::string(entry.preset) + "}");
    } else if (entry.value.empty()) {
      option = app.add_flag(names);
    } else {
      option = app.add_option(names)->expected(1);
    }
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    made.emplace_back(&entry, option);
  }
  app.allow_extras();
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants a vector
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    usage_error(error.what());
  }
  inputs = app.remaining();
  std::erase(inputs, "--");

  for (const auto& [entry, option] : made) {
    if (option->count() > 1 && !entry->repeatable) {
      usage_error(std::string(entry->name) + " is given twice");
    }
    for (const std::string& value : option->results()) apply(result, *entry, value);
  }

  for (const std::string& input : inputs) {
    if (input.starts_with('-') && input != "-") {
      if (input.size() == 2 || behind == 0) {
        usage_error(std::string(name_of(command)) + " has no option " + input +
                    "; a file of that name goes behind --");
      }
    }
  }
  if (inputs.size() > 1) {
    const bool like_copy = inputs.size() == 2 && !result.has("--output");
    usage_error("more than one INPUT: " + inputs[0] + " and " + inputs[1] +
                (like_copy ? "; did you mean -o " + inputs[1] + "?" : ""));
  }
  if (!inputs.empty()) result.input = inputs[0];
  return result;
}

}  // namespace

std::variant<Options, Answer> parse(const std::vector<std::string>& arguments) {
  if (arguments.empty()) usage_error(short_help());
  if (arguments[0] == "--help" || arguments[0] == "-h") return Answer{help(std::nullopt)};
  if (arguments[0] == "--version") return Answer{version()};
  std::string name = arguments[0];
  std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
  if (name == "grad") {
    if (rest.empty()) usage_error("grad of what? Give half, full, multiphase or units");
    if (rest[0] == "--help" || rest[0] == "-h") return Answer{help(std::nullopt)};
    name += " " + rest[0];
    rest.erase(rest.begin());
  }
  const Command command = command_named(name);
  if (auto answer = examine(command, rest)) return *answer;
  Options options = parse_command(command, std::move(rest));
  validate(options);
  return options;
}

}  // namespace rectify::cli
