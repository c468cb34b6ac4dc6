// The error that ends the program, and the exit statuses.
#pragma once

#include <stdexcept>
#include <string>

namespace rectify::io {

/// The exit statuses of the program. Where several apply, the first of 2, 3, 4, 1 does.
enum class ExitStatus {
  kDone = 0,
  kFailed = 1,  ///< while working: a read or write error, a full disk, clipping that was forbidden
  kUsage = 2,   ///< the command line is wrong
  kInput = 3,   ///< an input can't be opened, decoded or understood
  kOutput = 4,  ///< the output can't be made
};

/// An error that ends the program. Its text, which the user reads, names the file, the place in it
/// and the cause.
class Error : public std::runtime_error {
 public:
  Error(ExitStatus status, const std::string& what) : std::runtime_error(what), status_(status) {}
  [[nodiscard]] ExitStatus status() const { return status_; }

 private:
  ExitStatus status_;
};

}  // namespace rectify::io
