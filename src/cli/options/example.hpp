// An example for help: a command line and what it does.
#pragma once

#include <string_view>

namespace rectify::cli {

struct Example {
  std::string_view line;  ///< without "rectify"
  std::string_view does;  ///< in a few words
};

}  // namespace rectify::cli
