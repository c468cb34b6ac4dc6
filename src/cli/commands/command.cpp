// Collects the commands.
#include "cli/commands/command.hpp"

namespace rectify::cli {

std::span<const Command> commands() {
  static const std::vector<Command> all = [] {
    std::vector<Command> rows;
    add_apply(rows);
    add_generate(rows);
    add_grad(rows);
    return rows;
  }();
  return all;
}

}  // namespace rectify::cli
