#include "cli/help.hpp"

#include <fmt/format.h>
#include <sndfile.h>

#include <string_view>

#include "cli/option_table.hpp"

namespace rectify::cli {
namespace {

constexpr std::string_view kExamples =
    "  rectify half song.wav -o half.wav                 a diode: bit for bit, also as FLAC or "
    "AIFF\n"
    "  rectify full --sine 50 --duration 40ms            a bridge on the mains, as CSV to plot\n"
    "  rectify multiphase --sine 50 --phases 8 -o dc.wav  eight phases: almost DC\n";

constexpr std::size_t kWidth = 80;

/// The text in lines of at most kWidth characters, the first of which starts at `column`.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string result;
  std::size_t column = indent;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    if (column > indent && column + 1 + word.size() > kWidth) {
      result += '\n' + std::string(indent, ' ');
      column = indent;
    }
    if (column > indent) {
      result += ' ';
      ++column;
    }
    result += word;
    column += word.size();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result + '\n';
}

std::string signature(const OptionEntry& entry) {
  std::string text = entry.brief.empty() ? "    " : std::string(entry.brief) + ", ";
  text += entry.name;
  if (!entry.value.empty() && !entry.optional_value()) text += ' ';
  return text + std::string(entry.value);
}

std::string option_help(Command command) {
  constexpr std::size_t kIndent = 32;
  std::string text;
  const Group* last = nullptr;
  for (const OptionEntry& entry : options()) {
    if (!entry.belongs_to(command)) continue;
    if (last == nullptr || *last != entry.group)
      text += fmt::format("\n{}:\n", title_of(entry.group));
    last = &entry.group;
    const std::string left = "  " + signature(entry);
    text += left.size() + 2 > kIndent ? left + '\n' + std::string(kIndent, ' ')
                                      : fmt::format("{:<{}}", left, kIndent);
    text += wrapped(entry.help, kIndent);
  }
  return text + fmt::format("{:<{}}{}", "  -h, --help", kIndent, "this text\n");
}

std::string command_list() {
  std::string text;
  const auto line = [&](std::string_view name, std::string_view formula, std::string_view summary) {
    text += fmt::format("  {:<12}{:<36}{}\n", name, formula, summary);
  };
  for (const CommandEntry& entry : commands()) {
    if (!is_gradient(entry.command)) line(entry.name, entry.formula, entry.summary);
  }
  line("grad SHAPE", "∂e/∂x from ∂e/∂y", "the backward pass of any of the first four");
  return text;
}

}  // namespace

std::string short_help() {
  return fmt::format(
      "rectify: rectifies signals: sound files, CSV, or a generated sine\n\n{}\n{}\n"
      "rectify COMMAND --help lists a command's options.\n",
      kExamples, command_list());
}

std::string help(std::optional<Command> command) {
  if (!command) {
    return fmt::format(
        "Examples:\n{}\nUsage: rectify COMMAND [INPUT] [-o OUTPUT] [OPTIONS]\n\nCommands:\n{}\n"
        "INPUT is a sound file or CSV; - or nothing is standard input. Without -o the result\n"
        "goes to standard output as CSV. rectify COMMAND --help lists a command's options;\n"
        "man rectify has all the rest.\n\n"
        "Exit status: 0 done, 1 failed while working, 2 wrong command line, 3 bad input,\n"
        "4 output can't be made.\n",
        kExamples, command_list());
  }
  const CommandEntry& entry = commands()[static_cast<std::size_t>(*command)];
  const bool takes_input = *command != Command::kGenerate;
  return fmt::format("Examples:\n{}\nUsage: rectify {} {}[-o OUTPUT] [OPTIONS]\n\n{}: {}\n{}",
                     kExamples, entry.name, takes_input ? "[INPUT] " : "", entry.formula,
                     entry.summary, option_help(*command));
}

std::string version() {
  return fmt::format("rectify {} ({})\n", RECTIFY_VERSION, sf_version_string());
}

}  // namespace rectify::cli
