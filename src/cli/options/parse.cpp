// CLI11 splits the arguments; what it would accept or word differently is looked at before.
#include "cli/options/parse.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <utility>

namespace rectify::cli {
namespace {

/// The form without the brackets of a value that may be left out.
std::string bare_form(const Option& option) {
  if (!option.optional_value()) return option.form;
  return option.form.substr(2, option.form.size() - 3);
}

[[noreturn]] void missing_value(const Option& option) {
  usage_error(option.name + " needs a value, " + bare_form(option) + ": " + option.value.expects);
}

/// Every option is known, and has a value that is not empty where it needs one.
void examine(const OptionList& options, const std::vector<std::string>& arguments,
             const ExplainUnknown& unknown) {
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  for (auto argument = arguments.begin(); argument != end; ++argument) {
    const std::string name = argument->substr(0, argument->find('='));
    const bool with_value = name.size() < argument->size();
    const Option* option = options.find(name);
    if (option == nullptr) {
      if (argument->starts_with("--")) unknown(name);
      continue;
    }
    if (option->is_flag() && with_value) usage_error(name + " takes no value");
    if (with_value && name.size() + 1 == argument->size()) missing_value(*option);
    if (with_value || option->is_flag() || option->optional_value()) continue;
    if (argument + 1 == end || (argument + 1)->empty() ||
        options.find(*(argument + 1)) != nullptr) {
      missing_value(*option);
    }
    ++argument;
  }
}

CLI::Option* declare(CLI::App& app, const Option& option) {
  const std::string names = option.brief.empty() ? option.name : option.brief + "," + option.name;
  CLI::Option* declared = option.optional_value() ? app.add_flag(names + "{" + option.preset + "}")
                          : option.is_flag()      ? app.add_flag(names)
                                                  : app.add_option(names)->expected(1);
  return declared->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

void store(Option& option, const std::vector<std::string>& values) {
  if (values.size() > 1 && !option.repeatable && !option.is_flag()) {
    usage_error(option.name + " is given twice");
  }
  option.count = values.size();
  for (const std::string& value : values) {
    if (option.value.read(value)) continue;
    usage_error(option.name + " " + value + ": is not of the form " + bare_form(option) + ", " +
                option.value.expects);
  }
}

}  // namespace

void parse_options(OptionList& options, const std::string& command,
                   std::vector<std::string> arguments, const ExplainUnknown& unknown) {
  examine(options, arguments, unknown);
  // CLI11 refuses an INPUT that begins with '-' also after "--", where it is meant.
  const auto end = std::find(arguments.begin(), arguments.end(), "--");
  const bool any_input_after = end != arguments.end();
  for (auto after = end; after != arguments.end(); ++after) {
    if (after != end && after->starts_with('-') && *after != "-") after->insert(0, "./");
  }

  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  std::vector<std::pair<Option*, CLI::Option*>> declared;
  for (Option& option : options.all()) declared.emplace_back(&option, declare(app, option));
  std::reverse(arguments.begin(), arguments.end());  // the order in which CLI11 takes a vector
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    usage_error(error.what());
  }
  for (const auto& [option, found] : declared) store(*option, found->results());

  std::vector<std::string> inputs = app.remaining();
  std::erase(inputs, "--");
  for (const std::string& input : inputs) {
    if (input.starts_with('-') && input != "-" && (input.size() == 2 || !any_input_after)) {
      usage_error(command + " has no option " + input + "; a file of that name goes after --");
    }
  }
  if (inputs.size() > 1) {
    const bool like_copy = inputs.size() == 2 && !options.given("--output");
    usage_error("more than one INPUT: " + inputs[0] + " and " + inputs[1] +
                (like_copy ? "; did you mean -o " + inputs[1] + "?" : ""));
  }
  if (inputs.empty()) return;
  if (inputs[0].empty()) usage_error("INPUT is empty: give a file name, or - for standard input");
  if (!options.input()) usage_error(command + " takes no INPUT, and " + inputs[0] + " is one");
  options.input()(inputs[0]);
}

}  // namespace rectify::cli
