// One lock for what stands on the terminal.
#include "cli/context/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <mutex>
#include <string>

namespace rectify::cli {
namespace {

// The whole process has one standard error, so it has one line of progress too.
// NOLINTBEGIN(cppcoreguidelines-avoid-non-const-global-variables)
std::mutex mutex;    // of the next
bool shown = false;  // a line of progress
// NOLINTEND(cppcoreguidelines-avoid-non-const-global-variables)

constexpr std::string_view kErase = "\r\x1b[K";

void write(std::string_view text) {
  // If stderr takes nothing there is nobody left to tell.
  [[maybe_unused]] const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
}

}  // namespace

void write_words(std::string_view text) {
  const std::lock_guard lock(mutex);
  if (shown) write(kErase);
  shown = false;
  write(text);
}

void show_progress(std::string_view line) {
  const std::lock_guard lock(mutex);
  if (!shown && line.empty()) return;
  write(std::string(kErase).append(line));
  shown = !line.empty();
}

std::size_t progress_columns() {
  const char* terminal = std::getenv("TERM");
  if (::isatty(STDERR_FILENO) == 0 || terminal == nullptr || std::string_view(terminal) == "dumb") {
    return 0;
  }
  winsize size{};  // 0, where the terminal does not know its size
  ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size);
  return size.ws_col != 0 ? size.ws_col : 80;
}

}  // namespace rectify::cli
