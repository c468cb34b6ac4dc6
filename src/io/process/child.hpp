// Another program that runs beside this one: it is fed text and its words are collected.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rectify::io {

/// A program that has been started without a shell. It reads what finish() gives it, and what it
/// writes to its standard output and standard error is kept in memory, never shown.
class Child {
 public:
  /// Starts the program of that name, looked up in PATH, with these arguments, the first of which
  /// is its own name. Nullopt where that fails: errno says why, ENOENT where there is no such
  /// program. SIGCHLD is no longer ignored then.
  static std::optional<Child> start(const std::vector<std::string>& arguments);

  Child(Child&& other) noexcept;
  Child& operator=(Child&&) = delete;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();  ///< kills it where it still runs

  struct Result {
    int status = 0;   ///< what it exited with
    int signal = 0;   ///< what killed it; 0: nothing did
    int failure = 0;  ///< errno of what kept it from being fed, heard or waited for; 0: nothing did
    std::string out;
    std::string err;
  };

  /// Gives it the text, closes its standard input and waits for its end; once. A program that does
  /// not read all of the text is no failure.
  Result finish(std::string_view text);

 private:
  Child(pid_t process, int in, int out, int err)
      : process_(process), in_(in), out_(out), err_(err) {}

  pid_t process_;  // 0: has ended
  int in_;         // our ends of its standard input, output and error; -1: closed
  int out_;
  int err_;
};

}  // namespace rectify::io
