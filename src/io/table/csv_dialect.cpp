#include "io/table/csv_dialect.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <vector>

#include "io/table/csv_lines.hpp"

namespace rectify::io {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return result;
}

/// A heading such as "Time (ms)": the word before the unit, and the unit.
struct Heading {
  std::string word;
  std::string unit;
};

Heading read_heading(std::string_view name) {
  Heading heading{lower(name), ""};
  const std::size_t open = heading.word.find_first_of("([");
  if (open == std::string::npos) return heading;
  const std::size_t close = heading.word.find_first_of(")]", open);
  if (close != heading.word.size() - 1) return heading;
  heading.unit = heading.word.substr(open + 1, close - open - 1);
  heading.word.resize(open);
  while (heading.word.ends_with(' ')) heading.word.pop_back();
  return heading;
}

constexpr std::array kSeparators = {'\t', ';', ',', ' '};  // the likelier first

std::size_t count_fields(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  std::string unquoted;
  split_fields(line, separator, fields, unquoted);
  return fields.size();
}

}  // namespace

bool names_an_axis(std::string_view name) {
  constexpr std::array<std::string_view, 5> kWords = {"time", "t", "seconds", "x", "index"};
  return std::find(kWords.begin(), kWords.end(), read_heading(name).word) != kWords.end();
}

std::optional<double> seconds_per_unit(std::string_view name) {
  const Heading heading = read_heading(name);
  if (heading.word != "time" && heading.word != "t" && heading.word != "seconds") {
    return std::nullopt;
  }
  if (heading.unit.empty() || heading.unit == "s") return 1.0;
  if (heading.unit == "ms") return 1e-3;
  if (heading.unit == "us" || heading.unit == "µs" || heading.unit == "μs") return 1e-6;
  return std::nullopt;
}

std::optional<char> separator_of_numbers(std::string_view line) {
  std::vector<std::string_view> fields;
  std::string unquoted;
  for (const char separator : kSeparators) {
    split_fields(line, separator, fields, unquoted);
    if (std::all_of(fields.begin(), fields.end(),
                    [](std::string_view field) { return is_numeric(field); })) {
      return separator;
    }
  }
  return std::nullopt;
}

char guess_separator(std::string_view first, std::string_view second) {
  for (const char separator : kSeparators) {
    const std::size_t fields = count_fields(first, separator);
    if (fields > 1 && (second.empty() || count_fields(second, separator) == fields)) {
      return separator;
    }
  }
  // Ragged, or one column: what the first line would be cut by.
  for (const char separator : {'\t', ';', ','}) {
    if (first.find(separator) != std::string_view::npos) return separator;
  }
  return ',';
}

}  // namespace rectify::io
