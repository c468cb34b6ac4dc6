// Measures the memory of the built program.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>

#include "support/process.hpp"

namespace test {

/// Each `$RECTIFY` of the line runs under GNU time, which is small itself: what a process counts as
/// its peak includes that of the one it was forked from.
inline void check_memory(const TemporaryFolder& folder, std::string line, int status = 0,
                         long megabytes = 16) {
  CAPTURE(line);
  constexpr std::string_view kTime = "/usr/bin/time -o peak -f %M ";
  line.insert(line.find("$RECTIFY"), kTime);
  CHECK(shell(line, folder.path()).status == status);
  const std::string report = read_file(folder / "peak");  // a line on a death by signal may precede
  const std::size_t last = report.find_last_of('\n', report.size() - 2);
  const long kilobytes = std::stol(report.substr(last == std::string::npos ? 0 : last + 1));
  CHECK(kilobytes > 0);
  CHECK(kilobytes <= megabytes * 1024);
}

}  // namespace test
