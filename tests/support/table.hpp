// Runs the program by a line of words, and reads its CSV by a reader unlike its own.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "support/process.hpp"

namespace test {

/// The words between blanks.
inline std::vector<std::string> words(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> result;
  for (std::string word; stream >> word;) result.push_back(word);
  return result;
}

/// `rectify` with the words of the line.
inline Result run_line(const std::string& line, std::string_view input = {}) {
  return run(words(line), input);
}

/// Its standard output, where it must succeed without a word.
inline std::string output_of(const std::string& line, std::string_view input = {}) {
  const Result result = run_line(line, input);
  CAPTURE(line);
  CHECK(result.status == 0);
  CHECK(result.err == "");
  return result.out;
}

inline std::vector<std::string> split(const std::string& text, char separator) {
  std::istringstream stream(text);
  std::vector<std::string> result;
  for (std::string part; std::getline(stream, part, separator);) result.push_back(part);
  return result;
}

struct Table {
  std::vector<std::string> header;
  std::vector<std::vector<double>> columns;

  [[nodiscard]] const std::vector<double>& at(const std::string& name) const {
    const auto found = std::find(header.begin(), header.end(), name);
    REQUIRE(found != header.end());
    return columns[static_cast<std::size_t>(found - header.begin())];
  }
};

/// Plain CSV with a header, by strtod.
inline Table read_table(const std::string& text) {
  Table table;
  for (const std::string& line : split(text, '\n')) {
    const std::vector<std::string> fields = split(line, ',');
    if (table.header.empty()) {
      table.header = fields;
      table.columns.resize(fields.size());
      continue;
    }
    REQUIRE(fields.size() == table.header.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
      char* end = nullptr;
      table.columns[i].push_back(std::strtod(fields[i].c_str(), &end));
      REQUIRE(*end == '\0');
    }
  }
  return table;
}

/// The line ends with that status, and what it says holds all the words.
inline void check_failure(const std::string& line, int status,
                          std::initializer_list<std::string_view> said,
                          std::string_view input = {}) {
  const Result result = run_line(line, input);
  CAPTURE(line);
  CAPTURE(result.err);
  CHECK(result.status == status);
  CHECK(result.err.starts_with("rectify: error: "));
  for (const std::string_view word : said) {
    CAPTURE(word);
    CHECK(result.err.find(word) != std::string::npos);
  }
}

}  // namespace test
