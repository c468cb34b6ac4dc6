// Lines on stderr, coloured on a terminal.
#include "cli/context/report.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

#include "cli/context/terminal.hpp"
#include "cli/context/utf8.hpp"

namespace rectify::cli {
namespace {

bool coloured() {
  const char* no_color = std::getenv("NO_COLOR");  // https://no-color.org
  const char* terminal = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) != 0 && (no_color == nullptr || *no_color == '\0') &&
         terminal != nullptr && std::string_view(terminal) != "dumb";
}

/// How many bytes at the front of the text are one character of UTF-8 that a terminal shows; 0:
/// they are none, or a control character.
std::size_t shown(std::string_view text) {
  const auto character = first_character(text);
  if (!character) return 0;
  const std::uint32_t code = character->code;
  const bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);  // 0x80 on: C1
  const bool line_end = code == 0x2028 || code == 0x2029;
  const bool turns_text = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  return control || line_end || turns_text ? 0 : character->bytes;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t bytes = shown(text);
    if (bytes != 0) {
      result += text.substr(0, bytes);
    } else if (text[0] == '\n') {
      result += "\\n";
    } else if (text[0] == '\t') {
      result += "\\t";
    } else if (text[0] == '\r') {
      result += "\\r";
    } else {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
    }
    text.remove_prefix(std::max<std::size_t>(bytes, 1));
  }
  return result;
}

namespace {

std::string line(std::string_view kind, std::string_view colour, std::string_view what) {
  return !colour.empty() && coloured()
             ? fmt::format("rectify: \x1b[1;{}m{}\x1b[0m{}\n", colour, kind, escaped(what))
             : fmt::format("rectify: {}{}\n", kind, escaped(what));
}

/// Whether the message has the name as a word of its own.
bool calls_by(std::string_view what, std::string_view name) {
  constexpr std::string_view kBefore = " '";
  constexpr std::string_view kAfter = " ':;,";
  for (std::size_t at = what.find(name); at != what.npos; at = what.find(name, at + 1)) {
    const std::size_t end = at + name.size();
    if ((at == 0 || kBefore.find(what[at - 1]) != kBefore.npos) &&
        (end == what.size() || kAfter.find(what[end]) != kAfter.npos)) {
      return true;
    }
  }
  return false;
}

}  // namespace

std::string counted(std::uint64_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

Report Report::about(const std::vector<std::string>& names, std::string& lines) const {
  Report report(level_);
  report.names_ = &names;
  report.lines_ = &lines;
  return report;
}

void Report::put(std::string_view kind, std::string_view colour, std::string_view what) const {
  const bool named =
      names_ == nullptr || std::any_of(names_->begin(), names_->end(),
                                       [&](const auto& name) { return calls_by(what, name); });
  const std::string text =
      line(kind, colour, named ? std::string(what) : fmt::format("{}: {}", names_->front(), what));
  lines_ == nullptr ? write_words(text) : void(lines_->append(text));
}

void Report::out_of_memory() { write_words("rectify: error: out of memory\n"); }

void Report::error(std::string_view what) { write_words(line("error: ", "31", what)); }

void Report::result(std::string_view what) { write_words(line("", "", what)); }

void Report::print(std::string_view text) {
  if (!text.empty()) write_words(text);
}

void Report::warn(std::string_view what) const {
  if (level_ != Level::kQuiet) put("warning: ", "33", what);
}

void Report::tell(std::string_view what) const {
  if (level_ == Level::kVerbose) put("", "", what);
}

void Report::fail(std::string_view what) const { put("error: ", "31", what); }

void Report::summarize(std::string_view what) const {
  if (level_ != Level::kQuiet) put("", "", what);
}

}  // namespace rectify::cli
