// Changes a value in the ways in which values are mistyped, and tries each.
#include "cli/options/repair.hpp"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "cli/options/suggestion.hpp"
#include "io/table/units.hpp"

namespace rectify::cli {
namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  // A sign at the front is one of a number, never a sign between two.
  for (std::size_t at = text.find(what, 1); at != text.npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

}  // namespace

std::string meant_value(const Value& value, const std::string& refused) {
  const std::vector<std::string> repaired = {
      replaced(refused, ",", "."),   io::lower_case(refused),     replaced(refused, "db", "dB"),
      replaced(refused, "DB", "dB"), replaced(refused, ",", ":"), replaced(refused, "-", ":"),
      replaced(refused, ";", ",")};
  for (const std::string& repair : repaired) {
    if (value.read(repair)) return "; did you mean " + repair + "?";
  }
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz";
  for (std::string unit = refused; !unit.empty(); unit.pop_back()) {  // 20msec
    if (kLetters.find(unit.back()) == kLetters.npos) break;
    if (value.read(unit)) return "; did you mean " + unit + "?";
  }
  if (refused.size() < 2) return "";
  std::vector<std::string_view> words(value.words.begin(), value.words.end());
  std::erase_if(words, [](std::string_view word) { return word.ends_with(':'); });
  const bool number = refused.find_first_not_of("+-.0123456789") == refused.npos;
  std::string near = number ? "" : suggestion(refused, words);  // 0.25 is not 0.5 misspelled
  if (!near.empty()) return near;
  const auto found = std::ranges::find_if(
      words, [&](std::string_view word) { return word.find(refused) != word.npos; });
  return found == words.end() ? "" : "; did you mean " + std::string(*found) + "?";
}

JoinedValue joined_value(const Value& value, std::span<const std::string> words) {
  constexpr std::string_view kNumber = "+-.0123456789";
  JoinedValue joined;
  if (value.read("?")) return joined;
  for (const std::string_view glue : {"", ",", ":"}) {
    std::string text = words[0];
    for (std::size_t n = 1; n < words.size() && !words[n].empty(); ++n) {
      const bool number = kNumber.find(words[n][0]) != kNumber.npos;
      if (number == glue.empty() || (glue.empty() && n > 1)) break;
      text.append(glue).append(words[n]);
      if (n >= joined.words && value.read(text)) joined = {text, n + 1};
    }
  }
  return joined;
}

}  // namespace rectify::cli
