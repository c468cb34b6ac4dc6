// Lines on stderr, coloured on a terminal.
#include "cli/context/report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace rectify::cli {
namespace {

bool coloured() {
  const char* no_color = std::getenv("NO_COLOR");  // https://no-color.org
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) != 0 && (no_color == nullptr || *no_color == '\0') &&
         terminal != nullptr && std::string_view(terminal) != "dumb";
}

/// One write for each message, so that messages of several programs don't mix.
void write(std::string_view text) {
  // If stderr takes nothing there is nobody left to tell.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

void write_line(std::string_view kind, std::string_view colour, std::string_view what) {
  const bool colour_it = !colour.empty() && coloured();
  write(colour_it ? fmt::format("rectify: \x1b[1;{}m{}\x1b[0m{}\n", colour, kind, what)
                  : fmt::format("rectify: {}{}\n", kind, what));
}

}  // namespace

void Report::error(std::string_view what) { write_line("error: ", "31", what); }

void Report::print(std::string_view text) { write(text); }

void Report::warn(std::string_view what) const {
  if (level_ != Level::kQuiet) write_line("warning: ", "33", what);
}

void Report::say(std::string_view what) const {
  if (level_ != Level::kQuiet) write_line("", "", what);
}

void Report::tell(std::string_view what) const {
  if (level_ == Level::kVerbose) write_line("", "", what);
}

}  // namespace rectify::cli
