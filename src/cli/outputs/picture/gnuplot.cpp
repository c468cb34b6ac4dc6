// Starts gnuplot, and makes a line of what it says.
#include "cli/outputs/picture/gnuplot.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "io/file/error.hpp"

namespace rectify::cli {
namespace {

io::Child started() {
  // -d: without the settings of the user or the machine; -: commands come from standard input.
  ::unsetenv("GNUTERM");  // a terminal that gnuplot may lack, which would end it
  auto child = io::Child::start({"gnuplot", "-d", "-"});
  if (child) return std::move(*child);
  const int cause = errno;
  throw io::Error(io::ExitStatus::kOutput,
                  cause == ENOENT
                      ? "gnuplot, which draws the pictures, is not installed: apt-get install "
                        "gnuplot-nox"
                      : std::string("can't start gnuplot: ") + std::strerror(cause));
}

/// Its lines, without blanks at their ends, joined by "; ". Those that only point at a place in the
/// line above are left out.
std::string in_one_line(const std::string& text) {
  std::string line;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string part = text.substr(at, end - at);
    at = end + 1;
    const std::size_t first = part.find_first_not_of(" \t\r\f");
    if (first == part.npos) continue;
    part = part.substr(first, part.find_last_not_of(" \t\r\f") + 1 - first);
    if (part == "^") continue;
    line += (line.empty() ? "" : "; ") + part;
  }
  constexpr std::size_t kMost = 300;
  return line.size() > kMost ? line.substr(0, kMost) + "..." : line;
}

}  // namespace

Gnuplot::Gnuplot() : child_(started()) {}

std::string Gnuplot::draw(const std::string& script) {
  io::Child::Result result = child_.finish(script);
  const std::string words = in_one_line(result.err);
  std::string cause;
  if (result.failure != 0) {
    cause = std::string("can't talk to it: ") + std::strerror(result.failure);
  } else if (result.signal != 0) {
    cause = "it was killed by signal " + std::to_string(result.signal);
  } else if (result.status != 0) {
    cause = "it ended with status " + std::to_string(result.status);
  } else if (result.out.empty()) {
    cause = "it drew nothing";
  }
  if (cause.empty()) {
    warnings_ = words;
    return std::move(result.out);
  }
  throw io::Error(io::ExitStatus::kFailed,
                  "gnuplot failed: " + cause + (words.empty() ? "" : ", saying: " + words));
}

}  // namespace rectify::cli
