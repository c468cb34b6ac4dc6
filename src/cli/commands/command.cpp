// The table of commands.
#include "cli/commands/command.hpp"

namespace rectify::cli {

// What adds a file's rows. A new command is a new file and a line in both places here.
void add_apply(std::vector<Command>& commands);
void add_generate(std::vector<Command>& commands);
void add_grad(std::vector<Command>& commands);
void add_measure(std::vector<Command>& commands);
void add_plot(std::vector<Command>& commands);
void add_plot_grad(std::vector<Command>& commands);

std::span<const Command> commands() {
  static const std::vector<Command> all = [] {
    std::vector<Command> rows;
    add_apply(rows);
    add_generate(rows);
    add_grad(rows);
    add_measure(rows);
    add_plot(rows);
    add_plot_grad(rows);
    return rows;
  }();
  return all;
}

}  // namespace rectify::cli
