// CLI11 splits the arguments; what it would accept or word differently is looked at before.
#include "cli/options/parse.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <span>
#include <utility>

#include "cli/options/repair.hpp"

namespace rectify::cli {
namespace {

[[noreturn]] void missing_value(const std::string& name, const Option& option) {
  usage_error(name + " needs a value: " + option.value.expects);
}

/// "--gain" of "--gain=3".
std::string name_in(const std::string& argument) { return argument.substr(0, argument.find('=')); }

/// A word that looks like the value, or like a part of the value, of an option before it.
struct Stray {
  const Option* option;
  std::string word;
  std::string hint;  ///< "; did you mean --dc-block=20?"
};

std::string hint_at(const std::vector<Stray>& strays, const std::string& word) {
  for (const Stray& stray : strays) {
    if (stray.word == word) return stray.hint;
  }
  const std::size_t option = word.find(" -");
  if (option == word.npos) return "";
  return "; if" + word.substr(option) + " is meant as an option, end the quotes before it";
}

/// Adds the words that may be parts of the option's value, `words` being that and what follows. To
/// try a value stores it, which does no harm where the right one is stored after it.
void add_parts(std::vector<Stray>& strays, const std::string& name, const Option& option,
               std::span<const std::string> words) {
  if (option.repeatable) return;
  const JoinedValue joined = joined_value(option.value, words);
  for (std::size_t n = 1; n < joined.words; ++n) {
    strays.push_back({&option, words[n], "; did you mean " + name + " " + joined.value + "?"});
  }
}

/// The option that ends joined letters and has its value in the next word, as -o of "-vo"; null:
/// there is none.
const Option* last_joined(const OptionList& options, std::string_view word) {
  if (!word.starts_with('-')) return nullptr;
  for (std::size_t i = 1; i < word.size(); ++i) {
    const Option* option = options.find(std::string("-") + word[i]);
    if (option == nullptr) return nullptr;
    if (!option->is_flag()) return i + 1 == word.size() ? option : nullptr;  // else the rest is it
  }
  return nullptr;
}

/// Every option is known, and has a value that is not empty where it needs one. Gives the words
/// that may be values, or parts of them, for want of a '=' or because of a blank.
std::vector<Stray> examine(const OptionList& options, const std::vector<std::string>& arguments,
                           const ExplainUnknown& unknown) {
  std::vector<Stray> strays;
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  const auto is_value = [&](auto word) {
    return word != end && !word->empty() && options.find(name_in(*word)) == nullptr;
  };
  for (auto argument = arguments.begin(); argument != end; ++argument) {
    const std::string name = name_in(*argument);
    const bool with_value = name.size() < argument->size();
    const Option* option = options.find(name);
    if (option == nullptr) {
      if (argument->starts_with("--")) unknown(name);
      const Option* joined = last_joined(options, *argument);
      if (joined == nullptr) continue;
      if (!is_value(argument + 1)) missing_value(joined->brief, *joined);
      ++argument;
      continue;
    }
    if (option->is_flag() && with_value) usage_error(name + " takes no value");
    if (with_value && name.size() + 1 == argument->size()) missing_value(name, *option);
    if (option->optional_value() && !with_value && argument + 1 != end &&
        option->value.read(*(argument + 1))) {  // what it stores is stored again
      const std::string& next = *(argument + 1);
      strays.push_back({option, next, "; did you mean " + option->name + "=" + next + "?"});
    }
    if (with_value) {
      std::vector<std::string> words = {argument->substr(name.size() + 1)};
      words.insert(words.end(), argument + 1, end);
      add_parts(strays, name, *option, words);
    }
    if (with_value || option->is_flag() || option->optional_value()) continue;
    if (!is_value(argument + 1)) missing_value(name, *option);
    ++argument;
    add_parts(strays, name, *option, {argument, end});
  }
  return strays;
}

CLI::Option* declare(CLI::App& app, const Option& option) {
  const std::string names = option.brief.empty() ? option.name : option.brief + "," + option.name;
  CLI::Option* declared = option.optional_value() ? app.add_flag(names + "{" + option.preset + "}")
                          : option.is_flag()      ? app.add_flag(names)
                                                  : app.add_option(names)->expected(1);
  return declared->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

/// What a refused value may have been meant to be: "; did you mean …?", or nothing.
std::string meant_by(const OptionList& options, const Option& option, const std::string& value,
                     const std::vector<Stray>& strays) {
  const auto parted = std::ranges::find(strays, &option, &Stray::option);
  if (parted != strays.end()) return parted->hint;
  const Option* other = options.find("--" + value);
  const bool flag = other != nullptr && other->is_flag();  // --format json
  return flag ? "; did you mean " + other->name + "?" : meant_value(option.value, value);
}

void store(OptionList& options, Option& option, const std::vector<std::string>& values,
           const std::vector<Stray>& strays) {
  if (values.size() > 1 && !option.repeatable && !option.is_flag()) {
    usage_error(option.name + " is given twice");
  }
  option.values = values;
  for (const std::string& value : values) {
    if (option.value.read(value)) continue;
    usage_error(option.name + " " + value + ": must be " + option.value.expects +
                meant_by(options, option, value, strays));
  }
}

}  // namespace

void parse_options(OptionList& options, const std::string& command,
                   std::vector<std::string> arguments, const ExplainUnknown& unknown) {
  const std::vector<Stray> strays = examine(options, arguments, unknown);
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  // CLI11 takes the '=' of "-o=a.wav" for the first letter of the value.
  for (auto argument = arguments.begin(); argument != end; ++argument) {
    const std::string name = name_in(*argument);
    const Option* option = options.find(name);
    const bool brief = option != nullptr && name == option->brief && name.size() < argument->size();
    if (brief) argument->replace(0, name.size(), option->name);
  }
  // It refuses an INPUT that begins with '-' also after "--", where it is meant.
  for (auto after = end; after != arguments.end(); ++after) {
    if (after != end && after->starts_with('-') && *after != "-") after->insert(0, "./");
  }

  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<std::pair<Option*, CLI::Option*>> declared;
  // Only what is given: CLI11 compares each name with all before it. Briefs may stand joined, as
  // -qv.
  const auto given = [&](const Option& option) {
    return !option.brief.empty() || std::any_of(arguments.begin(), end, [&](const auto& argument) {
      return name_in(argument) == option.name;
    });
  };
  for (Option& option : options.all()) {
    if (given(option)) declared.emplace_back(&option, declare(app, option));
  }
  std::reverse(arguments.begin(), arguments.end());  // the order in which CLI11 takes a vector
  app.parse(std::move(arguments));
  for (const auto& [option, found] : declared) store(options, *option, found->results(), strays);

  std::vector<std::string> inputs = app.remaining();
  std::erase(inputs, "--");
  for (const std::string& input : inputs) {
    if (input.empty()) usage_error("INPUT is empty: give a file name, or - for standard input");
    if (input.starts_with('-') && input != "-") {
      const std::string hint = hint_at(strays, input);
      if (hint.empty()) unknown(input);
      usage_error(command + " has no option " + input + hint);
    }
  }
  const bool folder = options.find("--output-dir") != nullptr;
  if (inputs.size() > 1 && !options.several_inputs() && !options.given("--output-dir")) {
    std::string hint;
    for (const std::string& input : inputs) {
      if (hint.empty()) hint = hint_at(strays, input);
    }
    if (hint.empty() && inputs.size() == 2 && !options.given("--output")) {
      hint = "; did you mean -o " + inputs[1] + "?";
      if (folder) hint += " --output-dir DIR writes a file for each";
    } else if (hint.empty() && folder) {
      hint = "; --output-dir DIR writes a file for each";
    }
    usage_error("more than one INPUT: " + inputs[0] + " and " + inputs[1] + hint);
  }
  for (const std::string& input : inputs) {
    const std::string hint = hint_at(strays, input);
    if (!options.input()) {
      usage_error(command + " takes no INPUT, and " + input + " is one" + hint);
    }
    options.input()(input, hint);
  }
}

}  // namespace rectify::cli
