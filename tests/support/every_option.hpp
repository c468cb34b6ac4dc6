// All options of the program, from the lists of its commands.
#pragma once

#include <map>
#include <string>

#include "cli/commands/command_line.hpp"

namespace test {

/// Each option once, by its long name, without values.
inline std::map<std::string, rectify::cli::Option> every_option() {
  std::map<std::string, rectify::cli::Option> all;
  for (const auto& command : rectify::cli::commands()) {
    const rectify::cli::Invocation invocation(command);
    for (rectify::cli::Option option : invocation.options().all()) {
      option.value.read = nullptr;  // its command is gone
      all.emplace(option.name, option);
    }
  }
  return all;
}

}  // namespace test
