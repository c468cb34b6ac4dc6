// Draws by gnuplot, which is fed through a pipe and whose words nobody sees.
#pragma once

#include <string>

#include "io/process/child.hpp"

namespace rectify::cli {

/// A gnuplot that has been started and waits for its commands.
class Gnuplot {
 public:
  /// Throws io::Error kOutput where there is none, and says how to get it.
  Gnuplot();

  /// What it draws on its standard output; once. Throws io::Error kFailed, with the cause, where it
  /// fails or draws nothing.
  [[nodiscard]] std::string draw(const std::string& script);

  /// What it warned of, in a line; empty: nothing.
  [[nodiscard]] const std::string& warnings() const { return warnings_; }

 private:
  io::Child child_;
  std::string warnings_;
};

}  // namespace rectify::cli
