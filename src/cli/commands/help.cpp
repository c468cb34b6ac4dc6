// Lays help out in 80 columns.
#include "cli/commands/help.hpp"

#include <fmt/format.h>
#include <sndfile.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <span>
#include <string_view>

#include "cli/commands/command_line.hpp"
#include "cli/context/utf8.hpp"
#include "cli/options/quantity.hpp"

namespace rectify::cli {
namespace {

constexpr std::array kExamples = {
    Example{"half song.wav -o half.wav", "a diode: bit for bit"},
    Example{"full --sine 50 --duration 40ms", "a bridge on the mains, as CSV to plot"},
    Example{"multiphase --sine 50 --phases 8 -o dc.wav", "eight phases: almost DC"}};

/// How many columns the text may take: 80, or what COLUMNS says, but at least 40.
std::size_t line_width() {
  constexpr std::size_t kUsual = 80;
  constexpr std::size_t kLeast = 40;
  constexpr std::size_t kMost = 1000;
  const char* columns = std::getenv("COLUMNS");
  const auto asked = columns == nullptr ? std::nullopt : parse_count(columns);
  return asked.value_or(0) == 0 ? kUsual : std::clamp<std::size_t>(*asked, kLeast, kMost);
}

/// The column of the explanations where `wanted` of 80 is right.
std::size_t indent_of(std::size_t wanted) { return std::min(wanted, line_width() * 2 / 5); }

/// The text in lines of at most line_width() columns; every line but the first begins after
/// `indent` blanks, where the first one stands already.
std::string wrapped(std::string_view text, std::size_t indent, std::string_view end_of_line = "") {
  const std::size_t most = line_width() - end_of_line.size();
  std::string result;
  std::size_t column = indent;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (column > indent && column + 1 + columns_of(word) > most) {
      result += std::string(end_of_line) + '\n' + std::string(indent, ' ');
      column = indent;
    }
    if (column > indent) {
      result += ' ';
      ++column;
    }
    result += word;
    column += columns_of(word);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result + '\n';
}

/// "left", then `text` from column `wanted` of 80 on: in the same line where there is room.
std::string entry(const std::string& left, std::string_view text, std::size_t wanted) {
  const std::size_t indent = indent_of(wanted);
  const std::size_t taken = columns_of(left);
  const std::string gap =
      taken + 2 > indent ? '\n' + std::string(indent, ' ') : std::string(indent - taken, ' ');
  return left + gap + wrapped(text, indent);
}

constexpr std::size_t kDeeper = 6;

/// The command line, cut in the shell's way where it is too long.
std::string command_lines(const std::string& line) {
  const bool fits = 2 + line.size() <= line_width();
  return "  " + (fits ? line + '\n' : wrapped(line, kDeeper, " \\"));
}

std::string example_list(std::span<const Example> examples) {
  std::size_t longest = 0;
  for (const Example& example : examples) longest = std::max(longest, example.line.size());
  std::string text;
  for (const Example& example : examples) {
    const std::string line = fmt::format("  rectify {:<{}}", example.line, longest);
    const bool fits = line.size() + 2 + columns_of(example.does) <= line_width();
    text += fits ? fmt::format("{}  {}\n", line, example.does)
                 : command_lines("rectify " + std::string(example.line)) +
                       std::string(kDeeper, ' ') + wrapped(example.does, kDeeper);
  }
  return text;
}

std::string signature(const Option& option) {
  std::string text = option.brief.empty() ? "    " : option.brief + ", ";
  text += option.name;
  if (!option.is_flag() && !option.optional_value()) text += ' ';
  return text + option.form;
}

std::string option_help(const Command& command) {
  constexpr std::size_t kIndent = 32;
  const Invocation invocation(command);
  std::string text;
  const Option* last = nullptr;
  for (const Option& option : invocation.options().all()) {
    if (last == nullptr || last->group != option.group) {
      text += fmt::format("\n{}:\n", title_of(option.group));
    }
    last = &option;
    text += entry("  " + signature(option), option.help, kIndent);
  }
  return text + entry("  -h, --help", "this text", kIndent);
}

std::string command_list() {
  constexpr std::size_t kIndent = 17;
  std::string text;
  std::string_view family;
  for (const Command& command : commands()) {
    const std::string_view first = std::string_view(command.name).substr(0, command.name.find(' '));
    if (first == command.name) {
      text += entry("  " + command.name, command.formula + ": " + command.summary, kIndent);
    } else if (first != family) {
      family = first;
      text += entry(fmt::format("  {} SHAPE", family), command.family, kIndent);
    }
  }
  return text;
}

}  // namespace

std::string short_help() {
  return wrapped("rectify: rectifies signals: sound files, tables, or a generated sine", 0) + '\n' +
         example_list(kExamples) + '\n' + command_list() + '\n' +
         wrapped("rectify COMMAND --help lists a command's options.", 0);
}

std::string help(const Command* command) {
  if (command == nullptr) {
    return fmt::format(
        "Examples:\n{}\n{}\nCommands:\n{}\n{}\n{}", example_list(kExamples),
        wrapped("Usage: rectify COMMAND [INPUT] [-o OUTPUT] [OPTIONS]", kDeeper), command_list(),
        wrapped(
            "SHAPE is half, full, multiphase or units; measure and plot take none too. INPUT is "
            "a sound file or a table; - or nothing is standard input. Without -o the result "
            "goes to standard output as CSV (measure: as a table for eyes; plot: as a picture made "
            "of characters). rectify COMMAND --help, or rectify help COMMAND, "
            "lists a command's options, rectify --version says the version, and man rectify "
            "has all the rest.",
            0),
        wrapped("Exit status: 0 done, 1 failed while working, 2 wrong command line, 3 bad input, "
                "4 output can't be made.",
                0));
  }
  const Invocation invocation(*command);
  const OptionList& options = invocation.options();
  const bool several = options.several_inputs() || options.find("--output-dir") != nullptr;
  const std::string_view inputs = !options.input() ? "" : several ? "[INPUT...] " : "[INPUT] ";
  const std::string_view output = options.find("--output") != nullptr ? "[-o OUTPUT] " : "";
  return fmt::format(
      "Examples:\n{}\n{}\n{}{}", example_list(command->examples),
      wrapped(fmt::format("Usage: rectify {} {}{}[OPTIONS]", command->name, inputs, output),
              kDeeper),
      wrapped(command->formula + ": " + command->summary, 0), option_help(*command));
}

std::string help_of_family(const std::string& family) {
  constexpr std::size_t kIndent = 24;
  std::string list;
  const Command* first = nullptr;
  for (const Command& command : commands()) {
    if (!command.name.starts_with(family + " ")) continue;
    if (first == nullptr) first = &command;
    list += entry("  " + command.name, command.formula, kIndent);
  }
  return fmt::format(
      "Examples:\n{}\n{}\n{}\n{}", example_list(first->examples),
      wrapped(fmt::format("Usage: rectify {} SHAPE [INPUT] [OPTIONS]", family), kDeeper), list,
      wrapped(
          fmt::format("rectify help {} lists the options of the first, and so on.", first->name),
          0));
}

std::string version() {
  return fmt::format("rectify {} ({})\n", RECTIFY_VERSION, sf_version_string());
}

}  // namespace rectify::cli
