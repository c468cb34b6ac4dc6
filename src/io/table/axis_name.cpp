#include "io/table/axis_name.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "io/table/units.hpp"

namespace rectify::io {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

/// Without what joins words: "Time Stamp" is timestamp.
std::string joined(std::string_view name) {
  std::string word = lower_case(name);
  std::erase_if(word, [](char c) { return c == ' ' || c == '_' || c == '-' || c == '.'; });
  return word;
}

template <std::size_t n>
bool among(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_time_word(std::string_view name) {
  constexpr std::array<std::string_view, 8> kWords = {"time",      "sec",  "second", "seconds",
                                                      "timestamp", "zeit", "temps",  "tiempo"};
  return among(kWords, joined(name));
}

/// Letters that stand for a time; they are used for other things, too.
bool is_time_letter(std::string_view name) {
  const std::string word = joined(name);
  return word == "t" || word == "s";
}

bool is_counter(std::string_view name) {
  constexpr std::array<std::string_view, 7> kWords = {"x",     "n",      "nr",   "no",
                                                      "index", "sample", "xaxis"};
  return among(kWords, joined(name));
}

struct Parts {
  std::string_view word;
  std::string_view unit;
  enum class Form { kNone, kBrackets, kSlash, kUnderscore, kIn } form = Form::kNone;
};

/// Parts "Time (ms)", "t/s", "t_us" and "t in s".
Parts split_name(std::string_view name) {
  name = trimmed(name);
  if (name.starts_with("in ") && seconds_of(trimmed(name.substr(3)))) {
    return {"", trimmed(name.substr(3)), Parts::Form::kIn};
  }
  if (name.ends_with(')') || name.ends_with(']')) {
    const std::size_t open = name.find_last_of("([");
    if (open != std::string_view::npos) {
      return {trimmed(name.substr(0, open)), trimmed(name.substr(open + 1, name.size() - open - 2)),
              Parts::Form::kBrackets};
    }
  }
  const auto cut = [&](std::string_view mark, Parts::Form form) -> Parts {
    const std::size_t at = name.rfind(mark);
    if (at == std::string_view::npos || !seconds_of(trimmed(name.substr(at + mark.size())))) {
      return {name, "", Parts::Form::kNone};
    }
    return {trimmed(name.substr(0, at)), trimmed(name.substr(at + mark.size())), form};
  };
  for (const auto& [mark, form] :
       {std::pair<std::string_view, Parts::Form>{" in ", Parts::Form::kIn},
        {"/", Parts::Form::kSlash},
        {"_", Parts::Form::kUnderscore}}) {
    const Parts parts = cut(mark, form);
    if (parts.form != Parts::Form::kNone) return parts;
  }
  return {name, "", Parts::Form::kNone};
}

/// Units whose symbol stands for other things as well: siemens, a minimum, a height.
bool is_doubtful(const Parts& parts) {
  if (parts.unit == "S" || parts.unit == "mS" || parts.unit == "uS") return true;
  const std::string unit = lower_case(parts.unit);
  if (unit == "min") return true;
  return parts.form == Parts::Form::kUnderscore && unit.size() == 1;
}

}  // namespace

AxisName read_axis_name(std::string_view name) {
  const Parts parts = split_name(name);
  const bool time = is_time_word(parts.word);
  const bool letter = is_time_letter(parts.word);
  if (parts.form == Parts::Form::kNone) {
    if (time) return {true, false, 1.0};
    if (letter) return {true, true, 1.0};
    return {is_counter(parts.word), true, std::nullopt};
  }
  const auto seconds = seconds_of(parts.unit);
  if (!seconds) {  // in some other unit: a temperature T (K) is no time
    if (time) return {true, false, std::nullopt};
    return {is_counter(parts.word), true, std::nullopt};
  }
  if (time || letter) return {true, false, seconds};
  if (parts.form == Parts::Form::kSlash) {
    // What comes before is a unit itself where the whole is a rate of change: m/s.
    const std::size_t blank = parts.word.find_last_of(" /([");
    const std::string_view last =
        blank == std::string_view::npos ? parts.word : parts.word.substr(blank + 1);
    const bool number = last.find_first_not_of("0123456789.") == last.npos;  // or nothing: /s
    if (is_unit(last) || number) return {};
  }
  return {true, is_doubtful(parts), seconds};
}

}  // namespace rectify::io
