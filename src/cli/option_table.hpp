// The one table of commands and options: parsing and help are made from it, the man page and the
// tests are checked against it.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "cli/options.hpp"

namespace rectify::cli {

struct CommandEntry {
  Command command;
  std::string_view name;
  std::string_view formula;
  std::string_view summary;
};

enum class Group : std::uint8_t {
  kSource,
  kGenerator,
  kTable,
  kShape,
  kSteps,
  kGradient,
  kOutput,
  kMessages
};

struct OptionEntry {
  std::string_view name;    ///< "--output"
  std::string_view brief;   ///< "-o", or empty
  std::string_view value;   ///< "FILE"; empty: a flag; "[=HZ]": an optional value
  std::string_view preset;  ///< what an optional value is when not given
  Group group;
  unsigned commands;  ///< a bit for each command that has it
  bool repeatable;
  std::string_view help;

  /// Puts the value into the options; false: it is not of the form that `value` names.
  bool (*apply)(Options& options, const std::string& value);

  [[nodiscard]] bool belongs_to(Command command) const {
    return (commands >> static_cast<unsigned>(command) & 1U) != 0;
  }
  [[nodiscard]] bool optional_value() const { return value.starts_with('['); }
};

[[nodiscard]] std::span<const CommandEntry> commands();
[[nodiscard]] std::span<const OptionEntry> options();
[[nodiscard]] std::string_view title_of(Group group);

/// The entry of that long or brief name, or null.
[[nodiscard]] const OptionEntry* find_option(std::string_view name);

}  // namespace rectify::cli
