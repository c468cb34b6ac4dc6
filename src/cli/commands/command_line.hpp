// From the program's arguments to a job that has been checked, or to the text that they ask for.
#pragma once

#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "cli/commands/command.hpp"
#include "cli/context/cores.hpp"
#include "cli/context/report.hpp"

namespace rectify::cli {

/// The text of --help, --version or help COMMAND.
struct Answer {
  std::string text;
};

/// A command with its options, whose values go into its job and into these members.
class Invocation {
 public:
  explicit Invocation(const Command& command);
  Invocation(const Invocation&) = delete;
  Invocation& operator=(const Invocation&) = delete;
  ~Invocation() = default;

  [[nodiscard]] const OptionList& options() const { return options_; }
  [[nodiscard]] Report::Level level() const;

  /// Throws io::Error kUsage.
  void parse(std::vector<std::string> arguments);
  void run(const Context& context) { job_->run(context); }

  /// Whether a line of progress may be shown: not under --quiet, nor among the data that goes to a
  /// terminal.
  [[nodiscard]] bool shows_progress() const;

  /// How many threads may compute at a time: what --jobs says, else the number of cores.
  [[nodiscard]] std::size_t jobs() const { return jobs_; }

  /// The limits of all inputs, raised as --raise-limits says.
  [[nodiscard]] io::Limits limits() const { return io::Limits(limits_); }

 private:
  const Command* command_;
  std::unique_ptr<Job> job_;
  bool quiet_ = false;
  bool verbose_ = false;
  std::size_t jobs_ = cores();
  std::size_t limits_ = 1;  // how many times the usual ones
  OptionList options_;
};

/// `arguments`: without the program's name, at least one. Throws io::Error kUsage.
[[nodiscard]] std::variant<std::unique_ptr<Invocation>, Answer> understand(
    const std::vector<std::string>& arguments);

}  // namespace rectify::cli
