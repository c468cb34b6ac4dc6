// Pictures that the program makes, and the curves of their scripts.
#pragma once

#include <doctest/doctest.h>

#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "support/picture.hpp"
#include "support/process.hpp"
#include "support/table.hpp"

namespace test {

/// `rectify plot …` into that picture.
inline Picture plotted(const std::string& line, const TemporaryFolder& folder, bool quiet = true) {
  const Result result = shell("$RECTIFY plot " + line + " -o p.png", folder.path());
  CAPTURE(line);
  CHECK(result.out == "");
  if (quiet) CHECK(result.err == "");
  REQUIRE(result.status == 0);
  return Picture(folder / "p.png");
}

/// The points of a curve in the script: a data block each, in their order.
inline std::vector<std::vector<std::pair<double, double>>> curves_of(const std::string& script) {
  std::vector<std::vector<std::pair<double, double>>> curves;
  bool inside = false;
  for (const std::string& line : split(script, '\n')) {
    if (line.ends_with("<< RECTIFY_END")) {
      curves.emplace_back();
      inside = true;
    } else if (line == "RECTIFY_END") {
      inside = false;
    } else if (inside && !line.empty()) {
      std::pair<double, double> point;
      REQUIRE(std::sscanf(line.c_str(), "%lf %lf", &point.first, &point.second) == 2);
      curves.back().push_back(point);
    }
  }
  return curves;
}

/// The same of the script for that picture.
inline std::vector<std::vector<std::pair<double, double>>> curves_of_plot(
    const std::string& line, const TemporaryFolder& folder) {
  const Result result = shell(
      "$RECTIFY plot " + line + " -o /dev/null --format svg --script s.gp --force", folder.path());
  CAPTURE(result.err);
  REQUIRE(result.status == 0);
  return curves_of(read_file(folder / "s.gp"));
}

}  // namespace test
