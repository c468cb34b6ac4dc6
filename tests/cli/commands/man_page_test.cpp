// Checks the man page against the option table: all of it, nothing else, and typed so that it can
// be copied.
#include <doctest/doctest.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "cli/commands/command.hpp"
#include "support/every_option.hpp"
#include "support/table.hpp"

using namespace test;

namespace {

std::string source() { return read_file(RECTIFY_SOURCE_DIR "/src/cli/rectify.1"); }

/// "--dry-run" as groff wants it, so that its hyphens do not become typographic ones.
std::string escaped(std::string_view name) {
  std::string result;
  for (const char c : name) result += c == '-' ? "\\-" : std::string(1, c);
  return result;
}

/// All words in the page that begin with "\-\-", as they stand.
std::vector<std::string> long_options(const std::string& page) {
  std::vector<std::string> found;
  for (std::size_t at = page.find(escaped("--")); at != page.npos;) {
    std::size_t end = at;
    while (end < page.size() && (std::islower(static_cast<unsigned char>(page[end])) != 0 ||
                                 page[end] == '-' || page.compare(end, 2, "\\-") == 0)) {
      end += page[end] == '\\' ? 2U : 1U;
    }
    if (end > at + 4) found.push_back(page.substr(at, end - at));
    at = page.find(escaped("--"), end);
  }
  return found;
}

/// Whether the line after a .TP is the option's entry: ".BI \-\-gain …", ".BR \-o , …".
bool is_entry(const std::string& line, const rectify::cli::Option& option) {
  const std::size_t start = line.find(' ') + 1;
  const std::size_t at = line.find(escaped(option.name), start);
  if (at == line.npos) return false;
  const bool behind_brief =
      !option.brief.empty() && line.compare(start, 3, escaped(option.brief)) == 0;
  const char next = line[at + escaped(option.name).size()];
  return (at == start || behind_brief) && std::string_view(" \",[").find(next) != line.npos;
}

}  // namespace

TEST_CASE("the man page has an entry for every option, with its short form and its value") {
  std::vector<std::string> entries;
  const std::vector<std::string> lines = split(source(), '\n');
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i] == ".TP") entries.push_back(lines[i + 1] + " ");
  }
  for (const auto& named_option : every_option()) {
    const rectify::cli::Option& option = named_option.second;
    CAPTURE(option.name);
    const auto named = [&](const std::string& entry) { return is_entry(entry, option); };
    const auto entry = std::find_if(entries.begin(), entries.end(), named);
    REQUIRE(entry != entries.end());
    CHECK(std::count_if(entries.begin(), entries.end(), named) == 1);
    if (!option.brief.empty()) CHECK(entry->find(escaped(option.brief)) != entry->npos);
    // Fonts may part a value from its brackets.
    std::string value = option.form;
    std::erase_if(value, [](char c) { return c == '[' || c == ']' || c == '='; });
    std::string letters = *entry;
    std::erase_if(letters, [](char c) { return c == '[' || c == ']' || c == '=' || c == '"'; });
    CHECK_MESSAGE(letters.find(value) != letters.npos, *entry);
  }
}

TEST_CASE("the man page names no option that is not there") {
  std::set<std::string> known = {"--help", "--version"};
  for (const auto& [name, option] : every_option()) known.insert(name);
  const std::vector<std::string> words = long_options(source());
  CHECK(words.size() >= known.size());
  for (std::string name : words) {
    std::erase(name, '\\');
    CHECK_MESSAGE(known.contains(name), name);
  }
}

TEST_CASE("every hyphen of an option in the man page is escaped") {
  const std::string page = source();
  CHECK(page.find("--") == page.npos);
  for (const std::string& word : long_options(page)) {
    std::string name = word;
    std::erase(name, '\\');
    CHECK(word == escaped(name));
  }
}

TEST_CASE("the man page names every command and exit status") {
  const std::string page = source();
  for (const auto& command : rectify::cli::commands()) {
    CHECK_MESSAGE(page.find(".B " + command.name + "\n") != page.npos, command.name);
  }
  for (int status = 0; status <= 4; ++status) {
    CHECK(page.find("\n.B " + std::to_string(status) + "\n") != page.npos);
  }
}

TEST_CASE("the man page has the program's version and renders without a warning") {
  CHECK(source().find("rectify " RECTIFY_VERSION) != std::string::npos);
  const Result page =
      shell("groff -man -ww -K utf8 -T utf8 " RECTIFY_SOURCE_DIR "/src/cli/rectify.1");
  CHECK(page.status == 0);
  CHECK(page.err == "");
  CHECK(page.out.size() > 4000);
}
